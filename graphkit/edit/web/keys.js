// Keys in their order: those struck while something is awaited wait for it, and then act where the focus is by then.

let waiting = 0;
/** @type {{ key?: KeyboardEvent, text?: string }[]} */ const held = [];
let replaying = false;

/** Let the keys wait for something. @template T @param {Promise<T>} work @returns {Promise<T>} */
export function inOrder(work) {
  waiting += 1;
  const done = () => { waiting -= 1; release(); };
  work.then(done, done);
  return work;
}

/** @param {Event} event @param {{ key?: KeyboardEvent, text?: string }} one */
function hold(event, one) {
  if (replaying || (!waiting && !held.length)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  held.push(one);
}

const CHANGED = ["Enter", "z", "Z"];                       // with Control or Meta they are the page's own

document.addEventListener("keydown", (event) => {
  const { key, ctrlKey, metaKey, altKey, code, isComposing } = event;
  if (isComposing || ["Shift", "Control", "Alt", "Meta", "CapsLock", "AltGraph", "Dead"].includes(key)) return;
  if ((ctrlKey || metaKey) && !altKey && !CHANGED.includes(key)) return;
  if (altKey && !ctrlKey && key.length > 1 && code !== "KeyC") return;
  hold(event, { key: event });
}, true);
document.addEventListener("beforeinput", (event) => {
  const text = event.data ?? event.dataTransfer?.getData("text/plain") ?? "";
  if (event.cancelable && event.inputType.startsWith("insert") && text) hold(event, { text });
}, true);

function release() {
  replaying = true;
  try {
    while (!waiting && held.length) strike(/** @type {any} */ (held.shift()));
  } finally { replaying = false; }
}

/** Strike a key that had to wait. @param {{ key?: KeyboardEvent, text?: string }} one */
function strike({ key, text }) {
  const target = /** @type {HTMLElement} */ (document.activeElement ?? document.body);
  if (!key) { write(target, text ?? ""); return; }
  const { ctrlKey, metaKey, altKey, shiftKey, code } = key;
  const again = new KeyboardEvent("keydown", { key: key.key, code, ctrlKey, metaKey, altKey, shiftKey, bubbles: true, cancelable: true });
  if (!target.dispatchEvent(again) || ctrlKey || metaKey) return;
  if (key.key.length === 1) write(target, key.key);
  else if (key.key === "Tab") step(target, shiftKey ? -1 : 1);
  else if (key.key === "Enter" && target.matches("button, summary, a")) target.click();
  else rub(target, key.key);
}

/** @param {HTMLElement} target @returns {HTMLInputElement | null} */
const written = (target) => (/** @type {any} */ (target).setRangeText && /** @type {any} */ (target).selectionStart !== null ? /** @type {any} */ (target) : null);

/** @param {HTMLElement} target @param {string} text @param {number} [from] @param {number} [to] */
function write(target, text, from, to) {
  const field = written(target);
  if (!field) return;
  field.setRangeText(text, from ?? field.selectionStart ?? 0, to ?? field.selectionEnd ?? 0, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, data: text }));
}

/** Backspace, Delete, and the keys that move within a field. @param {HTMLElement} target @param {string} key */
function rub(target, key) {
  const field = written(target);
  if (!field) return;
  const start = field.selectionStart ?? 0, end = field.selectionEnd ?? 0, size = field.value.length, one = start === end ? 1 : 0;
  if (key === "Backspace") write(field, "", Math.max(0, start - one), end);
  else if (key === "Delete") write(field, "", start, Math.min(size, end + one));
  const place = { Home: 0, End: size, ArrowLeft: one ? Math.max(0, start - 1) : start, ArrowRight: one ? Math.min(size, end + 1) : end }[key];
  if (place !== undefined) field.setSelectionRange(place, place);
}

/** Go to the next thing that takes keys, as Tab does. @param {HTMLElement} from @param {number} by */
function step(from, by) {
  const all = [...document.querySelectorAll("input, select, textarea, button, summary, a[href], [tabindex]")]
    .filter((one) => one === from || (/** @type {any} */ (one).tabIndex >= 0 && !/** @type {any} */ (one).disabled && one.getClientRects().length));
  const at = all.indexOf(from);
  /** @type {HTMLElement | undefined} */ (all[(at + by + all.length) % all.length])?.focus();
}
