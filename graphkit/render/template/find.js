// Finding an actor by any of its names, in any script, with or without accents.
const foldText = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "")
  .toLocaleLowerCase("en").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

let foldedNames = null;
// Each actor's name, id, other names, and the offices it holds with those it holds them in.
function namesFolded() {
  if (foldedNames) return foldedNames;
  foldedNames = D.actors.name.slice(0, D.ownCount).map((name, i) => [name, D.actors.id[i], ...D.actors.aliases[i]].map(foldText));
  titles = D.actors.name.map(() => []);
  for (const { actor, title, organisation } of D.affiliations) {
    if (title) titles[actor].push([`${title}, ${D.actors.name[organisation]}`, foldText(`${title} ${namesOfWhole(organisation)}`)]);
  }
  return foldedNames;
}
let titles = [];
const namesOfWhole = (actor) => [actor, ...D.affiliations.filter((one) => one.actor === actor).map((one) => one.organisation)]
  .map((one) => D.actors.name[one]).join(" ");

// How many letters differ, up to a few: added, left out, changed, or two exchanged (optimal string alignment).
function lettersApart(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let above = [], before = Array.from({ length: b.length + 1 }, (_, k) => k);
  for (let i = 1; i <= a.length; i++) {
    const now = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      now[j] = Math.min(before[j] + 1, now[j - 1] + 1, before[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) now[j] = Math.min(now[j], above[j - 2] + 1);
    }
    [above, before] = [before, now];
  }
  return before[b.length];
}

// When nothing fits as it is spelt: names, or words of names, that differ in a letter or two.
function nearActors(asked) {
  const most = asked.length > 7 ? 2 : asked.length > 3 ? 1 : 0, found = [];
  if (!most) return found;
  namesFolded().forEach((names, actor) => {
    const least = Math.min(...names.flatMap((name) => [name, ...name.split(" ")]).map((name) => lettersApart(asked, name, most)));
    if (least <= most) found.push({ actor, best: 4 + least, alias: "" });
  });
  return found;
}

// Whole names first, then beginnings of names, of words, then anywhere; the involved before the rest.
function findActors(text, limit = 12) {
  const asked = foldText(text);
  if (!asked) return [];
  const found = [];
  namesFolded().forEach((names, actor) => {
    let best = 9, which = 0;
    for (let k = 0; k < names.length; k++) {
      const name = names[k], at = name.indexOf(asked);
      if (at < 0) continue;
      const rank = name === asked ? 0 : at === 0 ? (k === 0 ? 1 : 2) : name[at - 1] === " " ? 3 : 4;
      if (rank < best) { best = rank; which = k; }
    }
    if (best < 9) found.push({ actor, best, alias: which > 1 ? D.actors.aliases[actor][which - 2] : "" });
    else {
      const office = titles[actor].find(([, folded]) => asked.split(" ").every((word) => ` ${folded}`.includes(` ${word}`)));
      if (office) found.push({ actor, best: 4, alias: office[0] });
    }
  });
  if (!found.length) found.push(...nearActors(asked));
  found.sort((a, b) => a.best - b.best || V.involvement[b.actor] - V.involvement[a.actor] || a.actor - b.actor);
  return found.slice(0, limit);
}

// A question in the search box: who answered, or the way from one actor to another. Each with words, a count and what it does.
const ASKED_ANSWERS = /(?<= )(answer(s|ed|ing)?|repl(y|ies|ied)|respon(d|ds|ded|se|ses)|react(s|ed|ion|ions)?)(?= )/g;
const FILLING = /(?<= )(what|who|whom|how|did|do|does|has|have|the|of|to|in|by|from|s)(?= )/g;
const BETWEEN = /\s*(?:[\u2013\u2014\u2192>,/]|\s-+\s|(?<=\s)(?:to|through|via|and|with)(?=\s))\s*/iu;

function offersFor(text) {
  const padded = ` ${foldText(text)} `;
  if (padded.search(ASKED_ANSWERS) >= 0) return answerOffers(padded);
  const ends = pathEnds(text);
  if (ends) return [pathOffer(ends)];
  const [first] = findActors(text, 1);
  return first?.best === 0 ? answerOffersOf(first.actor) : [];
}

// Without the words that ask, who is left.
function answerOffers(padded) {
  const rest = padded.replaceAll(" ", "  ").replace(ASKED_ANSWERS, "").replace(FILLING, "").replace(/\s+/g, " ").trim();
  const named = findActors(rest, 3).filter(({ best }) => best <= 3);
  const offers = named.slice(0, 1).flatMap(({ actor }) => answerOffersOf(actor));
  const all = !rest && mostAnswered().length ? [{ words: T.answersTitle, count: "", act: openAnswers }] : [];
  return [...all, ...offers, ...named];
}

function answerOffersOf(actor) {
  const given = answeredBy(actor), got = answersTo(actor), count = (lists) => new Set(lists.flatMap(([, list]) => list)).size;
  return [given.length && { words: T.whatAnswered(nameOf(actor)), count: count(given), act: () => showAnswersBy(actor) },
    got.length && { words: T.whatWasAnswered(nameOf(actor)), count: count(got), act: () => showAnswers(got[0][0]) }].filter(Boolean);
}

