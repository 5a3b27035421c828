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

// What most of the relations of a link in view are.
function topVerb(p) {
  const counts = new Map(), now = arcs();
  for (const i of relationsBetween(now.pairA[p], now.pairB[p])) counts.set(D.relations.type[i], (counts.get(D.relations.type[i]) ?? 0) + 1);
  const [type, n] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? [];
  return type === undefined ? "" : `${D.types[type].label}${n > 1 ? ` × ${n}` : ""}`;
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
    const tries = [[verbOf(p), T.badge(behind[p])], [T.badge(behind[p])]].flatMap((lines) => [0.5, 0.62, 0.38].map((t) => [lines, t]));
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

// On a small screen everybody who takes part in what is shown has a name: beside the sign where there is room, else a little way off
// with a line to it. What finds room beside its sign and off the links comes first, then the numbers, then the other names.
const NAME_SIZE = 11.5, AWAY = [0, 9, 18, 28, 40, 54, 70];
const SIDES = [[0, 1], [0, -1], [1, 0], [-1, 0], [0.7, 0.7], [-0.7, 0.7], [0.7, -0.7], [-0.7, -0.7],
  [0.9, 0.4], [0.9, -0.4], [-0.9, 0.4], [-0.9, -0.4], [0.4, 0.9], [0.4, -0.9], [-0.4, 0.9], [-0.4, -0.9]];

function drawParties(ctx, taken) {
  const box = $("canvas"), screen = { wide: box.clientWidth, high: box.clientHeight }, scale = network.getScale(), spots = [];
  for (const actor of V.shown) {
    if (!isLitActor(actor)) continue;
    const [x, y] = placeOf(actor), at = network.canvasToDOM({ x, y }), r = Math.max(signSize(actor) * scale, 3) + 1;
    if (at.x < 0 || at.y < 0 || at.x > screen.wide || at.y > screen.high) continue;
    spots.push({ actor, x: at.x, y: at.y, r });
    taken.take([at.x - r, at.y - r, at.x + r, at.y + r], actor);
  }
  taken.take([screen.wide - 118, screen.high - 46, screen.wide, screen.high]);       // the buttons for zooming
  spots.sort((a, b) => labelRank(b.actor) - labelRank(a.actor) || a.actor - b.actor);
  const isState = ({ actor }) => D.kinds[D.actors.kind[actor]] === "state";
  const named = new Map(), name = (rings, links = []) => {
    for (const spot of rings ? spots : spots.filter(isState)) if (!named.get(spot)) named.set(spot, placeName(ctx, taken, { spot, screen: { ...screen, links }, rings }));
  };
  name(1, litLinks());
  name(0);
  drawWays(ctx);
  drawNumbers(ctx, taken);
  name(1);
  name(AWAY.length);
  lastLabels = [...named.values()].flatMap((lines) => lines ?? []);
  for (const { from, to } of lastLabels) if (from) drawLeader(ctx, from, to);
  for (const label of lastLabels) drawLabel(ctx, label);
}

// A name whole, in two lines, or cut where not even far off there is room for that: one label for each line.
function placeName(ctx, taken, { spot, screen, rings }) {
  const { actor, r } = spot, name = short(D.actors.name[actor], 34), { font, base } = D.kinds[D.actors.kind[actor]] === "state" ? STRONG : PLAIN;
  const whole = name.length <= 26 ? [[name]] : [], line = NAME_SIZE + 2, wideOf = (text) => textWidth(ctx, text, font) * (NAME_SIZE / base);
  const tries = AWAY.slice(0, rings || 1).map((away) => [away, [...whole, ...inTwo(name)]]);
  if (rings > 1) tries.push(...AWAY.map((away) => [away, [[short(name, 17)]]]));
  for (const [away, ways] of tries) {
    for (const lines of ways) {
      const widths = lines.map(wideOf), box = freeBeside(taken, { spot, screen, reach: r + 2 + away, width: Math.max(...widths), height: line * lines.length });
      if (!box) continue;
      taken.take(box);
      const middle = (box[0] + box[2]) / 2;
      return lines.map((text, k) => ({ actor, text, font, base, left: middle - widths[k] / 2, top: box[1] + k * line, width: widths[k], line, size: NAME_SIZE,
        from: away && !k ? [spot.x, spot.y] : null, to: [middle, (box[1] + box[3]) / 2] }));
    }
  }
  return null;
}

// Words in two lines as even as can be.
function inTwo(name) {
  if (name.length < 13) return [];
  const words = name.split(" "), uneven = (k) => Math.abs(words.slice(0, k).join(" ").length - words.slice(k).join(" ").length);
  const [best] = words.slice(1).map((_, k) => k + 1).sort((a, b) => uneven(a) - uneven(b));
  return best ? [[words.slice(0, best).join(" "), words.slice(best).join(" ")]] : [];
}

// A free box that touches a circle around the sign, below it, above it, beside it or between those.
function freeBeside(taken, { spot: { actor, x, y }, screen: { wide, high, links }, reach, width, height }) {
  for (const [dx, dy] of SIDES) {
    const cx = x + dx * reach + Math.sign(dx) * (width / 2), cy = y + dy * (reach + height / 2);
    const left = dx ? cx - width / 2 : Math.min(Math.max(cx - width / 2, 3), wide - width - 3), top = cy - height / 2;
    if (left < 2 || left + width > wide - 2 || top < 1 || top + height > high - 1) continue;
    const box = [left - 1, top, left + width + 1, top + height];
    if (taken.free(box, actor) && !links.some((link) => crosses(link, box))) return box;
  }
  return null;
}

function litLinks() {
  const now = arcs(), at = (actor) => { const [x, y] = placeOf(actor); return network.canvasToDOM({ x, y }); };
  return [...litPairs].filter((p) => V.pairSet.has(p)).map((p) => [at(now.pairA[p]), at(now.pairB[p])]);
}

// Whether a line goes through a box (Liang and Barsky).
function crosses([start, end], [left, top, right, bottom]) {
  const dx = end.x - start.x, dy = end.y - start.y;
  let from = 0, to = 1;
  for (const [by, room] of [[-dx, start.x - left], [dx, right - start.x], [-dy, start.y - top], [dy, bottom - start.y]]) {
    if (by === 0 && room < 0) return false;
    if (by < 0) from = Math.max(from, room / by);
    else if (by > 0) to = Math.min(to, room / by);
  }
  return from <= to;
}

// A number stays on its link, wherever there is room along it, or as near to it as can be.
function freeOnLink(taken, ends, r) {
  if (!ends) return null;
  const [start, end] = ends.map(([x, y]) => network.canvasToDOM({ x, y })), { clientWidth: wide, clientHeight: high } = $("canvas");
  const along = (t) => [start.x + (end.x - start.x) * t, start.y + (end.y - start.y) * t], middle = along(0.5);
  const take = ([x, y]) => {
    const box = [x - r, y - r, x + r, y + r];
    if (box[0] < 0 || box[1] < 0 || box[2] > wide || box[3] > high || !taken.free(box)) return null;
    taken.take(box);
    return { x, y };
  };
  for (const t of [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73, 0.2, 0.8]) {
    const spot = take(along(t));
    if (spot) return spot;
  }
  for (let k = 0; k < 72; k++) {
    const d = 14 + 5 * Math.floor(k / 12), spot = take([middle[0] + d * Math.cos(k * 0.5236), middle[1] + d * Math.sin(k * 0.5236)]);
    if (spot) return spot;
  }
  return null;
}

function drawLeader(ctx, from, to) {
  ctx.strokeStyle = colours().soft;
  ctx.lineWidth = 0.8;
  strokeLine(ctx, from, to);
}

// Who did it to whom, as heads of a size that can be seen: those of the links shrink with the map.
function drawWays(ctx) {
  const now = arcs(), look = colours(), done = new Set();
  const at = (actor) => { const [x, y] = placeOf(actor), { x: left, y: top } = network.canvasToDOM({ x, y }); return [left, top]; };
  const way = (a, b, tone) => {
    if (a === b || done.has(`${a} ${b}`) || !V.shownSet.has(a) || !V.shownSet.has(b)) return;
    done.add(`${a} ${b}`);
    ctx.fillStyle = look[tone];
    arrowHead(ctx, at(a), at(b), signSize(b) * network.getScale(), -1);
  };
  for (const i of S.mode === "answers" ? answersLit() : pathPairs().flatMap((p) => relationsBetween(now.pairA[p], now.pairB[p]))) {
    const tone = ["tie", "coop", "conf"].at(toneOf(i));
    for (const a of sideOf(now.actors[i])) {
      for (const b of sideOf(now.recipients[i])) {
        way(a, b, tone);
        if (D.relations.mutual[i]) way(b, a, tone);
      }
    }
  }
}
