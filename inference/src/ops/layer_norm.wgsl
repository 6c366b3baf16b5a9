// Channels from `channels` on are zero in the map, gamma and beta.
struct Words { rows: u32, lanes: u32, channels: u32, epsilon: f32 }
@group(0) @binding(0) var<uniform> w: Words;
@group(0) @binding(1) var<storage, read> map: array<vec4f>;
@group(0) @binding(2) var<storage, read> gamma: array<vec4f>;
@group(0) @binding(3) var<storage, read> beta: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> result: array<vec4f>;

@compute @workgroup_size(GROUP)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= w.rows) { return; }
  let start = id.x * w.lanes;
  let channels = f32(w.channels);
  var sum = vec4f();
  for (var i = 0u; i < w.lanes; i++) { sum += map[start + i]; }
  let mean = dot(sum, vec4f(1.0)) / channels;
  var squares = vec4f();
  for (var i = 0u; i < w.lanes; i++) {
    let d = map[start + i] - mean;
    squares += d * d;
  }
  let excess = f32(w.lanes * 4u) - channels;
  let variance = (dot(squares, vec4f(1.0)) - excess * mean * mean) / channels;
  let scale = inverseSqrt(variance + w.epsilon);
  for (var i = 0u; i < w.lanes; i++) {
    result[start + i] = (map[start + i] - mean) * scale * gamma[i] + beta[i];
  }
}
