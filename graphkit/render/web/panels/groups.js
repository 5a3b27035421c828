// An opened group, and the panel that says who is in one.
import { membersOf, takesPart } from "../core/groups.js";
import { neighboursOf } from "../core/links.js";
import { D, groupNumber } from "../core/record.js";
import { selectActor } from "../core/select.js";
import { S, update } from "../core/state.js";
import { V } from "../core/view.js";
import { T } from "../core/words.js";
import { fitMap, zoomTo } from "../canvas/camera.js";
import { bdi, button, h } from "./dom.js";
import { panelHead } from "./head.js";

export function openGroup(group, open = true) {
  const opened = new Set(S.opened);
  if (open) opened.add(group);
  else opened.delete(group);
  update({ opened, select: null, focus: 0 }, { say: `${open ? T.groupOpened : T.groupClosed}: ${D.groups.label[group]}` });
  if (!open) return fitMap({ animate: true });
  return zoomTo([D.ownCount + group, ...V.shown.filter((actor) => D.actors.group[actor] === group)]);
}

export function groupPanel(actor) {
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
