import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import { cameraOf, entryText, readState, stateText } from "../core/address.js";
import { answerList, countedAnswers, inferredAnswers } from "../core/answers.js";
import { asksForDenied } from "../core/asking.js";
import { countWords, deniedWords, entryCounts, lineWords, viewOfAll } from "../core/counting.js";
import { dateWords, dayOf, isoOf } from "../core/days.js";
import { computeCounts, lineCounts, parted, surelyInTime, unasked } from "../core/filters.js";
import { findActors, findRelations } from "../core/find.js";
import { KEYS } from "../core/keys.js";
import { linkTone, neighboursOf, pairId, relationsBetween, relationsInView } from "../core/links.js";
import { pairOf } from "../core/groups.js";
import { namedTogether, whoAnswered } from "../core/questions.js";
import { D, isTie, toneClass, toneOf } from "../core/record.js";
import { currentPaths } from "../core/routes.js";
import { clearSelection, selectActor, setHidden } from "../core/select.js";
import { S, changing, fieldsThat, freshState, hear, update, watch } from "../core/state.js";
import { TABLES, csvOf } from "../core/tables.js";
import { citationText, deniedCount, documentCell, placeWords, saidName, sayingWords, shortName, statusWords, whoSays } from "../core/telling.js";
import { timesIn } from "../core/times.js";
import { V } from "../core/view.js";
import { T } from "../core/words.js";
import { datesAmong, happenings } from "../core/marks.js";
import { begin } from "./record.js";

before(begin);
beforeEach(() => update(freshState()));

const show = (text) => update(readState(text));
const ids = (relations) => relations.map((i) => D.relations.id[i]);

// A value of each form that this record has something for.
const SAMPLES = {
  day: () => "2024-01-12", switch: (key) => (key.default === true ? "0" : "1"), number: ({ values }) => String(values[0] + 1), word: ({ values }) => values[0],
  entries: () => '["status:denied","type:AID"]', actors: () => "AAA BBB", pins: () => "AAA 10 -20|BBB 0 0", party: () => "BBB", answers: () => "aid",
  path: () => "AAA BBB CCC timed 2", story: () => "1.1", "days-ahead": () => "30",
  "selected-actor": () => "BBB", "selected-link": () => "AAA BBB", "selected-relation": () => "aid",
};
const BESIDE = { party: { answers: "aid" }, story: { table: "links" } };

for (const key of KEYS.filter(({ name }) => !["groups", "opened", "camera"].includes(name))) {   // no groups and no canvas here
  test(`${key.name} is read back as it is written`, () => {
    const text = new URLSearchParams({ ...BESIDE[key.form], [key.name]: SAMPLES[key.form](key) }).toString();
    show(text);
    assert.equal(stateText(), text);
    show("");
    assert.equal(stateText(), "");
  });
}

test("keys are written in one order, whatever order they are read in", () => {
  show("step=1&to=AAA&by=BBB&answers=aid&since=2024-01-12");
  assert.equal(stateText(), "since=2024-01-12&answers=aid&by=BBB&to=AAA&step=1");
});

test("whatever stands in the address, the state stays within bounds", () => {
  const odd = ["1e308", "-1", "NaN", "Infinity", "", "0x10", "__proto__", "[", "[1,null]", "{}", "9".repeat(400), "2024-13-45", "AAA AAA AAA", "1.999999", "\u0000", "🙂"];
  const fine = freshState();
  for (const { name } of KEYS) {
    for (const value of odd) {
      show(new URLSearchParams({ [name]: value }).toString());
      for (const [field, usual] of Object.entries(fine)) if (usual !== null) assert.equal(typeof S[field], typeof usual, `${name}=${value}: ${field}`);
      assert.ok(S.actors >= 0 && S.actors <= 1e5 && S.focus <= 2 && S.within >= 1 && S.within <= 365 && S.step <= 1e5, `${name}=${value}`);
      assert.ok([...S.pins.values()].flat().every((one) => Math.abs(one) < 1e6));
      readState(stateText());
    }
  }
});

