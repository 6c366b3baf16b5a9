//! DeLong's test: whether the AUROCs of two models on the same films differ significantly.
//!
//! Sources: DeLong, DeLong and Clarke-Pearson (1988), "Comparing the areas under two or more
//! correlated receiver operating characteristic curves"; Sun and Xu (2014), "Fast implementation of
//! DeLong's algorithm", for the midranks that make it fast.

use model::class::Class;
use model::estimate::Estimate;

use crate::interval::Z;
use crate::scored::Scored;
use crate::significance::two_sided;

/// The AUROCs of two models and their difference.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AucDifference {
    /// The first model's area.
    pub first: f64,
    /// The second model's area.
    pub second: f64,
    /// Second minus first, with DeLong's 95 % interval.
    pub difference: Estimate,
    /// Two-sided p-value of the difference.
    pub p_value: f64,
}

/// Compares the AUROCs of two models for one class against the rest; both must have scored the same
/// films, in the same order.
///
/// `None` unless there are two films of the class and two others, or when the films differ.
pub fn delong(first: &[Scored], second: &[Scored], class: Class) -> Option<AucDifference> {
    let same = |(one, two): (&Scored, &Scored)| one.truth == two.truth;
    if first.len() != second.len() || !first.iter().zip(second).all(same) {
        return None;
    }
    let (one, two) = (
        Placements::of(first, class)?,
        Placements::of(second, class)?,
    );
    // The variance of the difference is that of the paired differences: no covariance matrix needed.
    let variance = |a: &[f64], b: &[f64]| {
        let differences: Vec<f64> = a.iter().zip(b).map(|(a, b)| b - a).collect();
        variance_of_mean(&differences)
    };
    let error = (variance(&one.hits, &two.hits) + variance(&one.others, &two.others)).sqrt();
    let value = two.area() - one.area();
    // Without variance, 0 / 0 gives p = 1 and x / 0 gives p = 0.
    let p_value = two_sided(value / error);
    Some(AucDifference {
        first: one.area(),
        second: two.area(),
        difference: Estimate {
            value,
            low: (value - Z * error).max(-1.0),
            high: (value + Z * error).min(1.0),
        },
        p_value,
    })
}

/// For each film the share of films of the other kind that it is ranked correctly against; a tie
/// counts half.
struct Placements {
    hits: Vec<f64>,
    others: Vec<f64>,
}

impl Placements {
    fn of(films: &[Scored], class: Class) -> Option<Self> {
        let scores = |of_class: bool| -> Vec<f64> {
            let kind = films
                .iter()
                .filter(|film| (film.truth == class) == of_class);
            kind.map(|film| film.probabilities[class]).collect()
        };
        let (hits, others) = (scores(true), scores(false));
        if hits.len() < 2 || others.len() < 2 {
            return None;
        }
        let (m, n) = (hits.len() as f64, others.len() as f64);
        // A film's rank among all minus its rank among its own kind is the number of others below it.
        let among_all = midranks(&[&hits[..], &others[..]].concat());
        let (all_hits, all_others) = among_all.split_at(hits.len());
        let below = |all: &[f64], own: Vec<f64>| -> Vec<f64> {
            all.iter().zip(own).map(|(all, own)| all - own).collect()
        };
        let hits_above = below(all_hits, midranks(&hits));
        let others_above = below(all_others, midranks(&others));
        Some(Self {
            hits: hits_above.into_iter().map(|count| count / n).collect(),
            others: others_above.into_iter().map(|c| 1.0 - c / m).collect(),
        })
    }

    fn area(&self) -> f64 {
        self.hits.iter().sum::<f64>() / self.hits.len() as f64
    }
}

/// Ranks from 1; equal values share the mean of their ranks.
fn midranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut below = 0;
    for equal in order.chunk_by(|&a, &b| values[a].total_cmp(&values[b]).is_eq()) {
        let middle = below as f64 + (equal.len() + 1) as f64 / 2.0;
        for &position in equal {
            ranks[position] = middle;
        }
        below += equal.len();
    }
    ranks
}

/// The variance of the mean: the sample variance of two or more values over their number.
fn variance_of_mean(values: &[f64]) -> f64 {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    squares / (count - 1.0) / count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roc_auc;
    use model::class::PerClass;

    fn films(sick: &[f64], well: &[f64]) -> Vec<Scored> {
        let film = |truth, p: f64| Scored {
            truth,
            probabilities: PerClass([p, 1.0 - p, 0.0]),
        };
        let sick = sick.iter().map(|&p| film(Class::Covid19, p));
        let well = well.iter().map(|&p| film(Class::Normal, p));
        sick.chain(well).collect()
    }

    const FIRST: ([f64; 7], [f64; 6]) = (
        [0.9, 0.8, 0.7, 0.6, 0.55, 0.4, 0.35],
        [0.7, 0.5, 0.45, 0.3, 0.2, 0.1],
    );
    const SECOND: ([f64; 7], [f64; 6]) = (
        [0.95, 0.6, 0.8, 0.3, 0.7, 0.2, 0.5],
        [0.6, 0.65, 0.4, 0.35, 0.5, 0.15],
    );

    #[test]
    fn two_rankings_are_compared_as_in_the_paper() {
        // The definitions of the paper with its kernel over all pairs, in numpy:
        // V10 = psi.mean(1), V01 = psi.mean(0), S = cov(V10, ddof=1) / m + cov(V01, ddof=1) / n,
        // z = (a2 - a1) / sqrt(S11 + S22 - 2 S12), p = 2 norm.sf(abs(z)).
        let first = films(&FIRST.0, &FIRST.1);
        let second = films(&SECOND.0, &SECOND.1);
        let compared = delong(&first, &second, Class::Covid19).unwrap();
        let found = [
            compared.first,
            compared.second,
            compared.difference.low,
            compared.difference.high,
            compared.p_value,
        ];
        for (found, expected) in found.into_iter().zip([
            0.797_619_047_619_047_7,
            0.666_666_666_666_666_6,
            -0.406_702_170_133_633_6,
            0.144_797_408_228_871_5,
            0.351_968_199_918_466_06,
        ]) {
            assert!((found - expected).abs() < 1e-12, "{compared:?}");
        }
        let area = roc_auc(&first, Class::Covid19).unwrap();
        assert!((compared.first - area).abs() < 1e-12);
    }

    #[test]
    fn a_model_does_not_differ_from_itself() {
        let films = films(&FIRST.0, &FIRST.1);
        let compared = delong(&films, &films, Class::Normal).unwrap();
        assert_eq!(compared.difference.value.to_bits(), 0.0_f64.to_bits());
        assert_eq!(compared.p_value.to_bits(), 1.0_f64.to_bits());
    }

    #[test]
    fn different_or_too_few_films_are_not_compared() {
        let all = films(&FIRST.0, &FIRST.1);
        assert_eq!(delong(&all, &all[1..], Class::Covid19), None);
        assert_eq!(delong(&all, &all, Class::Pneumonia), None);
        let turned: Vec<Scored> = all.iter().rev().copied().collect();
        assert_eq!(delong(&all, &turned, Class::Covid19), None);
    }

    #[test]
    fn equal_values_share_their_mean_rank() {
        assert_eq!(midranks(&[3.0, 1.0, 3.0, 2.0]), [3.5, 1.0, 3.5, 2.0]);
    }
}
