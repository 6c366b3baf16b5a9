//! Ranking of the films by the probability of a class: ROC and precision-recall curves, their areas.
//!
//! Films of equal probability are one step of the curve, as in scikit-learn.

use model::class::Class;

use crate::scored::Scored;

/// A point of a curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurvePoint {
    /// 1 - specificity of an ROC curve, recall of a precision-recall curve.
    pub x: f64,
    /// Sensitivity of an ROC curve, precision of a precision-recall curve.
    pub y: f64,
}

/// Area under the ROC curve of one class against the rest: the probability that a film of the class
/// is ranked above a film of another class, where a tie counts half.
///
/// `None` unless there are films of the class and of others.
pub fn roc_auc(films: &[Scored], class: Class) -> Option<f64> {
    let mut above = 0.0;
    let mut ordered_pairs = 0.0;
    for step in steps(films, class) {
        ordered_pairs += step.others * (above + step.hits / 2.0);
        above += step.hits;
    }
    let pairs = above * (films.len() as f64 - above);
    (pairs > 0.0).then(|| ordered_pairs / pairs)
}

/// Average precision of one class against the rest: the precision at each step of the ranking,
/// weighted with the recall that the step adds.
///
/// `None` unless there are films of the class.
pub fn average_precision(films: &[Scored], class: Class) -> Option<f64> {
    let (mut above, mut seen, mut weighted) = (0.0, 0.0, 0.0);
    for step in steps(films, class) {
        above += step.hits;
        seen += step.hits + step.others;
        weighted += step.hits * above / seen;
    }
    (above > 0.0).then(|| weighted / above)
}

/// The ROC curve of one class against the rest, from (0, 0) to (1, 1); [`roc_auc`] is the area below
/// it.
///
/// `None` unless there are films of the class and of others.
pub fn roc_curve(films: &[Scored], class: Class) -> Option<Vec<CurvePoint>> {
    let steps = steps(films, class);
    let hits: f64 = steps.iter().map(|step| step.hits).sum();
    let others = films.len() as f64 - hits;
    let (mut false_positives, mut found) = (0.0, 0.0);
    let points = steps.iter().map(|step| {
        false_positives += step.others;
        found += step.hits;
        CurvePoint {
            x: false_positives / others,
            y: found / hits,
        }
    });
    let start = CurvePoint { x: 0.0, y: 0.0 };
    (hits > 0.0 && others > 0.0).then(|| std::iter::once(start).chain(points).collect())
}

/// The precision-recall curve of one class against the rest, from the most probable films down;
/// [`average_precision`] is the area below its steps.
///
/// `None` unless there are films of the class.
pub fn precision_recall_curve(films: &[Scored], class: Class) -> Option<Vec<CurvePoint>> {
    let steps = steps(films, class);
    let hits: f64 = steps.iter().map(|step| step.hits).sum();
    let (mut seen, mut found) = (0.0, 0.0);
    let points = steps.iter().map(|step| {
        seen += step.hits + step.others;
        found += step.hits;
        CurvePoint {
            x: found / hits,
            y: found / seen,
        }
    });
    (hits > 0.0).then(|| points.collect())
}

/// Films of equal probability, counted by whether they are of the class.
#[derive(Debug, Default)]
struct RankingStep {
    hits: f64,
    others: f64,
}

/// The steps of the ranking, from the highest probability down.
fn steps(films: &[Scored], class: Class) -> Vec<RankingStep> {
    let mut ranked: Vec<(f64, bool)> = films
        .iter()
        .map(|film| (film.probabilities[class], film.truth == class))
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    ranked
        .chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq())
        .map(|equal| {
            let hits = equal.iter().filter(|(_, hit)| *hit).count();
            RankingStep {
                hits: hits as f64,
                others: (equal.len() - hits) as f64,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::class::PerClass;

    fn films(rows: &[(Class, f64)]) -> Vec<Scored> {
        rows.iter()
            .map(|&(truth, p)| Scored {
                truth,
                probabilities: PerClass([p, 1.0 - p, 0.0]),
            })
            .collect()
    }

    #[test]
    fn a_perfect_ranking_scores_one_and_a_reversed_one_zero() {
        let (sick, well) = (Class::Covid19, Class::Normal);
        let perfect = films(&[(sick, 0.9), (sick, 0.8), (well, 0.3), (well, 0.1)]);
        assert_eq!(roc_auc(&perfect, sick), Some(1.0));
        assert_eq!(average_precision(&perfect, sick), Some(1.0));
        let reversed = films(&[(well, 0.9), (sick, 0.8)]);
        assert_eq!(roc_auc(&reversed, sick), Some(0.0));
        assert_eq!(average_precision(&reversed, sick), Some(0.5));
    }

    #[test]
    fn a_tie_counts_half() {
        let tied = films(&[(Class::Covid19, 0.5), (Class::Normal, 0.5)]);
        assert_eq!(roc_auc(&tied, Class::Covid19), Some(0.5));
        assert_eq!(average_precision(&tied, Class::Covid19), Some(0.5));
    }

    #[test]
    fn a_single_or_missing_class_has_no_curve() {
        let alone = films(&[(Class::Covid19, 0.5)]);
        assert_eq!(roc_auc(&alone, Class::Covid19), None);
        assert_eq!(roc_auc(&alone, Class::Pneumonia), None);
        assert_eq!(average_precision(&alone, Class::Pneumonia), None);
        assert_eq!(roc_auc(&[], Class::Covid19), None);
        assert_eq!(roc_curve(&alone, Class::Covid19), None);
        assert_eq!(precision_recall_curve(&alone, Class::Pneumonia), None);
    }

    #[test]
    fn equal_probabilities_are_one_point_of_a_curve() {
        let (sick, well) = (Class::Covid19, Class::Normal);
        let ranked = films(&[(sick, 0.9), (sick, 0.5), (well, 0.5), (well, 0.1)]);
        let roc = roc_curve(&ranked, sick).unwrap();
        let pairs = |curve: Vec<CurvePoint>| -> Vec<(f64, f64)> {
            curve.into_iter().map(|point| (point.x, point.y)).collect()
        };
        assert_eq!(pairs(roc), [(0.0, 0.0), (0.0, 0.5), (0.5, 1.0), (1.0, 1.0)]);
        let curve = precision_recall_curve(&ranked, sick).unwrap();
        assert_eq!(pairs(curve), [(0.5, 1.0), (1.0, 2.0 / 3.0), (1.0, 0.5)]);
    }
}