test("a camera is read within bounds or not at all", () => {
  assert.deepEqual(cameraOf("camera=12+-30+1.5"), [12, -30, 1.5]);
  assert.deepEqual(cameraOf("camera=0+0+999"), [0, 0, 8]);
  assert.deepEqual(cameraOf("camera=0+0+0.001"), [0, 0, 0.05]);
  for (const text of ["1e308 1e308 1e308", "0 0 0", "0 0", "NaN 0 1", "0 0 1 1", "12345678 0 1", "a b c"]) {
    assert.equal(cameraOf(new URLSearchParams({ camera: text }).toString()), null, text);
  }
});

test("a story named alone brings the view of its step along, one with other keys does not", () => {
  assert.deepEqual(readState("story=1.1").select, { actor: 1 });
  assert.equal(readState("story=1.1&table=links").select, null);
  assert.equal(readState("story=7.1").story, null);
});

test("who asks for a key is told of it and of no other, in order", () => {
  const told = [];
  watch(["focus"], () => told.push("focus"));
  watch(["focus", "table"], (earlier, fields) => told.push(`${earlier.table}:${fields}`));
  hear("say", (text) => told.push(text));
  update({ focus: 1 }, { say: "one step" });
  update({ table: "links" });
  update({ hulls: true });
  assert.deepEqual(told, ["focus", ":focus", "one step", ":table"]);
});

test("what is put back and what is kept follow from the description", () => {
  const has = (what, names) => names.split(" ").filter((name) => !fieldsThat(what).includes(name));
  assert.deepEqual(has("reset", "since until sure hide only actors links extra"), []);
  assert.deepEqual(has("trail", "roll select focus answers mode by to step path"), []);
  assert.deepEqual(has("reset", "hulls single pins select"), ["hulls", "single", "pins", "select"]);
  assert.deepEqual(has("trail", "since hide table story"), ["since", "hide", "table", "story"]);
  assert.ok(changing("time").includes("mode") && !changing("time").includes("table"));
});

test("filters leave out what they say, and say how much else there is", () => {
  assert.equal(V.relations, 6);
  setHidden(["type:AID"], true);
  assert.equal(V.relations, 4);
  computeCounts();
  assert.equal(V.counts.type.AID, 2);
  update({ since: dayOf("2024-02-10"), hide: new Set() });
  assert.deepEqual(ids([...V.pass.keys()].filter((i) => !V.pass[i])), ["help", "quarrel", "pact", "gift"]);
  update({ sure: true });
  assert.deepEqual(ids([...V.pass.keys()].filter((i) => !V.pass[i])), ["pact", "gift"]);
  assert.ok(surelyInTime(5) && !surelyInTime(2));
});

test("a link says what holds between two, whichever way it goes", () => {
  assert.deepEqual(ids(relationsBetween(1, 0)), ["aid", "blame"]);
  assert.equal(linkTone(pairOf(0, 1)), "mixed");
  assert.equal(linkTone(pairOf(0, 2)), "coop");
  assert.deepEqual(neighboursOf(1).drawn.sort(), [0, 2, 3]);
});

test("a type without a class or a score is neither cooperation nor conflict nor a tie", () => {
  assert.deepEqual([toneOf(5), isTie(5), toneClass(5), isTie(4)], [0, false, "own", true]);
  assert.equal(V.stats.ties[pairOf(1, 2)], 0);
  assert.equal(D.types[3].score, 0);
});

test("a status that the page does not know is told by its own name", () => {
  assert.deepEqual([statusWords("acknowledged"), statusWords("whispered")], ["Acknowledged", "Whispered"]);
});

test("answers are those a document states, then those that came after", () => {
  show("answers=aid");
  assert.deepEqual(answerList(), [{ relation: 1, basis: "stated" }]);
  assert.equal(countedAnswers([1]), "1 answer");
  assert.deepEqual(ids(inferredAnswers(0, 60)), ["help"]);
});

