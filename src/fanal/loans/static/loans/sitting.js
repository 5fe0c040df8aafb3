// A class in one sitting: once a label is taken, the cursor stands in the line of the next pupil.
document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const target = typeof ctx.target === "string" ? document.querySelector(ctx.target) : ctx.target;
  const line = target?.id && document.getElementById(target.id);
  if (!line?.matches(".sitting>li")) return;
  const count = document.querySelector("[data-done]");
  count.textContent = document.querySelectorAll(".sitting>.done").length;
  let next = line;
  while (next?.matches(".done")) next = next.nextElementSibling;
  const field = next?.querySelector("[name=typed]");
  setTimeout(() => {
    field?.focus();
    field?.select();
  });
});
