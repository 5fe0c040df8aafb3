// The day on a phone opens on the lesson that runs or comes next: what is past lies to its left.
(() => {
  const grid = document.querySelector(".wide-grid");
  const next = grid?.querySelector("[data-next]");
  if (!next) return;
  const things = grid.querySelector("thead td");
  grid.scrollLeft = next.offsetLeft - things.offsetWidth;
})();
