// The week on a phone: another day without losing what was ticked; and the bar says what is chosen.
(() => {
  const form = document.querySelector("form:has(.week)");
  const chosen = form?.querySelector("[data-chosen]");
  const days = document.querySelector(".days");
  if (!form || !days) return;

  function show(day) {
    form.querySelector(".week").dataset.shown = [...days.children].findIndex((chip) => chip.dataset.day === day);
    for (const chip of days.children) {
      if (chip.dataset.day === day) chip.ariaCurrent = "true";
      else chip.removeAttribute("aria-current");
    }
    const address = new URL(location);
    address.searchParams.set("le", day);
    history.replaceState(history.state, "", address);
    form.action = address;
  }
  days.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-day]");
    if (!chip || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(chip.dataset.day);
  });

  const boxIn = (cell) => cell.querySelector("[name=case]");
  const column = (at) => [...form.querySelectorAll(".week tbody tr:not(.pause)")].map((row) => row.cells[at]);

  // A booking that moves is of one stretch: what is chosen elsewhere gives up the rest, in sight.
  function keepOneStretch(chosenCell) {
    const lessons = column(chosenCell.closest("td").cellIndex).filter((cell) => !cell.matches(".none")).map(boxIn);
    const kept = new Set([chosenCell]);
    for (const step of [1, -1]) {
      for (let at = lessons.indexOf(chosenCell) + step; lessons[at]?.checked; at += step) kept.add(lessons[at]);
    }
    for (const cell of form.querySelectorAll("[name=case]:checked")) cell.checked = kept.has(cell);
  }

  function say() {
    const codes = new Map();
    for (const cell of form.querySelectorAll("[name=case]")) {
      const text = cell.nextElementSibling;
      text.dataset.free ??= text.textContent;
      text.textContent = cell.checked ? "Choisi" : text.dataset.free;
    }
    for (const { value } of form.querySelectorAll("[name=case]:checked")) {
      const [day, code] = value.split(" ");
      codes.set(day, [...(codes.get(day) || []), code]);
    }
    const words = [...codes].sort().map(([day, found]) => {
      return `${form.querySelector(`th[data-day="${day}"]`).dataset.words}, ${found.join(" ")}`;
    });
    chosen.textContent = words.join("\u00a0; ");
  }
  if (chosen) {
    form.addEventListener("change", (event) => {
      if ("oneStretch" in form.querySelector(".week").dataset && event.target.checked) keepOneStretch(event.target);
      say();
      // The bar that now stands over the foot of the page does not hide what was just chosen.
      event.target.closest(".week label")?.scrollIntoView({ block: "nearest" });
    });
    addEventListener("pageshow", say);
    for (const button of form.querySelectorAll("[data-all-day]")) {
      const cells = column(button.closest("th").cellIndex).map(boxIn).filter(Boolean);
      button.hidden = !cells.length;
      button.addEventListener("click", () => {
        const isFull = cells.every((cell) => cell.checked);
        for (const cell of cells) cell.checked = !isFull;
        say();
      });
    }
  }
})();
