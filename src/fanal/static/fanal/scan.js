// « Scannez »: beside a field (`data-scan`) the camera reads labels into it, with a sound and a sign; and what was
// pasted is parted. Where the browser has no camera, or no reader of codes, the field waits for hands or a scanner.
window.fanalScan ||= (() => {
  const doc = document, $ = (selector, from = doc) => from.querySelector(selector);
  const AROUND = /^[\s.:'"’«»()[\]]+|[\s.:'"’«»()[\]]+$/g; // what a mail writes around a number
  const AGAIN = 3000; // ms that a label is out of sight before it is read again
  const OFF = "La caméra n’est pas permise\u00a0: autorisez-la dans le navigateur, ou tapez le code.";

  // As `equipment.rules.pasted` parts it: at line ends, tabs, semicolons, commas; at blanks between numbers alone.
  const isNumber = (word) => word.length > 3 && /\d/.test(word);
  function words(piece) {
    const all = piece.split(/\s+/);
    return all.length > 1 && all.every(isNumber) ? all : [all.join(" ")];
  }
  function pieces(text) {
    const parts = text.split(/[\n\r\t\v\f;,]+/).map((part) => part.replace(AROUND, ""));
    return parts.filter(Boolean).flatMap(words);
  }

  // High for what is read, low for what is not; as loud as the device says, and silent where it is.
  let audio;
  function sound(isGood) {
    try {
      if (navigator.audioSession) navigator.audioSession.type = "ambient";
      audio ||= new AudioContext();
      audio.resume();
      const tone = audio.createOscillator(), volume = audio.createGain(), now = audio.currentTime;
      const end = now + (isGood ? 0.12 : 0.35);
      tone.frequency.value = isGood ? 1320 : 220;
      volume.gain.setValueAtTime(0.1, now);
      volume.gain.exponentialRampToValueAtTime(0.001, end);
      tone.connect(volume).connect(audio.destination);
      tone.start(now);
      tone.stop(end);
    } catch { /* a browser without sound: the sign says it */ }
  }
  function sign(element, isGood) {
    sound(isGood);
    navigator.vibrate?.(isGood ? 60 : [60, 60, 60]);
    const outline = `4px solid var(${isGood ? "--ok" : "--bad"})`;
    element?.animate?.([{ outline, outlineOffset: "2px" }, { outline, outlineOffset: "2px" }], 700);
  }

  const fieldOf = (box) => $("textarea, input:not([type=hidden])", box);
  function say(box, text) { $("[data-said]", box).textContent = text; }
  // What was read goes to the page that wants it (`fanal:scanned`), else into the field.
  function take(box, text) {
    const scanned = new CustomEvent("fanal:scanned", { detail: text, bubbles: true, cancelable: true });
    if (!box.dispatchEvent(scanned)) return;
    const field = fieldOf(box), code = text.split("/q/").pop().trim(), lines = field.value.split("\n");
    const isTwice = lines.some((line) => line.trim().toUpperCase() === code.toUpperCase());
    const written = lines.filter((line) => line.trim());
    if (field.matches("textarea") && !isTwice) field.value = [...written, code, ""].join("\n");
    if (field.matches("input")) field.value = code;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    say(box, isTwice ? `${code}\u00a0: déjà lu.` : `${code}\u00a0: lu.`);
    sign(field, !isTwice);
  }

  let stream = null;
  function close(box) {
    for (const track of stream?.getTracks() || []) track.stop();
    stream = null;
    $("video", box).hidden = true;
    $("[data-camera]", box).setAttribute("aria-pressed", "false");
  }
  async function look(box, reader) {
    let last = "", until = 0;
    const view = $("video", box);
    while (stream) {
      const [code] = await reader.detect(view).catch(() => []);
      const isNew = code && (code.rawValue !== last || Date.now() > until);
      if (code) until = Date.now() + AGAIN; // one that stays in sight is read once
      if (isNew) {
        last = code.rawValue;
        take(box, last);
      }
      await new Promise((next) => setTimeout(next, 150));
    }
  }
  async function toggle(box) {
    if (stream) return close(box);
    const view = $("video", box);
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch { return say(box, OFF); }
    view.srcObject = stream;
    view.hidden = false;
    $("[data-camera]", box).setAttribute("aria-pressed", "true");
    await view.play();
    look(box, new BarcodeDetector());
  }

  // Some browsers have the reader and no format: a camera that reads nothing is not offered.
  async function reads() {
    return navigator.mediaDevices && (await window.BarcodeDetector?.getSupportedFormats())?.includes("qr_code");
  }
  async function start() {
    if (!(await reads())) return;
    for (const box of doc.querySelectorAll("[data-scan]")) {
      const eye = $("[data-camera]", box);
      eye.hidden = false;
      eye.onclick = () => toggle(box);
      addEventListener("pagehide", () => close(box));
    }
  }
  doc.readyState === "complete" ? start() : addEventListener("DOMContentLoaded", start);
  return { pieces, sign };
})();
