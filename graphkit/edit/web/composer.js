// The one line of a new relation: who, did, to whom, when, says; and the short lines of more evidence, a denial, an answer.
import { did, relation, when, who, whoIsKnown } from "./ask.js";
import { command, span } from "./actions.js";
import { by, button, choice, complain, labelled, make, plain, say } from "./dom.js";
import { finder } from "./finder.js";
import { inOrder } from "./keys.js";
import { get, post } from "./net.js";
import { nextProposal, reveal } from "./reader.js";
import { set, state } from "./store.js";
import { keepUnfinished } from "./unfinished.js";

/** @type {(() => void) | null} */ let leave = null;
/** Close the line without keeping it in the tables. */
export function close() {
  leave?.();
}

const nameOf = (party) => party?.name ?? party?.new?.name ?? party?.id ?? "";
const idsOf = (parties) => parties.map((party) => party.id).filter(Boolean).join(";");

/** @param {any} act */
function labelOf({ type, mode }) {
  const kind = state.info?.vocabulary.types.find((one) => one.name === type);
  return kind?.modes.find((one) => one.name === mode)?.label ?? kind?.label ?? type ?? "";
}

/** What is said where there is no relation to choose. */
const NOTHING = "there is no relation yet that these words could be about: Enter in the text writes one";

/** Open an empty box for a line; gives where its parts go. @param {string} title */
function opened(title) {
  leave?.();
  if (state.view !== "text") set({ view: "text" });       // the line stands under the text
  const place = by("line");
  const body = make("div", { class: "parts" });
  const box = make("section", { "aria-label": plain(title), class: "line" }, make("h2", {}, plain(title)), body);
  place.replaceChildren(box);
  place.hidden = false;
  const here = state.chosen ?? state.doc?.sentences[state.sentence];
  if (here) requestAnimationFrame(() => reveal(here[0], here[1]));   // once the line has its height
  leave = () => {
    leave = null;
    place.hidden = true;
    place.replaceChildren();
    by("text").focus({ preventScroll: true });
  };
  return { box, body };
}

/** The date of which was said last that it is still to come. */ let ahead = "";

/** Send a command; a refusal leaves the line open at the field it is about. Keys that are struck meanwhile are the text's.
 * @param {any} body */
async function send(body) {
  const date = body.date ?? body.line?.date ?? "";
  const field = /** @type {HTMLElement | null} */ (document.activeElement), mine = leave;
  by("text").focus({ preventScroll: true });
  try {
    return await command(ahead ? { ...body, ahead } : body, () => { if (leave === mine) leave?.(); });
  } catch (error) {
    complain(error);
    const { field: name, code } = /** @type {any} */ (error);
    if (code === "ahead") ahead = date;                      // the same date once more is meant so
    const back = by(`field-${name}`) ?? (code === "tab" ? by("keep") : field);   // letters that are struck now change no field
    back?.focus();
    return null;
  }
}

/** Write a new relation, from the chosen words or a proposal.
 * Words that deny what was told before are offered that first, unless an act of their own is asked for.
 * @param {{ proposal?: any, answer?: boolean, draft?: any, draftId?: string, own?: boolean }} [from] */
export async function compose(from = {}) {
  let here, filled;
  try {
    here = from.draft?.span ?? (from.proposal ? spanOf(from.proposal) : span());
    filled = from.draft ? { line: from.draft.line, same: [] }
      : from.proposal ? { line: structuredClone(from.proposal.line), same: [] }
      : await post("/api/draft", from.answer ? { ...here, for: "answer" } : here);
  } catch (error) { complain(error); return; }
  if (filled.denied?.length && !from.own) { bear("denial", { instead: true }); return; }
  writing({ here, line: filled.line, same: filled.same, said_on: filled.said_on, before: filled.speaker_before ?? null, answered: filled.answered?.[0] ?? null, proposal: from.proposal?.proposal ?? from.draft?.proposal ?? "",
    answer: Boolean(from.answer) || filled.line.responds_to?.length > 0, id: from.draftId ?? crypto.randomUUID(), typed: from.draft?.typed ?? {} });
  if (filled.line.stance === "expects" && filled.line.date) say("still to come: the line says that the text expects it (the field 'the text')");
}

