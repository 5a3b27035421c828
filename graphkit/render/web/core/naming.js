// Actors as they stand in a sentence: with an article where one of their other names has it.
import { D } from "./record.js";
import { nameOf } from "./telling.js";

/** "the United States", "North Korea": somebody by number, or a name that is in no table. */
export function theName(who) {
  const name = nameOf(who);
  return typeof who === "number" && D.actors.aliases?.[who]?.includes(`the ${name}`) ? `the ${name}` : name;
}
