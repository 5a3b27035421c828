// A text field with a list of actors, after the ARIA pattern.
import { findActors } from "../core/find.js";
import { takesPartItself } from "../core/groups.js";
import { D } from "../core/record.js";
import { V } from "../core/view.js";
import { T } from "../core/words.js";
import { $ } from "../canvas/element.js";
import { bdi, clear, h, signIcon } from "./dom.js";

let boxes = 0;

// A combobox after the ARIA pattern: a text field with a list of suggestions.
export function actorBox({ id, label, hint = "", value = "", choose, offer = (/** @type {string} */ _text) => [], tries = () => [] }) {
  const listId = `options-${++boxes}`;
  const list = h("ul.options", { id: listId, role: "listbox", "aria-label": label, hidden: true });
  let found = [], active = -1, note = "", leaving = 0;
  const input = h("input", {
    type: "text", id, role: "combobox", autocomplete: "off", spellcheck: "false", placeholder: hint,
    "aria-expanded": "false", "aria-controls": listId, "aria-autocomplete": "list", "aria-label": label, value,
    oninput: () => show(), onkeydown: (event) => keyed(event), onblur: () => { leaving = window.setTimeout(close, 150); },
  });
  const show = () => {
    clearTimeout(leaving); // who left the field is back in it
    const offers = input.value.trim() ? offer(input.value) : [];
    note = offers.find((one) => one.note)?.note ?? "";
    found = withOffers(findActors(input.value), offers.filter((one) => !one.note));
    active = found.length ? 0 : -1;
    delete input.dataset.actor;
    paint();
  };
  const paint = () => {
    const open = Boolean(input.value.trim());
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    clear(list, note && h("li.none", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, note), found.map((one, k) => h("li", {
      id: `${listId}-${k}`, role: "option", "aria-selected": String(k === active), class: one.act ? "offer" : null,
      onmousedown: (event) => { event.preventDefault(); pick(k); },
    }, one.act ? offerWords(one) : foundWords(one))),
    !found.length && h("li.none", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, T.searchNone, hint && ` ${T.searchTry(tries())}`));
    if (active >= 0) {
      input.setAttribute("aria-activedescendant", `${listId}-${active}`);
      list.children[active + (note ? 1 : 0)].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const pick = (k) => {
    if (!found[k]) return undefined;
    close();
    if (!found[k].act) return choose(found[k].actor, input);
    input.value = "";
    found[k].act();
    return $("evidence").focus({ preventScroll: true });
  };
  const keyed = (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) return show();
      if (found.length) active = (active + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length;
      paint();
    } else if (event.key === "Enter" && !list.hidden) pick(active);
    else if (event.key === "Escape" && !list.hidden) close();
    else return undefined;
    event.preventDefault();
    event.stopPropagation();
    return undefined;
  };
  return h("div.combo", {}, input, list);
}

// What an exact name offers comes after it; a question comes before whoever else may be meant.
function withOffers(actors, offers) {
  const named = offers.filter(({ act }) => !act), asked = offers.filter(({ act }) => act);
  if (named.length && asked.length && offers[0] === named[0]) return [...named, ...asked];
  const rest = [...named, ...actors.filter(({ actor }) => !named.some((one) => one.actor === actor))];
  return rest[0]?.best === 0 && !named.length ? [rest[0], ...asked, ...rest.slice(1)] : [...asked, ...rest];
}

const foundWords = ({ actor, alias }) => [signIcon(D.kinds[D.actors.kind[actor]]),
  h("span", {}, bdi(D.actors.name[actor]), alias && h("small", {}, " ", bdi(alias))), h("span.count", {}, String(V.involvement[actor] || takesPartItself(actor)))];

const offerWords = ({ words, more, count }) => [h("span.offer-sign", { "aria-hidden": "true" }, "→"), h("span", {}, bdi(words), more && h("small", {}, " ", bdi(more))), h("span.count", {}, String(count))];

// A field that holds one actor.
export function actorField(id, actor, chosen = () => {}) {
  const box = actorBox({
    id, label: { "path-from": T.pathA, "path-to": T.pathB }[id] ?? T.pathVia,
    value: actor === null ? "" : D.actors.name[actor], hint: id === "path-via" ? T.pathAnyone : "",
    choose: (one, input) => { input.value = D.actors.name[one]; input.dataset.actor = String(one); chosen(); },
  });
  if (actor !== null) box.querySelector("input").dataset.actor = String(actor);
  return box;
}

export function chosenActor(input) {
  if (input.dataset.actor !== undefined) return Number(input.dataset.actor);
  const first = findActors(input.value, 1)[0];
  return first && first.best <= 3 ? first.actor : null;
}
