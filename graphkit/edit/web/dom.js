// Making elements and saying things. Text is only ever set as text.

/** An element with its attributes and what is in it.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name @param {Record<string, any>} [attributes] @param {...(Node | string)} inside
 * @returns {HTMLElementTagNameMap[K]} */
export function make(name, attributes = {}, ...inside) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "value") Object.assign(element, { value });
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...inside.filter((part) => part !== null && part !== undefined));
  return element;
}

/** Put parts into a place anew; what has the focus in it has it afterwards, or what stands there then.
 * @param {HTMLElement} place @param {...(Node | string)} parts */
export function refill(place, ...parts) {
  const stops = () => /** @type {HTMLElement[]} */ ([...place.querySelectorAll("button:not(:disabled), input, summary")]);
  const held = place.contains(document.activeElement) ? stops().indexOf(/** @type {any} */ (document.activeElement)) : -1;
  place.replaceChildren(...parts);
  if (held < 0) return;
  const now = stops();
  (now[Math.min(held, now.length - 1)] ?? by("text")).focus({ preventScroll: true });
}

/** A button. @param {string} words @param {() => void} act @param {Record<string, any>} [attributes] */
export const button = (words, act, attributes = {}) => make("button", { type: "button", onclick: act, ...attributes }, plain(words));

/** A label over what is written or chosen. @param {string} label @param {HTMLElement} control @param {string} [name] @param {...Node} more */
export const labelled = (label, control, name = "", ...more) => make("div", { class: `field ${name}`.trim() }, make("label", { for: control.id }, plain(label)), control, ...more);

/** A choice of one of some words. @param {string} id @param {string[]} words @param {string} [chosen] */
export const choice = (id, words, chosen) => make("select", { id }, ...words.map((one) => make("option", { selected: one === chosen }, one)));

/** The element of an id. @param {string} id @returns {any} */
export const by = (id) => document.getElementById(id);

// Control and bidirectional characters would hide or turn words around: they are shown as what they are.
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text with its invisible commands made visible. @param {unknown} text */
export const plain = (text) => String(text ?? "").replace(HIDDEN, (found) => `\u2423${found.codePointAt(0).toString(16).padStart(4, "0")}`);

/** How many of something there are. @param {number} count @param {string} word @param {string} [several] */
export const many = (count, word, several = `${word}s`) => `${count} ${count === 1 ? word : several}`;

/** Tell in the line at the foot, which is read aloud. @param {string} words @param {"" | "bad"} [tone] */
export function say(words, tone = "") {
  const line = by("said");
  line.textContent = plain(words);
  line.className = tone;
}

/** Tell why something was not done. @param {any} error */
export function complain(error) {
  say(error?.message ?? String(error), "bad");
  if (!error?.code) console.error(error);
}
