// An actor in one paragraph, and its many relations by counterpart and by type.
import { dateWords, isoOf, rangeWords } from "./days.js";
import { parted } from "./filters.js";
import { arcs } from "./groups.js";
import { D, isTie, sideOf, toneOf } from "./record.js";
import { S } from "./state.js";
import { deniedCount, isDone, nameOf, statusWords } from "./telling.js";
import { T } from "./words.js";

/** Who else takes part in an actor's relations, with how many of each tone: most first. */
export function counterparts(actor, relations) {
  const now = arcs(), found = new Map();
  for (const i of relations) {
    const others = new Set([...sideOf(now.actors[i]), ...sideOf(now.recipients[i])].filter((one) => one !== actor));
    for (const other of others) {
      const one = found.get(other) ?? found.set(other, { actor: other, n: 0, coop: 0, conf: 0 }).get(other);
      one.n++;
      if (toneOf(i) > 0) one.coop++;
      else if (toneOf(i) < 0) one.conf++;
    }
  }
  return [...found.values()].sort((a, b) => b.n - a.n || a.actor - b.actor);
}

/** The types of some relations, with how many of each. */
export function typesOf(relations) {
  const counts = new Map();
  for (const i of relations) counts.set(D.relations.type[i], (counts.get(D.relations.type[i]) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([type, n]) => ({ type, label: D.types[type].label, n }));
}

// The offices it holds on the days that are chosen, as they are written.
function offices(actor) {
  const day = (text, otherwise) => (text ? text.slice(0, 10) : otherwise);
  const now = S.until === null ? "9999" : isoOf(S.until), then = S.since === null ? "0000" : isoOf(S.since);
  return D.affiliations.filter((one) => one.actor === actor && one.title && day(one.since, "0000") <= now && day(one.until, "9999") >= then)
    .map((one) => `${one.title}${one.since || one.until ? ` (${[one.since ? dateWords(one.since) : "", one.until ? dateWords(one.until) : ""].filter(Boolean).join(" to ")})` : ""}, ${nameOf(one.organisation)}`);
}

/** Who an actor is, what it did and with whom, and when: one paragraph. */
export function portrait(actor, all) {
  const { sure: relations, open } = parted(all);
  const kind = T.kinds[D.kinds[D.actors.kind[actor]]] ?? T.group, held = offices(actor), days = relations.filter((i) => !isTie(i)).flatMap((i) => [D.relations.since[i], D.relations.until[i]]).filter((one) => one !== null);
  const own = relations.filter((i) => isDone(i) && (D.relations.mutual[i] || sideOf(arcs().actors[i]).includes(actor)));
  const got = relations.filter((i) => isDone(i) && !own.includes(i)), count = (fits) => relations.filter(fits).length;
  return T.portrait({
    who: `${nameOf(actor)}: ${held.length ? held.slice(0, 3).join("; ") : kind.toLowerCase()}.`, n: relations.length,
    when: days.length ? rangeWords(Math.min(...days), Math.max(...days)) : "",
    coop: count((i) => toneOf(i) > 0), conf: count((i) => toneOf(i) < 0), ties: count(isTie),
    did: typesOf(own).slice(0, 3), got: typesOf(got).slice(0, 2), withWhom: counterparts(actor, relations).slice(0, 3).map((one) => ({ name: nameOf(one.actor), n: one.n })),
    open: open.length, denied: deniedCount(relations), soft: count((i) => !isDone(i)) && statusSummary(relations),
  });
}

// What is not held to be done, by how sure it is.
function statusSummary(relations) {
  const counts = new Map();
  for (const i of relations) if (!isDone(i)) counts.set(D.statuses[D.relations.status[i]], (counts.get(D.statuses[D.relations.status[i]]) ?? 0) + 1);
  return [...counts].map(([status, n]) => `${n} ${statusWords(status).toLowerCase()}`).join(", ");
}
