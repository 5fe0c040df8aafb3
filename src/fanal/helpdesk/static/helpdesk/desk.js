// The desk: a request opens beside its list on a wide screen, and a draft outlives the presses around it.
// Without it each line is a plain link to the request's page.
(() => {
  const $ = (selector, from = document) => from.querySelector(selector);
  const pane = $("#pane"), on = document.addEventListener.bind(document);
  const isWide = () => pane && pane.offsetParent !== null;
  const silent = () => document.body.dataset.shortcuts === "off";
  const openRow = () => $(".queue a[aria-current]");

  // The address says which one is open: Back from another page, or a reload, opens it again.
  function mark(row) {
    openRow()?.removeAttribute("aria-current");
    row.setAttribute("aria-current", "true");
    history.replaceState(history.state, "", `#${row.id}`);
  }
  let loading = null;
  function load(row, verb = "GET", press = "") {
    const asked = htmx.ajax(verb, row.getAttribute("href") + press, { source: row, target: "#pane", swap: "innerHTML" });
    loading = asked;
    return asked.finally(() => { if (loading === asked) loading = null; });
  }
  // A slow answer never covers the request that was opened after it.
  on("htmx:before:swap", (event) => {
    const row = event.detail.ctx.sourceElement;
    if (row?.matches?.(".queue a") && row !== openRow()) event.preventDefault();
  });
  function show(row, verb, press) {
    mark(row);
    return load(row, verb, press);
  }
  on("click", (event) => {
    const row = event.target.closest(".queue a");
    if (!row || !isWide() || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    // Opened by Enter: the keyboard follows into the request, Escape brings it back.
    const byKeyboard = event.detail === 0;
    // The one that is open, or on its way, stays as it is: nobody asks for it twice.
    const isThere = row === openRow() && (loading || $("#request", pane));
    if (isThere) mark(row);
    Promise.resolve(isThere ? loading : show(row)).then(() => { pane.scrollTop = 0; if (byKeyboard) reach(); });
  });
  function reach() {
    const title = $("h2", pane);
    if (!title) return;
    title.tabIndex = -1;
    title.focus();
  }
  on("keydown", (event) => {
    const { key, target } = event;
    if (silent() || event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]")) return;
    if (key === "Escape" && pane?.contains(target) && openRow()) return openRow().focus();
    const row = key === "p" && target.closest(".queue a");
    if (!row || !isWide() || !$("[data-take]", row) || (row === openRow() && $("[data-key=p]", pane))) return;
    event.stopImmediatePropagation();
    show(row, "POST", "prendre/");
  }, true);
  // The first one is open before anybody asks: the address, the focus and the voice stay where they were.
  on("DOMContentLoaded", () => {
    const row = /^#demande-\d+$/.test(location.hash) && $(location.hash), first = $(".queue a");
    if (!isWide() || !(row || first)) return;
    if (row) return show(row);
    first.setAttribute("aria-current", "true");
    pane.dataset.quiet = "";
    load(first).finally(() => { delete pane.dataset.quiet; });
  });

  // A ready answer goes into the form, where it is corrected or sent; without this its link does the same.
  on("click", (event) => {
    const ready = event.target.closest("[data-fill]"), field = ready?.closest("form").elements.text;
    if (!field || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    field.value = field.value.trim() ? `${field.value.trimEnd()}\n\n${ready.dataset.fill}` : ready.dataset.fill;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });

  // What one is writing is kept while the request around it is drawn again, until it is sent.
  // In this tab, for this person: a page left and come back to has it too, whoever signs in next has not.
  const drafts = sessionStorage;
  const place = (field) => field.form && `fanal.draft ${document.body.dataset.reader} ${field.form.getAttribute("action")} ${field.name}`;
  on("input", ({ target }) => {
    if (target.matches("#request textarea")) drafts.setItem(place(target), target.value);
  });
  on("submit", ({ target }) => {
    for (const field of target.querySelectorAll("textarea")) drafts.removeItem(place(field));
  });
  function giveBack() {
    for (const field of document.querySelectorAll("#request textarea")) {
      const kept = drafts.getItem(place(field));
      if (kept && !field.value) {
        field.value = kept;
        const fold = field.closest("details");
        if (fold) fold.open = true;
      }
    }
  }
  on("htmx:after:swap", giveBack);
  on("DOMContentLoaded", giveBack);
})();
