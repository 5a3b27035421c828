// The line under the text as the other parts know it: its module is fetched once the text stands, or when it is asked for.

/** @type {typeof import("./composer.js") | null} */ let loaded = null;

/** Fetch it. */
export const load = async () => (loaded ??= await import("./composer.js"));

/** Write a new relation, or a proposal. @param {Parameters<typeof import("./composer.js").compose>[0]} [from] */
export const compose = async (from) => (await load()).compose(from);

/** These words are evidence for a relation, or deny it. @param {"evidence" | "denial"} kind */
export const bear = async (kind) => (await load()).bear(kind);

/** These words answer an act. */
export const answer = async () => (await load()).answer();

/** Close the line that is open. */
export const close = () => loaded?.close();

/** What of the open line is not kept as unfinished yet. */
export const unsaved = () => loaded?.unsaved() ?? null;
