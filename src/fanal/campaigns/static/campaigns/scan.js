// A room of a campaign: what is scanned turns green at once and waits in the queue, with network or without.
(() => {
  const doc = document, $ = (selector, from = doc) => from.querySelector(selector), ROOMS = "fanal-rooms", MOST = 200;
  const isLabel = /^[0-9A-HJKMNP-TV-Z]{9}$/;
  const say = (words) => { $("[data-said]").textContent = words; };

  // As the server reads it: the code at the end of the address of a label, or the words.
  function read(text) {
    const words = text.trim().replace(/\s+/g, " "), tail = words.split("/q/").pop();
    const code = tail.toUpperCase().replace(/[- \u00a0]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
    return isLabel.test(code) ? code : words.toUpperCase();
  }

  // « Emporter la campagne »: its page and each room are kept in this browser, for where there is no network.
  const carry = (path) => fanalQueue.carry(path);
  const bag = $("[data-take]");
  if (bag && window.caches) {
    bag.hidden = false;
    caches.open(ROOMS).then((rooms) => rooms.match(location.pathname)).then((kept) => kept && carry(location.pathname));
    $("button", bag).onclick = async () => {
      const paths = [...doc.querySelectorAll("a[data-room]")].map((link) => link.getAttribute("href"));
      let kept = 0;
      await carry(location.pathname).catch(() => false);
      for (const path of paths) {
        if (await carry(path).catch(() => false)) kept += 1;
        $("[role=status]", bag).textContent = `${kept} salles sur ${paths.length} sont sur cet appareil.`;
      }
    };
  }

  // What the page counts is read again once what waited here has left.
  async function recount() {
    const answer = await fetch(location.pathname).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll("[data-counts]");
    doc.querySelectorAll("[data-counts]").forEach((old, rank) => fresh[rank] && old.replaceWith(fresh[rank]));
  }
  if ($("[data-counts]")) doc.addEventListener("fanal:sent", recount);

  const form = $("#scan form");
  if (!form) return;
  const field = form.elements.text, doors = JSON.parse($("#doors").textContent), here = () => $("#content");
  const path = here().dataset.page;

  // What waits is shown as it will be: a tile that is known turns green, anything else is said to wait.
  function count() {
    const all = doc.querySelectorAll("[data-codes]").length, done = doc.querySelectorAll("[data-codes] .done").length;
    $("#content meter").value = done;
    if (all) $("#content .meter b").textContent = `${done} sur ${all}`;
  }
  let unsure = "", last = ""; // what only the server can name; what was scanned last
  const isClosed = () => "closed" in here().dataset;
  const late = (text) => `«\u00a0${text}\u00a0» est gardé à part\u00a0: la campagne est close, le compte ne change pas.`;
  function mark(text) {
    const code = read(text);
    const tile = [...doc.querySelectorAll("[data-codes]")].find((line) => line.dataset.codes.split("|").includes(code));
    if (isClosed()) return ["unsure", late(text)];
    unsure = tile ? "" : text;
    if (!tile) return ["unsure", `«\u00a0${text}\u00a0» est noté\u00a0: Fanal dira ce que c’est une fois envoyé.`];
    const room = $(".room", tile), name = $("b", tile).textContent;
    if (room.matches(".done")) return ["known", `${name}\u00a0: déjà noté.`];
    room.className = "room done";
    $("[data-result]", tile).textContent = "trouvé";
    count();
    return ["good", `${name}\u00a0: trouvé.`];
  }
  function refuse(words) {
    say(words);
    fanalScan.sign(field, false);
  }
  async function note(text) {
    const code = read(text);
    if (!code) return;
    field.value = "";
    field.focus();
    if (doors[code] === path) return refuse("C’est la porte de cette salle\u00a0: scannez ses appareils.");
    if (doors[code]) return location.assign(doors[code]);
    last = text;
    const [kind, words] = mark(text);
    say(words);
    fanalScan.sign(field, kind !== "unsure");
    const key = fanalQueue.newKey();
    const fields = [["text", text.slice(0, 80)], ["key", key], ["at", Date.now()]];
    await fanalQueue.put({ key, path: form.getAttribute("action"), fields, label: text.slice(0, 80) });
    return kind;
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    delete form.dataset.sent; // one press, one request: here each press is another scan (fanal.js)
    note(field.value);
  });

  // Once sent, the list is read again as two people make it, and kept again.
  async function refresh() {
    const answer = await fetch(path, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const fresh = $("#content", new DOMParser().parseFromString(await answer.text(), "text/html"));
    if (fresh && !here().contains(doc.activeElement)) here().replaceWith(fresh);
    await markWaiting();
    if (isClosed() && last) say(late(last)); // closed by somebody since this page was opened
    else if (unsure && !(await fanalQueue.items()).length) {
      say(`«\u00a0${unsure}\u00a0» est envoyé\u00a0: voyez juste en dessous ce que c’est.`);
      unsure = "";
    }
    await carry(path);
  }
  async function markWaiting() {
    const waiting = (await fanalQueue.items()).filter((item) => item.path === form.getAttribute("action"));
    for (const item of waiting) mark(item.label);
  }
  doc.addEventListener("fanal:sent", refresh);

  // A remark and « Le ranger ici » need the network: without it their buttons wait.
  function follow() {
    for (const button of here().querySelectorAll("form[method=post] button")) button.disabled = !navigator.onLine;
  }
  for (const change of ["online", "offline"]) addEventListener(change, follow);
  doc.addEventListener("submit", (event) => {
    if (navigator.onLine || event.target === form) return;
    event.preventDefault(); // asked in a dialog that was open when the network went
    delete event.target.dataset.sent;
    say("Pas de réseau\u00a0: rien n’a changé, recommencez quand il sera revenu.");
  }, true);
  addEventListener("load", follow);
  addEventListener("load", async () => {
    await markWaiting();
    if (window.caches) carry(path).catch(() => null);
  });

  // What the camera reads, and a column that is pasted, is noted as what is typed.
  doc.addEventListener("fanal:scanned", (event) => {
    event.preventDefault();
    note(event.detail);
  });
  field.addEventListener("paste", async (event) => {
    const all = fanalScan.pieces(event.clipboardData.getData("text")), pasted = [...new Set(all)];
    if (all.length < 2) return;
    event.preventDefault();
    const noted = pasted.slice(0, MOST), kinds = { good: 0, known: 0, unsure: 0 };
    for (const piece of noted) kinds[await note(piece)] += 1;
    unsure = ""; // the sum stays said
    const counts = { Notés: noted.length, trouvés: kinds.good, "déjà notés": kinds.known, "inconnus ici": kinds.unsure };
    counts["collés deux fois"] = all.length - pasted.length;
    counts[`laissés, au-delà de ${MOST}`] = pasted.length - noted.length;
    const words = Object.entries(counts).filter(([, count]) => count);
    say(`${words.map(([name, count]) => `${name}\u00a0: ${count}`).join("\u00a0; ")}.`);
  });
})();
