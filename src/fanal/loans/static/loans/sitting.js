// A class in one sitting, as fast as a scanner types: as a label leaves, the cursor stands in the next line before
// the next key. A line that comes back never takes it from whoever types: it waits until nobody does.
(() => {
  const REST = 600; // ms without a key: nobody scans
  const doc = document, lineOf = (element) => element?.closest?.(".sitting>li");
  let before = null, lastKey = 0, timer;

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
      wrong.focus();
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
  });
})();
