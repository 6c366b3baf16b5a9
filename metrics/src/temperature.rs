//! The temperature that makes logits fit the labels best.
//!
//! Source: Guo et al., "On Calibration of Modern Neural Networks" (2017), section 4.2.

use model::class::{Class, PerClass};

/// The bounds of a fitted temperature; one at a bound means that the labels ask for more.
pub const BOUNDS: (f64, f64) = (0.05, 20.0);

/// A fitted temperature with what it did to the mean negative log likelihood.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TemperatureFit {
    /// The temperature, within [`BOUNDS`].
    pub temperature: f64,
    /// The mean negative log likelihood at temperature 1.
    pub nll_before: f64,
    /// The mean negative log likelihood at the fitted temperature.
    pub nll_after: f64,
}

/// The temperature that minimises the mean of `-log softmax(logits / temperature)[truth]`.
///
/// `None` without films or when a logit is not finite.
pub fn fit_temperature(films: &[(Class, PerClass<f64>)]) -> Option<TemperatureFit> {
    let mut finite = films.iter().flat_map(|(_, logits)| logits.0);
    if films.is_empty() || !finite.all(f64::is_finite) {
        return None;
    }
    // The likelihood is convex in the inverse temperature, so its slope has one change of sign.
    let (mut low, mut high) = (BOUNDS.0.ln(), BOUNDS.1.ln());
    while high - low > 1e-12 {
        let middle = f64::midpoint(low, high);
        if slope(films, (-middle).exp()) > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    let temperature = f64::midpoint(low, high).exp();
    Some(TemperatureFit {
        temperature,
        nll_before: mean_nll(films, 1.0)?,
        nll_after: mean_nll(films, temperature)?,
    })
}

/// The mean of `-log softmax(logits / temperature)[truth]`; `None` without films.
pub fn mean_nll(films: &[(Class, PerClass<f64>)], temperature: f64) -> Option<f64> {
    let sum: f64 = films
        .iter()
        .map(|(truth, logits)| {
            let scaled = logits.map(|logit| logit / temperature);
            let (maximum, weights) = shifted_exp(scaled);
            maximum + weights.0.iter().sum::<f64>().ln() - scaled[*truth]
        })
        .sum();
    (!films.is_empty()).then(|| sum / films.len() as f64)
}

/// The derivative of the summed negative log likelihood by the inverse temperature: expected minus
/// true logit.
fn slope(films: &[(Class, PerClass<f64>)], inverse_temperature: f64) -> f64 {
    films
        .iter()
        .map(|(truth, logits)| {
            let (_, weights) = shifted_exp(logits.map(|logit| logit * inverse_temperature));
            let total: f64 = weights.0.iter().sum();
            let expected: f64 = weights.iter().map(|(class, w)| w * logits[class]).sum();
            expected / total - logits[*truth]
        })
        .sum()
}

/// The maximum, and the exponentials of the distances to it, which stay in range.
fn shifted_exp(values: PerClass<f64>) -> (f64, PerClass<f64>) {
    let maximum = values.0.into_iter().fold(f64::NEG_INFINITY, f64::max);
    (maximum, values.map(|value| (value - maximum).exp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overconfident_model_is_softened() {
        // Sure of itself in ten films, wrong in two: the best share is 0.8.
        let films: Vec<_> = (0..10)
            .map(|i| {
                let truth = if i < 2 { Class::Normal } else { Class::Covid19 };
                (truth, PerClass([12.0, 0.0, -1000.0]))
            })
            .collect();
        let fit = fit_temperature(&films).unwrap();
        let exact = 12.0 / 4.0_f64.ln();
        assert!((fit.temperature - exact).abs() < 1e-9, "{fit:?}");
        assert!(fit.nll_after < fit.nll_before);
    }

    #[test]
    fn a_model_that_is_always_right_meets_the_bound() {
        let films = [(Class::Normal, PerClass([0.0, 1.0, 0.0]))];
        let fit = fit_temperature(&films).unwrap();
        assert!((fit.temperature - BOUNDS.0).abs() < 1e-9);
    }

    #[test]
    fn nothing_or_nonsense_has_no_temperature() {
        assert_eq!(fit_temperature(&[]), None);
        assert_eq!(mean_nll(&[], 1.0), None);
        let films = [(Class::Normal, PerClass([0.0, f64::NAN, 0.0]))];
        assert_eq!(fit_temperature(&films), None);
    }
}
