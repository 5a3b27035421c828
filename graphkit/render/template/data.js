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

const quadOf = (relation) => D.types[D.relations.type[relation]].quad;
// 1 cooperation, -1 conflict, 0 standing tie
const TONES = [1, 1, -1, -1, 0];
const toneOf = (relation) => TONES[quadOf(relation)];
const toneClass = (relation) => ["tie", "coop", "conf"].at(toneOf(relation));
const statusOf = (relation) => D.statuses[D.relations.status[relation]];
