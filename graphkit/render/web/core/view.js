// What is in view: made from the record and the reader’s choices by filters.js, links.js and shown.js, read by everybody.

export const V = {
  pass: null, relations: 0, counts: {}, surely: {}, involvement: null, shown: [], shownSet: new Set(), pairs: [], pairSet: new Set(),
  actorTotal: 0, pairTotal: 0, within: 0, stats: null, narrow: false, most: 1,
};
