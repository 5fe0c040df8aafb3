// The service worker: pages come from the network; without it, a room that was carried along, the page that asks for
// help, or the one that says what still works. The server writes VERSION and SHELL before this text. It sends and keeps nothing of a reader.
const CACHE = `fanal-shell-${VERSION}`, ROOMS = "fanal-rooms", OFFLINE = SHELL[0];

self.addEventListener("install", (event) => {
  const parts = SHELL.map((path) => new Request(path, { credentials: "omit" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(parts)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const isOld = (name) => name.startsWith("fanal-shell-") && name !== CACHE;
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

// A page that was on its way while this worker began is of none: it asks to be taken.
self.addEventListener("message", (event) => event.data === "claim" && event.waitUntil(self.clients.claim()));

async function page(request) {
  try {
    return await fetch(request);
  } catch {
    const kept = await caches.open(ROOMS).then((cache) => cache.match(request, { ignoreSearch: true, ignoreVary: true }));
    return kept || caches.match(OFFLINE);
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (SHELL.includes(pathname)) event.respondWith(caches.match(pathname).then((kept) => kept || fetch(request)));
});
