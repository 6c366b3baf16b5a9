//! P-values, and their correction for multiple tests.

/// The two-sided p-value of a standard normal `z`; 1 when `z` is not a number.
pub fn two_sided(z: f64) -> f64 {
    if z.is_nan() {
        return 1.0;
    }
    libm::erfc(z.abs() / std::f64::consts::SQRT_2)
}

/// Holm's correction for multiple tests: adjusted p-values, in the order given.
/// Source: Holm (1979), "A simple sequentially rejective
/// multiple test procedure".
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    let mut corrected = vec![1.0; p_values.len()];
    let mut floor = 0.0_f64;
    for (rank, &position) in order.iter().enumerate() {
        let left = (p_values.len() - rank) as f64;
        // A smaller p-value must not end up above a larger one.
        floor = floor.max((left * p_values[position]).min(1.0));
        corrected[position] = floor;
    }
    corrected
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_p_values_are_those_of_scipy() {
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
