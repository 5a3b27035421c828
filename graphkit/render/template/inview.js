// What is asked of what is in view once the reader does something: counts, relations, neighbours.
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
function computeCounts() {
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

// The relations in view between two actors, or of one actor, in order of date.
function relationsBetween(a, b) {
  const now = arcs(), p = pairOf(a, b), found = new Set();
  if (p === undefined) return [];
  for (let k = 0; k < now.relation.length; k++) {
    if (now.pair[k] === p && !V.pass[now.relation[k]]) found.add(now.relation[k]);
  }
  return [...found].sort(byDate);
}

function relationsOf(actor) {
  const now = arcs(), found = new Set();
  for (let k = 0; k < now.relation.length; k++) {
    if ((now.from[k] === actor || now.to[k] === actor) && !V.pass[now.relation[k]]) found.add(now.relation[k]);
  }
  return [...found].sort(byDate);
}

function relationsInView() {
  const found = [];
  for (let i = 0; i < D.relationCount; i++) if (!V.pass[i]) found.push(i);
  return found.sort(byDate);
}

// Actors linked to one, in view: those drawn and those not.
function neighboursOf(actor) {
  const now = arcs(), drawn = [], hidden = [];
  for (let p = 0; p < now.pairA.length; p++) {
    if (!V.stats.n[p] || (now.pairA[p] !== actor && now.pairB[p] !== actor)) continue;
    const other = now.pairA[p] === actor ? now.pairB[p] : now.pairA[p];
    if (other === actor && isGroup(actor)) continue;
    (V.shownSet.has(other) ? drawn : hidden).push(other);
  }
  return { drawn, hidden };
}

// The actors within so many steps of one, over the links drawn.
function around(actor, steps) {
  const now = arcs();
  let found = new Set([actor]);
  for (let step = 0; step < steps; step++) {
    const next = new Set(found);
    for (const p of V.pairs) {
      if (found.has(now.pairA[p])) next.add(now.pairB[p]);
      if (found.has(now.pairB[p])) next.add(now.pairA[p]);
    }
    found = next;
  }
  return found;
}
