// Measures the engine in a separate worker: window.bench({engine, runs, seconds}) is a promise of
// {engine, adapter, ready_ms, first_ms, warm_ms, bytes, logits, steps}; `steps` is the time per kind of
// operation, where the device can measure it. It uses the page's protocol (app/src/protocol.rs); the
// engine skips its golden check, so that the first run is a cold one.
//
// window.benchBatch({engine, films}) opens the page and measures films on it, one by one and dropped
// together: a promise of {engine, films, single_ms, batch_ms, films_per_second, ratio, first_batch_ms,
// longest_task_ms, requests}. `ratio` is the throughput of the later batches over that of single films.
//
// window.benchMemory({engine, films}) is a promise of the engine's memory after that many films, in bytes.

/**
 * Starts an engine: `webgpu`, `cpu` or, with one thread, `cpu-1`. Resolves with the worker once it is
 * ready.
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

function send(worker, request, bytes) {
  worker.postMessage({ json: JSON.stringify(request), bytes }, bytes ? [bytes] : []);
}

/** Sends a request and resolves with the reply of the given name. */
function ask(worker, request, name, bytes) {
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message || "the worker crashed"));
    worker.onmessage = ({ data }) => {
      const reply = JSON.parse(data.json);
      if (reply[name] !== undefined) resolve(reply[name]);
      else if (reply.NotReady || reply.Failed || reply.Crashed) reject(new Error(data.json));
    };
    send(worker, request, bytes);
  });
}

/** Runs the network once on the golden check's input. */
const forward = (worker) => ask(worker, "Forward", "Forwarded");

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
    const steps = await ask(worker, "Profile", "Profiled");
    return {
      engine: report.engine,
      adapter: report.adapter,
      ready_ms,
      first_ms: first.millis,
      warm_ms,
      bytes: fetched() + last.fetched,
      logits: last.logits,
      steps,
    };
  } finally {
    worker.terminate();
  }
};

/** A synthetic film, PNG and JPEG in turn: dark lungs, ribs, and grain, which takes time to decode. */
async function syntheticFilm(number, side = 1024) {
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext("2d");
  const pixels = context.createImageData(side, side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [across, down] = [x / side - 0.5, y / side - 0.5];
      const lung = Math.min(1, ((Math.abs(across) - 0.22) / 0.17) ** 2 + (down / 0.36) ** 2);
      const grain = ((x * 7919 + y * 104729 + number * 1299709) % 97) / 8;
      const grey = 60 + 120 * lung + 15 * Math.sin(down * 60 + number) + grain;
      pixels.data.set([grey, grey, grey, 255], 4 * (y * side + x));
    }
  }
  context.putImageData(pixels, 0, 0);
  const type = number % 2 ? "image/jpeg" : "image/png";
  return new Uint8Array(await (await canvas.convertToBlob({ type })).arrayBuffer());
}

/** Waits until a condition holds in a page. */
function until(page, condition) {
  return new Promise((resolve) => {
    const check = () => {
      if (!condition()) return;
      observer.disconnect();
      resolve();
    };
    const observer = new page.MutationObserver(check);
    const root = page.document.documentElement;
    observer.observe(root, { subtree: true, childList: true, attributes: true });
    check();
  });
}

