// A field with a list of what is found: letters look for, arrows choose, Enter takes. (The combobox of the ARIA guide.)
import { complain, make, plain } from "./dom.js";

let count = 0;

/**
 * @typedef {{ text: string, note?: string, value: any, refused?: string }} Found
 * @typedef {{
 *   label: string, name: string, hint?: string, plural?: boolean,
 *   ask: (words: string) => Promise<Found[]>,
 *   taken: (value: any, how: "enter" | "more" | "tab") => void,
 *   text: () => string, missing?: () => boolean, cleared?: () => void, dull?: boolean,
 * }} Field
 */

/** A field. @param {Field} field */
export function finder(field) {
  count += 1;
  const list = make("ul", { role: "listbox", id: `found-${count}`, "aria-label": field.label, hidden: true });
  const input = make("input", {
    id: `field-${field.name}`, role: "combobox", autocomplete: "off", spellcheck: "false", "aria-expanded": "false",
    "aria-controls": list.id, "aria-autocomplete": "list", placeholder: field.hint,
  });
  const box = make("div", { class: `field ${field.name}` }, make("label", { for: input.id }, field.label), input, list);
  /** @type {Found[]} */ let found = [];
  let at = 0, turn = 0, typed = false;
  /** @type {Promise<void>} */ let pending = Promise.resolve();

  const show = () => { input.value = field.text(); typed = false; close(); };
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };

  const draw = () => {
    drawFound(list, found, at, (place) => { at = place; take("enter"); });
    input.setAttribute("aria-expanded", String(Boolean(found.length)));
    if (found.length) input.setAttribute("aria-activedescendant", `${list.id}-${at}`);
  };

  function look() {
    const mine = ++turn;
    pending = field.ask(input.value).then((answer) => {
      if (mine !== turn) return;
      [found, at] = [answer, 0];
      draw();
    }).catch((error) => { if (mine === turn) complain(error); });
    return pending;
  }

  /** @param {"enter" | "more" | "tab"} how */
  async function take(how) {
    if (typed || !list.hidden) await pending;
    if (typed && !input.value.trim() && !field.plural) { typed = false; field.cleared?.(); }
    else if (typed || !list.hidden) {
      const one = found[at];
      if (!one) { complain(new Error(`${field.label}: nothing is found for '${input.value}'`)); return; }
      if (one.refused) { complain(new Error(one.refused)); return; }
      close();
      typed = false;
      field.taken(one.value, how);
      return;
    } else if (field.missing?.()) { look(); return; }
    field.taken(undefined, how);
  }

  input.addEventListener("focus", () => { input.select(); });
  input.addEventListener("blur", () => { turn += 1; show(); });
  input.addEventListener("input", () => { typed = true; look(); });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const { key } = event;
    if (key === "Enter" && !event.ctrlKey && !event.metaKey) { event.preventDefault(); take("enter"); }
    else if (key === "," && field.plural && (typed || field.text())) { event.preventDefault(); take("more"); }
    else if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) { typed = typed || false; look(); return; }
      at = (at + (key === "ArrowDown" ? 1 : -1) + found.length) % found.length;
      draw();
    } else if (key === "Escape" && !list.hidden) { event.preventDefault(); event.stopPropagation(); turn += 1; show(); input.select(); }
    else if (key === "Tab" && typed) { event.preventDefault(); take("tab"); }
  });
  show();
  return { box, input, show, focus: () => input.focus(), open: look };
}

/** Draw what is found. @param {HTMLElement} list @param {Found[]} found @param {number} at @param {(place: number) => void} take */
function drawFound(list, found, at, take) {
  list.replaceChildren(...found.map((one, place) => {
    const item = make("li", { role: "option", id: `${list.id}-${place}`, "aria-selected": place === at, class: one.refused ? "refused" : "" },
      make("b", {}, plain(one.text)), make("span", {}, plain(one.refused || one.note || "")));
    item.addEventListener("mousedown", (event) => { event.preventDefault(); take(place); });
    return item;
  }));
  list.hidden = !found.length;
  list.children[at]?.scrollIntoView({ block: "nearest" });
}
