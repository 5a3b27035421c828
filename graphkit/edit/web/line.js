// The line under the text as the other parts know it: its module is fetched once the text stands, or when it is asked for.

import { inOrder } from "./keys.js";

/** @type {typeof import("./composer.js") | null} */ let loaded = null;

/** Fetch it. */
export const load = async () => (loaded ??= await import("./composer.js"));

/** Write a new relation, or a proposal. @param {Parameters<typeof import("./composer.js").compose>[0]} [from] */
export const compose = (from) => inOrder(load().then((line) => line.compose(from)));

/** These words are evidence for a relation, or deny it. @param {Parameters<typeof import("./composer.js").bear>} how */
export const bear = (...how) => inOrder(load().then((line) => line.bear(...how)));

/** These words answer an act. */
export const answer = () => inOrder(load().then((line) => line.answer()));

/** Close the line that is open. */
export const close = () => loaded?.close();
