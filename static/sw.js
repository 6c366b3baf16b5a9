// Caches the page's files and serves them, so that the page works offline. The inference worker caches
// the model (app/src/engine/model_cache.rs).
//
// Each build has its own cache, whose files are verified by hash; two builds are never mixed. A new
// build is cached while the old one is still active, and takes over when no tab shows the old one any
// more, or when its only tab is reloaded.
//
// Films that another app shares with this one arrive as a form; they are handed to the next page that asks
// and stored nowhere.
//
// All requests but those for the page's and the models' files are refused; those carry nothing to the host but the
// file's name and, where a broken download is continued, its place.

// `cargo xtask` writes the next three lines: the build, its files with their hashes, and the headers that
// every file needs, which some hosts cannot send.
const BUILD = "none";
const FILES = {};
const HEADERS = {};

/** The files of the models: scorecards and shards. */
const MODELS = /^model(-light)?\/(model\.json|weights\.\d{3}\.bin)$/;

/** Where downloads are continued: at multiples of 64 KiB, so that the place says little else. */
const RANGE = /^bytes=(\d{1,7})-$/;
const RANGE_STEP = 65536;

/** The page for frames on other sites. */
const FRAMED = "embed.html";

/** Where shared films are sent, see app.webmanifest. */
const SHARE = "share";

/** Shared films that no page has asked for yet. */
let shared = [];

const OURS = `pneumoscope page ${registration.scope} `;
const STORE = OURS + BUILD;

/** Fetches a file of this build. */
async function fetched(file) {
  const integrity = FILES[file];
  // The HTTP cache may hold a file of another build; then it is fetched again.
  const response = await fetch(file, { integrity }).catch(() => fetch(file, { integrity, cache: "reload" }));
  return guarded(file, response);
}

/** A response with the headers that its host has not sent. It is also one that was not redirected, as some
hosts do and no navigation may be answered with. */
function guarded(file, response) {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(HEADERS)) {
    // Only the host knows which sites may frame that page; its policy is in the page itself, too.
    const isUnknown = file === FRAMED && name === "Content-Security-Policy";
    if (!headers.has(name) && !isUnknown) headers.set(name, value);
  }
  return new Response(response.body, { headers });
}

async function cacheBuild() {
  const store = await caches.open(STORE);
  await Promise.all(Object.keys(FILES).map(async (file) => store.put(file, await fetched(file))));
}

async function takeOver() {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== STORE);
  // An even newer build that is being cached cleans up when it takes over.
  if (!registration.installing) await Promise.all(names.map((name) => caches.delete(name)));
  // Not awaited: Firefox waits for every worker of the page here, and a thread of the engine may be blocked until
  // the page is closed. Until the activation has ended, no request is answered.
  clients.claim();
}

/** Serves the page, unless a newer build is waiting for this last tab to be reloaded. */
async function navigate(request, file) {
  const reloaded = request.cache !== "default";
  if (reloaded && registration.waiting && (await clients.matchAll()).length <= 1) {
    registration.waiting.postMessage("take over");
    return new Response("", { headers: { Refresh: "0" } });
  }
  return serve(file);
}

async function serve(file) {
  const store = await caches.open(STORE);
  return (await store.match(file)) ?? fetched(file);
}

/** Fetches a file of a model from the host. */
function fetchModel(address, request) {
  const range = request.headers.get("Range");
  const start = RANGE.exec(range ?? "")?.[1];
  if (range !== null && (start === undefined || start % RANGE_STEP !== 0)) return Response.error();
  const headers = range === null ? {} : { Range: `bytes=${Number(start)}-` };
  return fetch(address, { headers, cache: request.cache, signal: request.signal });
}

oninstall = (event) => event.waitUntil(cacheBuild());
onactivate = (event) => event.waitUntil(takeOver());
async function takeShared(request) {
  shared.push(...(await request.formData()).getAll("films"));
  return Response.redirect("./", 303);
}

onmessage = (event) => {
  if (event.data === "take over") skipWaiting();
  if (event.data === "shared films" && shared.length > 0) {
    event.source.postMessage({ films: shared });
    shared = [];
  }
};
onfetch = (event) => {
  const { request } = event;
  const [address, ...rest] = request.url.split(/[?#]/);
  const path = address.startsWith(registration.scope) ? address.slice(registration.scope.length) : null;
  const file = path === "" || path === "index.html" ? "./" : path;
  const navigation = request.mode === "navigate";
  if (request.method === "POST" && file === SHARE) {
    event.respondWith(takeShared(request));
  } else if (file !== null && Object.hasOwn(FILES, file)) {
    event.respondWith(navigation ? navigate(request, file) : serve(file));
  } else if (!navigation) {
    const isModel = MODELS.test(file) && rest.length === 0;
    event.respondWith(isModel ? fetchModel(address, request) : Response.error());
  }
};
