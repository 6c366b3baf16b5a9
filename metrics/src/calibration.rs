//! The choice of a calibration: temperature, vector scaling or Dirichlet, by cross-validation.

use std::collections::BTreeMap;

use model::calibration::{Calibration, Logits, Method};
use model::class::{Class, PerClass};

use crate::scored::Scored;
use crate::softmax::log_sum_exp;
use crate::softmax_regression::{Row, fit};
use crate::temperature::{LabelledLogits, fit_temperature};

/// The number of parts that the patients are divided into.
const FOLDS: usize = 10;

/// The lowest probability in a log loss: the smallest that a table with seven digits shows.
const FLOOR: f64 = 1e-7;

/// A kind of calibration that can be fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalibrationKind {
    /// One parameter.
    Temperature,
    /// Six parameters.
    VectorScaling,
    /// Twelve parameters.
    Dirichlet,
}

/// How well a kind of calibration does on films that it was not fitted on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KindResult {
    /// The kind.
    pub kind: CalibrationKind,
    /// The mean log loss.
    pub log_loss: f64,
    /// How much greater it is than the lowest.
    pub excess: f64,
    /// The standard error of the excess over patients.
    pub standard_error: f64,
}

/// A fitted calibration and how it was chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct CalibrationFit {
    /// Fitted on all films.
    pub calibration: Calibration,
    /// The kinds compared, the simplest first.
    pub kinds: Vec<KindResult>,
    /// The films as the chosen kind predicts them when fitted without their patients: what thresholds
    /// may be fitted on without a film vouching for itself.
    pub held_out: Vec<Scored>,
}

impl CalibrationKind {
    /// All kinds, the simplest first.
    pub const ALL: [Self; 3] = [Self::Temperature, Self::VectorScaling, Self::Dirichlet];

    /// Its name for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Temperature => "temperature scaling",
            Self::VectorScaling => "vector scaling",
            Self::Dirichlet => "Dirichlet calibration",
        }
    }

    /// Fits it; `None` without films or with a logit that is not finite.
    pub fn fit(self, films: &[LabelledLogits]) -> Option<Calibration> {
        let method = match self {
            Self::Temperature => Method::Temperature {
                temperature: single(fit_temperature(films)?.temperature),
            },
            Self::VectorScaling => {
                let rows: Vec<Row<6>> = films.iter().map(vector_scaling_row).collect();
                let fitted = fit(&rows, [1.0, 1.0, 1.0, 0.0, 0.0, 0.0])?;
                Method::VectorScaling {
                    scale: triple(&fitted[..3]),
                    bias: triple(&fitted[3..]),
                }
            }
            Self::Dirichlet => {
                let rows: Vec<Row<12>> = films.iter().map(dirichlet_row).collect();
                // The identity matrix without bias.
                let start = [1., 0., 0., 0., 1., 0., 0., 0., 1., 0., 0., 0.];
                let fitted = fit(&rows, start)?;
                Method::Dirichlet {
                    weights: PerClass([0, 3, 6].map(|at| triple(&fitted[at..at + 3]))),
                    bias: triple(&fitted[9..]),
                }
            }
        };
        method.try_into().ok()
    }
}

/// The parameters are the factors, then the biases.
fn vector_scaling_row(film: &LabelledLogits) -> Row<6> {
    let features = |class: Class| {
        let mut features = [0.0; 6];
        features[class.index()] = film.logits[class];
        features[Class::COUNT + class.index()] = 1.0;
        features
    };
    Row {
        truth: film.truth,
        features: Class::ALL.map(features),
    }
}

/// The parameters are the weights, row by row, then the biases.
fn dirichlet_row(film: &LabelledLogits) -> Row<12> {
    let total = log_sum_exp(&film.logits.0);
    let logarithms = film.logits.0.map(|logit| logit - total);
    let features = |class: Class| {
        let mut features = [0.0; 12];
        let row = Class::COUNT * class.index();
        features[row..row + Class::COUNT].copy_from_slice(&logarithms);
        features[9 + class.index()] = 1.0;
        features
    };
    Row {
        truth: film.truth,
        features: Class::ALL.map(features),
    }
}

/// Three of the fitted parameters.
fn triple(fitted: &[f64]) -> PerClass<f32> {
    PerClass([0, 1, 2].map(|at| single(fitted[at])))
}

/// As the page computes.
#[expect(clippy::cast_possible_truncation, reason = "the page computes in f32")]
const fn single(value: f64) -> f32 {
    value as f32
}

