// The record that the page carries, read into columns in two parts: what the first picture needs, then the rest.
const D = { whole: false };

const $ = (id) => document.getElementById(id);

// What the first picture does without is carried as plain text: code and style that the browser has not looked at yet.
function loadLater() {
  for (const [id, tag] of [["graphkit-later-style", "style"], ["graphkit-vis-later", "script"], ["graphkit-later", "script"]]) {
    const island = $(id);
    if (!island) continue;
    const element = document.createElement(tag);
    element.textContent = island.textContent;
    island.remove();
    document.head.append(element);
  }
}

async function readIsland(id) {
  const island = $(id);
  const text = island.textContent;
  const packed = island.type !== "application/json";
  island.remove();
  if (!packed) return JSON.parse(text);
  const stream = new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

function bytesOf(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const signs = atob(text), raw = new Uint8Array(signs.length);
  for (let i = 0; i < signs.length; i++) raw[i] = signs.charCodeAt(i);
  return raw;
}

function unfold(column) {
  return Array.isArray(column) ? column : new Array(column.n).fill(column.all);
}

function addColumns(table, columns) {
  D[table] ??= {};
  for (const [name, column] of Object.entries(columns)) D[table][name] = unfold(column);
}

function loadCore(record) {
  for (const key of ["kinds", "statuses", "quads", "types", "meta", "lone", "blocs"]) D[key] = record[key];
  addColumns("actors", record.actors);
  addColumns("relations", record.relations);
  D.affiliations = record.affiliations.map(([actor, role, organisation, title, since, until]) => ({
    actor, role, organisation, title, since, until,
  }));
  D.groups = record.groups;
  addGroups();
  D.relationCount = D.relations.type.length;
  D.actorNumber = new Map(D.actors.id.map((id, i) => [id, i]));
  D.plain = arcsOf(D.relations.actors, D.relations.recipients);
  D.rolled = rolledOf(record);
  const { since, until } = D.relations;
  D.firstDay = Infinity;
  D.lastDay = -Infinity;
  D.undated = 0;
  for (let i = 0; i < D.relationCount; i++) {
    const from = since[i] ?? until[i], to = until[i] ?? since[i];
    if (from === null) { D.undated++; continue; }
    if (from < D.firstDay) D.firstDay = from;
    if (to > D.lastDay) D.lastDay = to;
  }
  D.dated = D.lastDay > -Infinity;
}

const rolledOf = ({ rolled }) => (rolled ? arcsOf(unfold(rolled.actors), unfold(rolled.recipients)) : null);

function loadRest(record) {
  for (const key of ["stances", "modes", "documents", "stories"]) D[key] = record[key];
  for (const table of ["actors", "relations", "evidence"]) addColumns(table, record[table]);
  D.relationNumber = new Map(D.relations.id.map((id, i) => [id, i]));
  D.rolled ??= rolledOf(record);
  addGroupWords();
  D.factual = new Set(record.factual);
  groupEvidence();
  D.answers = D.relations.id.map(() => null);
  D.relations.responds_to.forEach((targets, i) => {
    for (const target of targets) (D.answers[target] ||= []).push(i);
  });
  D.whole = true;
  for (const action of untilWhole.splice(0)) action();
}

let wholeComing = null;
const readWhole = () => wholeComing ??= (async () => {
  loadLater();
  loadRest(await readIsland("graphkit-rest"));
})();

// What needs all of the code or may name anything of the record is done once both are read, which it does not wait for.
const untilWhole = [];
function onceWhole(action) {
  if (D.whole) return action();
  untilWhole.push(action);
  return readWhole();
}

const sideOf = (value) => (typeof value === "number" ? [value] : value);

// A small integer for as long as can be: those are looked up fastest.
const pairKey = (low, high) => low * D.actorCount + high;

// One arc for each actor and recipient of each relation, and the pair of actors it belongs to.
function arcsOf(actors, recipients) {
  const relation = [], from = [], to = [];
  for (let i = 0; i < actors.length; i++) {
    for (const a of sideOf(actors[i])) {
      for (const b of sideOf(recipients[i])) {
        relation.push(i);
        from.push(a);
        to.push(b);
      }
    }
  }
  return {
    actors, recipients, relation: Int32Array.from(relation), from: Int32Array.from(from), to: Int32Array.from(to),
    ...pairsOf(from, to),
  };
}

// The pair that each arc belongs to, whichever way it goes, numbered as they come.
function pairsOf(from, to) {
  const pair = new Int32Array(from.length), pairA = [], pairB = [], numbers = new Map();
  for (let k = 0; k < from.length; k++) {
    const low = Math.min(from[k], to[k]), high = Math.max(from[k], to[k]), key = pairKey(low, high);
    let number = numbers.get(key);
    if (number === undefined) {
      number = pairA.length;
      numbers.set(key, number);
      pairA.push(low);
      pairB.push(high);
    }
    pair[k] = number;
  }
  return { pair, pairA: Int32Array.from(pairA), pairB: Int32Array.from(pairB), numbers };
}

// Evidence rows come grouped by relation: remember where each group begins.
function groupEvidence() {
  const rows = D.evidence.relation, first = new Int32Array(D.relationCount + 1);
  for (const relation of rows) first[relation + 1]++;
  for (let i = 0; i < D.relationCount; i++) first[i + 1] += first[i];
  D.evidenceFrom = first;
}

function evidenceOf(relation) {
  const rows = [];
  for (let k = D.evidenceFrom[relation]; k < D.evidenceFrom[relation + 1]; k++) {
    const document = D.documents[D.evidence.document[k]];
    rows.push({
      row: k, document, stance: D.stances[D.evidence.stance[k]],
      speaker: D.evidence.speaker[k], via: D.evidence.via[k],
      start: D.evidence.start[k], end: D.evidence.end[k],
      origin: D.evidence.origin[k], confidence: D.evidence.confidence[k],
      paragraph: D.evidence.paragraph ? D.evidence.paragraph[k] : null,
      quote: D.evidence.quote ? D.evidence.quote[k] : null,
    });
  }
  return rows;
}

// An actor by its number, or a name that is in no table, or blank: the document's own author.
function nameOf(who) {
  return typeof who === "number" ? D.actors.name[who] : String(who ?? "");
}

function namesOf(side) {
  return sideOf(side).map(nameOf).join(", ");
}

const quadOf = (relation) => D.types[D.relations.type[relation]].quad;
// 1 cooperation, -1 conflict, 0 standing tie
const TONES = [1, 1, -1, -1, 0];
const toneOf = (relation) => TONES[quadOf(relation)];
const toneClass = (relation) => ["tie", "coop", "conf"].at(toneOf(relation));
const statusOf = (relation) => D.statuses[D.relations.status[relation]];

function typeWords(relation) {
  const mode = D.relations.mode[relation];
  return mode >= 0 ? D.modes[mode] : D.types[D.relations.type[relation]].label;
}

// Days since 1970 and ISO text.
const isoOf = (day) => new Date(day * 86400000).toISOString().slice(0, 10);
function dayOf(text) {
  const value = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return Number.isNaN(value) ? null : value / 86400000;
}

function plainDate(text) {
  const doubt = /[~?%]$/.exec(text);
  if (doubt) return doubt[0] === "?" ? T.uncertain(plainDate(text.slice(0, -1))) : T.about(plainDate(text.slice(0, -1)));
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text);
  if (!match) return text;
  const [, year, month, day] = match;
  if (!month) return year;
  if (T.seasons[Number(month)]) return `${T.seasons[Number(month)]} ${year}`;
  const name = T.months[Number(month) - 1];
  return name ? (day ? `${Number(day)} ${name} ${year}` : `${name} ${year}`) : text;
}

