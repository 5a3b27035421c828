// Elements are made here and nowhere else: text goes in as text, never as markup.
import { announce } from "../core/state.js";
import { safeUrl, statusWords } from "../core/telling.js";
import { T } from "../core/words.js";
import { $ } from "../canvas/element.js";
import { FILL, SHAPE, blocFill, corners } from "../canvas/look.js";

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
  const style = { fill: FILL[kind] ?? FILL.other, stroke: "currentColor", "stroke-width": 1 };
  return svg("svg", { width: 18, height: 18, viewBox: "-9 -9 18 18", "aria-hidden": "true", class: "sign" },
    points ? svg("polygon", { points: points.map((p) => p.map((v) => v.toFixed(1)).join()).join(" "), ...style })
      : svg("circle", { r: 6, ...style }));
}

export function blocIcon(bloc) {
  return svg("svg", { width: 18, height: 18, viewBox: "-9 -9 18 18", "aria-hidden": "true", class: "sign" },
    svg("rect", { x: -6, y: -6, width: 12, height: 12, rx: 3, fill: blocFill(bloc), stroke: "currentColor", "stroke-width": 1 }));
}

export function lineIcon(tone, { dash = false, band = false, mark = false, dots = false, fine = false } = {}) {
  return svg("svg", { width: 34, height: 14, viewBox: "0 0 34 14", "aria-hidden": "true", class: `line ${tone}` },
    band && svg("line", { x1: 2, y1: 7, x2: 32, y2: 7, "stroke-width": 9, class: "band" }),
    svg("line", { x1: 2, y1: 7, x2: 32, y2: 7, "stroke-width": fine ? 0.9 : dots ? 1.2 : 2.5,
      "stroke-dasharray": dash ? "6 4" : dots ? "2 3" : fine ? "1 2" : null }),
    mark && svg("circle", { cx: 17, cy: 7, r: 5.5, class: "mark" }),
    mark && svg("path", { d: "M14 5.5h6M14 8.5h6M19 3.5l-4 7", class: "marks" }));
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
  return dialog;
}
