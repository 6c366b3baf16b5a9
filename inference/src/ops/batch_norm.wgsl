struct Words { units: u32, lanes: u32, activation: u32, scaled: u32 }
@group(0) @binding(0) var<uniform> w: Words;
@group(0) @binding(1) var<storage, read> map: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
@group(0) @binding(3) var<storage, read> bias: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> result: array<vec4f>;
@group(0) @binding(5) var<storage, read> scale: array<vec4f>;

@compute @workgroup_size(GROUP)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = id.y * groups.x * GROUP + id.x;
  if (index >= w.units) { return; }
  let lane = index % w.lanes;
  var factor = weights[lane];
  if (w.scaled == 1u) { factor *= scale[lane]; }
  result[index] = activate(map[index] * factor + bias[lane], w.activation);
}
