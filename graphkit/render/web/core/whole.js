// The rest of the record is read once, when it is first asked for; what needs it waits here.
import { D, loadRest } from "./record.js";

let wholeComing = null, readRest = null;

// The page says how the rest of the record is read (first.js); tests hand in one of their own.
export function restFrom(read) {
  readRest = read;
}

export const readWhole = () => wholeComing ??= readRest().then(takeRest);

/** Take the rest in; what comes a second time, or not at all, changes nothing. */
export function takeRest(record) {
  if (D.whole || !record) return;
  loadRest(record);
  for (const action of untilWhole.splice(0)) action();
}

// What needs all of the code or may name anything of the record is done once both are read, which it does not wait for.
const untilWhole = [];

export function onceWhole(action) {
  if (D.whole) return action();
  untilWhole.push(action);
  return readWhole();
}
