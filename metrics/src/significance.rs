//! P-values, and their correction for multiple tests.

use crate::interval::Proportion;

/// The two-sided p-value of a standard normal `z`; 1 when `z` is not a number.
pub fn two_sided(z: f64) -> f64 {
    if z.is_nan() {
        return 1.0;
    }
    libm::erfc(z.abs() / std::f64::consts::SQRT_2)
}

/// The two-sided p-value of the hypothesis that two independent proportions are equal, by the score test
/// with the pooled proportion; `None` without trials. Source: Agresti, "Categorical Data Analysis" (2013),
/// section 3.2.
pub fn two_proportions(one: Proportion, other: Proportion) -> Option<f64> {
    let difference = one.value()? - other.value()?;
    let pooled = one.and(other).value()?;
    let per_trial = 1.0 / one.trials() as f64 + 1.0 / other.trials() as f64;
    // Where both are 0 or both 1, there is no difference: 0 / 0 has the p-value 1.
    Some(two_sided(
        difference / (pooled * (1.0 - pooled) * per_trial).sqrt(),
    ))
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
    fn proportions_are_compared_by_the_pooled_score_test() {
        // p = (35 + 527) / (60 + 626); erfc(|z| / sqrt(2)) in Python, with z as in statsmodels' proportions_ztest.
        let own = Proportion::new(35, 60);
        let test = Proportion::new(527, 626);
        let p = two_proportions(own, test).unwrap();
        assert!((p / 6.662_523_507_762_044e-7 - 1.0).abs() < 1e-9, "{p:e}");
        let back = two_proportions(test, own).unwrap();
        assert!((back - p).abs() < 1e-18);
        let all = Proportion::new(9, 9);
        assert_eq!(
            two_proportions(all, all).unwrap().to_bits(),
            1.0_f64.to_bits()
        );
        assert_eq!(two_proportions(all, Proportion::new(0, 0)), None);
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
