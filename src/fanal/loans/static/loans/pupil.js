// Once a pupil is chosen among those found, the others fold: at once under a finger, when the keyboard has left the list.
(() => {
  const change = document.querySelector("[data-change-pupil]");
  if (!change) return;
  const field = change.parentElement;
  const within = (selector) => field.querySelector(`#pupils ${selector}`);

  function show(isFolded) {
    const lines = [...field.querySelectorAll("#pupils .check")], chosen = within(":checked");
    const folds = isFolded && chosen !== null && lines.length > 1;
    for (const line of lines) line.hidden = folds && !line.contains(chosen);
    change.hidden = !folds;
  }
  field.addEventListener("change", () => show(!within(":focus-visible")));
  document.addEventListener("focusin", ({ target }) => {
    if (!field.contains(target)) show(true);
  });
  document.addEventListener("htmx:after:swap", () => show(true));
  change.addEventListener("click", () => {
    within(":checked").focus({ focusVisible: true });
    show(false);
  });
  show(true);
})();
