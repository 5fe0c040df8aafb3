// What native elements do not do alone. Every page works without it.
(() => {
  const doc = document, root = doc.documentElement;
  const $ = (selector, from = doc) => from.querySelector(selector);
  const $$ = (selector) => [...doc.querySelectorAll(selector)];
  const on = doc.addEventListener.bind(doc);

  // Theme: a cookie, for the server to write it before the first paint.
  const saved = /(?:^|; )theme=(light|dark)/.exec(doc.cookie);
  if (saved) root.dataset.theme = saved[1];
  function switchTheme() {
    const now = root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    root.dataset.theme = now === "dark" ? "light" : "dark";
    doc.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
  }

  function say(text) {
    const live = $("#live");
    if (!live || !text) return;
    live.textContent = "";
    setTimeout(() => { live.textContent = text; }, 80);
  }
  function focusOn(el) {
    if (!el) return;
    if (el.tabIndex < 0) el.tabIndex = -1;
    el.focus();
  }

  // One press, one request; a question first if asked.
  function ask(text, label, then) {
    const box = $("#confirm");
    $("[data-text]", box).textContent = text;
    $("[value=yes]", box).textContent = label;
    box.returnValue = "";
    box.onclose = () => box.returnValue === "yes" && then();
    box.showModal();
  }
  function restore(form) {
    delete form.dataset.sent;
    for (const button of $$("[aria-busy]")) if (button.form === form) button.disabled = button.ariaBusy = null;
  }
  on("submit", (event) => {
    const form = event.target, by = event.submitter;
    const stop = () => (event.preventDefault(), event.stopImmediatePropagation());
    const question = by?.dataset.confirm || form.dataset.confirm;
    if (question && !form.dataset.confirmed) {
      stop();
      return ask(question, by?.textContent.trim() || "Continuer", () => {
        form.dataset.confirmed = "1";
        form.requestSubmit(by);
      });
    }
    if (form.method === "post" && !form.dataset.settled && (savesItself(form) || unsaved().length)) {
      stop();
      if (by) by.ariaBusy = true;
      return settle(form).then(() => {
        if (by) by.ariaBusy = null;
        if (savesItself(form) && form.dataset.typed !== "1") return;
        form.dataset.settled = "1";
        form.requestSubmit(by);
      });
    }
    delete form.dataset.confirmed;
    delete form.dataset.settled;
    if (form.method !== "post") return;
    if (form.dataset.sent) return stop();
    // An error's link is no place of the next page.
    if (location.hash) history.replaceState(history.state, "", location.pathname + location.search);
    const place = [location.pathname + location.search, scrollY, Date.now(), form.matches(".form")];
    sessionStorage.setItem("fanal.place", JSON.stringify(place));
    form.dataset.sent = "1";
    setTimeout(() => { // once the browser has read the button's value
      if (by && form.dataset.sent) { by.disabled = by.ariaBusy = true; }
    });
    if (!form.hasAttribute("hx-post")) setTimeout(restore, 8000, form); // htmx says itself when it is over
  }, true);
  addEventListener("pageshow", (event) => event.persisted && $$("form[data-sent]").forEach(restore));

  // Words typed at length are not left without a question; `typed` is "1" until sent, or "refused".
  const GUARDED = "form[method=post]:is([data-guard], :has(textarea))";
  on("input", ({ target }) => {
    const form = target.form;
    if (form?.matches(GUARDED) && (target.matches("textarea") || "guard" in form.dataset)) form.dataset.typed = "1";
  });
  addEventListener("beforeunload", (event) => {
    if (!$(`${GUARDED}[data-typed]:not([data-sent])`)) return;
    event.preventDefault();
    setTimeout(() => $$("form[data-sent]").forEach(restore), 500); // whoever stays presses again
  });

  // What saves itself (`data-saves`) is sent one at a time; another form waits for it.
  const savesItself = (form) => $("[data-saves]", form);
  const unsaved = () => $$("[data-saves]").filter((zone) => zone.dataset.busy || zone.closest("form").dataset.typed === "1");
  async function settle(form) {
    const own = savesItself(form), limit = Date.now() + 5000;
    if (own && !own.dataset.busy) form.dataset.typed = "1";
    for (let left; (left = unsaved()).length && Date.now() < limit;) {
      for (const zone of left) if (!zone.dataset.busy) zone.dispatchEvent(new Event("flush"));
      await new Promise((done) => setTimeout(done, 50));
    }
  }
  on("htmx:config:request", (event) => {
    const zone = event.detail.ctx.sourceElement, form = zone.closest("form");
    if (!zone.matches("[data-saves]")) return;
    if (zone.dataset.busy || form.dataset.typed !== "1") return event.preventDefault();
    zone.dataset.busy = "1";
    delete form.dataset.typed;
  });
  on("htmx:finally:request", ({ detail: { ctx } }) => {
    const zone = ctx.sourceElement, form = zone?.closest("form"), went = ctx.response?.status < 400;
    if (zone === form && went) delete form?.dataset.typed;
    if (!zone?.matches("[data-saves]")) return;
    delete zone.dataset.busy;
    if (!went || $(".reasons", zone)) form.dataset.typed = "refused";
    else if (form.dataset.typed) zone.dispatchEvent(new Event("flush"));
  });

  // htmx: free the form, announce, keep the focus useful.
  on("htmx:finally:request", ({ detail }) => {
    const form = detail.ctx?.sourceElement?.closest("form");
    if (form) restore(form);
  });
  on("htmx:after:swap", ({ detail: { ctx } }) => {
    const old = typeof ctx.target === "string" ? $(ctx.target) : ctx.target;
    const zone = (old?.id && doc.getElementById(old.id)) || (old?.isConnected ? old : $("main"));
    if ("quiet" in zone.dataset) return; // nobody asked for it
    const title = $("h1, h2, h3", zone), wrong = $(".errors, .reasons, [aria-invalid=true]", zone);
    const news = wrong || $("[data-announce], .notice", zone) || title;
    say(news?.dataset.announce || news?.textContent);
    if (wrong) focusOn(wrong);
    else if (doc.activeElement === doc.body) focusOn(title || zone);
  });
  on("htmx:error", () => say("La page n’est pas à jour. Vérifiez la connexion, puis réessayez."));

  on("change", ({ target }) => {
    const out = target.type === "file" && $("[role=status]", target.parentElement);
    if (out) out.textContent = [...target.files].map((file) => file.name).join(", ");
    target.closest("form[data-autosubmit]")?.requestSubmit();
  });
  on("click", ({ target }) => {
    for (const menu of $$("details.menu")) if (!menu.contains(target)) menu.open = false;
    if (target.closest("[data-theme-switch]")) switchTheme();
    if (target.closest("[data-print]")) print();
    const copied = target.closest("[data-copy]") && doc.getElementById(target.closest("[data-copy]").dataset.copy);
    if (copied) {
      copied.select();
      navigator.clipboard?.writeText(copied.value).then(() => say("Copié."));
    }
    const name = target.closest("[data-dialog]")?.dataset.dialog;
    if (name) open(name);
    if (target.closest("[data-close]")) target.closest("dialog")?.close();
  });

  // Shortcuts: each place takes its first free letter.
  const places = new Map();
  for (const link of $$(".rail a.item")) {
    const word = $("span", link).textContent.normalize("NFD").toLowerCase().replace(/[^a-z]/g, "");
    const key = [...word].find((letter) => !places.has(letter));
    if (key) places.set(key, link);
  }
  function open(name) {
    const list = name === "shortcuts" && $("#shortcuts dl:not([data-full])");
    if (list) {
      list.dataset.full = "1";
      for (const [key, link] of places) {
        const [dt, dd, kbd] = ["dt", "dd", "kbd"].map((tag) => doc.createElement(tag));
        kbd.textContent = `g ${key}`;
        dt.append(kbd);
        dd.append($("span", link).textContent);
        list.append(dt, dd);
      }
    }
    doc.getElementById(name)?.showModal();
  }
  function step(by) {
    const rows = $$(".queue a"), here = rows.indexOf(doc.activeElement);
    const from = here < 0 ? rows.findIndex((row) => row.hasAttribute("aria-current")) : here;
    rows[Math.max(0, Math.min(rows.length - 1, from + by))]?.focus();
  }
  // Arrows go through what is found; Escape closes it.
  on("keydown", (event) => {
    const box = event.target.closest(".top .search"), found = box && $("#found", box);
    if (!found) return;
    if (event.key === "Escape") { found.replaceChildren(); return $("input", box).focus(); }
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    const places = [$("input", box), ...found.querySelectorAll("a")];
    event.preventDefault();
    places.at((places.indexOf(event.target) + by) % places.length).focus();
  });
  // Its letter opens a panel ready to type.
  function press(link) {
    link.click();
    const panel = link.matches("summary") && link.parentElement;
    if (panel?.open) $("textarea, select, input:not([type=hidden])", panel)?.focus();
  }
  let going = 0;
  on("keydown", (event) => {
    const { key, target } = event, menu = $("details.menu[open]");
    if (key === "Escape" && menu) { menu.open = false; $("summary", menu).focus(); }
    if (key === "Enter" && (event.ctrlKey || event.metaKey) && target.matches("textarea") && target.form) {
      const send = $("button:not([disabled], [type=button])", target.form);
      if (send) { event.preventDefault(); return target.form.requestSubmit(send); }
    }
    if (doc.body.dataset.shortcuts === "off" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (key.length > 1 || target.matches("input, select, textarea") || $("dialog[open]")) return;
    const goes = Date.now() - going < 1500;
    going = !goes && key === "g" ? Date.now() : 0;
    if (going) return;
    const link = goes ? places.get(key) : $(`[data-key="${CSS.escape(key)}"]`);
    if (link) { event.preventDefault(); link.matches("textarea") ? link.focus() : press(link); }
    else if (key === "/") { event.preventDefault(); $("[data-search]")?.focus(); }
    else if (key === "?") open("shortcuts");
    else if (key === "j") step(1);
    else if (key === "k") step(-1);
  });

  // How many lines are chosen.
  on("change", ({ target }) => {
    const said = target.form && $("[data-chosen]", target.form);
    if (!said || target.name !== said.dataset.chosen) return;
    const many = target.form.querySelectorAll(`[name="${target.name}"]:checked`).length;
    said.textContent = many ? `${many} choisi${many > 1 ? "s" : ""}` : "";
  });

  // What a long text has left; a line break is two signs.
  on("input", ({ target }) => {
    if (!target.dataset?.longest) return;
    const left = target.dataset.longest - target.value.replace(/\n/g, "\r\n").length;
    const near = target.nextElementSibling;
    let line = near?.matches("[data-left]") ? near : null;
    if (left > 200) return line?.remove();
    if (!line) {
      line = doc.createElement("p");
      line.dataset.left = "";
      line.role = "status";
      target.after(line);
    }
    line.className = left < 0 ? "error" : "help";
    const many = Math.abs(left) > 1 ? "s" : "";
    line.textContent = left < 0
      ? `${-left} signe${many} de trop\u202f: raccourcissez avant d’envoyer. Rien n’est coupé.`
      : `Encore ${left} signe${many}.`;
  });

  // A dropped file goes to the field that waits.
  const place = (event) => event.dataTransfer?.types.includes("Files") && $("input[data-drop]");
  on("dragover", (event) => { if (place(event)) event.preventDefault(); });
  on("drop", (event) => {
    const field = place(event);
    if (!field) return;
    event.preventDefault();
    field.files = event.dataTransfer.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.focus();
  });

  // A toast leaves after ten seconds, unless one is on it.
  function leave(toast) {
    if (toast.matches(":hover, :focus-within")) return setTimeout(leave, 2000, toast);
    toast.remove();
  }
  const timed = new WeakSet();
  function time() {
    for (const toast of $$(".toast")) if (!timed.has(toast)) { timed.add(toast); setTimeout(leave, 10000, toast); }
  }
  on("htmx:after:swap", time);
  time();

  // The open tab comes into view; the page stays.
  for (const tab of $$(".tabs [aria-current], .chips [aria-current]")) {
    const row = tab.closest(".tabs ul, .chips");
    row.scrollLeft += tab.getBoundingClientRect().right - row.getBoundingClientRect().right + 40;
  }

  // A way back to the same page keeps its place, but what a form that was filled in did is read first.
  const [at, y, when, isForm] = JSON.parse(sessionStorage.getItem("fanal.place") || "[]");
  sessionStorage.removeItem("fanal.place");
  const refused = $("main :is(.errors, .reasons)"), said = isForm && $("main > .notice[role=status]");
  if (!refused && !said && at === location.pathname + location.search && Date.now() - when < 10_000) scrollTo(0, y);

  focusOn(refused);

  // A first visit waits for neither.
  setTimeout(() => {
    const script = doc.createElement("script"), { later } = doc.body.dataset;
    script.src = later;
    if (later && !window.fanalQueue) doc.head.append(script);
  }, 3000);
})();
