// What the reader has chosen, how it is changed, and who is told. All of it can be written into the address (address.js).
import { FORMS } from "./forms.js";
import { KEYS } from "./keys.js";

/** @typedef {import("./types.js").State} State */

/** The state: changed by `update` alone, read by everybody. @type {State} */
export const S = /** @type {State} */ ({});

/**
 * The state that a page begins with.
 * @returns {State}
 */
export function freshState() {
  return Object.assign({}, ...KEYS.map((key) => FORMS[key.form].fresh(key)));
}

/** The fields of the state whose keys say `true` to something: "reset" or "trail". */
export const fieldsThat = (what) => fieldsOf((key) => key[what]);

/** The fields of the state that change one part of the page: "filters", "shown", "map", "legend", ... */
export const changing = (part) => fieldsOf((key) => key.changes.includes(part));

const fieldsOf = (fits) => [...new Set(KEYS.filter(fits).flatMap((key) => key.sets))];

const watchers = [];

/** Call back after a change of any of these fields, in the order in which it was asked for. */
export function watch(fields, listener) {
  watchers.push({ fields: new Set(fields), listener });
}

/**
 * Change some of the state and tell those who asked for what has changed.
 * @param {Partial<State>} patch
 * @param {{ say?: string, keepAddress?: boolean }} options what is said aloud; whether the address stays as it is
 */
export function update(patch, { say = "", keepAddress = false } = {}) {
  const before = { ...S }, changed = Object.keys(patch);
  Object.assign(S, patch);
  for (const { fields, listener } of watchers) if (changed.some((name) => fields.has(name))) listener(before, changed);
  if (!keepAddress) moved();
  if (say) announce(say);
}

const hearers = { say: [], move: [], over: [] };

/** Be told what is said aloud ("say"), that the view has changed or moved ("move"), or that something opens over it ("over"). */
export function hear(what, listener) {
  hearers[what].push(listener);
}

export function announce(text) {
  for (const listener of hearers.say) listener(text);
}

export function moved() {
  for (const listener of hearers.move) listener();
}

export function laidOver() {
  for (const listener of hearers.over) listener();
}

/** How far the page is: `started` once the first picture stands. */
export const progress = { started: false };

/** Where the reader looks, as text; the canvas says how that is read and set. */
export const viewport = { read: () => "", move: (/** @type {number[]} */ _place) => {} };
