// What is drawn under and over the links: ties, marks and the labels.
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC", sans-serif';

const seeThrough = (lit) => (lit ? 1 : 0.06);
const isLitActor = (actor) => !litActors || litActors.has(actor);
const isLitPair = (p) => !litPairs || litPairs.has(p);

function drawBelow(ctx) {
  ctx.save();
  drawHulls(ctx);
  drawBelonging(ctx);
  drawStanding(ctx);
  // nothing is split, new or numbered before something is lit
  if (litPairs) {
    drawNew(ctx);
    ctx.globalAlpha = 1;
    for (const arc of splitArcs()) drawArc(ctx, arc);
  }
  ctx.restore();
}

// Thin dotted lines from persons and parts to what they belong to.
function drawBelonging(ctx) {
  if (!S.ties || (S.roll && D.rolled)) return;
  const look = colours();
  ctx.lineWidth = 1;
  ctx.setLineDash([1.5, 3.5]);
  ctx.strokeStyle = look.soft;
  for (const { actor, organisation } of D.affiliations) {
    if (!V.shownSet.has(actor) || !V.shownSet.has(organisation)) continue;
    ctx.globalAlpha = litActors && !(litActors.has(actor) && litActors.has(organisation)) ? 0.08 : 0.55;
    strokeLine(ctx, placeOf(actor), placeOf(organisation));
  }
  ctx.setLineDash([]);
}

// A wide pale band: an alliance, a rivalry, leverage. It is always on, whatever the dates.
function drawStanding(ctx) {
  const now = arcs(), look = colours(), { ties, tieTone } = V.stats;
  // what is shown by itself has no band of what else holds between the two
  const bright = litAlone ? () => false : isLitPair;
  ctx.lineCap = "round";
  for (const p of V.pairs) {
    if (!ties[p] || now.pairA[p] === now.pairB[p]) continue;
    ctx.globalAlpha = bright(p) ? 0.26 : 0.04;
    ctx.strokeStyle = tieTone[p] > 0 ? look.coop : tieTone[p] < 0 ? look.conf : look.tie;
    ctx.lineWidth = linkWidth(V.stats.n[p]) + 9;
    strokeLine(ctx, placeOf(now.pairA[p]), placeOf(now.pairB[p]));
  }
}

function strokeLine(ctx, [x1, y1], [x2, y2]) {
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}

function drawAbove(ctx) {
  ctx.save();
  drawDisputed(ctx);
  ctx.restore();
  ctx.save();
  const ratio = network.canvas.pixelRatio ?? devicePixelRatio;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  const taken = new Boxes();
  for (const p of V.pairs) {
    if (!isMarked(p)) continue;
    const [x, y] = middleOf(p), at = network.canvasToDOM({ x, y }), r = 7 * Math.max(Math.min(network.getScale(), 2), 1);
    taken.take([at.x - r, at.y - r, at.x + r, at.y + r], MARK);
  }
  if (fitsLit()) lastLabels = drawParties(ctx, taken);
  else {
    if (S.mode) drawNumbers(ctx, taken);
    labelPlan(ctx, taken).forEach((label) => drawLabel(ctx, label));
  }
  lastBadges = litPairs ? badgePlan(ctx, taken) : [];
  lastBadges.forEach((badge) => drawBadge(ctx, badge));
  ctx.restore();
}

const signSize = (actor) => network.body.nodes[idOf(actor)]?.options.size ?? 10;

// A relation that is shown by itself has the mark when sources disagree on it.
function isMarked(p) {
  if (!V.stats.disputed[p] || S.mode || !isLitPair(p)) return false;
  return S.select?.relation === undefined || statusOf(S.select.relation) === "contested";
}

// The mark in the middle of a link on which sources disagree.
function drawDisputed(ctx) {
  const now = arcs(), look = colours(), scale = network.getScale();
  for (const p of V.pairs) {
    if (!isMarked(p)) continue;
    const [x, y] = middleOf(p, now), r = 6.5 / Math.max(scale, 0.6);
    ctx.fillStyle = look.paper;
    ctx.strokeStyle = look.ink;
    ctx.lineWidth = 1.3 / Math.max(scale, 0.6);
    ctx.beginPath();
    ctx.arc(x, y, r, 0, 2 * Math.PI);
    ctx.fill();
    ctx.stroke();
    ctx.beginPath();
    const t = r * 0.52;
    ctx.moveTo(x - t, y - t * 0.5);
    ctx.lineTo(x + t, y - t * 0.5);
    ctx.moveTo(x - t, y + t * 0.5);
    ctx.lineTo(x + t, y + t * 0.5);
    ctx.moveTo(x + t * 0.7, y - t * 1.2);
    ctx.lineTo(x - t * 0.7, y + t * 1.2);
    ctx.stroke();
  }
}

