// What the record and the state hold, for the type checker and for whoever reads.

/**
 * One key of the address, as view_state.toml describes it.
 * @typedef {{
 *   name: string, form: string, sets: string[], changes: string[], values?: any[], pattern?: string, default?: any,
 *   reset?: boolean, trail?: boolean, entry?: string, label?: string, needs?: string, control?: string,
 * }} ViewKey
 */

/**
 * What the reader has chosen. Actors, relations and groups are their numbers in the record.
 * @typedef {object} State
 * @property {number | null} since the first day of the chosen time, in days since 1970; null: from the beginning
 * @property {number | null} until its last day; null: to the end
 * @property {number | null} asof the last day of what was told that counts; null: all
 * @property {boolean} sure of what is roughly dated only what surely lies in that time
 * @property {Set<string>} hide what is filtered out: "kind:media", "type:ACCUSE", "status:denied", "speaker:…", "document:…", "bloc:…"
 * @property {Set<number>} only actors: nothing but what they take part in; empty is everything
 * @property {boolean} roll persons and agencies stand for their states
 * @property {Set<number>} among actors: nothing but what passed among these; empty is everything
 * @property {string} line one entry of the legend line alone; blank: all
 * @property {boolean} single dot the links that rest on one document
 * @property {boolean} groups groups of actors as one sign each
 * @property {Set<number>} opened groups whose members are drawn
 * @property {boolean} hulls a shade behind the members of a group
 * @property {string} colour "kind": by kind although blocs are given
 * @property {number} actors how many are drawn; 0: as many as the map opened with
 * @property {number} links the same of links
 * @property {{ actor?: number, link?: number[], relation?: number } | null} select one of these, or nothing
 * @property {number} focus steps around the selected actor; 0 is off
 * @property {Set<number>} extra actors shown although they are not among the most involved
 * @property {number | null} answers the relation whose answers are shown
 * @property {number | null} by only answers by this actor
 * @property {number | null} to only answers to this actor
 * @property {number} step which answer is lit, 1 is the first; 0: all
 * @property {number} within days to look ahead for answers that are only inferred
 * @property {boolean} inferred whether those are shown
 * @property {{ from: number, to: number, via: number | null, how: string, which: number, before?: boolean } | null} path
 * @property {string} mode "answers" or "path" while their panel is open
 * @property {string} table "relations", "actors" or "links" while the table is open
 * @property {Map<number, number[]>} pins actors moved by hand
 * @property {{ story: number, step: number } | null} story
 */

/**
 * Who acts on whom, one arc for each actor and recipient of each relation, and the pair of actors that each arc belongs to.
 * @typedef {object} Arcs
 * @property {(number | number[])[]} actors
 * @property {(number | number[])[]} recipients
 * @property {Int32Array} relation
 * @property {Int32Array | number[]} from
 * @property {Int32Array | number[]} to
 * @property {Int32Array} pair
 * @property {Int32Array} pairA the lower of a pair's two actors
 * @property {Int32Array} pairB the higher
 * @property {Map<number, number>} numbers
 */

/**
 * Everything about each pair of actors that a link shows.
 * @typedef {Record<"n" | "coop" | "conf" | "ties" | "forth" | "back" | "sure" | "own" | "plain" | "denied" | "last", Int32Array>
 *   & { tieTone: Int8Array, documents?: Int32Array }} Stats
 */

/**
 * One piece of evidence.
 * @typedef {{
 *   row: number, document: any, stance: string, speaker: number | string, via: number | string, start: number | null, end: number | null,
 *   origin: string, confidence: number | null, paragraph: number | null, quote: any[] | null,
 * }} EvidenceRow
 */

export {};
