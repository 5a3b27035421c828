// An opened group, and the panel that says who is in one.
function openGroup(group, open = true) {
  const opened = new Set(S.opened);
  if (open) opened.add(group);
  else opened.delete(group);
  update({ opened, select: null, focus: 0 }, { say: `${open ? T.groupOpened : T.groupClosed}: ${D.groups.label[group]}` });
  if (!open) return fitMap({ animate: true });
  return zoomTo([D.ownCount + group, ...V.shown.filter((actor) => D.actors.group[actor] === group)]);
}

// Where everybody stands while groups are open: what is opened has room, all else stands as much further off.
let spread = { key: "" };
function spreadPlace(actor) {
  const key = [...S.opened].join(" ");
  if (spread.key !== key) {
    spread = { key, x: Float64Array.from(D.actors.x), y: Float64Array.from(D.actors.y) };
    for (const group of S.opened) makeRoom(spread, group);
  }
  return [Math.round(spread.x[actor]), Math.round(spread.y[actor])];
}

const NAME_ROOM = [64, 26];

function makeRoom({ x, y }, group) {
  const centre = D.ownCount + group, members = membersOf(group).filter((one) => rankInGroup(one) < OPENED_AT_MOST);
  const left = D.groups.size[group] > members.length ? groupSize(centre) + NAME_ROOM[1] : 0;
  const awayFrom = (one, [wide, high]) => awayBy(x[one] - x[centre], y[one] - y[centre], [wide, high]);
  const move = (one, [dx, dy]) => { x[one] += dx; y[one] += dy; };
  // the members around the sign of those of the group that are not drawn, then the rest around the members
  if (left) for (const one of members) move(one, awayFrom(one, [left, left]));
  const room = [x, y].map((at, k) => Math.max(...members.map((one) => Math.abs(at[one] - at[centre]))) + NAME_ROOM[k]);
  const far = Math.max(1, ...members.map((one) => Math.hypot((x[one] - x[centre]) / room[0], (y[one] - y[centre]) / room[1])));
  const ellipse = room.map((one) => one * far);
  const shifts = D.groups.label.map((_, other) => (other === group ? [0, 0] : awayFrom(D.ownCount + other, ellipse)));
  for (let one = 0; one < D.actorCount; one++) {
    const own = isGroup(one) ? groupNumber(one) : D.actors.group[one];
    if (own !== group) move(one, own === null ? awayFrom(one, ellipse) : shifts[own]);
  }
}

// Out of an ellipse: who stood in its middle comes to its edge, who stood far off hardly moves.
function awayBy(dx, dy, [wide, high]) {
  const far = Math.hypot(dx / wide, dy / high), by = far ? Math.hypot(far, 1) / far - 1 : 0;
  return far ? [dx * by, dy * by] : [wide, 0];
}

// As near as shows all of some actors with their names.
function zoomTo(actors) {
  const { x, y, across, along } = extentOf(actors.map(placeOf)), box = $("canvas");
  const scale = Math.max(Math.min((box.clientWidth - 180) / across, (box.clientHeight - 120) / along, 1.2), 0.05);
  unfit();
  network.moveTo({ position: { x, y }, scale, animation: motion() });
  writeAddress();
}

function groupPanel(actor) {
  const group = groupNumber(actor), members = membersOf(group), { drawn } = neighboursOf(actor);
  const ranked = [...members].sort((a, b) => takesPart(b) - takesPart(a) || a - b);
  return [
    panelHead(bdi(D.groups.label[group])),
    h("p.quiet", {}, T.groupText(members.length)),
    h("div.actions", { role: "group", "aria-label": T.groups }, button(T.groupOpen, () => openGroup(group), { id: "group-open", class: "primary" })),
    h("p.quiet", {}, T.neighbours(drawn.length, 0), "."),
    h("h3", {}, T.groupMembers),
    h("ul.list", {}, ranked.slice(0, 20).map((one) => h("li", {}, button(
      [h("span", {}, bdi(D.actors.name[one])), h("span.count", {}, T.takesPart(takesPart(one)))], () => selectActor(one), { class: "row" })))),
    ranked.length > 20 && h("p.quiet", {}, T.groupMore(ranked.length - 20)),
  ];
}

// Who is in a group.
const membersOf = (group) => D.actors.group.flatMap((own, actor) => (own === group ? [actor] : []));

function addGroupWords() {
  const blank = { aliases: [], wikidata: "", note: "" };
  for (const [column, value] of Object.entries(blank)) D.actors[column] = [...D.actors[column], ...D.groups.label.map(() => value)];
}

// How many members of its group take part in more than an actor, over the whole record.
function rankInGroup(actor) {
  if (!D.rankInGroup) {
    const { from, to } = D.plain, counts = new Int32Array(D.ownCount), seen = D.groups.label.map(() => 0);
    for (let k = 0; k < from.length; k++) { counts[from[k]]++; counts[to[k]]++; }
    D.rankInGroup = new Int32Array(D.ownCount);
    const order = Array.from(counts, (_, one) => one).sort((a, b) => counts[b] - counts[a] || a - b);
    for (const one of order) if (D.actors.group[one] !== null) D.rankInGroup[one] = seen[D.actors.group[one]]++;
  }
  return D.rankInGroup[actor];
}

// How many relations in view an actor takes part in, also inside a closed group.
function takesPart(actor) {
  if (takesPart.pass !== V.pass) {
    const { relation, from, to } = ownArcs(), counts = new Int32Array(D.actorCount), seen = new Int32Array(D.actorCount).fill(-1);
    for (let k = 0; k < relation.length; k++) {
      if (V.pass[relation[k]]) continue;
      for (const one of [from[k], to[k]]) if (seen[one] !== relation[k]) { seen[one] = relation[k]; counts[one]++; }
    }
    Object.assign(takesPart, { pass: V.pass, counts });
  }
  return takesPart.counts[actor];
}

// How many actors that take part are in a group, and how many in none.
function inGroups() {
  let inside = 0, outside = 0;
  for (let actor = 0; actor < D.ownCount; actor++) {
    if (!takesPart(actor)) continue;
    if (D.actors.group[actor] === null) outside++;
    else inside++;
  }
  return [inside, outside];
}