function middleOf(p, now = arcs()) {
  const [x1, y1] = placeOf(now.pairA[p]), [x2, y2] = placeOf(now.pairB[p]);
  return [(x1 + x2) / 2, (y1 + y2) / 2];
}

// Boxes already taken on the screen, found by cell.
const MARK = -1;
class Boxes {
  constructor() { this.cells = new Map(); }

  // The cells of 64 by 64 pixels that a box lies in.
  cellsOf([left, top, right, bottom]) {
    const found = [];
    for (let x = Math.floor(left / 64); x <= right / 64; x++) {
      for (let y = Math.floor(top / 64); y <= bottom / 64; y++) found.push(x * 4096 + y);
    }
    return found;
  }

  // Is a box free of all others but the actor's own sign and, where some are spared, the signs of all the rest?
  free(box, except, spared = null) {
    for (const cell of this.cellsOf(box)) {
      for (const other of this.cells.get(cell) ?? []) {
        if (other.owner !== undefined && (other.owner === except || (spared && !spared.has(other.owner)))) continue;
        if (box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]) return false;
      }
    }
    return true;
  }

  take(box, owner) {
    box.owner = owner;
    for (const cell of this.cellsOf(box)) {
      const there = this.cells.get(cell);
      if (there) there.push(box);
      else this.cells.set(cell, [box]);
    }
  }

  // The nearest free spot for a round badge.
  near(x, y, r) {
    for (let ring = 0; ring < 6; ring++) {
      for (let k = 0; k < (ring ? 8 : 1); k++) {
        const px = x + ring * r * 1.1 * Math.cos(k * 0.785), py = y + ring * r * 1.1 * Math.sin(k * 0.785);
        const box = [px - r, py - r, px + r, py + r];
        if (this.free(box)) { this.take(box); return { x: px, y: py }; }
      }
    }
    return { x, y };
  }
}

