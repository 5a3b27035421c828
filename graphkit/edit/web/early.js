// Asks for what is shown first while the page's modules are still on their way: the server puts it into the page itself.
{
  const token = new URLSearchParams(location.hash.slice(1)).get("token") ?? "";
  let id = "";
  try { id = JSON.parse(sessionStorage.getItem("graphkit") ?? "{}").id ?? ""; } catch { /* nothing is remembered */ }
  const tab = crypto.randomUUID(), headers = { "X-Graphkit-Token": token, "X-Graphkit-Tab": tab, "Content-Type": "application/json" };
  const begun = fetch("/api/begin", { method: "POST", headers, body: JSON.stringify({ tab, id }) })
    .then((reply) => (reply.ok ? reply.json() : null)).catch(() => null);
  Object.assign(globalThis, { graphkitTab: tab, graphkitBegun: begun });
}
