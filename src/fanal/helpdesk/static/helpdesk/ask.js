// « Demander de l’aide »: what was typed outlives a lost connection, an expired sign-in and a tab put aside.
// The draft stays in this tab, for this person, until the request is sent; without network it waits in the queue and
// leaves by itself. Words for the management are kept nowhere.
(() => {
  const doc = document, place = doc.getElementById("asking");
  if (!place) return;
  const name = `fanal.ask ${doc.body.dataset.reader}`, store = sessionStorage;
  const form = () => doc.getElementById("ask");
  const field = (which) => form().elements[which];
  const LOST = "La connexion est coupée : rien n’est parti. Votre texte est toujours là, envoyez-le de nouveau.";
  const KEPT = "Pas de réseau\u00a0: votre demande est gardée sur cet appareil, elle partira toute seule.";
  const FAILED = "Rien n’est parti. Votre texte est toujours là : réessayez dans un instant.";

  function say(words) {
    const bar = form().querySelector(".send-bar");
    const line = bar.querySelector("[role=alert]") || bar.appendChild(doc.createElement("p"));
    line.role = "alert";
    line.className = "error";
    line.textContent = words;
  }
  // What was chosen by hand goes with the words; the photo cannot.
  const CHOSEN = ["room", "kind", "equipment", "urgency"];
  function written() {
    const chosen = CHOSEN.map((which) => [which, field(which)?.value]);
    return JSON.stringify({ text: field("text").value, key: field("key").value, chosen });
  }
  function keep() {
    if (!field("text").value || isGrave()) return store.removeItem(name);
    store.setItem(name, written());
    delete form().dataset.typed; // leaving loses nothing
  }
  doc.addEventListener("input", ({ target }) => { if (target.id === "id_text") keep(); });
  doc.addEventListener("change", ({ target }) => { if (CHOSEN.includes(target.name)) keep(); });

  // A photo is made small before it leaves: a phone's own weighs ten times what shows a black screen.
  const LARGEST = 300_000, WIDEST = 1600;
  async function shrunk(file) {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    let scale = Math.min(1, WIDEST / Math.max(picture.width, picture.height));
    for (let quality = 0.8; ; quality -= 0.15, scale *= 0.8) {
      const canvas = doc.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
      if (!blob || blob.size <= LARGEST || quality < 0.3) return blob;
    }
  }
  doc.addEventListener("change", async ({ target }) => {
    const file = target.matches("[data-shrink]") && target.files[0];
    if (!file || !file.type.startsWith("image/") || file.size <= LARGEST) return;
    const said = target.parentElement.querySelector("[role=status]");
    try {
      const blob = await shrunk(file);
      if (!blob || blob.size >= file.size) return;
      const files = new DataTransfer();
      files.items.add(new File([blob], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" }));
      target.files = files.files;
      said.textContent = `1 photo, ${Math.round(blob.size / 1000)} ko`;
    } catch { /* A kind of picture that this browser cannot read: the server takes it as it is. */ }
  });

  const isGrave = () => doc.querySelector("[data-grave]");
  doc.addEventListener("htmx:after:swap", () => { if (isGrave()) store.removeItem(name); });
  // Kept with the key of the form: should it have arrived all the same, it is not there twice.
  async function queue() {
    const fields = [...new FormData(form())].filter(([name]) => name !== "csrfmiddlewaretoken");
    const label = field("text").value.slice(0, 60);
    const draft = { name, value: written() };
    await fanalQueue.put({ key: field("key").value, path: form().getAttribute("action"), fields, label, draft });
    store.removeItem(name);
    field("text").value = "";
    delete form().dataset.typed;
    field("key").value = fanalQueue.newKey();
    say(KEPT);
  }
  doc.addEventListener("htmx:error", ({ detail }) => {
    if (detail.ctx?.sourceElement !== form()) return;
    if (isGrave() || !field("text").value) return say(LOST);
    queue().catch(() => say(LOST));
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
    for (const [which, value] of before.chosen || []) if (value && field(which)) field(which).value = value;
  }
  // The room and the machine are read again from words that stand there before anybody types: a draft, or Back.
  const readAgain = () => {
    const text = field("text");
    if (text.value !== text.defaultValue) text.dispatchEvent(new Event("input", { bubbles: true }));
  };
  addEventListener("pageshow", () => setTimeout(readAgain, 300)); // htmx listens a moment after the page is shown
})();
