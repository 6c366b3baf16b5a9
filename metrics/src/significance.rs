//! What chance alone would do: p-values, and their correction where there are several.

/// The chance that a standard normal number lies at least as far from zero as `z`.
///
/// 1 for a `z` that is not a number: nothing was seen.
pub fn two_sided(z: f64) -> f64 {
    if z.is_nan() {
        return 1.0;
    }
    libm::erfc(z.abs() / std::f64::consts::SQRT_2)
}

/// Holm's correction: p-values that may each be held against one level, although there are several.
///
/// Each comes back at the position it had. Source: Holm (1979), "A simple sequentially rejective
/// multiple test procedure".
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    let mut corrected = vec![1.0; p_values.len()];
    let mut least = 0.0_f64;
    for (rank, &position) in order.iter().enumerate() {
        let left = (p_values.len() - rank) as f64;
        // A smaller p-value must not end up above a greater one.
        least = least.max((left * p_values[position]).min(1.0));
        corrected[position] = least;
    }
    corrected
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_p_values_are_those_of_the_tables() {
        // scipy.stats.norm.sf(z) * 2
        for (z, expected) in [
            (0.0, 1.0),
            (-1.0, 0.317_310_507_862_914_1),
            (1.959_963_984_540_054, 0.05),
            (6.0, 1.973_175_290_075_389e-9),
        ] {
            assert!((two_sided(z) / expected - 1.0).abs() < 1e-12, "{z}");
        }
        assert_eq!(two_sided(f64::NAN).to_bits(), 1.0_f64.to_bits());
    }

    #[test]
    fn holms_correction_is_that_of_r() {
        // p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.7), "holm") in R; statsmodels' multipletests agrees.
        let corrected = holm(&[0.01, 0.04, 0.03, 0.005, 0.7]);
        let expected = [0.04, 0.09, 0.09, 0.025, 0.7];
        for (value, expected) in corrected.iter().zip(expected) {
            assert!((value - expected).abs() < 1e-12, "{corrected:?}");
        }
        assert_eq!(holm(&[]), Vec::<f64>::new());
    }
}
