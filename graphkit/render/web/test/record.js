// A small record as the page carries it, in two parts, and a page's core that has read it.
import { loadCore } from "../core/record.js";
import { computeView } from "../core/shown.js";
import { S, changing, freshState, watch } from "../core/state.js";
import { restFrom, readWhole } from "../core/whole.js";

const day = (text) => Date.parse(`${text}T00:00:00Z`) / 86400000;

/** What the first picture needs. Numbers of actors: 0 Alphaland, 1 Betaland, 2 Gammaland, 3 Ann Abel. */
const first = () => ({
  kinds: ["state", "person"],
  statuses: ["contested", "asserted", "alleged", "proposed", "acknowledged", "whispered"],
  quads: ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict", "standing tie"],
  types: [
    { name: "AID", label: "gave aid to", quad: 1, score: 7 },
    { name: "ACCUSE", label: "accused", quad: 2, score: -3 },
    { name: "ALLIED_WITH", label: "is allied with", quad: 4, score: 5 },
    { name: "x:donation", label: "donated to" },
  ],
  meta: { rollUp: false, grouped: false, maxActors: 9, maxLinks: 9, title: "Made", datasetTitle: "", version: "1", generator: "graphkit" },
  lone: [], blocs: [], denied: [1, 4],
  groups: { label: [], x: [], y: [], size: [], top: [] },
  actors: {
    id: ["AAA", "BBB", "CCC", "ann-abel"], name: ["Alphaland", "Bétaland", "Gammaland", "Ann Abel"], kind: [0, 0, 0, 1],
    bloc: { all: -1, n: 4 }, group: { all: null, n: 4 }, x: [0, 10, 20, 30], y: { all: 0, n: 4 },
    sx: [0, 10, 20, 0], sy: { all: 0, n: 4 }, nx: [0, 5, 10, 0], ny: { all: 0, n: 4 }, home: [0, 1, 2, 0], brief: ["", "", "", "Abel"], the: [0, 1, 0, 0],
  },
  relations: {
    actors: [0, 1, 2, 3, 0, 1], recipients: [1, 0, 1, 1, 2, 2], type: [0, 1, 0, 1, 2, 3], mutual: "000010",
    since: [day("2024-01-10"), day("2024-01-15"), day("2024-02-01"), null, day("2020-01-01"), day("2024-03-01")],
    until: [0, 0, 28, null, null, 0], status: "102145",    // so many days after the first
  },
});

const rest = () => ({
  stances: ["asserts", "denies", "alleges"], modes: [], factual: [0, 1, 2, 4], rolled: { actors: [0, 1, 2, 0, 0, 1], recipients: [1, 0, 1, 1, 2, 2] },
  dates: { "2024-11/2025-01": ["between November 2024 and January 2025", "November 2024 to January 2025"], "2024~": ["about 2024", "about 2024"] },
  documents: { id: ["daily", "again"], title: ["The news", "Again"], author: ["The Daily", "Echo"], retells: "01", day: { all: null, n: 2 } },
  definitions: ["", "", "", "A gift."], affiliations: [[3, "LEADS", 0, "President", "2020", ""], [3, "MEMBER_OF", 2, "Envoy to Alphaland", "", "2019"]],
  stories: [{ title: "Told", steps: [{ title: "First", text: "It began.", view: { actor: "BBB", since: "2024-01-12" } }] }],
  actors: { aliases: [["Alphalanders"], [], [], []], wikidata: { all: "", n: 4 }, note: { all: "", n: 4 } },
  relations: {
    id: ["aid", "blame", "help", "quarrel", "pact", "gift"], mode: { all: -1, n: 6 },
    date: ["2024-01-10", "2024-01-15", "2024-02", "", "2020-01-01/..", "2024-03-01"], place: { all: "", n: 6 }, contexts: { all: [], n: 6 },
    amount: { all: "", n: 6 }, gist: { all: "", n: 6 }, sources: [1, 1, 1, 1, 2, 1], unit: { all: "", n: 6 }, responds_to: [[], [0], [1], [], [], []], summary: { all: "", n: 6 },
  },
  evidence: {
    relation: "121111", document: "0010000", stance: "0012000", said: { all: null, n: 7 }, speaker: ["", 0, 1, "", "", "", ""],
    via: { all: "", n: 7 }, start: { all: null, n: 7 }, end: { all: null, n: 7 }, origin: { all: "curated", n: 7 }, confidence: { all: null, n: 7 },
  },
});

/** The core of a page with this record read, as its own two entries do it. */
export function beginFirst() {
  restFrom(async () => rest());
  loadCore(first());
  Object.assign(S, freshState());
}

export async function begin() {
  beginFirst();
  await readWhole();
  watch(new Set([...changing("filters"), ...changing("shown")]), computeView);
  computeView();
}
