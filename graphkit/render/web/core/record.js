// The record that the page carries, read into columns in two parts: what the first picture needs, then the rest.

import { addTo, documentsOf, spread, unfold } from "./unpack.js";

export const D = { whole: false };

function addColumns(table, columns) {
  D[table] ??= {};
  for (const [name, column] of Object.entries(columns)) D[table][name] = unfold(column);
}

// A dataset’s own types may have no class and no score: null and 0.
function completeType(type) {
  if (!(type.quad in D.quads)) type.quad = null;
  type.label ??= type.name;
  type.score ??= 0;
}

export function loadCore(record) {
  for (const key of ["kinds", "statuses", "quads", "types", "meta", "lone", "blocs"]) D[key] = record[key];
  addColumns("actors", record.actors);
  addColumns("relations", record.relations);
  D.relations.until = addTo(D.relations.since, record.relations.until);
  D.types.forEach(completeType);
  D.groups = record.groups;
  D.denied = new Set(record.denied);
  addGroups();
  D.relationCount = D.relations.type.length;
  const coded = D.types.map((type) => type.name.startsWith("x:coded-"));
  D.coded = D.relations.type.some((type) => coded[type]) && D.relations.type.some((type) => !coded[type]) ? coded : null;
  D.actorNumber = new Map(D.actors.id.map((id, i) => [id, i]));
  D.hasRolled = D.actors.home.some((home, one) => home !== one);
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
export const sideOf = (value) => (typeof value === "number" ? [value] : value);

// A small integer for as long as can be: those are looked up fastest.
export const pairKey = (low, high) => low * D.actorCount + high;

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
export function pairsOf(from, to) {
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

const quadOf = (relation) => D.types[D.relations.type[relation]].quad;
// 1 cooperation, -1 conflict, 0 neither: a standing tie, or a type of the dataset’s own
const TONES = [1, 1, -1, -1, 0];
export const toneOf = (relation) => TONES[quadOf(relation)] ?? 0;
// Coded by machine and not checked, on a map that also holds what people recorded.
export const isCoded = (relation) => D.coded !== null && D.coded[D.relations.type[relation]];
export const isTie = (relation) => quadOf(relation) === 4;
// Of a type that nobody said to be cooperation, conflict or a tie.
export const isOwn = (relation) => quadOf(relation) === null;
export const toneClass = (relation) => (isTie(relation) ? "tie" : isOwn(relation) ? "own" : ["mixed", "coop", "conf"].at(toneOf(relation)));
export const statusOf = (relation) => D.statuses[D.relations.status[relation]];

export const idOf = (actor) => D.actors.id[actor];
export const actorFrom = (id) => D.actorNumber.get(id);

export const isGroup = (actor) => actor >= D.ownCount;
export const groupNumber = (actor) => actor - D.ownCount;

// Groups are counted on behind the actors, with places and names of their own.
function addGroups() {
  const { label, x, y } = D.groups;
  D.ownCount = D.actors.id.length;
  D.actorCount = D.ownCount + label.length;
  label.forEach((text, group) => {
    D.actors.id.push(`group:${group + 1}`);
    D.actors.name.push(text);
    D.actors.kind.push(-1);
    D.actors.bloc.push(-1);
    D.actors.group.push(null);
    D.actors.x.push(x[group]);
    D.actors.y.push(y[group]);
    for (const [name, value] of [["sx", x], ["sy", y], ["nx", x], ["ny", y]]) D.actors[name].push(value[group]);
    D.actors.home.push(D.ownCount + group);
    D.actors.brief.push("");
    D.actors.the.push(0);
  });
}

export function loadRest(record) {
  for (const key of ["stances", "modes", "stories", "dates"]) D[key] = record[key];
  for (const table of ["actors", "relations", "evidence"]) addColumns(table, record[table]);
  D.documents = documentsOf(record.documents);
  /** Whether any document has an address. */
  D.addressed = D.documents.some(({ url }) => url);
  D.types.forEach((type, i) => { type.definition = record.definitions[i]; });
  D.affiliations = record.affiliations.map(([actor, role, organisation, title, since, until]) => ({
    actor, role, organisation, title, since, until,
  }));
  D.evidence.relation = spread(record.evidence.relation);
  const days = unfold(record.documents.day);
  D.evidence.said = addTo(D.evidence.document.map((one) => days[one] ?? null), record.evidence.said);
  /** Whether anything rests on more than one source. */
  D.several = D.relations.sources.some((n) => n > 1);
  D.deniedUntil = record.denied_until;
  D.saidOn = record.said_on;
  D.history = record.history ?? {};
  D.relationNumber = new Map(D.relations.id.map((id, i) => [id, i]));
  D.rolled ??= rolledOf(record);
  addGroupWords();
  D.factual = new Set(record.factual);
  groupEvidence();
  D.told = firstTold();
  D.answers = D.relations.id.map(() => null);
  D.relations.responds_to.forEach((targets, i) => {
    for (const target of targets) (D.answers[target] ||= []).push(i);
  });
  D.whole = true;
}

// Evidence rows come grouped by relation: remember where each group begins.
function groupEvidence() {
  const rows = D.evidence.relation, first = new Int32Array(D.relationCount + 1);
  for (const relation of rows) first[relation + 1]++;
  for (let i = 0; i < D.relationCount; i++) first[i + 1] += first[i];
  D.evidenceFrom = first;
}

// The first day on which anything of a relation was told; -Infinity: it has a place without a date, or none at all.
function firstTold() {
  const { relation, said } = D.evidence, found = Array.from({ length: D.relationCount }, () => Infinity);
  relation.forEach((i, row) => { found[i] = Math.min(found[i], said?.[row] ?? -Infinity); });
  return found.map((day) => (day === Infinity ? -Infinity : day));
}

function addGroupWords() {
  const blank = { aliases: [], wikidata: "", note: "" };
  for (const [column, value] of Object.entries(blank)) D.actors[column] = [...D.actors[column], ...D.groups.label.map(() => value)];
}
