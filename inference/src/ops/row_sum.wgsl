struct Words { rows: u32, lanes: u32, parts: u32 }
@group(0) @binding(0) var<uniform> w: Words;
@group(0) @binding(1) var<storage, read> map: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> result: array<vec4f>;

@compute @workgroup_size(GROUP)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= w.lanes * w.parts) { return; }
  let lane = id.x % w.lanes;
  var sum = vec4f();
  for (var row = id.x / w.lanes; row < w.rows; row += w.parts) { sum += map[row * w.lanes + lane]; }
  result[id.x] = sum;
}