/** @param {any} proposal */
function spanOf({ start, end }) {
  const { doc, points } = state;
  return { document: doc.id, sha256: doc.sha256, start, end, words: points?.slice(start, end) };
}

/** @typedef {{ here: any, line: any, same: any[], said_on?: string, before: any, answered: any, proposal: string, answer: boolean, id: string, typed: Record<string, string> }} Writing */

/** A line that is being written. @param {Writing} draft */
function writing(draft) {
  const { here, line, proposal, answer } = draft;
  const { box, body } = opened(proposal ? "Edit the proposal" : answer ? "New relation that answers" : "New relation");
  const keeping = keeper(draft.id, () => ({ span: here, line, proposal, typed: lettersOf(fields) }), proposal ? here.start : null);
  const known = alreadyThere(draft, keeping.finish);
  const changed = () => { keeping.later(); known.look(); more.draw(); };
  const keep = async () => {
    if (await settled(fields)) keeping.finish(proposal ? { kind: "accept", proposal, line } : { kind: "relation", ...here, ...line });
  };
  const keepWhole = () => inOrder(keep());
  const more = newcomers(line, keeping.later);
  const fields = fieldsOf(draft, changed, keepWhole);
  for (const field of fields) if (draft.typed[field.name]) field.write(draft.typed[field.name]);
  body.append(...fields.map((field) => field.box));
  box.append(make("blockquote", {}, plain(here.words)), more.box, known.list, details(line, changed, Boolean(proposal)), make("p", { class: "buttons" },
    button("Keep (Ctrl+Enter)", keepWhole, { id: "keep", onmousedown: (event) => event.preventDefault() }), button("Leave (Esc)", keeping.giveUp)));
  box.addEventListener("keydown", (event) => {
    const first = event.altKey && event.code === "KeyC";
    const whole = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (event.key !== "Escape" && !first && !whole) return;
    event.preventDefault();
    if (first) known.useFirst();
    else if (whole) keepWhole();
    else keeping.giveUp();
  });
  more.draw();
  fields[0].focus();
}

/** The letters that stand in fields and are not taken yet. @param {ReturnType<typeof finder>[]} fields @returns {Record<string, string>} */
const lettersOf = (fields) => Object.fromEntries(fields.filter((field) => field.words()).map((field) => [field.name, field.words()]));

/** Take what stands in some fields; false, and in the field, where that cannot be. @param {ReturnType<typeof finder>[]} fields */
async function settled(fields) {
  for (const field of fields) if (!(await field.settle())) { field.focus(); return false; }
  return true;
}

