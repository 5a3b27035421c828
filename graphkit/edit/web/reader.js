// The text: one text node a paragraph, a cursor of sentences and words, marks by the CSS Custom Highlight API.
import { by, make, say } from "./dom.js";
import { nextMark, overlaps, united } from "./marks.js";
import { snapped, spanAt, wordsOf } from "./points.js";
import { on, set, state } from "./store.js";

const LAYERS = ["evidence", "denial", "proposal"];
const highlights = typeof Highlight === "function" && CSS.highlights ? CSS.highlights : null;
/** What is missing where words cannot be coloured; blank where they can. */
export const lacking = highlights ? "" : "This browser cannot colour words in the text: marks stand in the margin and in the list.";
/** @type {HTMLElement[]} the paragraph of each number */ let shown = [];
/** @type {number | null} where Shift began */ let anchor = null;

const reader = () => /** @type {HTMLElement} */ (by("text"));

// A control or bidirectional character is shown by one sign of the same length, so that places stay.
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const seen = (text) => text.replace(UNSEEN, (one) => (one < " " ? String.fromCharCode(0x2400 + one.charCodeAt(0)) : "\u2426"));

/** Draw the text anew. */
function drawText() {
  const { doc, points } = state;
  const place = reader();
  anchor = null;
  if (!doc || !points) { place.replaceChildren(make("p", { class: "none" }, "Choose a document, or drop a file here.")); shown = []; return; }
  const pieces = document.createDocumentFragment();
  const blank = make("p", { dir: "auto" }, " ");             // copied, which is quicker than made
  shown = doc.paragraphs.map(([start, end], number) => {
    const paragraph = /** @type {HTMLElement} */ (blank.cloneNode(true));
    paragraph.setAttribute("data-n", String(number));
    /** @type {Text} */ (paragraph.firstChild).data = seen(points.slice(start, end));
    pieces.appendChild(paragraph);
    return paragraph;
  });
  place.lang = doc.language || "";
  place.replaceChildren(pieces);
  if (!doc.text) place.append(make("p", { class: "none" }, doc.state === "missing"
    ? "The text of this document is not here. Drop its file on the page, or start with --documents FOLDER." : "This document has no text."));
  place.scrollTop = 0;
  const here = doc.sentences[state.sentence];
  if (state.sentence && here) reveal(here[0], here[1]);
}

/** The ranges of a span, one a paragraph. @param {number} start @param {number} end */
function rangesOf(start, end) {
  const { doc, points } = state;
  const found = [];
  if (!doc || !points) return found;
  for (let at = Math.max(0, spanAt(doc.paragraphs, start)); at < shown.length && doc.paragraphs[at][0] < end; at += 1) {
    const [from, to] = doc.paragraphs[at], node = shown[at].firstChild;
    const first = points.unit(Math.max(start, from)) - points.unit(from), last = points.unit(Math.min(end, to)) - points.unit(from);
    if (node && last > first) found.push(new StaticRange({ startContainer: node, startOffset: first, endContainer: node, endOffset: last }));
  }
  return found;
}

/** @param {string} name @param {[number, number][]} spans */
function paint(name, spans) {
  if (!highlights) return;
  const ranges = united(spans).flatMap(([start, end]) => rangesOf(start, end));
  if (ranges.length) highlights.set(name, new Highlight(...ranges));
  else highlights.delete(name);
}

function drawMarks() {
  const { doc } = state;
  const marks = doc?.marks ?? [];
  for (const layer of LAYERS) paint(layer, marks.filter((one) => one.layer === layer).map((one) => [one.start, one.end]));
  const over = overlaps(marks, doc?.paragraphs ?? []);
  const held = highlights ? new Set() : new Set(marks.map((one) => spanAt(doc.paragraphs, one.start)));
  for (const paragraph of reader().querySelectorAll("[data-over]")) { paragraph.removeAttribute("data-over"); paragraph.removeAttribute("title"); }
  for (const number of new Set([...over.keys(), ...held])) {   // told in the margin by the style sheet, so that the text stays one node
    const layers = [...(over.get(number) ?? [])], words = layers.map(([layer, most]) => `${most}\u00d7 ${layer}`).join(", ");
    if (!shown[number]) continue;
    shown[number].dataset.over = words || "marked";
    if (words) shown[number].title = `${words}, one over the other`;
  }
}

