// Large networks: actors who deal most with one another stand as one sign until it is opened; smaller ones get a shade behind them.
const isGroup = (actor) => actor >= D.ownCount;
const groupNumber = (actor) => actor - D.ownCount;

// Groups are counted on behind the actors, with places and names of their own.
function addGroups() {
  const { label, x, y } = D.groups;
  D.ownCount = D.actors.id.length;
  D.actorCount = D.ownCount + label.length;
  label.forEach((text, group) => {
    D.actors.id.push(`group:${group + 1}`);
    D.actors.name.push(text);
    D.actors.kind.push(-1);
    D.actors.bloc.push(-1);
    D.actors.group.push(null);
    D.actors.x.push(x[group]);
    D.actors.y.push(y[group]);
  });
}

// A mode and a single relation are shown with the actors themselves.
const isGrouped = () => S.groups && D.groups.label.length > 0 && !S.mode && S.select?.relation === undefined;

// Of an opened group so many, the most involved; the rest stay one sign.
const OPENED_AT_MOST = 40;

// Those that stand for themselves and not for their group.
function standsAlone(actor) {
  const group = D.actors.group[actor];
  return group === null || (S.opened.has(group) && rankInGroup(actor) < OPENED_AT_MOST) || S.extra.has(actor) || S.only.has(actor)
    || S.select?.actor === actor || Boolean(S.select?.link?.includes(actor));
}

// On the map: the first two, and how many more.
function groupLabel(actor) {
  const group = groupNumber(actor), first = D.groups.top[group].slice(0, 2), more = D.groups.size[group] - first.length;
  return `${first.map((one) => short(D.actors.name[one], 20)).join(", ")} + ${more.toLocaleString("en")}`;
}

let folded = { key: "", base: null, arcs: null };

function groupedArcs(base) {
  const chosen = [S.select?.actor ?? S.select?.link ?? []].flat().filter((one) => !isGroup(one));
  const key = [[...S.opened].join(" "), [...S.extra, "", ...S.only].join(" "), String(chosen)].join("|");
  if (folded.key !== key || folded.base !== base) {
    const stand = Array.from({ length: D.ownCount }, (_, actor) => (standsAlone(actor) ? actor : D.ownCount + D.actors.group[actor]));
    folded = { key, base, arcs: foldArcs(base, stand) };
  }
  return folded.arcs;
}

// The same relations between groups; those inside a closed group count for it and are not drawn.
function foldArcs(base, stand) {
  const standing = (one) => stand[one], from = base.from.map(standing), to = base.to.map(standing);
  const sides = (column) => column.map((side) => (typeof side === "number" ? stand[side] : [...new Set(side.map(standing))]));
  return {
    actors: sides(base.actors), recipients: sides(base.recipients), relation: base.relation, from, to, ...pairsOf(from, to),
  };
}

function groupSize(actor) {
  const most = Math.max(...D.groups.size);
  return 10 + 30 * Math.sqrt(D.groups.size[groupNumber(actor)] / most);
}

// Corners of the shape around some points (Andrew's monotone chain).
function hullOf(points) {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (list) => {
    const found = [];
    for (const [x, y] of list) {
      while (found.length > 1) {
        const [[ax, ay], [bx, by]] = found.slice(-2);
        if ((bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0) break;
        found.pop();
      }
      found.push([x, y]);
    }
    return found.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

// A pale shade behind the drawn members of each group, three or more.
function drawHulls(ctx) {
  if (!S.hulls || isGrouped() || litActors) return;
  const parts = new Map();
  for (const actor of V.shown) {
    const group = D.actors.group[actor];
    if (group !== null) (parts.get(group) ?? parts.set(group, []).get(group)).push(placeOf(actor));
  }
  ctx.save();
  ctx.lineJoin = "round";
  ctx.lineWidth = 44;
  for (const [group, points] of parts) {
    if (points.length < 3) continue;
    ctx.globalAlpha = 0.1;
    ctx.fillStyle = ctx.strokeStyle = BLOC_FILL[group % BLOC_FILL.length];
    ctx.beginPath();
    hullOf(points).forEach(([x, y], k) => (k ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
    ctx.closePath();
    ctx.stroke();
    ctx.fill();
  }
  ctx.restore();
}