test("paths go over what is in view, the shortest first", () => {
  show("path=ann-abel+CCC+-+shortest+0");
  assert.deepEqual(currentPaths().map((path) => path.map((one) => D.actors.id[one])), [["ann-abel", "BBB", "CCC"], ["ann-abel", "BBB", "AAA", "CCC"]]);
  setHidden(["type:AID", "type:x:donation"], true);
  assert.deepEqual(currentPaths().map((path) => path.length), [4]);
});

test("an actor is found by any of its names, with or without accents, and through a slip", () => {
  const found = (text) => findActors(text).map(({ actor }) => D.actors.id[actor]);
  assert.deepEqual([found("betaland"), found("alphalanders"), found("president"), found("gamaland"), found("nobody")],
    [["BBB"], ["AAA"], ["ann-abel"], ["CCC"], []]);
});

/** Who is named together, as "from to" and "via" where there is one, and whether a way is asked for. */
function together(text) {
  const named = namedTogether(text);
  return named && [[named.from, named.to, ...(named.via === null ? [] : ["via", named.via])].map((one) => D.actors.id[one] ?? one).join(" "), named.way];
}

test("two names one after the other, in either order and in any of their forms, name a pair", () => {
  for (const text of ["Alphaland Betaland", "alphalanders BBB", "AAA and b\u00e9taland", "Alphaland - Betaland", "Alphaland\u2013Betaland", "Alphaland, Betaland", "Alphaland & Betaland", "AAA vs Betaland", "Alphalanders Bet"]) assert.deepEqual(together(text), ["AAA BBB", false], text);
  assert.deepEqual(together("Betaland Alphaland"), ["BBB AAA", false]);
  // a person also by a part of the name
  assert.deepEqual([together("Abel Gammaland"), together("Gammaland Abel"), together("Ann Abel BBB")], [["ann-abel CCC", false], ["CCC ann-abel", false], ["ann-abel BBB", false]]);
  for (const text of ["Ann Abel", "Abel", "Alphaland", "Alphaland Alphalanders", "Alphaland bananas", "Alphaland gave aid to Betaland", "be Alphaland"]) assert.equal(together(text), null, text);
});

test("two names are a pair also where an office has all their words", () => {
  assert.deepEqual(findActors("Alphaland Gammaland").map(({ alias }) => alias), ["Envoy to Alphaland, Gammaland"]);
  assert.deepEqual([together("Alphaland Gammaland"), together("Gammaland Alphaland")], [["AAA CCC", false], ["CCC AAA", false]]);
});

test("a way is asked for by its words, through whom by the third name", () => {
  assert.deepEqual(together("Ann Abel to Gammaland through Betaland"), ["ann-abel CCC via BBB", true]);
  assert.deepEqual(together("Ann Abel Betaland Gammaland"), ["ann-abel CCC via BBB", true]);
  for (const text of ["how does Alphaland reach Gammaland?", "Alphaland to Gammaland", "Alphaland \u2192 Gammaland", "path from Alphaland to Gammaland"]) assert.deepEqual(together(text), ["AAA CCC", true], text);
});

test("who denies anything is asked only where a word of denying stands", () => {
  assert.deepEqual(["who denies anything", "which claims are denied", "disputed claims"].map(asksForDenied), [true, true, true]);
  assert.deepEqual(["claims", "anything", "something", "who denies the treaty"].map(asksForDenied), [false, false, false, false]);
});

test("what is denied is found as of the day that is shown", () => {
  const kept = { history: D.history, told: D.told }, { said } = D.evidence;
  Object.assign(D, { history: { 1: [[null, 1], [200, 0]] }, told: D.relations.id.map(() => 0) });
  D.evidence.said = said.map((day, row) => (row === 2 ? 200 : day));
  assert.deepEqual(ids(findRelations("denies")), ["blame", "pact"]);
  assert.deepEqual(ids(findRelations("who denies that, and until when?")), ["blame", "pact"]);
  update({ asof: 100 });
  assert.deepEqual(ids(findRelations("denies")), ["pact"]);
  update({ asof: null });
  assert.deepEqual(ids(findRelations("denies")), ["blame", "pact"]);
  Object.assign(D, kept);
  D.evidence.said = said;
});