/** The fields of a line, in the order in which Enter goes through them. @param {Writing} draft @param {() => void} changed @param {() => void} keep */
function fieldsOf({ here, line, answer, before, answered: known, proposal }, changed, keep) {
  /** @type {ReturnType<typeof finder>[]} */ const fields = [];
  const place = () => here;
  const next = (field, how) => {
    const at = fields.indexOf(field) + 1;
    if (fields[at]) fields[at].focus();
    else if (how === "tab") by("field-summary")?.focus();       // Tab goes on to what is seldom filled, Enter keeps the line
    else keep();
  };
  let adding = "";
  let answered = known;
  /** A field of parties. @param {"actor" | "recipient"} side @param {string} label */
  const parties = (side, label) => {
    const field = finder({
      label, name: side, hint: "a name", plural: !proposal, held: true, writing: changed,
      ask: proposal ? alone(who(place), "a proposal has one party on each side: keep it, and add the other in the tables") : who(place), missing: () => !line[side].length,
      text: () => line[side].map(nameOf).join(", "),
      taken: (party, how) => {
        if (party) line[side] = [...(adding === side ? line[side] : []), ...[party].flat()];
        adding = how === "more" ? side : "";
        changed();
        field.show();
        if (how === "more") field.input.value = "";
        else if (how !== "stay") next(field, how);
      },
    });
    fields.push(field);
  };
  /** A field of one thing. @param {Omit<import("./finder.js").Field, "taken" | "plural">} about @param {(value: any) => void} taken */
  const single = (about, taken) => {
    const field = finder({
      ...about, held: true, writing: changed, cleared: () => { about.cleared?.(); changed(); },
      taken: (value, how) => { if (value !== undefined) taken(value); changed(); field.show(); if (how !== "stay") next(field, how); },
    });
    fields.push(field);
  };
  if (answer) {
    const about = () => ({ for: "answer", actor: idsOf(line.actor), recipient: idsOf(line.recipient), date: line.date,
      document: here.document, start: here.start, end: here.end });
    single({ label: "answers", name: "responds_to", hint: "which act", ask: (words) => relation(about())(words),
      text: () => (line.responds_to.includes(answered?.relation) ? answered.title : line.responds_to.join(", ")),
      missing: () => !line.responds_to.length, nothing: NOTHING, cleared: () => { line.responds_to = []; } }, (one) => { answered = one; line.responds_to = [one.relation]; });
  }
  parties("actor", "who");
  single({ label: "did", name: "type", hint: "a verb or type", ask: did, text: () => (line.type ? labelOf(line) : ""), missing: () => !line.type },
    (act) => {
      if (act.type !== line.type || act.mode !== line.mode) { delete line.mutual; by("field-mutual").value = DIRECTIONS[0]; }
      Object.assign(line, { type: act.type, mode: act.mode });
      if (!act.amount) return;
      for (const name of ["amount", "unit"]) { line[name] = act[name]; by(`field-${name}`).value = act[name]; }
    });
  parties("recipient", "to whom");
  single({ label: "when", name: "date", hint: "tuesday, 2024-03~", ask: when(place), text: () => line.date ?? "", cleared: () => { line.date = ""; } },
    (found) => { line.date = found.date; });
  single({ label: "says", name: "speaker", hint: "nobody: the text itself", ask: spokenBefore(place, before, line), text: () => nameOf(line.speaker), cleared: () => { line.speaker = null; } },
    (party) => { line.speaker = party; });
  return fields;
}

/** What is found, without several at once. @param {(words: string) => Promise<import("./finder.js").Found[]>} ask @param {string} sentence
 * @returns {(words: string) => Promise<import("./finder.js").Found[]>} */
const alone = (ask, sentence) => async (words) => (await ask(words)).map((one) => (Array.isArray(one.value) ? { ...one, refused: sentence } : one));

const ONE_SPEAKER = "a row of evidence has one speaker: choose one, keep the line, and add the other with c";

/** Who says it: those who are new in the line first of all, and before anything is typed who spoke in the line before.
 * @param {() => any} place @param {any} before @param {any} line @returns {(words: string) => Promise<import("./finder.js").Found[]>} */
const spokenBefore = (place, before, line) => async (words) => {
  const found = await alone(who(place), ONE_SPEAKER)(words), looked = words.trim().toLowerCase();
  const here = [...line.actor, ...line.recipient].filter((party) => party.new && looked && nameOf(party).toLowerCase().includes(looked))
    .map((party) => ({ text: nameOf(party), note: "in this line", value: party }));
  if (here.length) return [...here, ...found];
  if (!before || looked) return found;
  return [{ text: before.name, note: "who spoke in the line before", value: before }, ...found.filter((one) => one.value?.id !== before.id)];
};

/** What is known of those in a line who are new: name, kind, office and where they belong, each to be mended.
 * @param {any} line @param {() => void} changed */
function newcomers(line, changed) {
  const box = make("div", { class: "newcomers" });
  let drawn = "";
  const draw = () => {
    const now = [...new Set([...line.actor, ...line.recipient, line.speaker])].filter((party) => party?.new || party?.affiliation);
    const key = JSON.stringify(now.map((party) => { const one = party.new ?? party; return one.id ?? one.name; }));
    if (key === drawn) return;                            // what is being written in it stays
    drawn = key;
    box.replaceChildren(...now.map((party, place) => newcomer(party.new ?? party, place, changed, !party.new)));
  };
  return { box, draw };
}

