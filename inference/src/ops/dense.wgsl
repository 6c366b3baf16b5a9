struct Words { depth: u32, lanes: u32, parts: u32, activation: u32, factor: f32 }
@group(0) @binding(0) var<uniform> w: Words;
@group(0) @binding(1) var<storage, read> row: array<f32>;
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
@group(0) @binding(3) var<storage, read> bias: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> result: array<vec4f>;

@compute @workgroup_size(GROUP)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= w.lanes) { return; }
  var sum = vec4f();
  for (var k = 0u; k < w.depth; k++) {
    var x = row[k];
    for (var part = 1u; part < w.parts; part++) { x += row[part * w.depth + k]; }
    sum += x * weights[k * w.lanes + id.x];
  }
  result[id.x] = activate(sum * w.factor + bias[id.x], w.activation);
}
