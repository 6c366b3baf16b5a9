//! Temperature scaling: the temperature that fits logits to their labels best.
//!
//! Source: Guo et al., "On Calibration of Modern Neural Networks" (2017), section 4.2.

use model::class::{Class, PerClass};

use crate::softmax::log_sum_exp;

/// The bounds of a fitted temperature; a temperature at a bound is not a minimum.
pub const BOUNDS: (f64, f64) = (0.05, 20.0);

/// The logits of a labelled film.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LabelledLogits {
    /// The label.
    pub truth: Class,
    /// The network's output.
    pub logits: PerClass<f64>,
}

/// A fitted temperature, and the mean negative log likelihood before and after.
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
pub fn fit_temperature(films: &[LabelledLogits]) -> Option<TemperatureFit> {
    let mut finite = films.iter().flat_map(|film| film.logits.0);
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
pub fn mean_nll(films: &[LabelledLogits], temperature: f64) -> Option<f64> {
    let sum: f64 = films
        .iter()
        .map(|LabelledLogits { truth, logits }| {
            let scaled = logits.map(|logit| logit / temperature);
            log_sum_exp(&scaled.0) - scaled[*truth]
        })
        .sum();
    (!films.is_empty()).then(|| sum / films.len() as f64)
}

/// The derivative of the summed negative log likelihood with respect to the inverse temperature:
/// expected minus true logit.
fn slope(films: &[LabelledLogits], inverse_temperature: f64) -> f64 {
    films
        .iter()
        .map(|LabelledLogits { truth, logits }| {
            let scaled = logits.map(|logit| logit * inverse_temperature);
            // Distances to the maximum keep the exponentials in range.
            let max = scaled.0.into_iter().fold(f64::NEG_INFINITY, f64::max);
            let weights = scaled.map(|value| (value - max).exp());
            let total: f64 = weights.0.iter().sum();
            let expected: f64 = weights.iter().map(|(class, w)| w * logits[class]).sum();
            expected / total - logits[*truth]
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(logits: [f64; 3]) -> LabelledLogits {
        LabelledLogits {
            truth: Class::Normal,
            logits: PerClass(logits),
        }
    }

    #[test]
    fn an_overconfident_model_is_softened() {
        // Confident in ten films, wrong in two: the best probability is 0.8.
        let films: Vec<_> = (0..10)
            .map(|i| {
                let truth = if i < 2 { Class::Normal } else { Class::Covid19 };
                LabelledLogits {
                    truth,
                    logits: PerClass([12.0, 0.0, -1000.0]),
                }
            })
            .collect();
        let fit = fit_temperature(&films).unwrap();
        let exact = 12.0 / 4.0_f64.ln();
        assert!((fit.temperature - exact).abs() < 1e-9, "{fit:?}");
        assert!(fit.nll_after < fit.nll_before);
    }

    #[test]
    fn a_model_that_is_always_correct_reaches_the_bound() {
        let films = [normal([0.0, 1.0, 0.0])];
        let fit = fit_temperature(&films).unwrap();
        assert!((fit.temperature - BOUNDS.0).abs() < 1e-9);
    }

    #[test]
    fn without_films_or_finite_logits_there_is_no_temperature() {
        assert_eq!(fit_temperature(&[]), None);
        assert_eq!(mean_nll(&[], 1.0), None);
        let films = [normal([0.0, f64::NAN, 0.0])];
        assert_eq!(fit_temperature(&films), None);
    }
}