/** Somebody new, or an office that is new of somebody known. @param {any} fresh @param {number} number @param {() => void} changed @param {boolean} known */
function newcomer(fresh, number, changed, known) {
  const { kinds, roles } = state.info.vocabulary;
  const usual = () => (fresh.kind === "person" ? "REPRESENTS" : "PART_OF");
  const belongs = () => (fresh.affiliation ??= { organisation: "", role: usual(), title: "" });
  const chosen = (name, label, all, value, take) => {
    const select = choice(`new-${name}-${number}`, all, value);
    select.addEventListener("change", () => { take(select.value); changed(); });
    return labelled(label, select);
  };
  const written = (name, label, value, take) => {
    const input = make("input", { id: `new-${name}-${number}`, value, autocomplete: "off" });
    input.addEventListener("input", () => { take(input.value); changed(); });
    return labelled(label, input);
  };
  const place = fresh.affiliation;
  const without = make("p", { class: "source" }, "no state or organisation is told: the office is kept as a note of the actor");
  const tell = () => { without.hidden = !fresh.affiliation?.title || Boolean(fresh.affiliation.organisation); };
  const of = finder({
    label: "of", name: `new-of-${number}`, hint: "a state or organisation", ask: whoIsKnown,
    text: () => fresh.affiliation?.organisation ?? "", cleared: () => {
      if (fresh.affiliation?.title) fresh.affiliation.organisation = ""; else delete fresh.affiliation;
      tell();
      changed();
    },
    taken: (party) => { if (party) { belongs().organisation = party.id; tell(); changed(); } of.show(); },
  });
  const role = chosen("role", "role", roles, place?.role ?? usual(), (value) => { belongs().role = value; });
  const kindTaken = (value) => {
    const before = usual();
    fresh.kind = value;
    if ((fresh.affiliation?.role ?? before) !== before) return;   // a role that was chosen stays
    if (fresh.affiliation) fresh.affiliation.role = usual();
    by(`new-role-${number}`).value = usual();
  };
  const own = known ? [] : [written("name", "name", fresh.name, (value) => { fresh.name = value; delete fresh.id; }),
    chosen("kind", "kind", kinds, fresh.kind, kindTaken)];
  tell();
  return make("fieldset", { class: "parts" }, make("legend", {}, known ? `new office of ${plain(fresh.name)}` : `new: ${plain(fresh.name)}`), ...own,
    written("title", "office", place?.title ?? "", (value) => { belongs().title = value; tell(); }), of.box, role, without);
}

/** What is kept of a line: each change as unfinished, the whole once. @param {string} id @param {() => any} now @param {number | null} [decides] where the proposal stands that it decides on */
function keeper(id, now, decides = null) {
  let sending = false;
  const later = () => { if (!sending) keepUnfinished(id, now()); };
  return {
    later,
    /** @param {any} body */
    async finish(body) {
      if (sending) return;
      sending = true;
      const kept = await send(body);
      sending = false;
      if (!kept) { later(); return; }
      keepUnfinished(id, null);
      if (decides !== null) nextProposal(decides);
    },
    giveUp() {
      keepUnfinished(id, null);
      leave?.();
      say("left: nothing was kept");
    },
  };
}

/** The relations that are there already between the same parties, which the words may be more evidence for.
 * @param {Writing} draft @param {(body: any) => void} finish */
