// The page of graphkit edit: it asks the server for the state and shows which documents there are.
const token = new URLSearchParams(location.hash.slice(1)).get("token") ?? "";
const reply = await fetch("/api/state", { headers: { "X-Graphkit-Token": token } });
const state = await reply.json();
document.querySelector("#page").textContent = state.error ?? `${state.title}: ${state.documents.length} documents`;
export {};
