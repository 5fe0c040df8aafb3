// « Demander de l’aide »: what was typed outlives a lost connection, an expired sign-in and a tab put aside.
// The draft stays in this tab, for this person, until the request is sent; words for the management are not kept.
(() => {
  const doc = document, place = doc.getElementById("asking");
  if (!place) return;
  const name = `fanal.ask.${place.dataset.draft}`, store = sessionStorage;
  const form = () => doc.getElementById("ask");
  const field = (which) => form().elements[which];
  const LOST = "La connexion est coupée : rien n’est parti. Votre texte est toujours là, envoyez-le de nouveau.";
  const FAILED = "Rien n’est parti. Votre texte est toujours là : réessayez dans un instant.";

  function say(words) {
    const bar = form().querySelector(".send-bar");
    const line = bar.querySelector("[role=alert]") || bar.appendChild(doc.createElement("p"));
    line.role = "alert";
    line.className = "error";
    line.textContent = words;
  }
  doc.addEventListener("input", ({ target }) => {
    if (target.id !== "id_text") return;
    if (target.value && !isGrave()) store.setItem(name, JSON.stringify({ text: target.value, key: field("key").value }));
    else store.removeItem(name);
  });
  const isGrave = () => doc.querySelector("[data-grave]");
  doc.addEventListener("htmx:after:swap", () => { if (isGrave()) store.removeItem(name); });
  doc.addEventListener("htmx:error", ({ detail }) => {
    if (detail.ctx?.sourceElement === form()) say(LOST);
  });
  doc.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
    const { response, sourceElement } = ctx;
    if (sourceElement !== form()) return;
    if (ctx.hx.redirect) store.removeItem(name);
    else if (response.raw.redirected || response.status === 403) location.reload(); // signs in again, then back here
    else if (response.status !== 422) say(response.headers.get("Content-Type")?.startsWith("text/plain") ? ctx.text : FAILED);
  });

  // The same key as before: what did arrive, though its answer was lost, is not sent twice.
  const before = JSON.parse(store.getItem(name) || "null");
  if (before && !field("text").value) {
    field("text").value = before.text;
    field("key").value = before.key;
    // Once htmx listens.
    doc.addEventListener("DOMContentLoaded", () => field("text").dispatchEvent(new Event("input", { bubbles: true })));
  }
})();