/// Fits the simplest calibration whose cross-validated log loss is within one standard error of the
/// lowest. `patients` names the patient of each film by a number; a patient's films are held out
/// together.
///
/// `None` with fewer than two patients, or with a logit that is not finite.
pub fn fit_calibration(films: &[LabelledLogits], patients: &[usize]) -> Option<CalibrationFit> {
    let folds = folds(films, patients)?;
    let held_out = CalibrationKind::ALL.map(|kind| held_out(kind, films, &folds));
    let losses = held_out
        .iter()
        .map(|films| Some(losses(films.as_ref()?)))
        .collect::<Option<Vec<_>>>()?;
    let mean = |losses: &[f64]| losses.iter().sum::<f64>() / losses.len() as f64;
    let best = losses.iter().min_by(|a, b| mean(a).total_cmp(&mean(b)))?;
    let compared = CalibrationKind::ALL.into_iter().zip(&losses);
    let kinds: Vec<KindResult> = compared
        .map(|(kind, losses)| {
            let excess: Vec<f64> = losses
                .iter()
                .zip(best)
                .map(|(one, best)| one - best)
                .collect();
            KindResult {
                kind,
                log_loss: mean(losses),
                excess: mean(&excess),
                standard_error: standard_error(&excess, patients),
            }
        })
        .collect();
    let chosen = kinds.iter().position(|it| it.excess <= it.standard_error)?;
    let held_out = held_out.into_iter().nth(chosen)??;
    Some(CalibrationFit {
        calibration: kinds[chosen].kind.fit(films)?,
        kinds,
        held_out,
    })
}

/// The fold of each film: the patients of each class are dealt out in turn, so that every fold has
/// films of every class where there are enough.
fn folds(films: &[LabelledLogits], patients: &[usize]) -> Option<Vec<usize>> {
    let mut fold_of: BTreeMap<usize, usize> = BTreeMap::new();
    for class in Class::ALL {
        let of_class = films
            .iter()
            .zip(patients)
            .filter(|(film, _)| film.truth == class);
        for (_, &patient) in of_class {
            let next = fold_of.len() % FOLDS;
            fold_of.entry(patient).or_insert(next);
        }
    }
    (fold_of.len() > 1).then(|| patients.iter().map(|patient| fold_of[patient]).collect())
}

fn held_out(
    kind: CalibrationKind,
    films: &[LabelledLogits],
    folds: &[usize],
) -> Option<Vec<Scored>> {
    let mut predicted = vec![None; films.len()];
    for fold in 0..FOLDS {
        if !folds.contains(&fold) {
            continue;
        }
        let others = films.iter().zip(folds).filter(|&(_, &it)| it != fold);
        let others: Vec<LabelledLogits> = others.map(|(&film, _)| film).collect();
        let calibration = kind.fit(&others)?;
        for (index, film) in films
            .iter()
            .enumerate()
            .filter(|&(it, _)| folds[it] == fold)
        {
            let probabilities = calibration.apply(Logits(film.logits.map(single))).ok()?;
            predicted[index] = Some(Scored::new(film.truth, &probabilities));
        }
    }
    predicted.into_iter().collect()
}

fn losses(films: &[Scored]) -> Vec<f64> {
    let loss = |film: &Scored| -film.probabilities[film.truth].max(FLOOR).ln();
    films.iter().map(loss).collect()
}