// EDTF as people say it; never more precise than it is.
function dateWords(text) {
  if (!text) return T.undated;
  const parts = text.split("/");
  if (parts.length === 1) return plainDate(text);
  const [a, b] = parts;
  if (!a || a === "..") return T.before(plainDate(b));
  if (!b || b === "..") return T.after(plainDate(a));
  return T.fromTo(plainDate(a), plainDate(b));
}

// When a relation was. A month or year at an end of a period is no day: what is not a standing tie lay somewhere in it.
function whenWords(relation) {
  const text = D.relations.date[relation], [a, b] = text.split("/");
  const rough = b && [a, b].every((end) => end && end !== "..") && ![a, b].every((end) => /^\d{4}-\d\d-\d\d/.test(end));
  if (!rough || toneOf(relation) === 0) return dateWords(text);
  // two months of one year have it once
  const months = [a, b].every((end) => /^\d{4}-\d\d$/.test(end)) && a !== b && a.slice(0, 4) === b.slice(0, 4);
  return T.between(months ? plainDate(a).replace(/ \d{4}$/, "") : plainDate(a), plainDate(b));
}

// Earliest first; what has no date comes last.
function byDate(i, j) {
  const a = D.relations.since[i] ?? D.relations.until[i] ?? Infinity;
  const b = D.relations.since[j] ?? D.relations.until[j] ?? Infinity;
  if (a !== b) return a < b ? -1 : 1;
  const c = D.relations.until[i] ?? Infinity, d = D.relations.until[j] ?? Infinity;
  return c !== d ? (c < d ? -1 : 1) : i - j;
}

function whoSays(relation, stances) {
  const names = new Set();
  for (const row of evidenceOf(relation)) {
    if (!stances.includes(row.stance) || (row.speaker === "" && row.document?.retells)) continue;
    names.add(row.speaker === "" ? row.document?.author || row.document?.publisher || T.author("") : nameOf(row.speaker));
  }
  return [...names];
}
const SAYING = ["asserts", "alleges", "expects", "considers", "proposes"];

// Only these two schemes ever become a link.
function safeUrl(text) {
  try {
    const url = new URL(text);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : "";
  } catch {
    return "";
  }
}
