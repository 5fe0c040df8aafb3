// A class in one sitting, as fast as a scanner types: as a label leaves, the cursor stands in the next line before
// the next key. A line that comes back never takes it from whoever types: it waits until nobody does.
(() => {
  const REST = 600; // ms without a key: nobody scans
  const doc = document, lineOf = (element) => element?.closest?.(".sitting>li");
  let before = null, lastKey = 0, timer;
  let wasAll = false; // they left by one press: what they leave together is looked at first

  function goAfter(line) {
    let next = line;
    while (next && (next.matches(".done") || next.querySelector("form[data-sent]"))) next = next.nextElementSibling;
    const field = next?.querySelector("[name=typed]");
    field?.focus();
    field?.select();
  }
  // Back to a label that was refused, once all that was typed has left.
  function rest() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const wrong = doc.querySelector(".sitting [aria-invalid=true]"), at = doc.activeElement;
      if (!wrong || (at !== doc.body && !lineOf(at))) return;
      const isTyping = Date.now() - lastKey < REST || (at.value && at.ariaInvalid !== "true");
      if (isTyping || doc.querySelector(".sitting form[data-sent]")) return rest();
      wrong.focus({ preventScroll: wasAll });
      wrong.select();
    }, REST);
  }
  doc.addEventListener("keydown", () => { lastKey = Date.now(); }, true);
  doc.addEventListener("submit", ({ target }) => { if (lineOf(target)) goAfter(lineOf(target)); });
  doc.addEventListener("htmx:before:swap", () => { before = doc.activeElement; });
  doc.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    const target = typeof ctx.target === "string" ? doc.querySelector(ctx.target) : ctx.target;
    const line = target?.id && doc.getElementById(target.id);
    if (!lineOf(line)) return;
    doc.querySelector("[data-done]").textContent = doc.querySelectorAll(".sitting>.done").length;
    if (before?.isConnected && lineOf(before)) before.focus({ preventScroll: true });
    else goAfter(line);
    if (!line.matches(".done")) rest();
    offerSure();
  });

  // « Prêter quand même » is asked once for all the lines that a booking refused, with what they leave together; for one,
  // its own box is enough.
  const refusedLines = () => [...doc.querySelectorAll(".sitting [name=sure]")];
  function offerSure() {
    const button = doc.querySelector("[data-lend-sure]"), count = refusedLines().length;
    button.hidden = count < 2;
    if (!button.hidden && wasAll) button.scrollIntoView({ block: "center" });
    if (button.hidden || button.querySelector("[data-count]").textContent === String(count)) return;
    button.querySelector("[data-count]").textContent = count;
    const { form } = refusedLines()[0], values = new FormData(form);
    values.delete("typed");
    const coming = refusedLines().map((box) => box.form.elements.typed.value);
    htmx.ajax("POST", button.dataset.preview, {
      target: "#short", swap: "innerHTML", values: { ...Object.fromEntries(values), coming },
    });
  }
  doc.addEventListener("click", ({ target }) => {
    if (!target.closest("[data-lend-sure]")) return;
    for (const box of refusedLines()) {
      box.checked = true;
      box.form.requestSubmit();
    }
  });

  // What the camera reads is lent to whoever's line is open; a column that is pasted fills the lines from there on,
  // one number a pupil, and leaves by one press.
  const isFree = (line) => !line.matches(".done") && !line.querySelector("form[data-sent]");
  const lines = () => [...doc.querySelectorAll(".sitting>li")].filter(isFree);
  const fieldIn = (line) => line.querySelector("[name=typed]");
  const say = (words) => { doc.querySelector("[data-said]").textContent = words; };
  doc.addEventListener("fanal:scanned", (event) => {
    event.preventDefault();
    const line = [lineOf(doc.activeElement), ...lines()].find((one) => one && isFree(one));
    fanalScan.sign(line, Boolean(line));
    if (!line) return say("Chaque élève a son appareil.");
    fieldIn(line).value = event.detail;
    fieldIn(line).form.requestSubmit();
  });
  doc.addEventListener("paste", (event) => {
    const first = lineOf(event.target), all = fanalScan.pieces(event.clipboardData.getData("text"));
    if (!first || all.length < 2) return;
    event.preventDefault();
    const pasted = [...new Set(all)], free = lines(), from = free.slice(free.indexOf(first));
    from.slice(0, pasted.length).forEach((line, rank) => { fieldIn(line).value = pasted[rank]; });
    const filled = Math.min(from.length, pasted.length), more = pasted.slice(filled);
    const twice = all.length - pasted.length;
    say([
      `Posés, un par élève\u00a0: ${filled}. Relisez, puis prêtez.`,
      twice ? `Collés deux fois, comptés une\u00a0: ${twice}.` : "",
      more.length ? `Sans élève\u00a0: ${more.join(", ")}.` : "",
    ].join(" "));
    doc.querySelector("[data-lend-all]").hidden = false;
  });
  // Typed on several lines before any left: they leave by one press too.
  doc.addEventListener("input", ({ target }) => {
    if (!lineOf(target)) return;
    wasAll = false;
    const waiting = lines().filter((line) => fieldIn(line).value.trim() && fieldIn(line).ariaInvalid !== "true");
    if (waiting.length > 1) doc.querySelector("[data-lend-all]").hidden = false;
  });
  doc.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-lend-all]");
    if (!button) return;
    button.hidden = true;
    wasAll = true;
    say("");
    for (const line of lines()) if (fieldIn(line).value.trim()) fieldIn(line).form.requestSubmit();
  });
})();
