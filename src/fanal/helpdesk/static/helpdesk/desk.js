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
  function show(row, verb = "GET", press = "") {
    mark(row);
    return htmx.ajax(verb, row.getAttribute("href") + press, { source: row, target: "#pane", swap: "innerHTML" });
  }
  on("click", (event) => {
    const row = event.target.closest(".queue a");
    if (!row || !isWide() || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    // Opened by Enter: the keyboard follows into the request, Escape brings it back.
    const byKeyboard = event.detail === 0;
    show(row).then(() => { pane.scrollTop = 0; if (byKeyboard) reach(); });
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
    if (!row || !isWide() || row === openRow() || !$("[data-take]", row)) return;
    event.stopImmediatePropagation();
    show(row, "POST", "prendre/");
  }, true);
  on("DOMContentLoaded", () => {
    const row = /^#demande-\d+$/.test(location.hash) && $(location.hash);
    if (row && isWide()) show(row);
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
