// The record as it lies in the page.
import { $ } from "../canvas/element.js";
import { inflate } from "../core/inflate.js";

// A part of the record, which the page carries as JSON or, where it is long, as gzip in base64.
export async function readIsland(id) {
  const island = $(id);
  const text = island.textContent;
  const packed = island.type !== "application/json", record = JSON.parse(packed ? await unpacked(bytesOf(text)) : text);
  island.remove();
  return record;
}

/** The same at once, without the browser's help; null: it has been read already. */
export function readIslandNow(id) {
  const island = $(id);
  if (!island) return null;
  return JSON.parse(island.type === "application/json" ? island.textContent : new TextDecoder().decode(inflate(bytesOf(island.textContent))));
}

async function unpacked(raw) {
  if (!("DecompressionStream" in window)) return new TextDecoder().decode(inflate(raw));
  const stream = new Blob([raw]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

function bytesOf(text) {
  if ("fromBase64" in Uint8Array) return /** @type {any} */ (Uint8Array).fromBase64(text);
  const signs = atob(text), raw = new Uint8Array(signs.length);
  for (let i = 0; i < signs.length; i++) raw[i] = signs.charCodeAt(i);
  return raw;
}