test("headline, filter, ring and portrait count the same as denied, and say what was acknowledged since", () => {
  const all = D.relations.id.map((_, i) => i);
  assert.equal(deniedCount(all), "2 are denied, and 1 of them has since been acknowledged");
  assert.equal(lineCounts().denied, 2);
  assert.deepEqual(V.pairs.filter((p) => V.stats.denied[p]).map(pairId), ["AAA\nBBB", "AAA\nCCC"]);
  // what one denies and another only proposes is denied too
  const { status } = D.relations;
  D.relations.status = status.map((one, i) => (i === 1 ? D.statuses.indexOf("proposed") : one));
  assert.equal(deniedCount(all), "2 are denied, and 1 of them has since been acknowledged");
  D.relations.status = status;
});

test("selecting draws an actor that would not be drawn", () => {
  update({ actors: 1 });
  assert.ok(!V.shownSet.has(3));
  selectActor(3);
  assert.ok(V.shownSet.has(3));
  clearSelection();
  assert.ok(!V.shownSet.has(3));
});

test("dates are told as precisely as they are known", () => {
  assert.equal(isoOf(dayOf("2024-02-29")), "2024-02-29");
  assert.equal(dayOf("2024-02-30"), null);
  assert.deepEqual(["2024-06-18", "2024-06", "2024", "../2024-06", "2024-06-18/", "2024-06/2024-07", "2024-13", ""].map((text) => dateWords(text)),
    ["18 June 2024", "June 2024", "2024", "by June 2024", "since 18 June 2024", "June 2024 to July 2024", "2024-13", "no date"]);
});

test("a rough date reads as Python says it, of an act and of what lasts", () => {
  assert.equal(dateWords("2024~"), "about 2024");
  assert.equal(dateWords("2024-11/2025-01"), "between November 2024 and January 2025");
  assert.equal(dateWords("2024-11/2025-01", true), "November 2024 to January 2025");
  assert.equal(dateWords("__proto__"), "__proto__");
});

test("both sides of a dispute are named, a retelling is not", () => {
  assert.deepEqual(whoSays(1, ["asserts"]), ["Alphaland"]);
  assert.deepEqual(whoSays(1, ["denies"]), ["Bétaland"]);
});

test("a document that cannot be opened is told by what it is, whose, of when, and where in it the words stand", () => {
  const [first] = D.documents, row = { paragraph: 7, start: null, end: null, document: null };
  const note = { id: "note", title: "[Untitled] The note", kind: "article", date: "2024~" }, open = { ...first, url: "https://a.org/x" };
  D.addressed = false;
  assert.deepEqual([documentCell(note), documentCell(first)], ["The note", "The news"], "where none has an address it is not said of each");
  D.addressed = true;
  const told = "an article without a title, here called \u201cThe note\u201d, author and publisher not named, about 2024";
  assert.equal(documentCell(note), `${told}, no address on record`);
  assert.equal(placeWords({ ...row, document: note }), `${told}, no address on record, paragraph 7`);
  assert.equal(documentCell(first), "The news, The Daily, no address on record");
  assert.equal(documentCell(open), "The news");
  assert.equal(shortName(note), "untitled article \u201cThe note\u201d");
  assert.equal(citationText(note, row), "author and publisher not named, an article without a title, here called \u201cThe note\u201d, about 2024, paragraph 7, no address on record");
  assert.equal(citationText(open, row), "The Daily, The news, paragraph 7, https://a.org/x");
  D.addressed = false;
});

test("what one asserts and another denies is not counted as only claimed among the links", () => {
  const soft = Object.fromEntries(TABLES.links.rows().map((row) => [`${row.first} ${row.second}`, [row.relations, row.soft]]));
  assert.deepEqual(soft["Alphaland Bétaland"], [2, 0]); // asserted; asserted and denied
  assert.deepEqual(soft["Bétaland Gammaland"], [2, 2]); // alleged; a status that this page does not know
});

test("no cell of a file is a formula", () => {
  assert.equal(csvOf(["a", "b"], [{ a: "=1+1", b: -1 }, { a: 'x"y', b: "c,d" }]), 'a,b\r\n\'=1+1,-1\r\n"x""y","c,d"\r\n');
});

