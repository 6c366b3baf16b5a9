// x * Phi(x), with the error function of Abramowitz and Stegun 7.1.26 (error at most 1.5e-7).
fn gelu(x: vec4f) -> vec4f {
  let z = abs(x) * 0.70710678;
  let t = 1.0 / (1.0 + 0.3275911 * z);
  let p = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return 0.5 * x * (1.0 + sign(x) * (1.0 - p * exp(-z * z)));
}

fn activate(x: vec4f, code: u32) -> vec4f {
  if (code == 1u) { return gelu(x); }
  if (code == 2u) { return max(x, vec4f()); }
  if (code == 3u) { return 1.0 / (1.0 + exp(-x)); }
  return x;
}
