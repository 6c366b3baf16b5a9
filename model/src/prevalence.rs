//! What a positive call means among people of whom a known share has the disease: Bayes' rule.

use thiserror::Error;

use crate::class::Class;
use crate::estimate::Estimate;

/// The number of people that an [`Outlook`] counts.
pub const PEOPLE: f64 = 1000.0;

/// The share of people who have the disease.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Prevalence(f64);

/// A number that is not a share.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
#[error("the prevalence {0} is not in 0..=1")]
pub struct InvalidPrevalence(f64);

impl Prevalence {
    /// Until the user says better: 20 of 1,000 people. Low, because the collections that models are
    /// tested on, with a third of the films each, make every call look better than it is.
    pub const DEFAULT: Self = Self(0.02);

    /// The share as a number.
    pub const fn share(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Prevalence {
    type Error = InvalidPrevalence;

    fn try_from(share: f64) -> Result<Self, InvalidPrevalence> {
        if (0.0..=1.0).contains(&share) {
            Ok(Self(share))
        } else {
            Err(InvalidPrevalence(share))
        }
    }
}

/// Of [`PEOPLE`] people: how many are called, and how many of those have the disease.
///
/// The ends of an interval take sensitivity and specificity both at the ends of theirs that are worst
/// for it, so it is rather too wide than too narrow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook {
    /// People who are called.
    pub called: Estimate,
    /// People who are called and have the disease.
    pub rightly_called: Estimate,
    /// People who have the disease and are not called.
    pub missed: Estimate,
    /// The share of the called who have the disease (positive predictive value); `None` when nobody is
    /// called.
    pub ppv: Option<Estimate>,
    /// The share of the others who do not have it (negative predictive value); `None` when everybody
    /// is called.
    pub npv: Option<Estimate>,
}

impl Outlook {
    /// What an operating point of this sensitivity and specificity means at a prevalence.
    pub fn new(prevalence: Prevalence, sensitivity: Estimate, specificity: Estimate) -> Self {
        let Prevalence(share) = prevalence;
        let (sick, well) = (PEOPLE * share, PEOPLE * (1.0 - share));
        let (se, sp) = (sensitivity, specificity);
        let called = |se: f64, sp: f64| sick * se + well * (1.0 - sp);
        let ppv = |se: f64, sp: f64| ratio(sick * se, called(se, sp));
        let npv = |se: f64, sp: f64| ratio(well * sp, PEOPLE - called(se, sp));
        // An end that does not exist, because nobody is called there, bounds nothing.
        let share = |value: Option<f64>, low: Option<f64>, high: Option<f64>| {
            value.map(|value| Estimate {
                value,
                low: low.unwrap_or(0.0),
                high: high.unwrap_or(1.0),
            })
        };
        Self {
            called: Estimate {
                value: called(se.value, sp.value),
                low: called(se.low, sp.high),
                high: called(se.high, sp.low),
            },
            rightly_called: se.times(sick),
            missed: Estimate {
                value: sick * (1.0 - se.value),
                low: sick * (1.0 - se.high),
                high: sick * (1.0 - se.low),
            },
            ppv: share(
                ppv(se.value, sp.value),
                ppv(se.low, sp.low),
                ppv(se.high, sp.high),
            ),
            npv: share(
                npv(se.value, sp.value),
                npv(se.low, sp.low),
                npv(se.high, sp.high),
            ),
        }
    }

    /// In one sentence: "Of 1,000 people like this, 59 (40 to 80) would be called COVID-19 and 18 (17 to
    /// 19) of them have it; 2 (1 to 3) who have it would be missed."
    pub fn sentence(&self, class: Class) -> String {
        format!(
            "Of 1,000 people like this, {} would be called {class} and {} of them have it; {} who have it would be missed.",
            people(self.called),
            people(self.rightly_called),
            people(self.missed)
        )
    }
}

fn ratio(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

fn people(number: Estimate) -> String {
    format!(
        "{:.0} ({:.0} to {:.0})",
        number.value, number.low, number.high
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate(value: f64, low: f64, high: f64) -> Estimate {
        Estimate { value, low, high }
    }

    fn close(found: Estimate, expected: [f64; 3]) {
        for (found, expected) in [found.value, found.low, found.high]
            .into_iter()
            .zip(expected)
        {
            assert!((found - expected).abs() < 1e-9, "{found} for {expected}");
        }
    }

    /// 20 sick of 1,000; 18 of them found; 98 of 980 well called too.
    #[test]
    fn the_figures_are_those_computed_by_hand() {
        let sensitivity = estimate(0.9, 0.8, 0.95);
        let specificity = estimate(0.9, 0.85, 0.95);
        let outlook = Outlook::new(Prevalence::DEFAULT, sensitivity, specificity);
        // 18 + 98; 16 + 49; 19 + 147.
        close(outlook.called, [116.0, 65.0, 166.0]);
        close(outlook.rightly_called, [18.0, 16.0, 19.0]);
        close(outlook.missed, [2.0, 1.0, 4.0]);
        // 18 / 116; 16 / (16 + 147); 19 / (19 + 49).
        close(
            outlook.ppv.unwrap(),
            [18.0 / 116.0, 16.0 / 163.0, 19.0 / 68.0],
        );
        // 882 / 884; 833 / (833 + 4); 931 / (931 + 1).
        close(
            outlook.npv.unwrap(),
            [882.0 / 884.0, 833.0 / 837.0, 931.0 / 932.0],
        );
        assert_eq!(
            outlook.sentence(Class::Covid19),
            "Of 1,000 people like this, 116 (65 to 166) would be called COVID-19 and 18 (16 to 19) of them have it; 2 (1 to 4) who have it would be missed."
        );
    }

    #[test]
    fn half_the_people_sick_gives_the_figures_of_a_balanced_test() {
        let half = Prevalence::try_from(0.5).unwrap();
        let exact = |value| estimate(value, value, value);
        let outlook = Outlook::new(half, exact(0.8), exact(0.6));
        // 400 of 500 sick and 200 of 500 well.
        close(outlook.called, [600.0; 3]);
        close(outlook.ppv.unwrap(), [2.0 / 3.0; 3]);
        close(outlook.npv.unwrap(), [0.75; 3]);
    }

    #[test]
    fn nobody_or_everybody_called_has_no_share() {
        let exact = |value| estimate(value, value, value);
        let nobody = Outlook::new(Prevalence::DEFAULT, exact(0.0), exact(1.0));
        assert_eq!(nobody.ppv, None);
        let everybody = Outlook::new(Prevalence::DEFAULT, exact(1.0), exact(0.0));
        assert_eq!(everybody.npv, None);
        close(everybody.ppv.unwrap(), [0.02; 3]);
        let none_sick = Outlook::new(Prevalence::try_from(0.0).unwrap(), exact(0.9), exact(0.9));
        close(none_sick.ppv.unwrap(), [0.0; 3]);
    }

    #[test]
    fn a_prevalence_is_a_share() {
        assert_eq!(Prevalence::try_from(0.3).map(Prevalence::share), Ok(0.3));
        for share in [-0.1, 1.1, f64::NAN] {
            assert!(Prevalence::try_from(share).is_err());
        }
    }
}