test("what was acknowledged since is not said to be denied; the silent are named in a clause of their own", () => {
  assert.deepEqual([T.denied(8, 3), T.denied(1, 1), T.denied(3, 3), T.denied(2, 0), T.denied(1, 0), T.denied(0, 0)],
    ["8 are denied, and 3 of them have since been acknowledged", "1 was denied and has since been acknowledged", "3 were denied and have since been acknowledged", "2 are denied", "1 is denied", ""]);
  assert.deepEqual([T.askAnsweredMore(1, ["Japan"], 1), T.askAnsweredMore(9, ["Japan", "Mali"], 5), T.askAnsweredMore(9, ["Japan", "Mali"], 4), T.askAnsweredMore(2, [], 0)],
    ["1 answer, from Japan", "9 answers, most of them from Japan and Mali", "9 answers, some of them from Japan and Mali", "2 answers"]);
  assert.deepEqual([T.showMore(20, 8), T.showMore(20, 21), T.showMore(45, 1)], ["Draw all 8", "Draw 20 more", "Draw it"]);
  assert.equal(T.answersHead(["Japan"], 2, 5, ["China", "Mali"]), "Japan gave 2 of the 5 answers; no source here tells of one from China or Mali");
});

test("a name that is spoken of with an article has it in a sentence, others have none", () => {
  const [one, other] = D.actors.name;
  assert.equal(saidName(other), `the ${other}`);
  assert.equal(saidName(one), one);
});

test("in a file as on a card, who speaks and who reports it have their article", () => {
  const row = { stance: "asserts", speaker: 1, via: 1, document: null, paragraph: 3, start: null, end: null };
  assert.equal(sayingWords(row), "Asserted by the Bétaland, reported by the Bétaland: paragraph 3");
  assert.equal(sayingWords({ ...row, speaker: 0, via: 0 }), "Asserted by Alphaland, reported by Alphaland: paragraph 3");
});

test("a choice is an entry in the browser's history, moving and narrowing is none", () => {
  const entry = (text) => { show(text); return entryText(); };
  const whole = entry("");
  for (const text of ["actor=AAA", "link=AAA BBB", "relation=aid", "answers=aid", "table=links", "line=denied", "among=AAA BBB", "since=2024-01-12"]) assert.notEqual(entry(text), whole, text);
  assert.notEqual(entry("actor=AAA"), entry("actor=BBB"));
  for (const text of ["sure=1", "actors=3", "links=4", "pins=AAA 10 -20"]) assert.equal(entry(text), whole, text);
  assert.equal(entry("since=2024-01-12"), entry("since=2024-01-20&until=2024-02-10"));
  assert.equal(entry("answers=aid&step=1"), entry("answers=aid"));
});

/** The stretches that a question names, as "first/last", then what else it asks; null: no time. */
function timesTold(text, years) {
  const time = timesIn(text, years), day = (one) => (one === null ? ".." : isoOf(one));
  return time && [...time.stretches.map(({ since, until }) => `${day(since)}/${day(until)}`), time.rest];
}

test("a question names a day, a month, a year or a stretch of them, and says what else it asks", () => {
  const cases = {
    "18 October 2024": ["2024-10-18/2024-10-18", ""],
    "October 18th, 2024": ["2024-10-18/2024-10-18", ""],
    "2024-02": ["2024-02-01/2024-02-29", ""],
    "everything between A and B in Oct 2024": ["2024-10-01/2024-10-31", "everything between A and B"],
    "troops since May 2023": ["2023-05-01/..", "troops"],
    "before 2023": ["../2022-12-31", ""],
    "in the year 2024": ["2024-01-01/2024-12-31", ""],
    "talks after 2 June 2024": ["2024-06-03/..", "talks"],
  };
  for (const [text, told] of Object.entries(cases)) assert.deepEqual(timesTold(text), told, text);
  for (const text of ["resolution 2397", "31 February 2024", "may he?", "3,000 soldiers", "march", "1 or 2 of them", "the mayor"]) assert.equal(timesTold(text), null, text);
});

