// x * Phi(x), with the error function of Abramowitz and Stegun 7.1.26 (error at most 1.5e-7).
fn gelu(x: vec4f) -> vec4f {
  let z = abs(x) * 0.70710678;
  let t = 1.0 / (1.0 + 0.3275911 * z);
  let p = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return 0.5 * x * (1.0 + sign(x) * (1.0 - p * exp(-z * z)));
}

// The codes are those of `Activation::code`; tanh(x) = 2 sigmoid(2 x) - 1.
fn activate(x: vec4f, code: u32) -> vec4f {
  if (code == 1u) { return gelu(x); }
  if (code == 2u) { return max(x, vec4f()); }
  if (code >= 3u) {
    let is_tanh = code == 5u;
    let sigmoid = 1.0 / (1.0 + exp(select(-x, -2.0 * x, is_tanh)));
    return select(select(sigmoid, x * sigmoid, code == 4u), 2.0 * sigmoid - 1.0, is_tanh);
  }
  return x;
}
