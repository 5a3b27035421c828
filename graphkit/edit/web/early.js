// Begins to fetch what is shown first while the page's modules are still on their way. It runs by itself, before them.
{
  const token = new URLSearchParams(location.hash.slice(1)).get("token") ?? "";
  let id = "";
  try { id = JSON.parse(sessionStorage.getItem("graphkit") ?? "{}").id ?? ""; } catch { /* nothing is remembered */ }
  const tab = crypto.randomUUID(), headers = { "X-Graphkit-Token": token, "X-Graphkit-Tab": tab };
  const ask = async (/** @type {string} */ path, /** @type {RequestInit} */ init = { headers }) => {
    const reply = await fetch(path, init);
    return reply.ok ? reply.json() : null;
  };
  const pen = ask("/api/tab", { method: "POST", headers: { ...headers, "Content-Type": "application/json" }, body: JSON.stringify({ tab, take: false }) });
  /** @type {Record<string, Promise<any>>} */
  const early = { "/api/tab": pen, "/api/state": ask("/api/state"), "/api/first": ask(`/api/first?id=${encodeURIComponent(id)}`) };
  for (const one of Object.values(early)) one.catch(() => null);
  Object.assign(globalThis, { graphkitTab: tab, graphkitEarly: early });
}
