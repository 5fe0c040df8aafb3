// Fanal: what native elements do not do alone. Every page works without this file.
(() => {
  "use strict";
  const doc = document, root = doc.documentElement;
  const $ = (selector, from = doc) => from.querySelector(selector);
  const $$ = (selector, from = doc) => [...from.querySelectorAll(selector)];

  // Theme: a cookie, so that the server writes it in the page before the first paint.
  const saved = /(?:^|; )theme=(light|dark)/.exec(doc.cookie);
  if (saved) root.dataset.theme = saved[1];
  const isDark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches && "dark")) === "dark";
  function switchTheme() {
    root.dataset.theme = isDark() ? "light" : "dark";
    doc.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
  }

  // Words for screen readers.
  function say(text) {
    const live = $("#live");
    if (!live || !text) return;
    live.textContent = "";
    setTimeout(() => { live.textContent = text.replace(/\s+/g, " ").trim(); }, 80);
  }
  function focusOn(el) {
    if (!el) return;
    if (!el.matches("a, button, input, select, textarea, [tabindex]")) el.tabIndex = -1;
    el.focus();
  }

  // One press, one request; a question first where the page asks for one.
  function ask(text, label, then) {
    const box = $("#confirm");
    if (!box) return then();
    $("[data-text]", box).textContent = text;
    $("[value=yes]", box).textContent = label;
    box.returnValue = "";
    box.onclose = () => box.returnValue === "yes" && then();
    box.showModal();
  }
  function restore(form) {
    delete form.dataset.sent;
    $$("button[aria-busy]").forEach((b) => b.form === form && (b.disabled = false, b.removeAttribute("aria-busy")));
  }
  doc.addEventListener("submit", (event) => {
    const form = event.target, by = event.submitter;
    const stop = () => { event.preventDefault(); event.stopImmediatePropagation(); };
    const question = by?.dataset.confirm || form.dataset.confirm;
    if (question && !form.dataset.confirmed) {
      stop();
      ask(question, by?.textContent.trim() || "Continuer", () => {
        form.dataset.confirmed = "1";
        form.requestSubmit(by);
      });
      return;
    }
    delete form.dataset.confirmed;
    if (form.method !== "post") return;
    if (form.dataset.sent) return stop();
    form.dataset.sent = "1";
    setTimeout(() => {
      if (by && form.dataset.sent) { by.disabled = true; by.setAttribute("aria-busy", "true"); }
    });
    setTimeout(() => restore(form), 8000);
  }, true);
  addEventListener("pageshow", (event) => event.persisted && $$("form[data-sent]").forEach(restore));

  // htmx: free the form, announce the result, keep the focus somewhere useful.
  doc.addEventListener("htmx:finally:request", (event) => {
    const form = event.detail.ctx?.sourceElement?.closest?.("form");
    if (form) restore(form);
  });
  doc.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    const old = typeof ctx.target === "string" ? $(ctx.target) : ctx.target;
    const zone = (old?.id && doc.getElementById(old.id)) || (old?.isConnected ? old : $("main"));
    if (!zone) return;
    const wrong = $(".errors, .reasons, [aria-invalid=true]", zone);
    const news = wrong || $("[data-announce], .notice", zone);
    say(news?.dataset.announce || news?.textContent || $("h1, h2, h3", zone)?.textContent);
    if (wrong) focusOn(wrong);
    else if (doc.activeElement === doc.body) focusOn($("h1, h2, h3", zone) || zone);
  });
  doc.addEventListener("htmx:error", () => say("La page n’a pas pu être mise à jour. Vérifiez la connexion, puis réessayez."));

  // Filters sent at once, names of chosen files, menus, dialogs.
  doc.addEventListener("change", ({ target }) => {
    if (target.type === "file") {
      const out = $("output", target.closest("label, .field") || target.parentElement);
      if (out) out.textContent = [...target.files].map((f) => f.name).join(", ");
    }
    target.closest("form[data-autosubmit]")?.requestSubmit();
  });
  doc.addEventListener("click", ({ target }) => {
    $$("details.menu[open]").forEach((menu) => menu.contains(target) || (menu.open = false));
    if (target.closest("[data-theme-switch]")) switchTheme();
    const name = target.closest("[data-dialog]")?.dataset.dialog;
    if (name === "shortcuts") listKeys();
    if (name) doc.getElementById(name)?.showModal();
    if (target.closest("[data-close]")) target.closest("dialog")?.close();
    if (target.closest("[data-print]")) print();
  });

  // Shortcuts, unless the person switched them off (WCAG 2.1.4).
  const places = new Map();
  $$(".side a.item").forEach((link) => {
    const plain = link.textContent.normalize("NFD").toLowerCase().replace(/[^a-z]/g, "");
    const key = link.dataset.go || [...plain].find((letter) => !places.has(letter));
    if (key) places.set(key, link);
  });
  function listKeys() {
    const list = $("#shortcuts dl");
    if (!list || list.dataset.done) return;
    list.dataset.done = "1";
    for (const [key, link] of places) {
      const dt = doc.createElement("dt"), dd = doc.createElement("dd");
      for (const letter of ["g", key]) dt.append(Object.assign(doc.createElement("kbd"), { textContent: letter }), " ");
      dd.textContent = ($("span", link) || link).textContent;
      list.append(dt, dd);
    }
  }
  let going = 0;
  function step(by) {
    const rows = $$(".queue a");
    const now = rows.indexOf(doc.activeElement);
    const from = now >= 0 ? now : rows.findIndex((row) => row.hasAttribute("aria-current"));
    rows[Math.max(0, Math.min(rows.length - 1, from + by))]?.focus();
  }
  doc.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const menu = $("details.menu[open]");
      if (menu) { menu.open = false; $("summary", menu).focus(); }
      return;
    }
    if (doc.body.dataset.shortcuts === "off" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, select, textarea, [contenteditable]") || $("dialog[open]")) return;
    const key = event.key.toLowerCase(), after = Date.now() - going < 1500;
    going = 0;
    const target = after ? places.get(key) : $(`[data-key="${CSS.escape(key)}"]`);
    if (!after && key === "g") going = Date.now();
    else if (!after && key === "/") { event.preventDefault(); $("[data-search]")?.focus(); }
    else if (!after && key === "?") { listKeys(); $("#shortcuts")?.showModal(); }
    else if (!after && (key === "j" || key === "k")) step(key === "j" ? 1 : -1);
    else if (target) { event.preventDefault(); target.click(); }
  });

  focusOn($("main .errors"));
})();
