// What the words of a question mean: which of them ask, which mean the same, and what kind of thing is asked for.
const FILLERS = new Set(("a an the of for to in by on at from with and or that this these those it its they their who whom whose what which when until till where why how "
  + "did do does done has have had was were is are be been being s any some there about as into say says said ever please tell me show "
  + "claim claims relation relations statement statements").split(" "));

// Words that stand for one another in questions; a word of the text is met by its beginning.
const ALIKE = [
  "troops troop soldiers soldier forces fighters units men army",
  "sent send sends sending dispatched dispatch dispatches deployed deploy deploys deployment deploying despatched",
  "arms weapons weapon ammunition munitions shells missiles rockets",
  "visited visit visits visiting travelled travels came went trip",
  "met meets meet meeting talks talk talked",
  "condemned condemn condemns condemnation denounced denounces denounce",
  "signed signs sign signing",
  "helped help helps aid aided assistance",
  "attacked attack attacks struck strike strikes",
].map((line) => line.split(" "));
const LIKE = new Map(ALIKE.flatMap((group) => group.map((word) => [word, group])));

const DENIES = /^(?:den(?:y|ies|ied|ying|ials?)|disput(?:e|es|ed)|contest(?:s|ed)?)$/;

/** The words of a question that say something. */
export function plainWords(asked) {
  const words = asked.split(" "), said = words.filter((word) => !FILLERS.has(word));
  return said.length ? said : words;
}

/** A question as the words looked for, each with those that mean the same, and whether it asks for what was denied. */
export function questionOf(asked) {
  const words = plainWords(asked), left = words.filter((word) => !DENIES.test(word)), denied = left.length < words.length;
  return { denied, words: left.map((word) => ({ word, alike: LIKE.get(word) ?? [word] })) };
}

/** Whether it is asked which claims rest on one source. */
export const asksForSingle = (asked) => /\b(?:one|single|only one)\s+(?:source|document)s?\b/.test(asked);

/** Without the words that ask for what was denied. */
export const withoutDenying = (asked) => asked.split(" ").filter((word) => !DENIES.test(word)).join(" ");

/** Whether it is asked who denies anything at all. */
export function asksForDenied(asked) {
  const words = plainWords(asked);
  return words.some((word) => DENIES.test(word)) && words.every((word) => DENIES.test(word) || ["anything", "something"].includes(word));
}
