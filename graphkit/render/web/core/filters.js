// Which relations are in view, why the others are not, and how many each entry of the legend stands for.
import { ownArcs } from "./groups.js";
import { D, isTie, sideOf, statusOf } from "./record.js";
import { S } from "./state.js";
import { speakerKey } from "./telling.js";
import { FAIL, V } from "./view.js";

export const hasRange = () => S.since !== null || S.until !== null;

function inTime(i) {
  return S.sure && hasRange() ? surelyInTime(i) : maybeInTime(i);
}

export function maybeInTime(i) {
  const since = D.relations.since[i], until = D.relations.until[i];
  if (S.since !== null && until !== null && until < S.since) return false;
  return !(S.until !== null && since !== null && since > S.until);
}

// Why each relation is out of view, as bits, and how many each filter would let through.
export function computeFilters() {
  const n = D.relationCount, fail = new Uint8Array(n), now = ownArcs();
  const off = (facet, key) => S.hide.has(`${facet}:${key}`);
  const typeOff = D.types.map((type) => off("type", type.name));
  const statusOff = D.statuses.map((status) => off("status", status));
  const kindOff = D.kinds.map((kind) => off("kind", kind));
  const blocOff = D.blocs.map((bloc) => off("bloc", bloc)), noBlocOff = off("bloc", "");
  const anyBloc = noBlocOff || blocOff.includes(true), bloc = D.actors.bloc;
  // an actor is out of view with its kind or with its bloc
  V.actorOff = anyBloc || kindOff.includes(true)
    ? Uint8Array.from(D.actors.kind, (kind, a) => kindOff[kind] || (anyBloc && (bloc[a] < 0 ? noBlocOff : blocOff[bloc[a]]))) : null;
  const bySource = [...S.hide].some((key) => key.startsWith("speaker:") || key.startsWith("document:"));
  for (let i = 0; i < n; i++) {
    let bits = inTime(i) ? 0 : FAIL.time;
    if (typeOff[D.relations.type[i]]) bits |= FAIL.type;
    if (statusOff[D.relations.status[i]]) bits |= FAIL.status;
    if (S.only.size && !involves(i, S.only)) bits |= FAIL.only;
    if (bySource) bits |= sourceBits(i, off);
    if (V.actorOff) {
      const open = (side) => sideOf(side).some((a) => !V.actorOff[a]);
      if (!open(now.actors[i]) || !open(now.recipients[i])) bits |= FAIL.kind;
    }
    fail[i] = bits;
  }
  V.pass = fail;
  V.relations = 0;
  for (let i = 0; i < n; i++) if (!fail[i]) V.relations++;
}

// Whether one of some actors is in a relation, as it is told or as it is drawn.
const involves = (i, some) => [D.plain, ownArcs()].some(({ actors, recipients }) =>
  [...sideOf(actors[i]), ...sideOf(recipients[i])].some((a) => some.has(a)));

// A relation stays as long as one place of its evidence has a speaker, and one a document, still wanted.
function sourceBits(i, off) {
  const from = D.evidenceFrom[i], to = D.evidenceFrom[i + 1];
  if (from === to) return 0;
  let speaker = false, document = false;
  for (let k = from; k < to; k++) {
    speaker ||= !off("speaker", speakerKey(D.evidence.speaker[k]));
    document ||= !off("document", D.documents[D.evidence.document[k]]?.id ?? "");
  }
  return (speaker ? 0 : FAIL.speaker) | (document ? 0 : FAIL.document);
}

// How many relations each entry of the legend stands for, all other filters applied; counted when first asked for.
export function computeCounts() {
  if (V.counted === V.pass) return;
  V.counted = V.pass;
  const counts = { type: {}, status: {}, speaker: {}, document: {}, kind: {} };
  const add = (facet, key) => { counts[facet][key] = (counts[facet][key] ?? 0) + 1; };
  for (let i = 0; i < D.relationCount; i++) {
    const bits = V.pass[i];
    if (!(bits & ~FAIL.type)) add("type", D.types[D.relations.type[i]].name);
    if (!(bits & ~FAIL.status)) add("status", statusOf(i));
    const speaks = !(bits & ~FAIL.speaker), tells = !(bits & ~FAIL.document);
    if (speaks || tells) {
      const speakers = new Set(), documents = new Set();
      for (let k = D.evidenceFrom[i]; k < D.evidenceFrom[i + 1]; k++) {
        speakers.add(speakerKey(D.evidence.speaker[k]));
        documents.add(D.documents[D.evidence.document[k]]?.id ?? "");
      }
      if (speaks) for (const key of speakers) add("speaker", key);
      if (tells) for (const key of documents) add("document", key);
    }
  }
  V.counts = counts;
}

export const isFiltered = () => S.hide.size > 0 || S.only.size > 0 || hasRange() || S.actors > 0 || S.links > 0;

// What was, for certain, within the chosen time. A standing tie that began before its end and still held is in it.
export function surelyInTime(i) {
  const from = D.relations.since[i], to = D.relations.until[i], since = S.since ?? -Infinity, until = S.until ?? Infinity;
  if (isTie(i) && D.relations.date[i].includes("/")) return from !== null && from <= until && (to === null || to >= since);
  return from !== null && to !== null && from >= since && to <= until;
}
