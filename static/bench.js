// Times the engine in a worker of its own: window.bench({engine, runs, seconds}) is a promise of
// {engine, adapter, ready_ms, first_ms, warm_ms, bytes, logits}. It speaks the page's own protocol
// (app/src/protocol.rs); the engine skips its golden check, so that the first run is the first.

/**
 * Starts an engine, `webgpu`, `cpu` or, on one thread, `cpu-1`; resolves with the worker once films
 * could be read.
 */
function start(engine) {
  const worker = new Worker("engine.js", { type: "module" });
  const [forced, threads] = engine?.split("-") ?? [null];
  const options = {
    forced,
    avoid_gpu: null,
    cache: "Use",
    purpose: "Timing",
    threads: threads ? Number(threads) : null,
  };
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message || "the worker did not start"));
    worker.onmessage = ({ data }) => {
      const reply = JSON.parse(data.json);
      if (reply === "Awake") send(worker, { Start: options });
      else if (reply.Ready) resolve({ worker, report: reply.Ready.engine });
      else if (reply.NotReady || reply.Crashed) reject(new Error(data.json));
    };
  });
}

function send(worker, request) {
  worker.postMessage({ json: JSON.stringify(request) });
}

/** Runs the network once on the known input. */
function forward(worker) {
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message || "the worker died"));
    worker.onmessage = ({ data }) => {
      const reply = JSON.parse(data.json);
      if (reply.Forwarded) resolve(reply.Forwarded);
      else if (reply.NotReady || reply.Crashed) reject(new Error(data.json));
    };
    send(worker, "Forward");
  });
}

function fetched() {
  const entries = performance.getEntriesByType("resource");
  return entries.reduce((sum, entry) => sum + entry.decodedBodySize, 0);
}

window.bench = async ({ engine, runs = 5, seconds = 60 } = {}) => {
  const begun = performance.now();
  const { worker, report } = await start(engine);
  const ready_ms = performance.now() - begun;
  try {
    const first = await forward(worker);
    const warm_ms = [];
    const until = performance.now() + seconds * 1000;
    let last = first;
    do {
      last = await forward(worker);
      warm_ms.push(last.millis);
    } while (warm_ms.length < runs && performance.now() < until);
    return {
      engine: report.engine,
      adapter: report.adapter,
      ready_ms,
      first_ms: first.millis,
      warm_ms,
      bytes: fetched() + last.fetched,
      logits: last.logits,
    };
  } finally {
    worker.terminate();
  }
};

const outcome = document.getElementById("outcome");
for (const engine of ["cpu", "webgpu"]) {
  document.getElementById(engine).onclick = async () => {
    outcome.textContent = "Timing …";
    try {
      const figures = await window.bench({ engine, runs: 10, seconds: 30 });
      outcome.textContent = JSON.stringify(figures, null, 2);
    } catch (error) {
      outcome.textContent = `Not timed: ${error.message}`;
    }
  };
}
