// What the page knows and where it is. A part asks to be told of the keys it shows; nothing else joins the parts.

/** The state of the page; it is changed by `set` alone. */
export const state = {
  /** @type {any} as GET /api/state gives it */ info: null,
  /** @type {any} the open document */ doc: null,
  /** @type {import("./points.js").Points | null} */ points: null,
  /** the sentence of the cursor */ sentence: 0,
  /** @type {[number, number] | null} the chosen words, or the word of the cursor */ chosen: null,
  /** whether they are only where the cursor is, and not chosen */ placed: false,
  /** @type {string} the mark that is looked at */ mark: "",
  /** @type {string} the proposal that is looked at */ proposal: "",
  /** @type {any} the card of a relation */ card: null,
  /** @type {"text" | "tables" | "map"} */ view: "text",
  /** whether single letters are keys */ letters: true,
  /** how often the tables have changed */ revision: 0,
  /** whether another tab has the pen */ away: false,
};

/** @type {[string[], () => void][]} */
const listeners = [];

/** Call a function whenever one of some keys is set. @param {string[]} keys @param {() => void} tell */
export function on(keys, tell) {
  listeners.push([keys, tell]);
}

/** Change the state and tell those who asked, each once. @param {Partial<typeof state>} changes */
export function set(changes) {
  if ("chosen" in changes) changes = { placed: false, ...changes };
  const changed = Object.keys(changes).filter((key) => state[key] !== changes[key]);
  Object.assign(state, changes);
  for (const [keys, tell] of listeners) if (keys.some((key) => changed.includes(key))) tell();
}
