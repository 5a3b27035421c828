// A field with a list of what is found: letters look for, arrows choose, Enter takes. (The combobox of the ARIA guide.)
import { inOrder } from "./keys.js";
import { complain, labelled, make, plain, say } from "./dom.js";

let count = 0;

/** @typedef {"enter" | "more" | "tab" | "stay"} How what comes after a value: the next field, one more, or nothing */
/**
 * @typedef {{ text: string, note?: string, value: any, refused?: string }} Found
 * @typedef {{
 *   label: string, name: string, hint?: string, plural?: boolean,
 *   ask: (words: string) => Promise<Found[]>,
 *   taken: (value: any, how: How) => void,
 *   text: () => string, missing?: () => boolean, nothing?: string, cleared?: () => void, dull?: boolean,
 *   writing?: () => void, held?: boolean,
 * }} Field
 */

/**
 * What keys do in a field.
 * @param {HTMLInputElement} input @param {Field} field
 * @param {{ take: (how: How) => unknown, isTyped: () => boolean, isOpen: () => boolean, step: (by: number) => void, leave: () => void }} hands
 */
function hearKeys(input, field, { take, isTyped, isOpen, step, leave }) {
  input.addEventListener("keydown", (event) => {
    const { key, isComposing } = event;
    if (isComposing) return;
    if (key === "Enter" && !event.ctrlKey && !event.metaKey) { event.preventDefault(); take("enter"); }
    else if (key === "," && field.plural && (isTyped() || field.text())) { event.preventDefault(); take("more"); }
    else if (key === "ArrowDown" || key === "ArrowUp") { event.preventDefault(); step(key === "ArrowDown" ? 1 : -1); }
    else if (key === "Escape" && isOpen()) { event.preventDefault(); event.stopPropagation(); leave(); }
    else if (key === "Tab" && isTyped()) { event.preventDefault(); take("tab"); }
  });
}

/** A field. @param {Field} field */
export function finder(field) {
  count += 1;
  const list = make("ul", { role: "listbox", id: `found-${count}`, "aria-label": field.label, hidden: true });
  const input = make("input", {
    id: `field-${field.name}`, role: "combobox", autocomplete: "off", spellcheck: "false", "aria-expanded": "false",
    "aria-controls": list.id, "aria-autocomplete": "list", placeholder: field.hint,
  });
  const box = labelled(field.label, input, field.name, list);
  let /** @type {Found[]} */ found = [], at = 0, turn = 0, typed = false, looking = false, answered = "", /** @type {Promise<void>} */ pending = Promise.resolve();

  const show = () => { input.value = field.text(); typed = false; close(); };
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };

  const draw = () => {
    drawFound(list, found, at, (one) => take("enter", one));
    put(list, input);
    input.setAttribute("aria-expanded", String(Boolean(found.length)));
    if (found.length) input.setAttribute("aria-activedescendant", `${list.id}-${at}`);
  };

  function look() {
    const mine = ++turn, words = input.value;
    looking = true;
    pending = field.ask(words).then((answer) => {
      if (mine !== turn) return;
      [found, at, answered] = [answer, 0, words];
      if (document.activeElement === input) draw();
      if (!found.length && field.nothing && !words.trim()) say(field.nothing, "bad");
    }).catch((error) => { if (mine === turn) { found = []; complain(error); } }).finally(() => { if (mine === turn) looking = false; });
    return pending;
  }

  /** Take what stands in the field once it is known what it may be, or is pointed at. Keys wait. @param {How} how @param {Found} [pointed] */
  const take = (how, pointed) => inOrder(taking(how, pointed));

  /** @param {How} how @param {Found} [pointed] */
  async function taking(how, pointed) {
    if (pointed) { turn += 1; looking = false; [found, at, answered] = [[pointed], 0, input.value]; }   // whatever is still on its way
    const blank = !pointed && typed && !input.value.trim() && !field.plural;
    if (typed && !blank && !looking && answered !== input.value) look();
    if (looking && !blank) await pending;
    if (blank) { typed = false; field.cleared?.(); } else if (typed || !list.hidden) {
      const one = found[at], why = one ? one.refused : `${field.label}: nothing is found for '${input.value}'`;
      if (why) { say(why, "bad"); return false; }
      close();
      typed = false;
      field.taken(one.value, how);
      return true;
    } else if (field.missing?.()) { look(); return false; }
    field.taken(undefined, how);
    return true;
  }

  input.addEventListener("focus", () => input.select());
  const drop = () => { turn += 1; looking = false; show(); };
  input.addEventListener("blur", () => { if (field.held && typed) close(); else drop(); }); // what is typed waits until it is taken
  input.addEventListener("input", () => { typed = true; look(); field.writing?.(); });
  hearKeys(input, field, {
    take, isTyped: () => typed, isOpen: () => !list.hidden, step: (by) => { if (list.hidden) look(); else { at = (at + by + found.length) % found.length; draw(); } },
    leave: () => { drop(); input.select(); field.writing?.(); },
  });
  show();
  /** Take what was typed; false where that cannot be. */
  const settle = async () => !typed || take("stay");
  const fresh = () => { if (!typed) { show(); if (document.activeElement === input) input.select(); } };
  /** Letters that are not taken yet; blank for none. */
  const words = () => (typed ? input.value : "");
  /** Put in what was typed before. @param {string} letters */
  const write = (letters) => { input.value = letters; typed = true; };
  return { name: field.name, box, input, show, fresh, focus: () => input.focus(), open: look, settle, words, write };
}

/** Put the list under its field, or above it where there is more room. @param {HTMLElement} list @param {HTMLElement} input */
function put(list, input) {
  const around = input.getBoundingClientRect(), { style } = list;
  const below = innerHeight - around.bottom - 8, above = around.top - 8;
  const up = below < Math.min(240, list.scrollHeight) && above > below;
  style.maxHeight = `${Math.max(60, Math.min(240, up ? above : below))}px`;
  style.top = up ? "auto" : `${around.bottom}px`;
  style.bottom = up ? `${innerHeight - around.top}px` : "auto";
  style.left = `${Math.max(0, Math.min(around.left, innerWidth - list.offsetWidth - 8))}px`;
}

/** Draw what is found. @param {HTMLElement} list @param {Found[]} found @param {number} at @param {(one: Found) => void} take */
function drawFound(list, found, at, take) {
  list.replaceChildren(...found.map((one, place) => {
    const item = make("li", { role: "option", id: `${list.id}-${place}`, "aria-selected": place === at, class: one.refused ? "refused" : "" },
      make("b", {}, plain(one.text)), make("span", {}, plain(one.refused || one.note || "")));
    item.addEventListener("mousedown", (event) => { event.preventDefault(); take(one); });
    return item;
  }));
  list.hidden = !found.length;
  list.children[at]?.scrollIntoView({ block: "nearest" });
}
