// Starts the worker's WebAssembly: the build with threads and fused multiply-add if the browser has
// relaxed SIMD and this page may share memory; otherwise, or if that build does not start, the plain
// one. The bytes are the smallest module with a relaxed SIMD instruction, `i8x16.relaxed_swizzle`.
const relaxedSimd = WebAssembly.validate(
  new Uint8Array([
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 65, 1, 253, 15,
    65, 2, 253, 15, 253, 128, 2, 11,
  ]),
);

/** Starts code by its script. */
const start = async (parts) => {
  const [{ default: init }, code] = await Promise.all(parts);
  return init({ module_or_path: code });
};
// `cargo xtask` adds the hash of the code; the browser refuses any other.
const plain = () => start([import("./worker.js"), fetch(new URL("./worker_bg.wasm", import.meta.url))]);
const threads = () =>
  start([import("./worker_threads.js"), fetch(new URL("./worker_threads_bg.wasm", import.meta.url))]);

if (relaxedSimd && self.crossOriginIsolated) {
  await threads().catch((error) => {
    // Its memory may grow to 1 GiB, which some browsers reserve at once.
    console.warn(error);
    return plain();
  });
} else {
  await plain();
}
