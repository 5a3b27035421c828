// What the fields of a line look for, each in the server's finders.
import { get } from "./net.js";
import { state } from "./store.js";

/** @typedef {import("./finder.js").Found} Found */

/** Who: names, offices and the world's states, the new one last. @param {() => any} span @returns {(words: string) => Promise<Found[]>} */
export const who = (span) => async (words) => {
  const { document, start, end } = span();
  const { found } = await get("/api/find/who", { q: words.replace(/,\s*$/, "").trim(), document, start, end });
  return found.map((one) => ({
    text: one.new ? `new: ${one.name}` : one.name,
    note: [one.kind, one.new ? placeOf(one.party.new) : "", one.why].filter(Boolean).join(" · "),
    value: one.parties ?? one.party,
  }));
};

/** The office and place that somebody new would have. @param {any} fresh */
const placeOf = ({ affiliation }) => (affiliation ? [affiliation.title, affiliation.organisation || "?"].filter(Boolean).join(" of ") : "");

/** Who, of those alone whom the tables and the world have. @param {string} words @returns {Promise<Found[]>} */
export const whoIsKnown = async (words) => (await who(() => ({}))(words)).filter((one) => one.value?.id);

/** Did: types, modes, labels and the coder's verbs. @param {string} words @returns {Promise<Found[]>} */
export const did = async (words) => {
  const { found } = await get("/api/find/did", { q: words.trim() });
  return found.map((one) => ({
    text: one.amount ? `${one.label}: ${one.amount} ${one.unit}` : one.label, note: [one.mode ? `${one.type} ${one.mode}` : one.type, one.definition, one.why].filter(Boolean).join(" · "), value: one,
  }));
};

/** When: a date as it is typed. @param {() => any} span @returns {(words: string) => Promise<Found[]>} */
export const when = (span) => async (words) => {
  const { document, start, end } = span();
  if (!words.trim()) return [{ text: "no date", note: "the text does not say when", value: { date: "", words: "" } }];
  const found = await get("/api/find/when", { q: words.trim(), document, start, end });
  const beside = [found.words, found.note, state.doc?.date ? `the document is of ${state.doc.date}` : ""].filter(Boolean).join(" \u00b7 ");
  return [found.date ? { text: found.date, note: beside, value: found } : { text: words, refused: found.sentence, value: null }];
};

/** Relations: which one the words are about. @param {Record<string, any>} query @returns {(words: string) => Promise<Found[]>} */
export const relation = (query) => async (words) => {
  const { found } = await get("/api/find/relation", { ...query, q: words.trim() });
  return found.map((one) => ({
    text: one.title, note: [one.summary, one.status, one.why].filter(Boolean).join(" · "),
    refused: one.refused, value: one,
  }));
};
