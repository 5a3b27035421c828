// The rest of the record, and what it says in words.
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
