// Starts the threads of the engine on the CPU; each is a worker that runs this same file. It stands
// in for the helper of wasm-bindgen-rayon, whose workers are blobs, which the page's policy forbids.

/** Called by the engine: `builder` hands each worker its thread. */
export async function startWorkers(module, memory, builder) {
  const start = { module, memory, receiver: builder.receiver(), main: builder.mainJS() };
  await Promise.all(Array.from({ length: builder.numThreads() }, () => thread(start)));
  builder.build();
}

/** Resolves with a worker that waits for its thread. */
function thread(start) {
  const worker = new Worker(import.meta.url, { type: "module", name: "thread" });
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message || "a thread did not start"));
    worker.onmessage = () => resolve(worker);
    worker.postMessage(start);
  });
}

if (self.name === "thread") {
  self.onmessage = async ({ data: { module, memory, receiver, main } }) => {
    self.onmessage = null;
    const { default: init, wbg_rayon_start_worker } = await import(main);
    await init({ module_or_path: module, memory });
    postMessage("ready");
    wbg_rayon_start_worker(receiver);
  };
}
