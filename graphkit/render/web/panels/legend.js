// The legend is the filter: each entry says what a sign means, how often it is there, and hides it.
import { KEYS } from "../core/keys.js";
import { entryCounts, inView, viewOfAll, viewWords } from "../core/counting.js";
import { isFiltered } from "../core/filters.js";
import { inGroups, isGrouped } from "../core/groups.js";
import { D, isGroup } from "../core/record.js";
import { closedModes, resetFilters, setHidden } from "../core/select.js";
import { maxActors, maxLinks } from "../core/shown.js";
import { S, announce, update } from "../core/state.js";
import { documentLabel, nameOf, speakerKey, statusWords } from "../core/telling.js";
import { V } from "../core/view.js";
import { T, capital } from "../core/words.js";
import { fitMap } from "../canvas/camera.js";
import { $, all } from "../canvas/element.js";
import { keyEntries } from "../canvas/key.js";
import { byBloc } from "../canvas/look.js";
import { bdi, blocIcon, button, clear, h, lineIcon, signIcon } from "./dom.js";
import { toggleLegend } from "./drawer.js";

let legendBuilt = false;

function facetEntries() {
  const speakers = new Map(), documents = new Map();
  for (let k = 0; k < D.evidence.relation.length; k++) {
    const who = D.evidence.speaker[k], document = D.documents[D.evidence.document[k]];
    speakers.set(speakerKey(who), who === "" ? T.noSpeaker : nameOf(who));
    if (document) documents.set(document.id, document);
  }
  const present = new Set(D.actors.kind.filter((_, i) => isInvolved(i)));
  return {
    kind: D.kinds.map((kind, k) => ({ key: kind, label: T.kinds[kind], icon: () => signIcon(kind), there: present.has(k) }))
      .filter((entry) => entry.there),
    status: D.statuses.map((status, k) => ({ key: status, label: statusWords(status), hint: T.statusText[status], k }))
      .filter((entry) => D.relations.status.includes(entry.k)),
    bloc: [...D.blocs.map((bloc, k) => ({ key: bloc, label: T.bloc(bloc), icon: () => blocIcon(k) })),
      { key: "", label: T.noBloc, icon: () => blocIcon(-1) }],
    speaker: [...speakers].map(([key, label]) => ({ key, label })),
    document: [...documents].map(([key, document]) => ({ key, label: documentLabel(document), hint: document.retells && capital(T.retelling) })),
  };
}

let involvedOnce = null;

function isInvolved(actor) {
  if (!involvedOnce) {
    involvedOnce = new Set(D.lone);
    for (const set of [D.plain, D.rolled]) {
      if (set) for (let k = 0; k < set.relation.length; k++) involvedOnce.add(set.from[k]).add(set.to[k]);
    }
  }
  return involvedOnce.has(actor);
}

// The class of a type; blank: a type of the dataset’s own that is in none.
const quadName = (type) => D.quads[type.quad] ?? "";

export function buildLegend() {
  const facets = facetEntries(), legend = $("legend");
  const quads = [...D.quads, ""].map((quad) => ({
    quad, entries: D.types.filter((type) => quadName(type) === quad).map((type) => ({
      key: type.name, label: capital(type.label), hint: type.definition,
    })),
  })).filter((group) => group.entries.length);
  clear(legend,
    h("div.legend-head", {}, h("h2", {}, T.legend), button(T.close, () => toggleLegend(false), { class: "small" })),
    h("p.quiet", { id: "shown", role: "status" }),
    h("p.quiet", { id: "span-note", hidden: true }, T.spanNote),
    button(T.reset, resetFilters, { id: "reset", class: "small", disabled: true }),
    D.rolled && h("label.check", {}, h("input", {
      type: "checkbox", id: "roll-up", checked: S.roll,
      onchange: (event) => { update({ roll: event.target.checked, ...closedModes(), select: null, focus: 0 }); fitMap({ animate: true }); },
    }), ` ${T.rollUp}`),
    h("section", {}, h("h3", {}, T.reading), lineKey()),
    D.blocs.length > 0 && [facetGroup("bloc", T.blocs, facets.bloc, true), h("label.check", {}, h("input", {
      type: "checkbox", id: "by-bloc", checked: byBloc(), onchange: (event) => update({ colour: event.target.checked ? "" : "kind" }),
    }), ` ${T.byBloc}`)],
    facetGroup("kind", T.actors, facets.kind, true),
    h("section", {}, h("h3", {}, T.relations), quads.map(({ quad, entries }) => quadGroup(quad, entries))),
    facets.status.length > 1 && facetGroup("status", T.status, facets.status, true),
    facetGroup("speaker", T.speakers, facets.speaker, false),
    facetGroup("document", T.documents, facets.document, false),
    quantityGroup());
  legendBuilt = true;
}

