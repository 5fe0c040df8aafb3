// The page without network: what was carried along in this browser, as links. A campaign that was taken leads to its rooms.
(async () => {
  const list = document.querySelector("[data-kept]");
  if (!list || !window.caches || !(await caches.has("fanal-rooms"))) return;
  const rooms = await caches.open("fanal-rooms"), paths = (await rooms.keys()).map(({ url }) => new URL(url).pathname);
  for (const path of paths.filter((one) => !paths.some((other) => other !== one && one.startsWith(other)))) {
    const page = new DOMParser().parseFromString(await (await rooms.match(path)).text(), "text/html");
    const line = document.createElement("li"), link = document.createElement("a");
    link.href = path;
    const title = page.querySelector("h1");
    link.textContent = title?.dataset.keptAs || title?.textContent.trim().replace(/\s+/g, " ") || page.title;
    line.append(link);
    list.append(line);
  }
  list.closest("nav").hidden = !list.children.length;
})();
