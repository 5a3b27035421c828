// Actors as they stand in a sentence: with an article where the record says so.
import { nameOf, saidName } from "./telling.js";

/** "the United States", "North Korea": somebody by number, or a name that is in no table. */
export const theName = (who) => saidName(nameOf(who));