function drawCursor() {
  const { doc, chosen, placed, sentence, mark } = state;
  const here = doc?.sentences[sentence];
  paint("sentence", here ? [here] : []);
  const looked = doc?.marks.find((one) => one.mark === mark);
  paint("cursor", chosen && placed ? [chosen] : []);
  paint("chosen", chosen && !placed ? [chosen] : looked ? [[looked.start, looked.end]] : []);
}

/** Bring a span into sight, where it is not; never for the pointer. @param {number} start @param {number} end */
export function reveal(start, end) {
  const { doc } = state;
  if (!doc) return;
  const paragraph = shown[Math.max(0, spanAt(doc.paragraphs, start))];
  if (!paragraph) return;
  const around = reader().getBoundingClientRect();
  paragraph.scrollIntoView({ block: "nearest" });          // so that what was skipped is laid out
  const [first] = rangesOf(start, end);
  if (!first) return;
  const range = document.createRange();
  range.setStart(first.startContainer, first.startOffset);
  range.setEnd(first.endContainer, first.endOffset);
  const { top, bottom } = range.getBoundingClientRect();
  if (top < around.top + 24) reader().scrollTop += top - around.top - 48;
  else if (bottom > around.bottom - 24) reader().scrollTop += Math.min(bottom - around.bottom + 48, top - around.top - 24);
}

/** The code point of a place in the page; null outside the text. @param {Node | null} node @param {number} offset */
function placeOf(node, offset) {
  const { doc, points } = state;
  const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : /** @type {Element | null} */ (node);
  if (!element || !points || !reader().contains(element)) return null;
  const paragraph = /** @type {HTMLElement | null} */ (element.closest("p[data-n]"));
  if (paragraph) {
    const [start, end] = doc.paragraphs[Number(paragraph.dataset.n)];
    if (node?.nodeType === Node.TEXT_NODE) return points.point(points.unit(start) + offset);
    return offset ? end : start;
  }
  const next = /** @type {HTMLElement | undefined} */ (reader().children[offset]);
  return next?.dataset.n ? doc.paragraphs[Number(next.dataset.n)][0] : points.length;
}

/** Take the words that the pointer has chosen. */
function fromPointer() {
  const selection = getSelection(), { points, doc } = state;
  if (!selection || !points || !selection.rangeCount) return;
  if (selection.isCollapsed) {
    const place = placeOf(selection.focusNode, selection.focusOffset);
    if (place === null) return;
    const taken = nextMark(doc.marks, place, state.mark);
    anchor = null;
    const sentence = Math.max(0, spanAt(doc.sentences, place));
    set({ sentence, chosen: null, mark: taken?.mark ?? "", ...left(sentence) });
    return;
  }
  const range = selection.getRangeAt(0);
  const start = placeOf(range.startContainer, range.startOffset), end = placeOf(range.endContainer, range.endOffset);
  if (start === null || end === null) return;
  const chosen = snapped(points, start, end);
  anchor = null;
  const sentence = chosen ? Math.max(0, spanAt(doc.sentences, chosen[0])) : 0;
  if (chosen) set({ chosen, sentence, mark: "", ...left(sentence) });
}

/** What of the card goes when the cursor leaves the sentence of its proposal: a and x decide on what stands here. @param {number} sentence */
function left(sentence) {
  const { doc, proposal } = state, one = doc.proposals.find((each) => each.proposal === proposal), [start, end] = doc.sentences[sentence];
  return one && (one.start >= end || one.end <= start) ? { proposal: "" } : {};
}

/** Go to another sentence. @param {number} by_ */
export function moveSentence(by_) {
  const { doc, points } = state;
  if (!doc?.sentences.length || !points) return;
  const sentence = Math.min(Math.max(state.sentence + by_, 0), doc.sentences.length - 1);
  anchor = null;
  set({ sentence, chosen: null, mark: "", ...left(sentence) });
  const [start_, end] = doc.sentences[sentence];
  reveal(start_, end);
  say(points.slice(start_, end));
}

