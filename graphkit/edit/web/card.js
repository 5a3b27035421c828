// The card beside the text: the proposal that is looked at, or a relation with its evidence, status and answers; and all marks.
import { command, openDocument, showRelation } from "./actions.js";
import { compose } from "./line.js";
import { by, button, complain, make, plain, refill } from "./dom.js";
import { lookAtMark, moveProposal, nextProposal, reveal } from "./reader.js";
import { on, set, state } from "./store.js";

const names = (parties) => parties.map((one) => plain(one.name)).join(", ");
const amountOf = ({ amount, unit }) => [amount, unit].filter((one) => one || one === 0).join(" ");
const MOST = 400;

/** The proposal that is looked at. */
export const proposal = () => state.doc?.proposals.find((one) => one.proposal === state.proposal) ?? null;

/** Decide on the proposal that is looked at and go to the next. @param {"accept" | "reject" | "skip" | "pend"} kind */
export async function decide(kind) {
  const one = proposal();
  if (!one) { moveProposal(1); return; }
  try {
    await command({ kind, proposal: one.proposal, ...(kind === "accept" && one.known ? { relation: one.known.relation } : {}) });
    nextProposal(one.start);
  } catch (error) { complain(error); }
}

function drawProposal() {
  const one = proposal();
  if (!one) return null;
  const { line } = one;
  const told = (side) => names(line[side]) + (one.state_notes?.[side] ? ` (${one.state_notes[side]})` : "") + (one.implied?.includes(side) ? " (from another sentence: look whether it is meant)" : "");
  return make("section", { "aria-label": "Proposal" },
    make("h2", {}, one.decision === "pending" ? "Proposal" : `Proposal: ${one.decision}`),
    make("p", { class: "gist" }, plain(one.summary)),
    make("dl", {}, ...pairs([["who", told("actor")], ["did", line.mode ? `${line.type} ${line.mode}` : line.type], ["to whom", told("recipient")],
      ["when", [line.date, one.date_note && `(${one.date_note})`].filter(Boolean).join(" ")], ["amount", amountOf(line)], ["direction", line.mutual && "both ways"],
      ["says", line.speaker?.name], ["the text", line.stance], ["answers", line.responds_to.join(", ")], ["denied by", one.denied_by.join(", ")],
      ["known as", one.known && `${one.known.relation} (${one.known.why})`]])),
    make("p", { class: "buttons" },
      button(one.known ? "Accept as evidence (a)" : "Accept (a)", () => decide("accept")),
      button("Edit (e)", () => compose({ proposal: one })), button("Reject (x)", () => decide("reject"))));
}

/** @param {[string, any][]} rows */
const pairs = (rows) => rows.filter(([, value]) => value).flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, plain(value))]);

function drawRelation() {
  const { card } = state;
  if (!card) return null;
  const { relation } = card;
  const link = (one) => make("li", {}, button(one.title || one.relation, () => showRelation(one.relation).catch(complain), { class: "link" }),
    make("div", { class: "source" }, plain(one.summary)));
  const section = (title, list) => (list.length ? [make("h3", {}, title), make("ul", {}, ...list.map(link))] : []);
  return make("section", { "aria-label": "Relation" },
    make("h2", {}, plain(relation.summary || relation.id)),
    make("p", { class: `status ${card.status}` }, plain(card.status)),
    make("dl", {}, ...pairs([["who", names(card.actors)], ["did", card.label], ["to whom", names(card.recipients)], ["when", relation.date],
      ["where", relation.place], ["amount", amountOf(relation)],
      ["direction", relation.mutual === "true" && "both ways"], ["id", relation.id]])),
    make("h3", {}, "Evidence"),
    make("ol", {}, ...card.evidence.map(drawEvidence)),
    ...section("Answers", card.answers), ...section("Answered by", card.answered_by));
}

/** @param {any} one */
function drawEvidence(one) {
  const place = one.start === null ? null : () => openAt(one.document, one.start, one.end);
  const said = [one.date, one.stance, one.speaker && `says ${one.speaker.name}`, one.via && `via ${one.via.name}`].filter(Boolean).join(" · ");
  return make("li", { class: one.stance === "denies" ? "denies" : "" }, make("div", {}, plain(said)),
    place ? button(one.words, place, { class: "link words" }) : make("div", { class: "words" }, plain(one.locator || "no place in a text")),
    make("div", { class: "source" }, plain(one.title)));
}

/** @param {string} id @param {number} start @param {number} end */
async function openAt(id, start, end) {
  try {
    if (state.doc?.id !== id) await openDocument(id, start);
    set({ view: "text", chosen: [start, end] });
    reveal(start, end);
  } catch (error) { complain(error); }
}

function drawCard() {
  const parts = [drawProposal(), drawRelation()].filter(Boolean);
  refill(by("card"), ...(parts.length ? parts
    : [make("p", { class: "none" }, "Enter writes a new relation from the sentence or the chosen words. ? shows all keys.")]));
}

function drawList() {
  const marks = state.doc?.marks ?? [];
  const list = marks.slice(0, MOST).map((one) => make("li", {},
    button(`${one.layer}: ${one.title || one.words}`, () => lookAtMark(one), { class: "link", "data-mark": one.mark, title: plain(one.summary || one.words) })));
  if (marks.length > MOST) list.push(make("li", {}, `and ${marks.length - MOST} more, in the text`));
  refill(by("marks"), ...list);
  by("marks-title").textContent = `Marks (${marks.length})`;
  showCurrent();
}

function showCurrent() {
  for (const item of by("marks").querySelectorAll("[aria-current]")) item.removeAttribute("aria-current");
  if (!state.mark) return;
  by("marks").querySelector(`[data-mark="${CSS.escape(state.mark)}"]`)?.setAttribute("aria-current", "true");
}

// A mark that is taken in the text shows what it is evidence for, or its proposal.
function followMark() {
  const mark = state.doc?.marks.find((one) => one.mark === state.mark);
  showCurrent();
  if (!mark) return;
  if (mark.proposal) set({ proposal: mark.proposal, card: null });
  else if (state.card?.relation.id !== mark.relation) { set({ proposal: "" }); showRelation(mark.relation).catch(complain); }
}

/** Begin. */
export function start() {
  on(["card", "proposal", "doc"], drawCard);
  on(["doc"], drawList);
  on(["mark"], followMark);
  drawCard();
}
