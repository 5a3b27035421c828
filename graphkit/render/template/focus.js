// What is drawn only around what is selected: what is new in the chosen time, and how many documents speak of a link.
const BADGES_AT_MOST = 40;

// How many documents stand behind each link in view, counted when first asked for.
function documentsBehind() {
  const { stats } = V, now = arcs();
  if (stats.documents || !D.whole) return stats.documents ?? null;
  const sets = Array.from(stats.n, () => null);
  for (let k = 0; k < now.relation.length; k++) {
    const i = now.relation[k], p = now.pair[k];
    if (V.pass[i] || !stats.n[p]) continue;
    sets[p] ??= new Set();
    for (let row = D.evidenceFrom[i]; row < D.evidenceFrom[i + 1]; row++) sets[p].add(D.evidence.document[row]);
  }
  stats.documents = Int32Array.from(sets, (set) => set?.size ?? 0);
  return stats.documents;
}
const onOneDocument = (p) => documentsBehind()?.[p] === 1;

let newcomers = { pass: null, pairs: null, actors: null };

// The first day of each link and each actor, whatever the chosen time; all other filters apply.
function firstDays() {
  if (newcomers.pass === V.pass) return newcomers;
  const now = arcs(), pairs = new Float64Array(now.pairA.length).fill(Infinity), actors = new Float64Array(D.actorCount).fill(Infinity);
  for (let k = 0; k < now.relation.length; k++) {
    const i = now.relation[k];
    if (V.pass[i] & ~FAIL.time) continue;
    // what has no first day may have been there all along
    const day = D.relations.since[i] ?? -Infinity, p = now.pair[k];
    if (day < pairs[p]) pairs[p] = day;
    for (const one of [now.from[k], now.to[k]]) if (day < actors[one]) actors[one] = day;
  }
  newcomers = { pass: V.pass, pairs, actors };
  return newcomers;
}

const isFocused = () => S.since !== null && litPairs !== null && Boolean(S.select);
const isNewPair = (p) => firstDays().pairs[p] >= S.since;
const isNewActor = (actor) => firstDays().actors[actor] >= S.since;

// A glow under the links and around the signs that had not been there before the chosen time.
function drawNew(ctx) {
  if (!isFocused()) return;
  const now = arcs();
  ctx.strokeStyle = colours().accent;
  ctx.globalAlpha = 0.28;
  ctx.lineCap = "round";
  for (const p of litPairs) {
    if (!V.pairSet.has(p) || !isNewPair(p)) continue;
    ctx.lineWidth = linkWidth(V.stats.n[p]) + 8;
    strokeLine(ctx, placeOf(now.pairA[p]), placeOf(now.pairB[p]));
  }
  ctx.lineWidth = 5;
  for (const actor of litActors) {
    if (!V.shownSet.has(actor) || !isNewActor(actor)) continue;
    ctx.beginPath();
    ctx.arc(...placeOf(actor), signSize(actor) * 1.25 + 5, 0, 2 * Math.PI);
    ctx.stroke();
  }
}

// How many documents speak of each link of the selected actor.
function badgePlan(ctx, taken) {
  if (S.mode || S.select?.actor === undefined || !litPairs || litPairs.size > BADGES_AT_MOST) return [];
  const behind = documentsBehind(), font = `500 10.5px ${FONT}`, found = [];
  for (const p of behind ? litPairs : []) {
    if (!V.pairSet.has(p) || !behind[p]) continue;
    const [x, y] = middleOf(p), at = network.canvasToDOM({ x, y }), text = T.badge(behind[p]);
    const width = textWidth(ctx, text, font), under = 7 * Math.max(Math.min(network.getScale(), 2), 1) + 2;
    const top = at.y + (V.stats.disputed[p] ? under : -8);
    const box = [at.x - width / 2 - 5, top, at.x + width / 2 + 5, top + 16];
    if (!taken.free(box)) continue;
    taken.take(box);
    found.push({ text, font, left: box[0], top, width: width + 10, height: 16 });
  }
  return found;
}

function drawBadge(ctx, { text, font, left, top, width, height }) {
  const look = colours();
  ctx.fillStyle = look.paper;
  ctx.strokeStyle = look.soft;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.roundRect(left, top, width, height, 8);
  ctx.fill();
  ctx.stroke();
  ctx.font = font;
  ctx.fillStyle = look.ink;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillText(text, left + 5, top + height / 2 + 0.5);
}
