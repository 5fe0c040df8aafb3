// Signing in a frame, by finger, pen or mouse: the strokes leave as points, which the server checks and draws again.
(() => {
  const frame = document.querySelector("[data-frame]");
  if (!frame) return;
  const path = frame.querySelector("path"), sent = document.getElementById("id_strokes");
  const clear = document.querySelector("[data-clear]");
  const { width, height } = frame.viewBox.baseVal;
  const NEAR = 2; // points closer than this say nothing more
  let strokes = [], stroke = null;

  function draw() {
    path.setAttribute("d", strokes.map((points) => `M${points.map((point) => point.join(" ")).join("L")}`).join(""));
    sent.value = strokes.length ? JSON.stringify(strokes) : "";
    clear.disabled = !strokes.length;
  }
  function place(event) {
    const box = frame.getBoundingClientRect();
    const within = (value, most) => Math.round(Math.min(Math.max(value, 0), most));
    return [
      within(((event.clientX - box.left) / box.width) * width, width),
      within(((event.clientY - box.top) / box.height) * height, height),
    ];
  }
  frame.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    frame.setPointerCapture(event.pointerId);
    stroke = [place(event)];
    strokes.push(stroke);
    draw();
  });
  frame.addEventListener("pointermove", (event) => {
    if (!stroke) return;
    const [x, y] = place(event), [lastX, lastY] = stroke.at(-1);
    if (Math.hypot(x - lastX, y - lastY) < NEAR) return;
    stroke.push([x, y]);
    draw();
  });
  for (const end of ["pointerup", "pointercancel"]) frame.addEventListener(end, () => { stroke = null; });
  clear.addEventListener("click", () => {
    strokes = [];
    draw();
  });
  // What a refused page brings back is drawn again; what cannot be read is left out.
  try { strokes = JSON.parse(sent.value || "[]"); } catch { strokes = []; }
  if (!Array.isArray(strokes) || !strokes.every(Array.isArray)) strokes = [];
  draw();
})();
