// Starts the threads of the CPU engine; each is a worker that runs this file. It replaces the helper
// script of wasm-bindgen-rayon, whose workers are blobs, which the page's policy forbids.

// The only script that the engine may start is this one.
self.trustedTypes?.createPolicy("default", {
  createScriptURL: (address) => (address === import.meta.url ? address : null),
});

/** Posted by a worker that is ready to run its thread. */
const READY = "ready";

// Threads of a pool that failed to start are not terminated, since one may hold the lock of the shared
// memory. All are referenced here because Firefox terminates unreferenced workers (its bug 1702191).
const referenced = [];

/** Called by the engine: `builder` gives each worker its thread. Rejects if one does not start. */
export async function startWorkers(module, memory, builder) {
  referenced.push(builder);
  const start = { module, memory, receiver: builder.receiver(), main: builder.mainJS(), page: self.name };
  await Promise.all(Array.from({ length: builder.numThreads() }, () => thread(start)));
  builder.build();
}

/** Resolves once a worker is ready to run its thread. */
function thread(start) {
  const worker = new Worker(import.meta.url, { type: "module", name: "thread" });
  referenced.push(worker);
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => {
      // The engine can do without threads; unhandled, the page would take this for a crash.
      event.preventDefault();
      reject(new Error(event.message || "a thread did not start"));
    };
    worker.onmessage = ({ data }) => {
      // Anything else is the engine's report of a crash.
      if (data !== READY) return reject(new Error(data.json));
      worker.onmessage = worker.onerror = null;
      resolve();
    };
    worker.postMessage(start);
  });
}

if (self.name === "thread") {
  self.onmessage = async ({ data: { module, memory, receiver, main, page } }) => {
    self.onmessage = null;
    let run;
    try {
      const { default: init, wbg_rayon_start_worker } = await import(main);
      await init({ module_or_path: module, memory });
      run = wbg_rayon_start_worker;
    } catch (error) {
      return reportError(error);
    }
    postMessage(READY);
    // The engine waits for its threads and hears nothing meanwhile, so that they report a crash to the page.
    self.postMessage = (report) => new BroadcastChannel(page).postMessage(report);
    try {
      run(receiver);
    } catch (error) {
      self.postMessage({ json: JSON.stringify({ Crashed: String(error) }) });
    }
  };
}