function lineKey() {
  const row = (icon, text) => h("li", {}, icon, h("span", {}, text));
  return [h("ul.key", {}, keyEntries().map(([name, text]) => row(lineIcon(name), text)), row(lineIcon("mixed"), T.mixed),
    h("li", { id: "single-key", hidden: true }, lineIcon("single"), h("span", {}, T.singleKey))),
  h("p.quiet", {}, T.widthNote)];
}

function facetRow(facet, { key, label, icon, hint }) {
  const name = `${facet}:${key}`;
  const box = h("input", {
    type: "checkbox", "data-filter": name, checked: !S.hide.has(name), onchange: (event) => setHidden([name], !event.target.checked),
  });
  return h("li.facet", { "data-entry": name }, h("label", { title: hint || null }, box, icon && icon(),
    h("span.name", {}, bdi(label)), h("span.count", { "data-count": name })),
  button(T.only, () => showOnly(facet, key), { class: "only", "aria-label": `${T.only} ${label}` }));
}

function facetGroup(facet, title, entries, open) {
  if (!entries.length) return null;
  return h("details.group", { open }, h("summary", {}, h("h3", {}, title)),
    entries.length > 1 && h("div.mini", {}, button(T.all, () => setHidden(entries.map((e) => `${facet}:${e.key}`), false), {
      class: "small", "aria-label": `${T.all}: ${title}` })),
    h("ul.facets", {}, entries.map((entry) => facetRow(facet, entry))));
}

function quadGroup(quad, entries) {
  const names = entries.map((entry) => `type:${entry.key}`), tone = D.quads.indexOf(quad);
  const box = h("input", {
    type: "checkbox", "data-quad": quad, checked: true, onchange: (event) => setHidden(names, !event.target.checked),
  });
  return h("details.quad", {},
    h("summary", {}, h("span", { class: `dot ${["coop", "coop", "conf", "conf", "tie"][tone] ?? "mixed"}` }), T.quads[quad], h("span.count", { "data-quad-count": quad })),
    h("label.whole", {}, box, ` ${T.all}`),
    h("ul.facets", {}, entries.map((entry) => facetRow("type", entry))));
}

// The switches that the description of the view has a label for.
const SWITCHES = KEYS.filter((key) => key.label), idOfSwitch = (key) => key.control ?? key.name;

function switchBox(key) {
  const there = { groups: D.groups.label.length }[key.needs] ?? 1;
  return there > 0 && h("label.check", {}, h("input", {
    type: "checkbox", id: idOfSwitch(key), checked: S[key.name], onchange: (event) => update({ [key.name]: event.target.checked }),
  }), ` ${key.label}`);
}

function quantityGroup() {
  const slider = (id, label, most, key) => h("label.field", {}, label, h("input", {
    type: "range", id, min: 1, max: most, oninput: (event) => update({ [key]: Number(event.target.value) }),
  }));
  return h("section", {}, h("h3", {}, T.quantity),
    slider("max-actors", T.actorsShown, 1, "actors"), slider("max-links", T.linksShown, 1, "links"),
    SWITCHES.map(switchBox),
    D.groups.label.length > 0 && h("label.check", {}, h("input", { type: "checkbox", id: "groups", checked: S.groups, onchange: (event) => {
      update({ groups: event.target.checked, opened: new Set(), select: null, focus: 0 });
      fitMap({ animate: true });
    } }), ` ${T.groupsWhole}`),
    button(T.resetLayout, () => { update({ pins: new Map() }); fitMap({ animate: true }); }, { class: "small", id: "reset-layout" }));
}