/** Go to the next or the last word, or choose up to it. @param {number} by_ @param {boolean} choosing */
export function moveWord(by_, choosing) {
  const { doc, points, chosen } = state;
  if (!doc?.sentences.length || !points) return;
  const edge = chosen ? (anchor !== null && chosen[0] < anchor ? chosen[0] : chosen[1]) : null;
  const words = nearWords();
  let at = edge === null ? -1
    : words.findIndex((word) => (anchor !== null && edge < anchor ? word[0] >= edge : word[1] >= edge));
  if (edge === null) {
    at = words.findIndex((word) => word[0] >= doc.sentences[state.sentence][0]);
    at -= by_ > 0 ? 1 : 0;
  }
  const word = words[Math.min(Math.max(at + by_, 0), words.length - 1)];
  if (!word) return;
  let next = word;
  if (choosing && chosen) {
    if (anchor === null) anchor = chosen[0];
    const first = words.find((one) => one[1] > /** @type {number} */ (anchor)) ?? word;
    next = word[0] < anchor ? [word[0], first[1]] : [first[0], word[1]];
  } else anchor = word[0];
  const sentence = Math.max(0, spanAt(doc.sentences, word[0]));
  set({ chosen: next, placed: !choosing, mark: "", sentence, ...left(sentence) });
  reveal(...word);
  say(points.slice(...next));
}

/** The words around the cursor: those of its sentence and of its neighbours. @returns {[number, number][]} */
function nearWords() {
  const { doc, points, chosen } = state;
  const first = spanAt(doc.sentences, chosen?.[0] ?? doc.sentences[state.sentence][0]);
  const last = spanAt(doc.sentences, chosen?.[1] ?? doc.sentences[state.sentence][0]);
  const near = doc.sentences.slice(Math.max(0, first - 1), Math.max(first, last) + 2);
  return near.flatMap((one) => wordsOf(/** @type {any} */ (points), one, doc.language));
}

/** Go to the next or the last pending proposal. @param {number} by_ */
export function moveProposal(by_) {
  const { doc } = state;
  const pending = waiting();
  if (!pending.length) { say("no proposal waits in this document"); return; }
  const at = pending.findIndex((one) => one.proposal === state.proposal);
  const here = doc.sentences[state.sentence]?.[0] ?? 0;
  const behind = pending.findIndex((one) => one.end > here);
  const next = at >= 0 ? (at + by_ + pending.length) % pending.length
    : by_ > 0 ? Math.max(behind, 0) : (behind > 0 ? behind : pending.length) - 1;
  lookAt(pending[next]);
}

/** The pending proposals in the order of the text. */
const waiting = () => (state.doc?.proposals ?? []).filter((one) => one.decision === "pending").sort((one, other) => one.start - other.start || one.end - other.end);

/** Look at the first proposal that waits at a place or behind it, else at the first of all. @param {number} place */
export function nextProposal(place) {
  const all = waiting(), next = all.find((one) => one.start >= place) ?? all[0];
  if (next) lookAt(next);
  else { set({ proposal: "", mark: "" }); say("kept: no further proposal waits in this document"); }
}

/** Look at a proposal. @param {any} proposal */
export function lookAt(proposal) {
  anchor = null;
  set({ proposal: proposal.proposal, mark: `p${proposal.proposal}`, chosen: null, card: null,
    sentence: Math.max(0, spanAt(state.doc.sentences, proposal.start)) });
  reveal(proposal.start, proposal.end);
  say(`proposal: ${proposal.summary}`);
}

/** Look at a mark. @param {any} mark */
export function lookAtMark(mark) {
  anchor = null;
  set({ mark: mark.mark, chosen: null, sentence: Math.max(0, spanAt(state.doc.sentences, mark.start)) });
  reveal(mark.start, mark.end);
}

/** Begin. */
export function start() {
  on(["doc"], () => {
    if (shown.length && drawn === state.points) { drawMarks(); drawCursor(); return; }
    drawn = state.points;
    drawText();
    drawMarks();
    drawCursor();
  });
  on(["sentence", "chosen", "placed", "mark"], drawCursor);
  let pressed = false;
  reader().addEventListener("mousedown", () => { pressed = true; });
  document.addEventListener("mouseup", () => { if (pressed) setTimeout(fromPointer); pressed = false; });  // wherever it is let go
  drawText();
}
/** @type {any} */ let drawn = null;
