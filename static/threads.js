// Starts the threads of the engine on the CPU; each is a worker that runs this same file. It stands
// in for the helper of wasm-bindgen-rayon, whose workers are blobs, which the page's policy forbids.

/** What a worker says that waits for its thread. */
const READY = "ready";

// Threads that wait in vain are not ended, since one may hold the lock of the shared memory. All are
// kept here because Firefox ends workers to which nothing refers (its bug 1702191).
const kept = [];

/** Called by the engine: `builder` hands each worker its thread. Rejects where one does not start. */
export async function startWorkers(module, memory, builder) {
  kept.push(builder);
  const start = { module, memory, receiver: builder.receiver(), main: builder.mainJS() };
  await Promise.all(Array.from({ length: builder.numThreads() }, () => thread(start)));
  builder.build();
}

/** Resolves once a worker waits for its thread. */
function thread(start) {
  const worker = new Worker(import.meta.url, { type: "module", name: "thread" });
  kept.push(worker);
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => {
      // The engine can do without; unhandled, this would reach the page as the death of its worker.
      event.preventDefault();
      reject(new Error(event.message || "a thread did not start"));
    };
    worker.onmessage = ({ data }) => {
      // Anything else is the engine's word of a crash.
      if (data !== READY) return reject(new Error(data.json));
      worker.onmessage = worker.onerror = null;
      resolve();
    };
    worker.postMessage(start);
  });
}

if (self.name === "thread") {
  self.onmessage = async ({ data: { module, memory, receiver, main } }) => {
    self.onmessage = null;
    try {
      const { default: init, wbg_rayon_start_worker } = await import(main);
      await init({ module_or_path: module, memory });
      postMessage(READY);
      wbg_rayon_start_worker(receiver);
    } catch (error) {
      reportError(error);
    }
  };
}
