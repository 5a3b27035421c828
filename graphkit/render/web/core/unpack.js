// What Python wrote shorter (packing.py), read back: columns, documents, and numbers that are counted from others.

const ZERO = "0".charCodeAt(0);

/** A column of a table: as it is, one value for all, or small numbers as a text of digits. */
export function unfold(column) {
  if (typeof column === "string") {
    const found = Array(column.length);
    for (let i = 0; i < found.length; i++) found[i] = column.charCodeAt(i) - ZERO;
    return found;
  }
  return Array.isArray(column) ? column : Array(column.n).fill(column.all);
}

/** Numbers that are counted from others, where both are known. */
export function addTo(starts, values) {
  return unfold(values).map((value, i) => (value === null || starts[i] === null ? value : starts[i] + value));
}

/** The number of each row's relation, from how many rows each has. */
export function spread(counts) {
  return unfold(counts).flatMap((n, relation) => Array(n).fill(relation));
}

const titleWords = (title) => title.toLowerCase().replace(/['\u2019.]/g, "").split(/[^a-z0-9]+/).filter(Boolean);

/** An address whose words that are its title’s were told by their numbers. */
export function wholeUrl(url, title) {
  if (!url.includes("{")) return url;
  return url.replace(/\{(?:(\d+)-(\d+)\}|\})/g, (_, from, to) => (from === undefined ? "{" : titleWords(title).slice(+from, +to).join("-")));
}

/** One object for each document, with what it has, and the days on which they were said. */
export function documentsOf(table) {
  const columns = Object.entries(table).map(([name, column]) => [name, unfold(column)]).filter(([name]) => name !== "day");
  const documents = unfold(table.id).map((_, i) => Object.fromEntries(columns.map(([name, column]) => [name, column[i]]).filter(([, value]) => value)));
  for (const one of documents) {
    if (one.url) one.url = wholeUrl(one.url, one.title ?? "");
    if (one.language === "-") delete one.language;
    else one.language ??= "en";
  }
  return documents;
}
