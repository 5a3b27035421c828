// The state as text and back: what stands after # in the address, in a story's view and in `MapOptions(state=...)`.
import { FORMS, cameraIn, storyStep } from "./forms.js";
import { KEYS } from "./keys.js";
import { D } from "./record.js";
import { S, freshState, update, viewport } from "./state.js";

const keyOf = (name) => KEYS.find((key) => key.name === name);

/** Some keys say something only while their mode is on. */
const silent = (key) => key.form === "party" && S.mode !== "answers";

/** The state as it is now. */
export function stateText() {
  const out = new URLSearchParams();
  for (const key of KEYS) {
    const text = key.name === "camera" ? viewport.read() || null : silent(key) ? null : FORMS[key.form].write(S, key);
    if (text !== null) out.set(key.name, text);
  }
  return out.toString();
}

/**
 * What of the state is one entry in the browser's history, as text: as long as it stays the same, a change replaces the entry.
 * A stretch of time is one however its ends are moved.
 */
export function entryText() {
  const found = KEYS.filter(({ entry }) => entry).map((key) => {
    const text = silent(key) ? null : FORMS[key.form].write(S, key);
    return text === null ? "" : key.entry === "value" ? `${key.name}=${text}` : String(key.entry);
  });
  return [...new Set(found)].sort().join("&");
}

/** The state that a piece of text describes; whatever is unknown in it is passed over. */
export function readState(text) {
  let given = new URLSearchParams(text);
  const told = storyStep(given.get("story") ?? "", keyOf("story"));
  // a story named alone brings the view of its step along
  if (told && [...given.keys()].length === 1) given = new URLSearchParams(D.stories[told.story].steps[told.step].view);
  const found = freshState();
  for (const key of KEYS) {
    const value = given.get(key.name);
    if (value === null || (key.form.startsWith("selected") && found.select)) continue;
    if (key.form === "party" && !given.has("answers")) continue;
    Object.assign(found, FORMS[key.form].read(value, key));
  }
  found.story = told;
  return found;
}

/** Where the view of a piece of text is, within bounds; null: it does not say. */
export function cameraOf(text) {
  return cameraIn(new URLSearchParams(text).get("camera") ?? "", keyOf("camera"));
}

/** Show exactly what a piece of text describes. */
export function applyState(text, options = {}) {
  update(readState(text), options);
  const camera = cameraOf(text);
  if (camera) viewport.move(camera);
}
