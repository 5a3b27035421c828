// What is drawn only around what is selected: what is new in the chosen time, and how many documents speak of a link.
const BADGES_AT_MOST = 40;

// How many documents, retellings apart, stand behind each link in view; counted when first asked for.
function documentsBehind() {
  const { stats } = V, now = arcs();
  if (stats.documents || !D.whole) return stats.documents ?? null;
  const sets = Array.from(stats.n, () => null);
  for (let k = 0; k < now.relation.length; k++) {
    const i = now.relation[k], p = now.pair[k];
    if (V.pass[i] || !stats.n[p]) continue;
    sets[p] ??= new Set();
    for (let row = D.evidenceFrom[i]; row < D.evidenceFrom[i + 1]; row++) {
      if (!D.documents[D.evidence.document[row]]?.retells) sets[p].add(D.evidence.document[row]);
    }
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

// What most of the relations of a link in view are: of those that were done, if any were.
function topVerb(p) {
  const now = arcs(), between = relationsBetween(now.pairA[p], now.pairB[p]), done = between.filter(isDone), groups = new Map();
  for (const i of done.length ? done : between) {
    const words = toldWords(i);
    groups.set(words, [...(groups.get(words) ?? []), i]);
  }
  const [words, found] = [...groups].sort((a, b) => b[1].length - a[1].length || D.relations.type[a[1][0]] - D.relations.type[b[1][0]])[0] ?? ["", []];
  return found.length > 1 ? `${words} × ${found.length}` : words;
}

// What a relation is in the words of its type, and first of all whether it was only proposed, considered, alleged.
function toldWords(i) {
  const { label } = D.types[D.relations.type[i]];
  return hedgeOf(i) ? `${T.statuses[statusOf(i)].toLowerCase()}: ${label}` : label;
}

let verbs = { pass: null, arcs: null, words: new Map() };
function verbOf(p) {
  if (verbs.pass !== V.pass || verbs.arcs !== V.arcs) verbs = { pass: V.pass, arcs: V.arcs, words: new Map() };
  if (!verbs.words.has(p)) verbs.words.set(p, topVerb(p));
  return verbs.words.get(p);
}

// What each link of the selected actor mostly is and how many documents speak of it; where there is room for no more, the latter.
function badgePlan(ctx, taken) {
  if (S.mode || S.select?.actor === undefined || !litPairs || litPairs.size > BADGES_AT_MOST) return [];
  const now = arcs(), behind = documentsBehind(), font = `500 10.5px ${FONT}`, found = [];
  for (const p of behind ? litPairs : []) {
    if (!V.pairSet.has(p) || !behind[p]) continue;
    const ends = [now.pairA[p], now.pairB[p]].map(placeOf);
    const tries = [[verbOf(p), T.badgeAll(behind[p])], [T.badge(behind[p])]].flatMap((lines) => [0.5, 0.62, 0.38].map((t) => [lines, t]));
    for (const [lines, t] of tries) {
      const [x, y] = [0, 1].map((k) => ends[0][k] + t * (ends[1][k] - ends[0][k])), at = network.canvasToDOM({ x, y });
      const width = Math.max(...lines.map((line) => textWidth(ctx, line, font))) + 10, height = 13 * lines.length + 3;
      const box = [at.x - width / 2, at.y - height / 2, at.x + width / 2, at.y + height / 2];
      if (!taken.free(box)) continue;
      taken.take(box);
      found.push({ lines, font, left: box[0], top: box[1], width, height, tone: linkTone(p) });
      break;
    }
  }
  return found;
}

function drawBadge(ctx, { lines, font, left, top, width, height, tone }) {
  const look = colours();
  ctx.fillStyle = look.paper;
  ctx.strokeStyle = look.soft;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.roundRect(left, top, width, height, 7);
  ctx.fill();
  ctx.stroke();
  ctx.font = font;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  lines.forEach((line, k) => {
    ctx.fillStyle = k || lines.length === 1 ? look.ink : look[tone];
    ctx.fillText(line, left + width / 2, top + 8.5 + 13 * k);
  });
}
