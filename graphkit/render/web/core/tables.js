// The same as tables: the rows and columns of what is in view, and a file that a spreadsheet takes.
import { dayText, whenWords } from "./days.js";
import { hasRange, parted, surelyInTime } from "./filters.js";
import { arcs, ownArcs } from "./groups.js";
import { relationsInView, relationsOf } from "./links.js";
import { D, statusOf } from "./record.js";
import { documentCell, evidenceOf, namesOf, originsWords, placeWords, sayingWords, statusWords, toldType, voiceCells, whoSays } from "./telling.js";
import { V } from "./view.js";
import { T } from "./words.js";

export const TABLES = {
  relations: {
    columns: ["date", "actor", "type", "recipient", "summary", "status", "says", "denies", "origins", "documents", "id"],
    rows: (relations = relationsInView()) => relations.map((i) => ({
      key: { relation: i }, order: { date: D.relations.since[i] ?? D.relations.until[i] ?? Infinity, origins: D.relations.sources[i] },
      date: hasRange() && !surelyInTime(i) ? T.mayLieOutside(whenWords(i)) : whenWords(i),
      actor: namesOf(ownArcs().actors[i]), type: toldType(i), type_code: D.types[D.relations.type[i]].name,
      recipient: namesOf(ownArcs().recipients[i]), summary: D.relations.summary[i],
      status: statusWords(statusOf(i)), says: voiceCells(i).join("; "),
      origins: originsWords(i),
      denies: whoSays(i, ["denies"]).join("; "),
      documents: [...new Set(evidenceOf(i).map((row) => (row.document ? documentCell(row.document) : "")))].join("; "),
      id: D.relations.id[i],
      edtf: D.relations.date[i], first_day: dayText(D.relations.since[i]), last_day: dayText(D.relations.until[i]),
      surely_in_range: hasRange() ? (surelyInTime(i) ? T.yes : T.no) : "",
      mutual: D.relations.mutual[i] ? T.yes : T.no, answers: D.relations.responds_to[i].map((one) => D.relations.id[one]).join("; "),
      sources: [...new Set(evidenceOf(i).map(placeWords))].join("; "),
      evidence: [...new Set(evidenceOf(i).map(sayingWords))].join(" | "),
      place: D.relations.place[i], amount: D.relations.amount[i] ?? "", unit: D.relations.unit[i],
    })),
    file: ["id", "edtf", "first_day", "last_day", "surely_in_range", "actor", "type", "type_code", "recipient", "mutual", "place", "amount", "unit", "summary", "status", "says", "denies", "origins", "answers", "sources", "evidence"],
  },
  actors: {
    get columns() { return ["name", "kind", "relations", ...(hasRange() ? ["surely"] : []), "id"]; },
    rows: () => V.shown.map((actor) => ({
      key: { actor }, name: D.actors.name[actor], kind: T.kinds[D.kinds[D.actors.kind[actor]]] ?? T.group,
      relations: V.involvement[actor], surely: surelyOf(actor), id: D.actors.id[actor],
    })),
  },
  links: {
    get columns() { return ["first", "second", "relations", ...(hasRange() ? ["surely"] : []), "cooperation", "conflict", "ties", "soft"]; },
    rows: () => V.pairs.map((p) => ({
      key: { link: [arcs().pairA[p], arcs().pairB[p]] },
      first: D.actors.name[arcs().pairA[p]], second: D.actors.name[arcs().pairB[p]], relations: V.stats.n[p], surely: V.stats.sure[p],
      cooperation: V.stats.coop[p], conflict: V.stats.conf[p], ties: V.stats.ties[p], soft: V.stats.n[p] - V.stats.plain[p],
    })),
  },
};

// How many of an actor's relations surely lie in the chosen time.
const surelyOf = (actor) => (hasRange() ? parted(relationsOf(actor)).sure.length : 0);

// A cell that a spreadsheet would take for a formula is kept from being one.
export function csvOf(columns, rows, separator = ",") {
  const cell = (value) => {
    let text = String(value ?? "");
    if (typeof value !== "number" && /^[=+\-@\t\r]/.test(text)) text = `'${text}`;
    return /["\n\r\t;,]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  return [columns, ...rows.map((row) => columns.map((column) => row[column]))]
    .map((line) => line.map(cell).join(separator)).join("\r\n") + "\r\n";
}
