// What the reader has chosen. All of it can be written into the address and read back (address.js).
const S = freshState();

function freshState() {
  return {
    since: null, until: null,
    sure: false,              // of what is roughly dated only what surely lies in that time
    hide: new Set(),          // "kind:media", "type:ACCUSE", "status:denied", "speaker:…", "document:…", "bloc:…"
    only: new Set(),          // actors: nothing but what they take part in; empty is everything
    roll: false, ties: true,
    single: false,            // dot the links that rest on one document
    groups: Boolean(D.meta?.grouped), // groups of actors as one sign each
    opened: new Set(),        // groups whose members are drawn
    hulls: true,              // a shade behind the members of a group
    colour: "",               // "kind": by kind although blocs are given
    actors: 0, links: 0,      // 0: as many as the map opened with
    select: null,             // {actor} | {link: [a, b]} | {relation}
    focus: 0,                 // steps around the selected actor; 0 is off
    extra: new Set(),         // actors shown although they are not among the most involved
    answers: null,            // the relation whose answers are shown
    by: null, to: null,       // only answers by, or to, this actor
    step: 0,                  // which answer is lit, 1 is the first; 0: all
    within: 14, inferred: false,
    path: null,               // {from, to, via, how, which}
    mode: "",                 // "answers" or "path" while their panel is open
    table: "",                // "relations", "actors" or "links" while the table is open
    pins: new Map(),
    story: null,              // {story, step}
  };
}

const idOf = (actor) => D.actors.id[actor];

const actorFrom = (id) => D.actorNumber.get(id);

let addressTimer = 0;
let lastAddress = "";

// Written a moment later, so that dragging a handle does not flood the history.
function writeAddress() {
  if (!started) return;
  clearTimeout(addressTimer);
  addressTimer = setTimeout(() => onceWhole(tellAddress), 150);
}

function tellAddress() {
  lastAddress = stateText();
  tellHost(lastAddress);
  try {
    history.replaceState(null, "", lastAddress ? `#${lastAddress}` : location.pathname + location.search);
  } catch {
    // a page without an address of its own (srcdoc) has nowhere to write it
  }
}

window.addEventListener("hashchange", () => {
  const text = location.hash.slice(1);
  if (text !== lastAddress) onceWhole(() => applyState(text));
});
