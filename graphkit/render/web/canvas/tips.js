// One line of gist about what the pointer or the keyboard is over.
import { hasRange, parted } from "../core/filters.js";
import { arcs, isGrouped, takesPart } from "../core/groups.js";
import { relationsBetween, relationsOf } from "../core/links.js";
import { membersOn } from "../core/members.js";
import { D, isGroup } from "../core/record.js";
import { foremost } from "../core/routes.js";
import { gistWords, tallyOf } from "../core/telling.js";
import { V } from "../core/view.js";
import { T } from "../core/words.js";

/** So much of a name is told: all but what no name is. */
const LONGEST = 240;

export function actorTip(actor) {
  const count = isGrouped() && !isGroup(actor) ? takesPart(actor) : V.involvement[actor], members = membersOn(actor).length;
  const open = hasRange() && !isGrouped() ? parted(relationsOf(actor)).open.length : 0;
  return `${D.actors.name[actor].slice(0, LONGEST)} · ${T.takesPart(count - open, open)}${members ? ` · ${T.membersHere(members)}` : ""}`;
}

export function linkTip(p) {
  const a = arcs().pairA[p], b = arcs().pairB[p], { n, coop, conf, ties } = V.stats, few = n[p] <= 400 ? relationsBetween(a, b) : null, { sure, open } = parted(few ?? []);
  const first = few ? foremost(sure.length ? sure : few, a) : undefined, tally = few ? tallyOf(sure) : { coop: coop[p], conf: conf[p], ties: ties[p], soft: 0 };
  return `${D.actors.name[a].slice(0, LONGEST)} – ${D.actors.name[b].slice(0, LONGEST)} · ${T.summaryLine(few ? sure.length : n[p], tally, open.length, tallyOf(open))}${first === undefined ? "" : ` ${gistWords(first)}`}`;
}