/// The standard error of a mean over films, of which those of one patient depend on each other.
fn standard_error(values: &[f64], patients: &[usize]) -> f64 {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
    for (value, &patient) in values.iter().zip(patients) {
        *sums.entry(patient).or_default() += value - mean;
    }
    let groups = sums.len() as f64;
    let squares: f64 = sums.values().map(|sum| sum * sum).sum();
    (squares * groups / (groups - 1.0)).sqrt() / values.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::split_mix::SplitMix64;

    /// Films drawn from the probabilities that a calibration gives their logits.
    fn drawn(films: usize, truth: &Calibration) -> Vec<LabelledLogits> {
        let mut draws = SplitMix64::new(7);
        let mut uniform = move || draws.below(1 << 20) as f64 / f64::from(1 << 20);
        let film = |_| {
            let logits = PerClass([0.0; 3]).map(|_: f64| f64::from(single(8.0 * uniform() - 4.0)));
            let probabilities = truth.apply(Logits(logits.map(single))).unwrap().as_array();
            let mut rest = uniform();
            let class = Class::ALL
                .into_iter()
                .zip(probabilities)
                .find(|(_, probability)| {
                    rest -= f64::from(*probability);
                    rest < 0.0
                });
            LabelledLogits {
                truth: class.map_or(Class::Pneumonia, |(class, _)| class),
                logits,
            }
        };
        (0..films).map(film).collect()
    }

    fn alone(films: &[LabelledLogits]) -> Vec<usize> {
        (0..films.len()).collect()
    }

    #[test]
    fn the_simplest_calibration_that_explains_the_films_is_chosen() {
        let check = |truth: Method, kind: CalibrationKind| {
            let films = drawn(3000, &truth.try_into().unwrap());
            let fit = fit_calibration(&films, &alone(&films)).unwrap();
            let chosen = fit.kinds.iter().find(|it| it.excess <= it.standard_error);
            assert_eq!(chosen.unwrap().kind, kind, "{fit:?}");
            fit.calibration.method()
        };
        let cold = check(
            Method::Temperature { temperature: 2.0 },
            CalibrationKind::Temperature,
        );
        let Method::Temperature { temperature } = cold else {
            panic!("{cold:?}");
        };
        assert!((temperature - 2.0).abs() < 0.2, "{temperature}");
        let scale = PerClass([1.5, 0.5, 1.0]);
        let bias = PerClass([1.0, -0.5, -0.5]);
        let vector = check(
            Method::VectorScaling { scale, bias },
            CalibrationKind::VectorScaling,
        );
        let Method::VectorScaling { scale: found, .. } = vector else {
            panic!("{vector:?}");
        };
        for (found, scale) in found.0.into_iter().zip(scale.0) {
            assert!((found - scale).abs() < 0.15, "{found} for {scale}");
        }
        let weights = PerClass([[1.0, 0.8, 0.0], [0.0, 1.0, 0.0], [-0.6, 0.0, 0.5]].map(PerClass));
        let dirichlet = check(
            Method::Dirichlet { weights, bias },
            CalibrationKind::Dirichlet,
        );
        assert!(matches!(dirichlet, Method::Dirichlet { .. }));
    }

    #[test]
    fn no_patient_is_in_two_folds_and_every_fold_has_every_class() {
        let films = drawn(300, &Calibration::IDENTITY);
        let patients: Vec<usize> = (0..films.len()).map(|film| film / 2).collect();
        let folds = folds(&films, &patients).unwrap();
        for pair in folds.chunks(2) {
            assert_eq!(pair[0], pair[1]);
        }
        for fold in 0..FOLDS {
            for class in Class::ALL {
                let mut of_fold = films.iter().zip(&folds).filter(|&(_, &it)| it == fold);
                assert!(
                    of_fold.any(|(film, _)| film.truth == class),
                    "{fold} {class}"
                );
            }
        }
    }

    #[test]
    fn held_out_films_do_not_influence_their_prediction() {
        let mut films = drawn(200, &Calibration::IDENTITY);
        let patients = alone(&films);
        let folds = folds(&films, &patients).unwrap();
        let before = held_out(CalibrationKind::VectorScaling, &films, &folds).unwrap();
        films[3].truth = match films[3].truth {
            Class::Normal => Class::Pneumonia,
            _ => Class::Normal,
        };
        let after = held_out(CalibrationKind::VectorScaling, &films, &folds).unwrap();
        assert_eq!(before[3].probabilities, after[3].probabilities);
        assert_ne!(before[4].probabilities, after[4].probabilities);
    }

    #[test]
    fn films_of_one_patient_widen_the_standard_error() {
        let values: Vec<f64> = (0..100).map(|film| f64::from(film / 10)).collect();
        let alone: Vec<usize> = (0..100).collect();
        let tens: Vec<usize> = (0..100).map(|film| film / 10).collect();
        let single = standard_error(&values, &alone);
        // Standard deviation of 0..10 with n - 1, over the root of 100.
        assert!((single - (825.0_f64 / 99.0).sqrt() / 10.0).abs() < 1e-12);
        assert!(standard_error(&values, &tens) > 3.0 * single);
    }

    #[test]
    fn one_patient_or_broken_logits_have_no_calibration() {
        let films = drawn(20, &Calibration::IDENTITY);
        assert_eq!(fit_calibration(&films, &[0; 20]), None);
        assert_eq!(fit_calibration(&[], &[]), None);
        let mut broken = films.clone();
        broken[0].logits = PerClass([f64::NAN, 0.0, 0.0]);
        assert_eq!(fit_calibration(&broken, &alone(&broken)), None);
    }
}
