// `pooling` is 0 for the maximum without padding, 1 with padding as zeros, 2 for the first pixel, 3 for the mean.
struct Words { side_in: u32, side: u32, lanes: u32, pooling: u32 }
@group(0) @binding(0) var<uniform> w: Words;
@group(0) @binding(1) var<storage, read> map: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> result: array<vec4f>;

@compute @workgroup_size(GROUP)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = id.y * groups.x * GROUP + id.x;
  if (index >= w.side * w.side * w.lanes) { return; }
  let lane = index % w.lanes;
  let pixel = index / w.lanes;
  let y = i32(pixel / w.side) * 2;
  let x = i32(pixel % w.side) * 2;
  let last = i32(w.side_in) - 1;
  var most = map[(u32(y) * w.side_in + u32(x)) * w.lanes + lane];
  if (w.pooling == 2u) {
    result[index] = most;
    return;
  }
  if (w.pooling == 3u) {
    let at = (u32(y) * w.side_in + u32(x)) * w.lanes + lane;
    let below = at + w.side_in * w.lanes;
    result[index] = 0.25 * (most + map[at + w.lanes] + map[below] + map[below + w.lanes]);
    return;
  }
  // The input's side is even, so kernels reach into the padding at the first row and column only.
  if ((w.pooling == 1u) & ((x == 0) | (y == 0))) { most = max(most, vec4f()); }
  // A pixel in the padding is replaced by its neighbour, which does not change the maximum.
  for (var tap = 0; tap < 9; tap++) {
    let row = u32(clamp(y + tap / 3 - 1, 0, last));
    let column = u32(clamp(x + tap % 3 - 1, 0, last));
    most = max(most, map[(row * w.side_in + column) * w.lanes + lane]);
  }
  result[index] = most;
}
