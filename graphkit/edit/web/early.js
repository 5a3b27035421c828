// Begins to fetch what is shown first while the page's modules are still on their way. It runs by itself, before them.
{
  const token = new URLSearchParams(location.hash.slice(1)).get("token") ?? "";
  let id = "";
  try { id = JSON.parse(sessionStorage.getItem("graphkit") ?? "{}").id ?? ""; } catch { /* nothing is remembered */ }
  const ask = async (/** @type {string} */ path) => {
    const reply = await fetch(path, { headers: { "X-Graphkit-Token": token } });
    return reply.ok ? reply.json() : null;
  };
  const tab = crypto.randomUUID();
  const headers = { "X-Graphkit-Token": token, "X-Graphkit-Tab": tab, "Content-Type": "application/json" };
  const pen = fetch("/api/tab", { method: "POST", headers, body: JSON.stringify({ tab, take: false }) }).then((reply) => (reply.ok ? reply.json() : null));
  /** @type {Record<string, Promise<any>>} */
  const early = { "/api/tab": pen, "/api/state": ask("/api/state"), "/api/first": ask(`/api/first?id=${encodeURIComponent(id)}`) };
  for (const one of Object.values(early)) one.catch(() => null);
  Object.assign(globalThis, { graphkitTab: tab, graphkitEarly: early });
}