function showOnly(facet, key) {
  const entries = all(`[data-filter^="${facet}:"]`).map((box) => box.dataset.filter);
  const next = new Set([...S.hide].filter((name) => !name.startsWith(`${facet}:`)));
  for (const name of entries) if (name !== `${facet}:${key}`) next.add(name);
  update({ hide: next });
  announce(viewWords());
}

// Bring ticks, counts and sliders in line with the state.
export function renderLegend() {
  if (!legendBuilt) return;
  const counts = entryCounts();
  for (const box of all("#legend [data-filter]")) box.checked = !S.hide.has(box.dataset.filter);
  for (const count of all("#legend [data-count]")) {
    const [facet, ...rest] = count.dataset.count.split(":"), key = rest.join(":");
    count.textContent = counts.words(facet, [key]);
    count.closest("li").classList.toggle("nothing", counts.isNone(facet, key));
  }
  for (const box of all("#legend [data-quad]")) {
    const names = D.types.filter((type) => quadName(type) === box.dataset.quad).map((type) => `type:${type.name}`);
    const hidden = names.filter((name) => S.hide.has(name)).length;
    box.checked = hidden < names.length;
    box.indeterminate = hidden > 0 && hidden < names.length;
  }
  for (const count of all("#legend [data-quad-count]")) {
    count.textContent = counts.words("type", D.types.filter((type) => quadName(type) === count.dataset.quadCount).map((type) => type.name));
  }
  const actors = $("max-actors"), links = $("max-links");
  actors.max = String(Math.max(1, Math.min(V.actorTotal, 500)));
  links.max = String(Math.max(1, Math.min(V.pairTotal, 1500)));
  actors.value = String(Math.min(maxActors(), Number(actors.max)));
  links.value = String(Math.min(maxLinks(), Number(links.max)));
  const ticks = { "roll-up": S.roll, "by-bloc": byBloc(), groups: S.groups, ...Object.fromEntries(SWITCHES.map((key) => [idOfSwitch(key), S[key.name]])) };
  for (const [id, value] of Object.entries(ticks)) if ($(id)) $(id).checked = value;
  renderDrawn();
  $("reset").disabled = !isFiltered();
  $("single-key").hidden = !S.single;
  $("span-note").hidden = !inView().open;
  // a sign wears its kind's colour only while that is what colours mean
  for (const sign of all('#legend [data-entry^="kind:"] .sign')) sign.classList.toggle("plain-sign", byBloc());
}

/** How much of it is drawn, and what is not: also what a choice draws beside the rest. */
export function renderDrawn() {
  if (!legendBuilt) return;
  $("left-out").textContent = leftOutWords();
  $("shown").textContent = !D.relationCount ? T.empty : V.relations === 0 ? T.noneShown
    : isGrouped() ? `${T.groupsShown(V.shown.filter(isGroup).length, ...inGroups())} ${viewOfAll()}.` : `${T.shownOf(V.shown.length, V.actorTotal, V.pairs.length, V.pairTotal)}. ${viewOfAll()}.`;
  if (S.only.size) $("shown").append(` ${T.onlyOf([...S.only].map(nameOf).join(", "))}`);
}

// On the map itself: what of it is not drawn.
function leftOutWords() {
  const actors = V.actorTotal - V.shown.length, links = V.pairTotal - V.pairs.length;
  return isGrouped() || (actors <= 0 && links <= 0) ? "" : T.notDrawn(actors, links);
}

// Where the legend is out of sight, the map itself says that not all of it is in view.
export function renderFiltered() {
  const note = $("filtered");
  if (!isFiltered() || !D.relationCount) return note?.remove();
  const words = h("span", {}, viewOfAll());
  if (note) return note.firstChild.replaceWith(words);
  return $("under").prepend(h("div", { id: "filtered" }, words, button(T.reset, resetFilters, { class: "small" })));
}