function alreadyThere({ here, line, same, proposal, said_on }, finish) {
  const list = make("div", { class: "same" });
  /** @type {any[]} */ let found = [];
  let looked = "";
  /** @param {string} key */
  const use = (key) => finish(proposal ? { kind: "accept", proposal, relation: key }
    : { kind: "evidence", ...here, relation: key, stance: line.stance || "asserts", evidence_date: said_on ?? "", ...(line.speaker ? { speaker: line.speaker } : {}) });
  /** @param {any[]} relations */
  const draw = (relations) => {
    found = relations;
    list.replaceChildren();
    if (!found.length) return;
    list.append(make("h3", {}, "Already there (Alt+C: these words are more evidence for the first)"),
      make("ul", {}, ...found.map((one) => make("li", {},
        button(one.title || one.relation, () => use(one.relation)), make("span", {}, ` ${plain(one.why)}`)))));
  };
  draw(same ?? []);
  return {
    list,
    useFirst: () => { if (found.length) use(found[0].relation); },
    async look() {
      const asked = { actor: idsOf(line.actor), recipient: idsOf(line.recipient), date: line.date ?? "", type: line.type ?? "" };
      const wanted = JSON.stringify(asked);
      if (wanted === looked) return;
      looked = wanted;
      if (!asked.actor || !asked.recipient) { draw([]); return; }
      try {
        const { found: relations } = await get("/api/find/relation", { for: "same", ...asked });
        if (wanted === looked) draw(relations);
      } catch { /* the next change asks again */ }
    },
  };
}

const DIRECTIONS = ["as the act has it", "one way", "both ways"];
const MORE = [["summary", "summary"], ["place", "where"], ["amount", "amount"], ["unit", "unit"]];

/** What is seldom filled: place, amount, summary, stance, and the kind of new actors. @param {any} line @param {() => void} changed @param {boolean} proposed of a proposal the direction is its own */
function details(line, changed, proposed) {
  const inputs = MORE.map(([name, label]) => {
    const input = make("input", { id: `field-${name}`, value: line[name] ?? "", autocomplete: "off" });
    input.addEventListener("input", () => { line[name] = input.value; changed(); });
    return labelled(label, input, name);
  });
  const stances = (state.info?.vocabulary.stances ?? ["asserts"]).filter((one) => one !== "denies" || line.stance === "denies");
  const stance = choice("field-stance", stances, line.stance || "asserts");
  stance.addEventListener("change", () => { line.stance = stance.value; changed(); });
  const direction = choice("field-mutual", DIRECTIONS, DIRECTIONS[line.mutual === undefined || line.mutual === null ? 0 : line.mutual ? 2 : 1]);
  direction.disabled = proposed;
  direction.addEventListener("change", () => {
    const place = DIRECTIONS.indexOf(direction.value);
    if (place) line.mutual = place === 2; else delete line.mutual;
    changed();
  });
  return make("div", { class: "more" }, ...inputs, labelled("the text", stance), labelled("direction", direction));
}

/** These words are evidence for a relation, or deny it; `instead`: an act of their own may be written instead.
 * @param {"evidence" | "denial"} kind @param {{ instead?: boolean, draft?: any, id?: string }} [how] */
