// Keeps the page's own files in this browser and answers from there, so that the page opens without
// a network. The model is kept beside it by the inference worker (app/src/engine/kept.rs).
//
// The files of a build lie in a store of their own, each checked by its hash; two builds are never
// mixed. A new build is kept while the old one still answers, and takes over when no tab shows the
// old one any more, or when its only tab is loaded again.
//
// What a page or worker asks for beyond that and the folder `model/` is refused, whoever asks.

// `cargo xtask` writes the next two lines: the build, and its files with their hashes.
const BUILD = "none";
const FILES = {};

const OURS = `pneumoscope page ${registration.scope} `;
const STORE = OURS + BUILD;

/** A file from the network, if it is this build's. */
async function fetched(file) {
  const integrity = FILES[file];
  // What the browser has kept by itself may be of another build; then it is asked for anew.
  const response = await fetch(file, { integrity }).catch(() => fetch(file, { integrity, cache: "reload" }));
  // Some hosts redirect, which must not be seen in an answer to a tab.
  return response.redirected ? new Response(response.body, { headers: response.headers }) : response;
}

async function keep() {
  const store = await caches.open(STORE);
  await Promise.all(Object.keys(FILES).map(async (file) => store.put(file, await fetched(file))));
}

async function takeOver() {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== STORE);
  // A still newer build that is filling its store clears up when it takes over itself.
  if (!registration.installing) await Promise.all(names.map((name) => caches.delete(name)));
  await clients.claim();
}

/** The page itself, unless a newer build waits for just this tab to be loaded again. */
async function opened(request, file) {
  const again = request.cache !== "default";
  if (again && registration.waiting && (await clients.matchAll()).length <= 1) {
    registration.waiting.postMessage("take over");
    return new Response("", { headers: { Refresh: "0" } });
  }
  return answer(file);
}

async function answer(file) {
  const store = await caches.open(STORE);
  return (await store.match(file)) ?? fetched(file);
}

oninstall = (event) => event.waitUntil(keep());
onactivate = (event) => event.waitUntil(takeOver());
onmessage = (event) => {
  if (event.data === "take over") skipWaiting();
};
onfetch = (event) => {
  const { request } = event;
  const [address] = request.url.split(/[?#]/);
  const path = address.startsWith(registration.scope) ? address.slice(registration.scope.length) : null;
  const file = path === "" || path === "index.html" ? "./" : path;
  const opens = request.mode === "navigate";
  if (file !== null && Object.hasOwn(FILES, file)) {
    event.respondWith(opens ? opened(request, file) : answer(file));
  } else if (!opens && !file?.startsWith("model/")) {
    event.respondWith(Response.error());
  }
};
