// Elements are made here and nowhere else: text goes in as text, never as markup.
import { announce, laidOver } from "../core/state.js";
import { safeUrl, statusWords } from "../core/telling.js";
import { T } from "../core/words.js";
import { $ } from "../canvas/element.js";
import { keyShapes } from "../canvas/key.js";
import { SHAPE, blocFill, corners } from "../canvas/look.js";

const SVG_NS = "http://www.w3.org/2000/svg";

export function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  return fill(document.createElement(name), classes, attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG_NS, tag), [], attributes, children);
}

function fill(element, classes, attributes, children) {
  for (const name of classes) element.classList.add(name);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else if (name === "checked") element.checked = Boolean(value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

// A piece of text from the data, kept from turning the direction of what stands around it.
export const bdi = (text) => h("bdi", {}, text);

export function button(label, action, attributes = {}) {
  return h("button", { type: "button", onclick: action, ...attributes }, label);
}

// A link out of the page, or plain text where the address is not one we trust.
export function outLink(url, label) {
  const safe = safeUrl(url);
  return safe
    ? h("a", { href: safe, target: "_blank", rel: "noopener noreferrer" }, label)
    : h("span", {}, label);
}

export function signIcon(kind) {
  const shape = SHAPE[kind] ?? "circle", points = corners(shape, 6);
  const style = { fill: kind === "state" || kind === "igo" ? "currentColor" : "none", stroke: "currentColor", "stroke-width": 1.3 };
  return svg("svg", { width: 18, height: 18, viewBox: "-9 -9 18 18", "aria-hidden": "true", class: "sign" },
    points ? svg("polygon", { points: points.map((p) => p.map((v) => v.toFixed(1)).join()).join(" "), ...style })
      : svg("circle", { r: 6, ...style }));
}

export function blocIcon(bloc) {
  return svg("svg", { width: 18, height: 18, viewBox: "-9 -9 18 18", "aria-hidden": "true", class: "sign" },
    svg("rect", { x: -6, y: -6, width: 12, height: 12, rx: 3, fill: blocFill(bloc), stroke: "currentColor", "stroke-width": 1 }));
}

/** The sign of an entry of the legend line. */
export function lineIcon(name) {
  const colour = (value) => (value && !value.startsWith("#") ? `var(--${value})` : value) ?? "none";
  return svg("svg", { width: 32, height: 16, viewBox: "-1 -1 32 16", "aria-hidden": "true", class: "line" }, keyShapes(name).map((one) => {
    const path = svg("path", { d: one.path, "stroke-width": one.width ?? 0, "stroke-dasharray": one.dash?.join(" ") ?? null });
    // through the object model, which the policy allows
    path.style.fill = colour(one.fill);
    path.style.stroke = colour(one.stroke);
    return path;
  }));
}

export function statusChip(status) {
  return h("span.chip", { class: `chip status-${status}` }, statusWords(status));
}

export function clear(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export async function copyText(text, from) {
  let done = true;
  try {
    await navigator.clipboard.writeText(text);
    announce(T.copied);
  } catch {
    const box = h("textarea", { class: "unseen", "aria-hidden": "true" });
    box.value = text;
    (from?.closest("dialog") ?? document.body).append(box);
    box.select();
    done = document.execCommand("copy");
    box.remove();
    announce(done ? T.copied : T.copyFailed);
  }
  if (!from || from.classList.contains("done")) return;
  const words = from.textContent;
  from.classList.add("done");
  if (done) from.textContent = T.copied;
  setTimeout(() => { from.classList.remove("done"); from.textContent = words; }, 1200);
}

export function openDialog(title, ...children) {
  const dialog = $("dialog");
  clear(dialog,
    h("form", { method: "dialog", class: "dialog-head" },
      h("h2", { id: "dialog-title" }, title), h("button", { value: "close", autofocus: true }, T.close)),
    h("div.dialog-body", { tabindex: 0 }, ...children));
  if (!dialog.open) dialog.showModal();
  laidOver();
  return dialog;
}
