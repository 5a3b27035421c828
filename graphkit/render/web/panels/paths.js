// The form that asks how two actors are connected, and the ways it finds.
import { relationsBetween } from "../core/links.js";
import { D } from "../core/record.js";
import { clearPaths, currentPath, currentPaths, foremost, inOrder, pathEnds } from "../core/routes.js";
import { closedModes } from "../core/select.js";
import { S, announce, update } from "../core/state.js";
import { isDone, nameOf } from "../core/telling.js";
import { T } from "../core/words.js";
import { fitMap } from "../canvas/camera.js";
import { $ } from "../canvas/element.js";
import { isNarrow } from "../canvas/lit.js";
import { isLow } from "./asking.js";
import { actorLink, cardList, relationLine } from "./cards.js";
import { actorField, chosenActor } from "./combobox.js";
import { button, h } from "./dom.js";
import { panelHead } from "./head.js";

// Where the path that is asked for begins, while nothing is found yet.
let begun = null;

export function openPath(from = null) {
  begun = from;
  update({ ...closedModes(), mode: "path", path: null, select: from === null ? null : S.select });
  $(from === null ? "path-from" : "path-to")?.focus();
}

// The path between two actors; ministers stand for their states, as in the command that asks the same, but where both are of one.
export function showPath(from, to, { via = null, how = "shortest" } = {}) {
  const open = S.mode === "path" ? {} : closedModes(), was = S.path?.before ?? S.roll, { home } = D.actors;
  const roll = D.rolled ? home[from] !== home[to] : was;
  update({ ...open, mode: "path", roll, select: null, path: { from, to, via, how, which: 0, before: was === roll ? undefined : was } });
  announce(currentPaths().length ? `${currentPath().map(nameOf).join(" – ")}, ${T.pathSteps(currentPath().length - 1)}` : T.pathNone);
  if (isNarrow()) fitMap({ animate: true });
  $(currentPaths().length ? "path-result" : "path-none")?.scrollIntoView({ block: isLow() ? "start" : "nearest" });
}

export function pathPanel() {
  const { path } = S, from = path?.from ?? begun;
  const chosen = (id) => { if (chosenActor($("path-from")) !== null && chosenActor($("path-to")) !== null) findPath(id); };
  const fieldOf = (id, label, actor) => h("div.field", {}, h("label", { for: id }, label), actorField(id, actor, () => chosen(id)));
  const how = h("select", { id: "path-how", onchange: () => chosen("path-how") },
    [["shortest", T.pathShortest], ["strongest", T.pathStrongest], ["timed", T.pathTimed]]
      .map(([value, label]) => h("option", { value, selected: path?.how === value }, label)));
  return [
    panelHead(T.pathTitle),
    h("form.path-form", { onsubmit: (event) => { event.preventDefault(); findPath("path-find"); } },
      fieldOf("path-from", T.pathA, from), fieldOf("path-to", T.pathB, path?.to ?? null),
      fieldOf("path-via", T.pathVia, path?.via ?? null),
      h("label.field", {}, T.pathHow, how),
      h("button.primary", { type: "submit", id: "path-find" }, T.pathFind),
      h("p.quiet", { id: "path-said", role: "status" })),
    path && pathResults(),
  ];
}

// What the form asks for; the keyboard stays in the field that asked.
function findPath(id) {
  const inputs = ["path-from", "path-to", "path-via"].map($);
  const [a, b, via] = inputs.map(chosenActor), how = $("path-how").value;
  const unknown = inputs.find((input, k) => input.value.trim() && [a, b, via][k] === null);
  const problem = unknown ? `${T.searchNone}: ${unknown.value.trim()}` : a === null || b === null || a === b ? T.pathSame : "";
  if (problem) {
    clearPaths();
    $("path-result")?.remove();
    $("path-said").textContent = problem;
    return;
  }
  showPath(a, b, { via, how });
  $(id)?.focus({ preventScroll: true });
}

// The way that is chosen, step by step, and behind one line all other ways.
function pathResults() {
  const paths = currentPaths(), shown = Math.min(S.path.which, paths.length - 1), path = paths[shown];
  if (!path) return h("section", { id: "path-none" }, h("p.quiet", {}, T.pathNone), directly());
  const links = path.slice(1).map((actor, k) => relationsBetween(path[k], actor)), timed = S.path.how === "timed" ? inOrder(path) : null;
  return h("section", { id: "path-result", "aria-labelledby": "path-chain" },
    h("h3.chain", { id: "path-chain" }, path.map((actor, k) => [k > 0 && h("span", { "aria-hidden": "true" }, " → "), k > 0 && h("span.unseen", {}, ", "), actorLink(actor)])),
    h("ol.legs", { "aria-label": T.pathSteps(links.length) }, links.map((relations, k) =>
      pathLeg(path[k], path[k + 1], { number: k + 1, relations, first: timed?.[k] ?? foremost(relations, path[k]) }))),
    path.length > 2 && directly(),
    paths.length > 1 && h("details", { id: "path-others", open: shown > 0 },
      h("summary", {}, T.pathOthers(paths.length - 1)),
      h("ul.list", { id: "path-list" }, paths.map((one, k) => k !== shown && h("li", {}, button(
        [h("span", {}, one.map(nameOf).join(" → ")), h("span.count", {}, T.pathSteps(one.length - 1))], () => choosePath(k), { class: "row" }))))));
}

// What there is between the two themselves, where the way that is shown leads through others.
function directly() {
  const direct = relationsBetween(...pathEnds());
  return direct.length > 0 && h("p.quiet", { id: "path-direct" }, T.pathDirect(direct.length, direct.some(isDone)));
}

function choosePath(which) {
  update({ path: { ...S.path, which } }, { say: currentPaths()[which].map(nameOf).join(" – ") });
  if (isNarrow()) fitMap({ animate: true });
  $("path-result").scrollIntoView({ block: isLow() ? "start" : "nearest" });
  $("path-others").querySelector("summary").focus({ preventScroll: true });
}

// One step: the relation that says most in one line; all there is between the two when it is asked for.
function pathLeg(from, to, { number, relations, first }) {
  const all = h("details", { ontoggle: () => { if (all.open && all.children.length < 2) all.append(...[cardList(relations)].flat()); } },
    h("summary", {}, T.pathAll(relations.length)));
  return h("li.leg", {}, h("p.leg-head", {}, h("span.number", {}, String(number)), ` ${nameOf(from)} → ${nameOf(to)}`),
    h("div.lines", {}, relationLine(first)), all);
}