// "Seoul to Pyongyang through Beijing", "Seoul Pyongyang": two or three actors by name, the one between them where it is named as such.
function pathEnds(text) {
  const parts = text.split(BETWEEN).map((part) => part.trim()), said = parts.length > 1;
  const through = /\s(?:through|via)\s/i.test(text);
  const actors = said ? [parts] : splitsOf(foldText(text).split(" "));
  for (const names of actors) {
    if (names.length < 2 || names.length > 3 || names.some((name) => !name)) continue;
    const found = names.map((name, k) => whoIs(name, said || k === names.length - 1));
    if (found.includes(null) || new Set(found).size < found.length) continue;
    if (found.length === 2) return { from: found[0], to: found[1], via: null };
    return through ? { from: found[0], to: found[1], via: found[2] } : { from: found[0], to: found[2], via: found[1] };
  }
  return null;
}

// Words as two or three names.
function splitsOf(words) {
  const found = [];
  if (words.length < 2 || words.length > 8 || findActors(words.join(" "), 1).length) return found;
  for (let i = 1; i < words.length; i++) {
    found.push([words.slice(0, i).join(" "), words.slice(i).join(" ")]);
    for (let j = i + 1; j < words.length; j++) found.push([words.slice(0, i).join(" "), words.slice(i, j).join(" "), words.slice(j).join(" ")]);
  }
  return found.sort((a, b) => a.length - b.length);
}

// Who is called so; what is still being typed may be the beginning of a name.
function whoIs(name, partly) {
  const first = name.length > 1 ? findActors(name, 1)[0] : null;
  return first && first.best <= (partly && name.length > 2 ? 3 : 0) ? first.actor : null;
}

const pathOffer = ({ from, to, via }) => ({ words: T.pathOffer((via === null ? [from, to] : [from, via, to]).map(nameOf).join(" → ")), count: "",
  act: () => showPath(from, to, { via }) });

let boxes = 0;

// A combobox after the ARIA pattern: a text field with a list of suggestions.
function actorBox({ id, label, hint = "", value = "", choose, offer = () => [] }) {
  const listId = `options-${++boxes}`;
  const list = h("ul.options", { id: listId, role: "listbox", "aria-label": label, hidden: true });
  let found = [], active = -1;
  const input = h("input", {
    type: "text", id, role: "combobox", autocomplete: "off", spellcheck: "false", placeholder: hint,
    "aria-expanded": "false", "aria-controls": listId, "aria-autocomplete": "list", "aria-label": label, value,
    oninput: () => show(), onkeydown: (event) => keyed(event), onblur: () => setTimeout(close, 150),
  });
  const show = () => {
    found = withOffers(findActors(input.value), input.value.trim() ? offer(input.value) : []);
    active = found.length ? 0 : -1;
    delete input.dataset.actor;
    paint();
  };
  const paint = () => {
    const open = Boolean(input.value.trim());
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    clear(list, found.map((one, k) => h("li", {
      id: `${listId}-${k}`, role: "option", "aria-selected": String(k === active), class: one.act ? "offer" : null,
      onmousedown: (event) => { event.preventDefault(); pick(k); },
    }, one.act ? offerWords(one) : foundWords(one))),
    !found.length && h("li.none", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, T.searchNone));
    if (active >= 0) {
      input.setAttribute("aria-activedescendant", `${listId}-${active}`);
      list.children[active].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const pick = (k) => {
    if (!found[k]) return undefined;
    close();
    if (!found[k].act) return choose(found[k].actor, input);
    input.value = "";
    found[k].act();
    return $("evidence").focus({ preventScroll: true });
  };
  const keyed = (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) return show();
      if (found.length) active = (active + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length;
      paint();
    } else if (event.key === "Enter" && !list.hidden) pick(active);
    else if (event.key === "Escape" && !list.hidden) close();
    else return undefined;
    event.preventDefault();
    event.stopPropagation();
    return undefined;
  };
  return h("div.combo", {}, input, list);
}

// What an exact name offers comes after it; a question comes before whoever else may be meant.
function withOffers(actors, offers) {
  const named = offers.filter(({ act }) => !act), asked = offers.filter(({ act }) => act);
  const rest = [...named, ...actors.filter(({ actor }) => !named.some((one) => one.actor === actor))];
  return rest[0]?.best === 0 && !named.length ? [rest[0], ...asked, ...rest.slice(1)] : [...asked, ...rest];
}

const foundWords = ({ actor, alias }) => [signIcon(D.kinds[D.actors.kind[actor]]),
  h("span", {}, bdi(D.actors.name[actor]), alias && h("small", {}, " ", bdi(alias))), h("span.count", {}, String(V.involvement[actor]))];
const offerWords = ({ words, count }) => [h("span.offer-sign", { "aria-hidden": "true" }, "→"), h("span", {}, bdi(words)), h("span.count", {}, String(count))];

// A field that holds one actor.
function actorField(id, actor, chosen = () => {}) {
  const box = actorBox({
    id, label: { "path-from": T.pathA, "path-to": T.pathB }[id] ?? T.pathVia,
    value: actor === null ? "" : D.actors.name[actor], hint: id === "path-via" ? T.pathAnyone : "",
    choose: (one, input) => { input.value = D.actors.name[one]; input.dataset.actor = String(one); chosen(); },
  });
  if (actor !== null) box.querySelector("input").dataset.actor = String(actor);
  return box;
}

function chosenActor(input) {
  if (input.dataset.actor !== undefined) return Number(input.dataset.actor);
  const first = findActors(input.value, 1)[0];
  return first && first.best <= 3 ? first.actor : null;
}

function buildFind() {
  clear($("find"), actorBox({
    id: "search", label: T.search, hint: T.searchHint, offer: offersFor,
    choose: (actor, input) => {
      input.value = "";
      selectActor(actor);
      keepInSight(actor);
      $("evidence").focus({ preventScroll: true });
    },
  }));
}
