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
  // What was chosen is seen as small as it leaves; drawn, as no policy lets a page make an address of its own.
  async function preview(input, file) {
    const zone = input.parentElement;
    zone.querySelector("canvas")?.remove();
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const canvas = doc.createElement("canvas"), scale = 72 / Math.max(picture.width, picture.height);
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    canvas.role = "img";
    canvas.ariaLabel = "La photo choisie";
    zone.append(canvas);
  }
  doc.addEventListener("change", async ({ target }) => {
    const file = target.matches("[data-shrink]") && target.files[0];
    if (!file || !file.type.startsWith("image/")) return;
    const said = target.parentElement.querySelector("[role=status]");
    try {
      if (file.size > LARGEST) {
        said.textContent = "La photo se prépare…";
        const blob = await shrunk(file);
        if (target.files[0] !== file) return; // another one was chosen meanwhile
        if (blob && blob.size < file.size) {
          const files = new DataTransfer();
          files.items.add(new File([blob], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" }));
          target.files = files.files;
        }
      }
      said.textContent = `1 photo, ${Math.round(target.files[0].size / 1000)} ko`;
      await preview(target, target.files[0]);
    } catch { said.textContent = `1 photo, ${file.name}`; } // one that this browser cannot read: the server takes it
  });

  // With a photo one sees how far it is sent: what htmx sends by says nothing of it.
  function sentInSight(address, { method, headers, body, signal }) {
    const bar = doc.createElement("progress"), sending = new XMLHttpRequest();
    bar.ariaLabel = "Envoi de la photo";
    field("photo").parentElement.append(bar);
    return new Promise((done, failed) => {
      sending.open(method, address);
      for (const [name, value] of new Headers(headers)) sending.setRequestHeader(name, value);
      sending.upload.onprogress = ({ loaded, total }) => { bar.max = total; bar.value = loaded; };
      sending.onload = () => {
        const lines = sending.getAllResponseHeaders().trim().split(/[\r\n]+/).map((line) => line.split(/:\s*(.*)/s, 2));
        const answer = new Response([204, 304].includes(sending.status) ? null : sending.response, { status: sending.status, headers: lines });
        const went = new URL(address, location.href).href;
        Object.defineProperty(answer, "redirected", { value: sending.responseURL !== went });
        done(answer);
      };
      sending.onerror = sending.onabort = () => failed(new TypeError("Failed to send"));
      signal?.addEventListener("abort", () => sending.abort());
      sending.send(body);
    }).finally(() => bar.remove());
  }
  doc.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
    if (ctx.sourceElement === form() && field("photo").files.length) ctx.fetch = sentInSight;
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
  doc.addEventListener("fanal:sent", () => {
    const line = form().querySelector(".send-bar [role=alert]");
    if (line?.textContent === KEPT) line.remove();
  });
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

  // A page that this browser kept has no token: each of its openings is another sending, and the label that was
  // scanned says where.
  if (!field("csrfmiddlewaretoken")) {
    field("key").value = fanalQueue.newKey();
    const where = new URLSearchParams(location.search).get("salle");
    if (where) field("room").value = where;
  }

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