test("of a stretch of time one end may leave out what the other says", () => {
  const cases = {
    "from June 2023 to 3 May 2024": ["2023-06-01/2024-05-03", ""],
    "June to October 2024": ["2024-06-01/2024-10-31", ""],
    "between June and October 2024": ["2024-06-01/2024-10-31", ""],
    "what passed between A and B between June and October 2024": ["2024-06-01/2024-10-31", "what passed between A and B"],
    "from 3 June to 5 July 2024": ["2024-06-03/2024-07-05", ""],
    "3\u20135 July 2024": ["2024-07-03/2024-07-05", ""],
    "July 3-5, 2024": ["2024-07-03/2024-07-05", ""],
    "November to February 2025": ["2024-11-01/2025-02-28", ""],
    "November 2024 to February": ["2024-11-01/2025-02-28", ""],
    "2024-06-03 to 2024-07-05": ["2024-06-03/2024-07-05", ""],
    "2023\u201324": ["2023-01-01/2024-12-31", ""],
    "2023-24": ["2023-01-01/2024-12-31", ""],
    "from 2021 until 2023": ["2021-01-01/2023-12-31", ""],
  };
  for (const [text, told] of Object.entries(cases)) assert.deepEqual(timesTold(text), told, text);
});

test("several times are each a stretch, one where they follow one another", () => {
  const cases = {
    "in 2023 and 2024": ["2023-01-01/2024-12-31", ""],
    "in 2021 and in 2024": ["2021-01-01/2021-12-31", "2024-01-01/2024-12-31", ""],
    "in June and October 2024": ["2024-06-01/2024-06-30", "2024-10-01/2024-10-31", ""],
    "3 and 5 July 2024": ["2024-07-03/2024-07-03", "2024-07-05/2024-07-05", ""],
    "2020, 2022 or 2023": ["2020-01-01/2020-12-31", "2022-01-01/2023-12-31", ""],
    "between 2021 and 2024": ["2021-01-01/2024-12-31", ""],
  };
  for (const [text, told] of Object.entries(cases)) assert.deepEqual(timesTold(text), told, text);
});

test("a day or a month without a year is that of each year", () => {
  const years = [2023, 2024];
  assert.deepEqual(timesTold("18 October", years), ["2023-10-18/2023-10-18", "2024-10-18/2024-10-18", ""]);
  assert.deepEqual(timesTold("treaty on October 18", years), ["2023-10-18/2023-10-18", "2024-10-18/2024-10-18", "treaty"]);
  assert.deepEqual(timesTold("29 February", years), ["2024-02-29/2024-02-29", ""]);
  assert.deepEqual(timesTold("who answered A in October", years), ["2023-10-01/2023-10-31", "2024-10-01/2024-10-31", "who answered A"]);
  assert.deepEqual(timesTold("December to January", years), ["2023-12-01/2024-01-31", "2024-12-01/2025-01-31", ""]);
  assert.deepEqual(timesTold("since March", [2024]), ["2024-03-01/..", ""]);
  assert.deepEqual(timesIn("30 February", years).stretches, []);
  // a name alone may be that of somebody, or a verb
  for (const text of ["what May did", "denied by March", "statement from May", "march of the troops"]) assert.equal(timesTold(text, years), null, text);
});

test("who answered somebody is not what somebody answered", () => {
  const asked = (text) => { const { giver, answered } = whoAnswered(` ${text} `); return [giver, answered]; };
  for (const text of ["who answered beta", "answers to beta", "who replied to beta", "was beta answered", "what was answered to beta"]) assert.deepEqual(asked(text), ["", "beta"], text);
  for (const text of ["what beta answered", "what did beta answer", "answers by beta", "answers of beta"]) assert.deepEqual(asked(text), ["beta", ""], text);
  for (const text of ["how did alpha respond to beta", "alpha s answer to beta", "beta was answered by alpha", "responses from alpha to beta"]) assert.deepEqual(asked(text), ["alpha", "beta"], text);
  assert.deepEqual(asked("who answered"), ["", ""]);
});

