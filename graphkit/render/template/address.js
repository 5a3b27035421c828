// A change of what the reader has chosen, and how that is written into the address and read back.
const listeners = [];

function onChange(listener) {
  listeners.push(listener);
}

// Change some of the state and let everything that shows it follow.
function update(patch, { say = "", keepAddress = false } = {}) {
  const before = { ...S };
  Object.assign(S, patch);
  for (const listener of listeners) listener(patch, before);
  if (!keepAddress) writeAddress();
  if (say) announce(say);
}

function announce(text) {
  document.getElementById("live").textContent = text;
}

function stateText() {
  const out = new URLSearchParams();
  if (S.since !== null) out.set("since", isoOf(S.since));
  if (S.until !== null) out.set("until", isoOf(S.until));
  if (S.sure) out.set("sure", "1");
  if (S.hide.size) out.set("hide", JSON.stringify([...S.hide].sort()));
  if (S.only.size) out.set("only", [...S.only].map(idOf).join(" "));
  if (S.roll !== D.meta.rollUp) out.set("roll", S.roll ? "1" : "0");
  if (!S.ties) out.set("ties", "0");
  if (S.single) out.set("single", "1");
  if (S.groups !== Boolean(D.meta.grouped)) out.set("groups", S.groups ? "1" : "0");
  if (S.opened.size) out.set("opened", [...S.opened].map((group) => group + 1).join(" "));
  if (!S.hulls) out.set("hulls", "0");
  if (S.colour) out.set("colour", S.colour);
  if (S.actors) out.set("actors", String(S.actors));
  if (S.links) out.set("links", String(S.links));
  if (S.select?.actor !== undefined) out.set("actor", idOf(S.select.actor));
  if (S.select?.link) out.set("link", S.select.link.map(idOf).join(" "));
  if (S.select?.relation !== undefined) out.set("relation", D.relations.id[S.select.relation]);
  if (S.focus) out.set("focus", String(S.focus));
  if (S.extra.size) out.set("extra", [...S.extra].map(idOf).join(" "));
  if (S.mode === "answers") out.set("answers", S.answers === null ? "" : D.relations.id[S.answers]);
  if (S.mode === "answers" && S.by !== null) out.set("by", idOf(S.by));
  if (S.mode === "answers" && S.to !== null) out.set("to", idOf(S.to));
  if (S.step) out.set("step", String(S.step));
  if (S.inferred || S.within !== 14) out.set("within", String(S.within));
  if (S.mode === "path" && S.path) {
    const { from, to, via, how, which } = S.path;
    out.set("path", [idOf(from), idOf(to), via === null ? "-" : idOf(via), how, which].join(" "));
  }
  if (S.table) out.set("table", S.table);
  if (S.story) out.set("story", `${S.story.story + 1}.${S.story.step + 1}`);
  if (S.pins.size) out.set("pins", [...S.pins].map(([i, [x, y]]) => `${idOf(i)} ${x} ${y}`).join("|"));
  const camera = cameraText();
  if (camera) out.set("camera", camera);
  return out.toString();
}

// The part of the state that a piece of text describes; whatever is unknown in it is passed over.
function readState(text) {
  let given = new URLSearchParams(text);
  const told = storyStep(given.get("story"));
  // a story named alone brings the view of its step along
  if (told && given.size === 1) given = new URLSearchParams(D.stories[told.story].steps[told.step].view);
  const found = freshState();
  found.roll = D.meta.rollUp;
  found.since = dayOf(given.get("since") ?? "");
  found.until = dayOf(given.get("until") ?? "");
  found.sure = given.get("sure") === "1";
  found.hide = readHidden(given.get("hide"));
  if (given.has("roll")) found.roll = given.get("roll") === "1" && D.rolled !== null;
  found.ties = given.get("ties") !== "0";
  found.single = given.get("single") === "1";
  if (given.has("groups")) found.groups = given.get("groups") === "1" && D.groups.label.length > 0;
  found.opened = new Set((given.get("opened") ?? "").split(" ").map((text) => Number(text) - 1).filter((group) => group in D.groups.label));
  found.hulls = given.get("hulls") !== "0";
  found.colour = given.get("colour") === "kind" ? "kind" : "";
  for (const name of ["actors", "links", "focus", "step"]) {
    found[name] = Math.max(0, Math.min(1e6, Math.floor(Number(given.get(name)) || 0)));
  }
  found.focus = Math.min(found.focus, 2);
  found.within = Math.max(1, Math.min(365, Math.floor(Number(given.get("within")) || 14)));
  found.inferred = given.has("within");
  found.select = readSelection(given);
  for (const name of ["only", "extra"]) {
    found[name] = new Set((given.get(name) ?? "").split(" ").map(actorFrom).filter((i) => i !== undefined));
  }
  if (given.has("answers")) {
    found.mode = "answers";
    found.answers = D.relationNumber.get(given.get("answers")) ?? null;
    for (const name of ["by", "to"]) found[name] = actorFrom(given.get(name)) ?? null;
  }
  if (given.has("path")) readPath(given.get("path"), found);
  const table = given.get("table") === "1" ? "relations" : given.get("table");
  found.table = ["relations", "actors", "links"].includes(table) ? table : "";
  found.story = told;
  for (const pin of (given.get("pins") ?? "").split("|")) {
    const match = /^(.+) (-?\d+) (-?\d+)$/.exec(pin), actor = match && actorFrom(match[1]);
    if (match && actor !== undefined) found.pins.set(actor, [Number(match[2]), Number(match[3])]);
  }
  return found;
}

function storyStep(text) {
  const match = /^(\d+)\.(\d+)$/.exec(text ?? "");
  const there = match && D.stories[match[1] - 1]?.steps[match[2] - 1];
  return there ? { story: match[1] - 1, step: match[2] - 1 } : null;
}

function readHidden(text) {
  if (!text) return new Set();
  try {
    const list = text.startsWith("[") ? JSON.parse(text) : text.split(/[ ,]+/);
    return new Set(list.filter((item) => typeof item === "string"));
  } catch {
    return new Set();
  }
}

function readSelection(given) {
  const actor = actorFrom(given.get("actor"));
  if (actor !== undefined) return { actor };
  const relation = D.relationNumber.get(given.get("relation"));
  if (relation !== undefined) return { relation };
  const ends = (given.get("link") ?? "").split(" ").map(actorFrom);
  return ends.length === 2 && !ends.includes(undefined) ? { link: ends } : null;
}

function readPath(text, found) {
  const [from, to, via, how, which] = text.split(" ");
  const ends = [actorFrom(from), actorFrom(to)];
  found.mode = "path";
  if (ends.includes(undefined)) return;
  found.path = {
    from: ends[0], to: ends[1], via: actorFrom(via) ?? null,
    how: ["shortest", "strongest", "timed"].includes(how) ? how : "shortest",
    which: Math.max(0, Math.floor(Number(which) || 0)),
  };
}

// Show exactly what a piece of text describes.
function applyState(text, options = {}) {
  update(readState(text), options);
  const camera = new URLSearchParams(text).get("camera");
  if (camera) moveCamera(camera);
}
