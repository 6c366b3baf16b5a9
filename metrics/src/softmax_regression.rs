//! Softmax regression with few parameters: Newton's method on the penalised log loss, which is convex.

use model::class::Class;

use crate::cholesky;
use crate::softmax::log_sum_exp;

/// A labelled film: the score of class `k` is the product of `features[k]` and the parameters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<const P: usize> {
    pub truth: Class,
    pub features: [[f64; P]; Class::COUNT],
}

/// The weight of the squared distance from the start in the mean log loss. It keeps the parameters
/// finite where the classes can be separated, and unfitted directions where they were.
const PENALTY: f64 = 1e-3;

/// Steps of Newton's method; ten are usual.
const MAX_STEPS: usize = 100;

/// The parameters near the start that explain the labels best; `None` without films or with a feature
/// that is not finite.
pub(crate) fn fit<const P: usize>(rows: &[Row<P>], start: [f64; P]) -> Option<[f64; P]> {
    let mut parameters = start;
    let mut loss = penalised_loss(rows, &start, &parameters);
    if rows.is_empty() || !loss.is_finite() {
        return None;
    }
    for _ in 0..MAX_STEPS {
        let step = newton_step(rows, &start, &parameters)?;
        // Far from the minimum a whole step may overshoot.
        let mut size = 1.0;
        let shorter = loop {
            let mut next = parameters;
            for (value, step) in next.iter_mut().zip(step) {
                *value -= size * step;
            }
            let next_loss = penalised_loss(rows, &start, &next);
            if next_loss < loss {
                break Some((next, next_loss));
            }
            if size < 1e-6 {
                break None;
            }
            size /= 2.0;
        };
        let Some((next, next_loss)) = shorter else {
            break;
        };
        let gain = loss - next_loss;
        (parameters, loss) = (next, next_loss);
        if gain < 1e-14 {
            break;
        }
    }
    Some(parameters)
}

fn scores<const P: usize>(row: &Row<P>, parameters: &[f64; P]) -> [f64; Class::COUNT] {
    row.features.map(|features| {
        let products = features.iter().zip(parameters);
        products.map(|(feature, value)| feature * value).sum()
    })
}

fn penalised_loss<const P: usize>(rows: &[Row<P>], start: &[f64; P], parameters: &[f64; P]) -> f64 {
    let losses = rows.iter().map(|row| {
        let scores = scores(row, parameters);
        log_sum_exp(&scores) - scores[row.truth.index()]
    });
    let distances = parameters.iter().zip(start);
    let distance: f64 = distances
        .map(|(value, start)| (value - start).powi(2))
        .sum();
    losses.sum::<f64>() / rows.len() as f64 + PENALTY * distance
}

/// The gradient divided by the second derivatives.
fn newton_step<const P: usize>(
    rows: &[Row<P>],
    start: &[f64; P],
    parameters: &[f64; P],
) -> Option<[f64; P]> {
    let mut gradient = [0.0; P];
    let mut hessian = [[0.0; P]; P];
    for row in rows {
        let scores = scores(row, parameters);
        let total = log_sum_exp(&scores);
        let probabilities = scores.map(|score| (score - total).exp());
        let mut mean = [0.0; P];
        for (features, probability) in row.features.iter().zip(probabilities) {
            for (mean, feature) in mean.iter_mut().zip(features) {
                *mean += probability * feature;
            }
        }
        for (i, gradient) in gradient.iter_mut().enumerate() {
            *gradient += mean[i] - row.features[row.truth.index()][i];
        }
        for (features, probability) in row.features.iter().zip(probabilities) {
            for i in 0..P {
                for j in 0..P {
                    hessian[i][j] +=
                        probability * (features[i] - mean[i]) * (features[j] - mean[j]);
                }
            }
        }
    }
    let films = rows.len() as f64;
    for i in 0..P {
        gradient[i] = gradient[i] / films + 2.0 * PENALTY * (parameters[i] - start[i]);
        for value in &mut hessian[i] {
            *value /= films;
        }
        hessian[i][i] += 2.0 * PENALTY;
    }
    cholesky::factorise(&mut hessian)?;
    cholesky::solve(&hessian, &mut gradient);
    Some(gradient)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fit_is_a_minimum() {
        // The score of a class is its own parameter: the fit gives the logarithms of the frequencies,
        // but for the penalty.
        let row = |class: Class| Row {
            truth: class,
            features: [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        };
        let [covid, normal, other] = Class::ALL;
        let rows = [covid, covid, covid, normal, normal, other].map(row);
        let fitted = fit(&rows, [0.0; 3]).unwrap();
        assert!(
            (fitted[0] - fitted[2] - 3.0_f64.ln()).abs() < 0.02,
            "{fitted:?}"
        );
        let best = penalised_loss(&rows, &[0.0; 3], &fitted);
        for index in 0..3 {
            for change in [-1e-4, 1e-4] {
                let mut other = fitted;
                other[index] += change;
                assert!(penalised_loss(&rows, &[0.0; 3], &other) > best);
            }
        }
        assert_eq!(fit::<3>(&[], [0.0; 3]), None);
    }
}