test("a count over a chosen time tells what is sure from what its date leaves open", () => {
  // "help" is dated to February, "quarrel" not at all; of the two "gift" lies elsewhere
  show("since=2024-02-10&until=2024-02-20");
  const { sure, open } = parted([2, 3]);
  assert.deepEqual([sure, open], [[], [2, 3]]);
  assert.equal(countWords([2, 3]), "none surely, up to 2 relations whose date is open");
  show("since=2024-02-01&until=2024-02-29");
  assert.equal(countWords([2, 3]), "1 relation, and up to 1 more whose date is open");
  assert.equal(viewOfAll(), "2 of 6 relations in view, and up to 1 more whose date is open");
  assert.equal(lineWords("coop"), "1");
  assert.equal(lineWords("conf"), "0\u20131");
  assert.deepEqual(TABLES.links.rows().map((row) => [row.relations, row.surely]).sort(), [[1, 0], [1, 1], [1, 1]]);
  show("");
  assert.equal(countWords([2, 3]), "2 relations");
  assert.equal(lineWords("conf"), "2");
  show("since=2024-01-15&until=2024-01-15");
  assert.equal(deniedWords(relationsInView()), "2 are denied, and 1 of them has since been acknowledged");
  show("since=2019-01-01&until=2024-01-12");
  assert.equal(deniedWords(relationsInView()), "1 was denied and has since been acknowledged");
  const names = ["A", "B"], none = { coop: 0, conf: 0 };
  assert.equal(T.ladderTitle(names, { coop: 9, conf: 0, denied: "", open: { coop: 28, conf: 0 } }), "A and B: 9 acts of cooperation, and up to 28 more whose date is open");
  assert.equal(T.ladderTitle(names, { coop: 1, conf: 2, denied: "", open: { coop: 1, conf: 0 } }), "A and B: 1 act of cooperation, 2 of conflict, and up to 1 more of either whose date is open");
  assert.equal(T.ladderTitle(names, { ...none, denied: "", open: { coop: 2, conf: 0 } }), "A and B: none surely, up to 2 acts of cooperation whose date is open");
});

test("an entry of the filters tells what is sure from what its date leaves open", () => {
  // "help" and the pact that lasts surely lie in February; "quarrel", Ann Abel's, has no date
  show("since=2024-02-01&until=2024-02-29");
  const types = D.types.map(({ name }) => name), told = (facet, ...keys) => entryCounts().words(facet, keys);
  assert.equal(told("type", ...types), "2\u20133");
  assert.deepEqual([told("type", "AID"), told("type", "ACCUSE"), told("kind", "state"), told("kind", "person")], ["1", "0\u20131", "3", "0\u20131"]);
  assert.deepEqual(["AID", "ACCUSE", "x:donation"].map((type) => entryCounts().isNone("type", type)), [false, false, true]);
  update({ sure: true });
  assert.equal(told("type", ...types), "2");
  show("");
  assert.equal(told("type", ...types), "6");
});

test("a new question counts the whole, whatever was asked before", () => {
  show("among=AAA BBB&line=conf");
  const inside = relationsInView().length;
  assert.equal(unasked({}, () => relationsInView().length), D.relationCount);
  assert.equal(unasked({ time: { since: dayOf("2024-03-01"), until: dayOf("2024-03-01") } }, () => ids(relationsInView()).join()), "pact,gift,quarrel");
  assert.equal(relationsInView().length, inside);
});

test("two days and the stretch that they are make two dates, and relations say of how many events they are the sums", () => {
  const day = (from, to = from) => ({ from, to });
  assert.deepEqual([[day(1), day(2), day(1, 2)], [day(1), day(1, 2)], [day(1), day(1, 31)]].map(datesAmong), [2, 2, 2]);
  assert.equal(happenings([0, 1]).length, 2);
  D.meta.events = [3, 1, 0, 0, 0, 0];
  assert.equal(countWords([0, 1]), "2 relations that sum up 4 events");
  delete D.meta.events;
  assert.equal(countWords([0, 1]), "2 relations");
});
