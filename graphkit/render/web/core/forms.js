// How each form of value in the address is read, written and begun: one entry for each `form` of view_state.toml.
import { dayOf, isoOf } from "./days.js";
import { D, actorFrom, idOf } from "./record.js";

/**
 * @typedef {import("./types.js").State} State
 * @typedef {import("./types.js").ViewKey} ViewKey
 * @typedef {{
 *   fresh: (key: ViewKey) => Partial<State>,
 *   read: (text: string, key: ViewKey) => Partial<State>,
 *   write: (state: State, key: ViewKey) => string | null,
 * }} Form
 */

/** A form whose value is one field of the state, of the key's own name. */
const field = (fresh, read, write) => ({
  fresh: (key) => ({ [key.name]: fresh(key) }),
  read: (text, key) => ({ [key.name]: read(text, key) }),
  write: (state, key) => write(state[key.name], key),
});

/**
 * A whole number between two bounds; what is none counts as the least.
 * @param {string | number} text
 * @param {number[]} bounds
 */
function numberIn(text, [least, most]) {
  const value = Number(text);
  return Number.isFinite(value) ? Math.max(least, Math.min(most, Math.floor(value))) : least;
}

/** What a switch stands at when the address does not say. */
function usual({ name, default: stated }) {
  if (stated !== "file") return Boolean(stated);
  return name === "roll" ? Boolean(D.meta?.rollUp) : Boolean(D.meta?.grouped);
}

/** Whether this map has something to switch on. */
const possible = (name) => (name === "roll" ? D.rolled !== null : name === "groups" ? D.groups.label.length > 0 : true);

const matches = (text, key) => new RegExp(`^(?:${key.pattern})$`).test(text);

/** What is filtered out: a JSON list, or words with spaces or commas between. */
function entriesIn(text) {
  try {
    const list = text.startsWith("[") ? JSON.parse(text) : text.split(/[ ,]+/);
    return new Set(list.filter((item) => typeof item === "string" && item));
  } catch {
    return new Set();
  }
}

const actorsIn = (text) => new Set(text.split(" ").map(actorFrom).filter((actor) => actor !== undefined));

const WAYS = ["shortest", "strongest", "timed"];

/** Both ends of a path, what it leads through, and which one it is. */
function pathIn(text) {
  const [from, to, via, how, which] = text.split(" "), ends = [actorFrom(from), actorFrom(to)];
  if (ends.includes(undefined)) return null;
  return {
    from: ends[0], to: ends[1], via: actorFrom(via) ?? null,
    how: WAYS.includes(how) ? how : "shortest", which: numberIn(which, [0, 1000]),
  };
}

/** A story and a step of it that there is, both from 0; null: there is none. */
export function storyStep(text, key) {
  if (!matches(text, key)) return null;
  const [story, step] = text.split(".").map((one) => Number(one) - 1);
  return D.stories[story]?.steps[step] ? { story, step } : null;
}

function pinsIn(text, key) {
  const pins = new Map();
  for (const pin of text.split("|")) {
    const [id, x, y] = matches(pin, key) ? pin.split(" ") : [], actor = actorFrom(id);
    if (actor !== undefined) pins.set(actor, [Number(x), Number(y)]);
  }
  return pins;
}

const words = (values) => values.join(" ");

/** @type {Record<string, Form>} */
export const FORMS = {
  day: field(() => null, (text) => dayOf(text), (day) => (day === null ? null : isoOf(day))),
  switch: field(usual, (text, key) => (text === "1" && possible(key.name)) || (text !== "0" && text !== "1" && usual(key)),
    (on, key) => (on === usual(key) ? null : on ? "1" : "0")),
  number: field(({ values }) => values[0], (text, { values }) => numberIn(text, values), (n, { values }) => (n > values[0] ? String(n) : null)),
  word: field(() => "", (text, { values }) => (values.includes(text) ? text : text === "1" && values.length > 1 ? values[0] : ""), (word) => word || null),
  entries: field(() => new Set(), entriesIn, (set) => (set.size ? JSON.stringify([...set].sort()) : null)),
  actors: field(() => new Set(), actorsIn, (set) => (set.size ? words([...set].map(idOf)) : null)),
  groups: field(() => new Set(), (text) => new Set(text.split(" ").map((one) => Number(one) - 1).filter((group) => group in D.groups.label)),
    (set) => (set.size ? words([...set].map((group) => group + 1)) : null)),
  pins: field(() => new Map(), pinsIn,
    (pins) => (pins.size ? [...pins].map(([actor, [x, y]]) => `${idOf(actor)} ${x} ${y}`).join("|") : null)),
  story: field(() => null, storyStep, (told) => (told ? `${told.story + 1}.${told.step + 1}` : null)),
  party: field(() => null, (text) => actorFrom(text) ?? null, (actor) => (actor === null ? null : idOf(actor))),
  "days-ahead": {
    fresh: (key) => ({ within: Number(key.default), inferred: false }),
    read: (text, key) => ({ within: numberIn(Number(text) || Number(key.default), key.values), inferred: true }),
    write: (state, key) => (state.inferred || state.within !== key.default ? String(state.within) : null),
  },
  answers: {
    fresh: () => ({ answers: null, mode: "" }),
    read: (text) => ({ answers: D.relationNumber.get(text) ?? null, mode: "answers" }),
    write: (state) => (state.mode !== "answers" ? null : state.answers === null ? "" : D.relations.id[state.answers]),
  },
  path: {
    fresh: () => ({ path: null, mode: "" }),
    read: (text) => ({ path: pathIn(text), mode: "path" }),
    write({ mode, path }) {
      if (mode !== "path" || !path) return null;
      return words([idOf(path.from), idOf(path.to), path.via === null ? "-" : idOf(path.via), path.how, path.which]);
    },
  },
  "selected-actor": {
    fresh: () => ({ select: null }),
    read: (text) => (actorFrom(text) === undefined ? {} : { select: { actor: actorFrom(text) } }),
    write: ({ select }) => (select?.actor === undefined ? null : idOf(select.actor)),
  },
  "selected-link": {
    fresh: () => ({ select: null }),
    read(text) {
      const ends = text.split(" ").map(actorFrom);
      return ends.length === 2 && !ends.includes(undefined) ? { select: { link: ends } } : {};
    },
    write: ({ select }) => (select?.link ? words(select.link.map(idOf)) : null),
  },
  "selected-relation": {
    fresh: () => ({ select: null }),
    read: (text) => (D.relationNumber.has(text) ? { select: { relation: D.relationNumber.get(text) } } : {}),
    write: ({ select }) => (select?.relation === undefined ? null : D.relations.id[select.relation]),
  },
  camera: { fresh: () => ({}), read: () => ({}), write: () => null },
};

/** Where the view is, within bounds: x, y and scale. Null: the text says nothing of the kind. */
export function cameraIn(text, key) {
  if (!matches(text, key)) return null;
  const [x, y, scale] = text.split(" ").map(Number);
  return scale > 0 ? [x, y, Math.min(Math.max(scale, 0.05), 8)] : null;
}