const short = (text, most = 28) => (text.length > most ? `${[...text].slice(0, most - 2).join("").trimEnd()}…` : text);
const widths = new Map();
function textWidth(ctx, text, font) {
  const key = `${font}|${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    ctx.font = font;
    width = ctx.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}

// Names are written in the two fonts that the heading and the line under it are in, made larger or smaller: every further
// font, and every further size of one, takes longer to get ready than the names take to draw.
const PLAIN = { font: `400 12.5px ${FONT}`, base: 12.5 }, STRONG = { font: `700 16px ${FONT}`, base: 16 };

const FOREMOST = 6, NOBODY = new Set();
let lastLabels = [], lastBadges = [];

// Where the buttons for zooming are.
const zoomRoom = (wide, high) => [wide - 118, high - 46, wide, high];

// Where on the screen a sign is, and how far it reaches.
function spotOf(actor, scale) {
  const [x, y] = placeOf(actor), at = network.canvasToDOM({ x, y });
  return { actor, x: at.x, y: at.y, r: Math.max(signSize(actor) * scale, 3) + 1 };
}

// The most important labels that fit, each below, above, right or left of its sign.
function labelPlan(ctx, taken) {
  const box = $("canvas"), wide = box.clientWidth, high = box.clientHeight, scale = network.getScale();
  const placed = [], spots = [];
  taken.take(zoomRoom(wide, high));
  for (const actor of V.shown) {
    const { x, y, r } = spotOf(actor, scale);
    if (x < -r || y < -r || x > wide + r || y > high + r) continue;
    spots.push({ actor, x, y, r, weight: labelRank(actor) });
    if (isLitActor(actor)) taken.take([x - r, y - r, x + r, y + r], actor);
  }
  spots.sort((a, b) => b.weight - a.weight || a.actor - b.actor);
  const first = new Set(spots.slice(0, 15).map((spot) => spot.actor));
  spots.forEach((spot) => {
    if (litActors && !litActors.has(spot.actor)) return;
    const label = fitLabel(ctx, taken, spot, { wide, high, first, spots });
    if (label) placed.push(label);
  });
  if (litPairs) placed.push(...arcLabels(ctx, taken));
  lastLabels = placed;
  return placed;
}

function labelRank(actor) {
  const chosen = S.select?.actor === actor || S.select?.link?.includes(actor) ? 1e6 : 0;
  return chosen + V.involvement[actor] + (D.kinds[D.actors.kind[actor]] === "state" ? 2.5 : 0);
}

// Below, above, right and left of a sign, or so far aside as a share of half the name's length or of its height.
const atSides = ({ x, y, r, half, line }, across, aside = 0) => [
  [across + aside * half, y + r + 1], [across + aside * half, y - r - line - 1],
  [x + r + 3, y + (aside - 0.5) * line], [x - r - 3 - 2 * half, y + (aside - 0.5) * line],
];

function fitLabel(ctx, taken, { actor, x, y, r }, { wide, high, first, spots }) {
  const state = D.kinds[D.actors.kind[actor]] === "state", chosen = labelRank(actor) >= 1e6;
  const part = V.involvement[actor] / Math.max(V.most, 1);
  const size = 11 + 2 * Math.round(2 * Math.sqrt(part)) + (chosen ? 1 : 0);
  const { font, base } = state || chosen ? STRONG : PLAIN, text = isGroup(actor) ? groupLabel(actor) : short(D.actors.name[actor]);
  const width = textWidth(ctx, text, font) * (size / base), half = width / 2, line = size + 2;
  const across = Math.min(Math.max(x - half, 3), wide - width - 3);
  const near = [...atSides({ x, y, r, half, line }, across), [x + r * 0.6, y + r * 0.6], [x - width - r * 0.6, y + r * 0.6]];
  const rounds = [{ tries: near, spared: null }];
  if (first.has(actor)) {
    // in a crowd the name of the most involved is worth more than the sign of a neighbour who is not; else it stands aside
    const aside = [0, 6].flatMap((away) => [-0.5, 0.5, -0.9, 0.9].flatMap((share) => atSides({ x, y, r: r + away, half, line }, across, share)));
    rounds.push({ tries: near, spared: first }, { tries: aside, spared: null }, { tries: aside, spared: first });
    // the foremost are never left without a name, whatever sign or mark it covers
    if ([...first].indexOf(actor) < FOREMOST) rounds.push({ tries: [...near, ...aside], spared: NOBODY }, { tries: near, spared: NOBODY, upon: true });
  }
  // but right upon another's sign, or close by that of another of the foremost, it would be taken for that one's name:
  // only when nothing else is left
  const upon = (box) => spots.some((spot) => {
    const reach = first.has(spot.actor) ? spot.r + 4 : spot.r * 0.7;
    return spot.actor !== actor && isLitActor(spot.actor)
      && spot.x + reach > box[0] && spot.x - reach < box[2] && spot.y + reach > box[1] && spot.y - reach < box[3];
  });
  for (const { tries, spared, ...may } of rounds) {
    for (const [left, top] of tries) {
      if (left < 2 || left + width > wide - 2 || top < 1 || top + line > high - 1) continue;
      const box = [left - 2, top, left + width + 2, top + line];
      if (!taken.free(box, actor, spared) || (spared && !may.upon && upon(box))) continue;
      taken.take(box);
      return { actor, text, font, base, left, top, width, line, size };
    }
  }
  if (!chosen) return null;
  const left = Math.min(Math.max(x - half, 2), wide - width - 2);
  return { actor, text, font, base, left, top: y + r + 1, width, line, size };
}

// The first picture of all has plain paper behind its names, which is drawn sooner than a halo.
function paperBehind(ctx, { text, font, scale }) {
  const ink = ctx.fillStyle, base = Number.parseFloat(/[\d.]+px/.exec(font));
  ctx.globalAlpha = 0.75;
  ctx.fillStyle = colours().paper;
  ctx.fillRect(-1.5 / scale, -base * 0.8, textWidth(ctx, text, font) + 3 / scale, base);
  ctx.globalAlpha = 1;
  ctx.fillStyle = ink;
}

function drawLabel(ctx, { text, font, left, top, size, tone, base = size }) {
  const look = colours(), scale = size / base;
  ctx.save();
  ctx.translate(left, top + size - 1);
  ctx.scale(scale, scale);
  ctx.font = font;
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3.5 / scale;
  ctx.strokeStyle = look.paper;
  ctx.fillStyle = tone ? look[tone] : look.ink;
  if (started) ctx.strokeText(text, 0, 0);
  else paperBehind(ctx, { text, font, scale });
  ctx.fillText(text, 0, 0);
  ctx.restore();
}