export async function bear(kind, { instead = false, draft = null, id = crypto.randomUUID() } = {}) {
  let here;
  try { here = draft?.span ?? span(); } catch (error) { complain(error); return; }
  const denies = kind === "denial", { body, box } = opened(denies ? "These words deny" : "These words are more evidence for");
  /** @type {any} what it comes to */ const line = { actor: [], recipient: [], speaker: null, relation: "", title: "", date: "", ...draft?.line };
  const keeping = keeper(id, () => ({ span: here, bears: kind, line, typed: lettersOf(fields) }));
  const changed = () => keeping.later();
  const shared = { held: true, writing: changed };
  const about = finder({
    ...shared, label: "which", name: "relation", hint: "nearest first; letters look for another", missing: () => !line.relation, nothing: NOTHING,
    ask: relation({ for: denies ? "denial" : "any", document: here.document, start: here.start, end: here.end }),
    text: () => line.title,
    taken: (one, how) => { if (one) { [line.relation, line.title] = [one.relation, one.title]; changed(); } about.show(); if (line.relation && how !== "stay") says.focus(); },
  });
  const keep = async () => {
    if (!(await settled(fields))) return;
    if (!line.relation) { about.focus(); about.open(); return; }
    keeping.finish({ kind, ...here, relation: line.relation, evidence_date: line.date, ...(line.speaker ? { speaker: line.speaker } : {}) });
  };
  const keepWhole = () => inOrder(keep());
  const more = newcomers(line, changed);
  const says = finder({
    ...shared, label: "says", name: "speaker", hint: denies ? "who denies" : "nobody: the text itself", ask: alone(who(() => here), ONE_SPEAKER),
    text: () => nameOf(line.speaker), cleared: () => { line.speaker = null; changed(); more.draw(); },
    taken: (party, how) => {
      if (party) { line.speaker = party; changed(); }
      says.show();
      more.draw();
      if (how === "tab") day.focus();
      else if (how === "enter" && (party?.new || party?.affiliation)) say(`new: ${nameOf(party)}. What is proposed stands under the line; Enter keeps it`);
      else if (how === "enter") keepWhole();
    },
  });
  const day = finder({
    ...shared, label: "said on", name: "date", hint: state.doc?.date ? `as the document: ${state.doc.date}` : "tuesday, 2024-03~", ask: when(() => here),
    text: () => line.date, cleared: () => { line.date = ""; changed(); },
    taken: (found, how) => { if (found) { line.date = found.date; changed(); } day.show(); if (how === "enter") keepWhole(); },
  });
  const fields = [about, says, day];
  for (const field of fields) if (draft?.typed?.[field.name]) field.write(draft.typed[field.name]);
  body.append(about.box, says.box, day.box);
  box.append(make("blockquote", {}, plain(here.words)), more.box, make("p", { class: "buttons" },
    button("Keep (Ctrl+Enter)", keepWhole, { onmousedown: (event) => event.preventDefault() }), ...(instead ? [button("New relation instead", () => { keepUnfinished(id, null); compose({ own: true }); }, { id: "own-act" })] : []),
    button("Leave (Esc)", keeping.giveUp)));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.preventDefault(); keeping.giveUp(); }
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); keepWhole(); }
  });
  more.draw();
  about.focus();
  if (draft) return;
  const offered = about.open();
  try {
    const drafted = await post("/api/draft", denies ? { ...here, for: "denial" } : here);
    const told = denies ? drafted.denier ?? drafted.line.speaker ?? drafted.line.actor?.[0] : drafted.line.speaker;
    if (told && !line.speaker) { line.speaker = told; says.fresh(); more.draw(); }
    if (drafted.said_on && !line.date) { line.date = drafted.said_on; day.fresh(); }
  } catch { /* the words stand without a speaker */ }
  await offered;
}

/** A relation of these words answers another one: the one on the card or the one that has evidence here; else a new one does. */
export async function answer() {
  let here, told;
  try {
    here = span();
    told = (await post("/api/draft", here)).here;
  } catch (error) { complain(error); return; }
  const onCard = told.find((one) => one.relation === state.card?.relation?.id);
  if (!told.length) { compose({ answer: true }); return; }
  const { body, box } = opened("This answers an act");
  let own = onCard ?? told[0];
  /** @type {any} */ let cells = null;
  const which = finder({
    label: "this", name: "relation", hint: "which act of these words", text: () => own.title,
    ask: async (words) => [...told.filter((one) => one.title.toLowerCase().includes(words.trim().toLowerCase())
      || words === own.title).map((one) => ({ text: one.title, value: one })), { text: "new: another act of these words", value: "new" }],
    taken: (one) => { if (one === "new") { compose({ answer: true }); return; } if (one) own = one; which.show(); about.focus(); about.open(); },
  });
  const about = finder({
    label: "answers", name: "responds_to", hint: "the other side's acts first", missing: () => true, text: () => "",
    ask: async (words) => {
      if (cells?.id !== own.relation) cells = (await get(`/api/relation/${encodeURIComponent(own.relation)}`)).relation;
      const found = await relation({ for: "answer", actor: cells.actor, recipient: cells.recipient, date: cells.date, type: cells.type,
        document: here.document, start: here.start, end: here.end })(words);
      return found.filter((one) => one.value.relation !== own.relation);
    },
    taken: (one) => { if (one) send({ kind: "answer", relation: own.relation, answers: [one.relation] }); },
  });
  body.append(which.box, about.box);
  box.append(make("p", { class: "buttons" }, button("Leave (Esc)", () => leave?.())));
  box.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.preventDefault(); leave?.(); } });
  if (told.length > 1 && !onCard) which.focus();
  else { about.focus(); about.open(); }
}