/** Drops files on a page and waits until all are finished; returns milliseconds. */
async function drop(page, transfer) {
  const zone = page.document.querySelector("[data-testid=drop-zone]");
  const final = "[data-testid=worklist-row]:is([data-state=done], [data-state=failed])";
  const before = page.document.querySelectorAll(final).length;
  const begun = performance.now();
  zone.dispatchEvent(new page.DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
  await until(page, () => page.document.querySelectorAll(final).length >= before + transfer.files.length);
  return performance.now() - begun;
}

/** Opens the page in a new window and waits until it is ready. */
async function openPage(engine) {
  const page = window.open(engine ? `./?engine=${engine}` : "./");
  if (!page) throw new Error("the browser blocked the new window");
  await new Promise((resolve) => page.addEventListener("load", resolve));
  const status = () => page.document.querySelector("[data-testid=engine-status]")?.dataset;
  await until(page, () => ["ready", "failed"].includes(status()?.state));
  if (status().state !== "ready") throw new Error(page.document.body.innerText);
  return { page, engine: status().engine };
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

window.benchBatch = async ({ engine, films = 64, singles = 12 } = {}) => {
  const files = await Promise.all(Array.from({ length: films }, (_, number) => syntheticFilm(number)));
  const { page, engine: used } = await openPage(engine);
  try {
    // Created before tasks are measured, since it is not part of the page's work.
    const transfer = new page.DataTransfer();
    files.forEach((film, number) => transfer.items.add(new page.File([film], `${number}`)));
    await new Promise((resolve) => setTimeout(resolve, 200));
    const tasks = [0];
    const record = (list) => tasks.push(...list.getEntries().map((entry) => entry.duration));
    if (page.PerformanceObserver.supportedEntryTypes.includes("longtask")) {
      new page.PerformanceObserver(record).observe({ entryTypes: ["longtask"] });
    }
    const single_ms = [];
    const measureSingles = async () => {
      for (let number = 0; number < singles; number++) {
        const bytes = new page.Uint8Array(files[number % films]);
        const begun = performance.now();
        await page.pneumoscope.classify(bytes, "film");
        single_ms.push(performance.now() - begun);
      }
    };
    // Alternating, so that other load on the machine affects both.
    await measureSingles();
    single_ms.length = 0;
    await measureSingles();
    const first_batch_ms = await drop(page, transfer);
    await measureSingles();
    const batch_ms = [];
    for (let round = 0; round < 2; round++) {
      batch_ms.push(await drop(page, transfer));
      await measureSingles();
    }
    const films_per_second = (1000 * films) / median(batch_ms);
    return {
      engine: used,
      films,
      single_ms,
      batch_ms,
      films_per_second,
      ratio: (films_per_second * median(single_ms)) / 1000,
      first_batch_ms,
      longest_task_ms: Math.max(...tasks),
      requests: Number(page.document.querySelector("[data-testid=requests-since-load]").textContent),
    };
  } finally {
    page.close();
  }
};

/** The engine's memory in bytes after films of several sizes: {heap, gpu}. */
window.benchMemory = async ({ engine, films = 50 } = {}) => {
  const kinds = await Promise.all([512, 700, 1024].map((side, number) => syntheticFilm(number, side)));
  const { worker } = await start(engine);
  try {
    for (let job = 0; job < films; job++) {
      const { buffer } = kinds[job % kinds.length].slice();
      await ask(worker, { Read: { job, exclusive: true } }, "Read", buffer);
    }
    return await ask(worker, "Memory", "Memory");
  } finally {
    worker.terminate();
  }
};

const result = document.getElementById("result");
const copy = document.getElementById("copy");
const kinds = [["cpu", window.bench], ["webgpu", window.bench], ["batch", window.benchBatch]];
for (const [id, measure] of kinds) {
  document.getElementById(id).onclick = async () => {
    result.textContent = "Measuring …";
    copy.disabled = true;
    try {
      const engine = id === "batch" ? undefined : id;
      const figures = await measure({ engine, runs: 10, seconds: 30 });
      const machine = { agent: navigator.userAgent, cores: navigator.hardwareConcurrency };
      result.textContent = JSON.stringify({ ...machine, ...figures }, null, 2);
      copy.disabled = false;
    } catch (error) {
      result.textContent = `Measurement failed: ${error.message}`;
    }
  };
}
copy.onclick = async () => {
  await navigator.clipboard.writeText(result.textContent);
  copy.textContent = "Copied";
  setTimeout(() => (copy.textContent = "Copy"), 1500);
};
