// What was written without network waits here, in this browser, and leaves once when the network is back.
// The queue is of one reader: another one finds nothing of it, and signing out empties it (ADR 0063).
window.fanalQueue = (() => {
  const doc = document, reader = (doc.body.dataset.reader || "").split("-").pop();
  const visit = doc.body.dataset.visit || ""; // one sign-in: what was written before it is not sent by itself
  const ROOMS = "fanal-rooms", READER = "fanal.reader", EVERY = 5_000;
  const SIGN_OUT = "form[action$='/compte/logout/']";

  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  const gone = []; // what left while this page is open: { label, to }

  // The store: one row a sending, { key, reader, path, fields, label, at }; `refused` says why it did not go, and `draft`
  // is what its page puts back in its form.
  function opened() {
    return new Promise((done, failed) => {
      const asked = indexedDB.open("fanal", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("queue", { keyPath: "key" });
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
  }
  async function stored(mode, act) {
    const base = await opened();
    try {
      return await new Promise((done, failed) => {
        const work = base.transaction("queue", mode), asked = act(work.objectStore("queue"));
        work.oncomplete = () => done(asked.result);
        work.onabort = work.onerror = () => failed(work.error);
      });
    } finally { base.close(); }
  }
  async function items() {
    const all = await stored("readonly", (queue) => queue.getAll());
    return all.filter((item) => item.reader === reader).sort((one, other) => one.at - other.at);
  }
  const write = (item) => stored("readwrite", (queue) => queue.put(item));
  const remove = (item) => stored("readwrite", (queue) => queue.delete(item.key));

  async function put(item) {
    await write({ ...item, reader, visit, at: Date.now() });
    await show();
    return send();
  }

  // Nothing of a reader stays: neither what waits nor the rooms that were carried along.
  async function forget() {
    localStorage.removeItem(READER);
    await stored("readwrite", (queue) => queue.clear());
    await window.caches?.delete(ROOMS);
  }

  // A fresh token of this session, and whose it is: the server says, not the page, which may be an old one.
  async function pass() {
    const answer = await fetch("/hors-reseau/jeton/", { cache: "no-store" });
    const said = answer.ok ? await answer.json() : {};
    return said.reader === reader ? said : null;
  }
  const LATER = new Set([401, 408, 425, 429]);
  async function post(item, token) {
    const body = new FormData();
    for (const [name, value] of item.fields) body.append(name, value);
    body.append("queued", "1"); // nobody is there to be asked anything
    const headers = { "X-CSRFToken": token, "HX-Request": "true" };
    const answer = await fetch(item.path, { method: "POST", body, headers });
    if (answer.headers.has("HX-Redirect")) return { to: answer.headers.get("HX-Redirect") };
    return answer.redirected || answer.status >= 500 || LATER.has(answer.status) ? "later" : reasons(await answer.text());
  }
  function reasons(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const said = page.querySelector(".reasons, .errors, .errorlist, [role=alert]")?.textContent;
    return { refused: said?.replace(/\s+/g, " ").trim() || "Fanal n’a pas pu l’enregistrer." };
  }
  async function sendAll() {
    let said, sent = 0;
    try {
      for (;;) {
        const all = (await items()).filter((one) => !one.refused);
        if (!all.length || !(said ??= await pass())) break;
        const item = all.find((one) => one.visit === said.visit);
        if (!item) break;
        const answer = await post(item, said.token);
        if (answer === "later") break;
        if (!answer.refused) sent += 1;
        if (!answer.refused && item.draft) gone.push({ label: item.label, to: answer.to });
        await (answer.refused ? write({ ...item, ...answer }) : remove(item));
      }
    } catch { /* No network yet: what waits stays, and the next try comes. */ }
    await show();
    if (sent) doc.dispatchEvent(new CustomEvent("fanal:sent", { detail: sent }));
  }
  // One tab sends at a time; were two to send, the keys would make it once.
  const send = () => navigator.locks
    ? navigator.locks.request("fanal-queue", { ifAvailable: true }, (lock) => lock && sendAll())
    : sendAll();

  // « 3 à envoyer », and what was refused with its reasons.
  function button(label, act) {
    const made = doc.createElement("button");
    made.type = "button";
    made.className = "btn plain small";
    made.textContent = label;
    made.onclick = act;
    return made;
  }
  function notice(tone, words, ...buttons) {
    const box = doc.createElement("div"), line = doc.createElement("span");
    box.className = `notice row ${tone}`;
    line.textContent = words;
    box.append(line, ...buttons);
    return box;
  }
  function place() {
    const known = doc.getElementById("waiting");
    if (known) return known;
    const made = doc.createElement("div");
    made.id = "waiting";
    made.className = "stack no-print";
    made.role = "status";
    doc.getElementById("main").prepend(made);
    return made;
  }
  const takeBack = (item) => button(item.draft ? "Reprendre" : "Retirer", async () => {
    await remove(item);
    if (!item.draft) return show();
    sessionStorage.setItem(item.draft.name, item.draft.value);
    location.assign(item.path);
  });
  async function show() {
    const all = await items(), live = all.filter((item) => !item.refused);
    const waiting = live.filter((item) => item.visit === visit), older = live.filter((item) => item.visit !== visit);
    const boxes = all.filter((item) => item.refused).map((item) =>
      notice("bad", `«\u00a0${item.label}\u00a0» n’est pas parti\u00a0: ${item.refused}`, takeBack(item)));
    if (waiting.length) boxes.unshift(notice("warn", `${waiting.length} à envoyer\u00a0: gardé sur cet appareil.`, button("Envoyer maintenant", send)));
    for (const item of older) {
      const take = button("Envoyer", async () => { await write({ ...item, visit }); await show(); send(); });
      const drop = button("Effacer", async () => { await remove(item); await show(); });
      boxes.push(notice("warn", `«\u00a0${item.label}\u00a0» a été écrit ici avant votre connexion\u00a0: est-ce vous\u00a0?`, take, drop));
    }
    for (const { label, to } of gone) {
      const box = notice("ok", `«\u00a0${label}\u00a0» est parti.`), link = doc.createElement("a");
      link.href = to;
      link.textContent = "Suivre ma demande";
      box.append(link);
      boxes.push(box);
    }
    place().replaceChildren(...boxes);
    for (const form of doc.querySelectorAll(SIGN_OUT)) {
      if (all.length) form.dataset.confirm = `${all.length} envoi${all.length > 1 ? "s" : ""} pas encore parti${all.length > 1 ? "s" : ""}\u00a0: se déconnecter les efface de cet appareil.`;
      else delete form.dataset.confirm;
    }
    return all;
  }

  doc.addEventListener("submit", async (event) => {
    if (!event.target.matches(SIGN_OUT) || event.defaultPrevented) return;
    event.preventDefault();
    try { await forget(); } finally { event.target.submit(); }
  });

  // A page is kept in this browser for where there is no network. It says nothing of a reader: neither a message
  // that was for them nor a token of their session.
  async function carry(path) {
    const answer = await fetch(path, { headers: { "X-Fanal-Carry": "1" } });
    if (!answer.ok || answer.redirected) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const token of page.querySelectorAll("input[name=csrfmiddlewaretoken]")) token.remove();
    page.body.removeAttribute("hx-headers:inherited");
    const headers = new Headers(answer.headers);
    for (const name of ["content-encoding", "content-length"]) headers.delete(name);
    const kept = new Response(`<!DOCTYPE html>${page.documentElement.outerHTML}`, { headers });
    await (await caches.open(ROOMS)).put(path, kept);
    return true;
  }
  // The page that asks for help opens where the network is down: once a sign-in, and in each tab.
  async function carryAsking() {
    const { ask } = doc.body.dataset, done = `${visit} ${ask}`;
    if (!ask || !window.caches || !navigator.onLine || sessionStorage.getItem("fanal.asking") === done) return;
    if (await carry(ask).catch(() => false)) sessionStorage.setItem("fanal.asking", done);
  }

  // What makes Fanal an application of its own, and the page that it opens without network.
  function later() {
    const link = doc.createElement("link");
    link.rel = "manifest";
    link.href = "/manifest.webmanifest";
    doc.head.append(link);
    return carryAsking();
  }

  async function start() {
    if (localStorage.getItem(READER) !== reader) await forget();
    localStorage.setItem(READER, reader);
    const { serviceWorker } = navigator;
    serviceWorker?.register("/worker.js");
    serviceWorker?.ready.then(({ active }) => serviceWorker.controller || active.postMessage("claim"));
    if ((await show()).length) send();
    setTimeout(later, 3_000); // a first visit waits for neither
    setInterval(async () => (await items()).some((item) => !item.refused) && send(), EVERY);
    addEventListener("online", send);
  }
  if (reader && window.indexedDB) doc.readyState === "complete" ? start() : addEventListener("load", start);
  return { put, items, newKey, carry };
})();
