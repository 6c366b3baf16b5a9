//! Cohen's kappa: how much two readers agree beyond chance.

use model::estimate::Estimate;
use thiserror::Error;

use crate::interval::{Proportion, Z};

/// Why there is no kappa.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NoKappa {
    /// Nothing was read by both.
    #[error("no film was read by both")]
    NoFilms,
    /// Both chose the same class for every film, so that chance alone would have agreed as well.
    #[error("both readers chose one and the same class for every film")]
    OneClass,
}

/// Cohen's kappa with its 95 % interval, from the films that the first reader called one class (row) and
/// the second another (column).
///
/// The interval is the asymptotic one, cut at -1 and 1. Where both agree on every film, its variance is 0;
/// then the lower end follows from Wilson's interval of the agreement. Sources: Cohen, "A coefficient of
/// agreement for nominal scales" (1960); Fleiss, Cohen and Everitt, "Large sample standard errors of kappa
/// and weighted kappa" (1969), equation 13.
///
/// # Errors
/// [`NoKappa`] where chance cannot be told from agreement.
pub fn cohen_kappa<const N: usize>(counts: &[[u64; N]; N]) -> Result<Estimate, NoKappa> {
    let films: u64 = counts.iter().flatten().sum();
    if films == 0 {
        return Err(NoKappa::NoFilms);
    }
    let share = |count: u64| count as f64 / films as f64;
    let row: [u64; N] = std::array::from_fn(|class| counts[class].iter().sum());
    let column: [u64; N] = std::array::from_fn(|class| counts.iter().map(|row| row[class]).sum());
    if row
        .iter()
        .zip(&column)
        .any(|(&one, &other)| one == films && other == films)
    {
        return Err(NoKappa::OneClass);
    }
    let (row, column) = (row.map(share), column.map(share));
    let agreed: u64 = (0..N).map(|class| counts[class][class]).sum();
    let chance: f64 = row
        .iter()
        .zip(&column)
        .map(|(one, other)| one * other)
        .sum();
    let beyond_chance = |agreement: f64| (agreement - chance) / (1.0 - chance);
    let kappa = beyond_chance(share(agreed));
    if agreed == films {
        let agreement = Proportion::new(agreed, films).estimate();
        let low = agreement.map_or(-1.0, |agreement| beyond_chance(agreement.low));
        return Ok(Estimate {
            value: kappa,
            low,
            high: 1.0,
        });
    }
    let cells = (0..N).flat_map(|one| (0..N).map(move |other| (one, other)));
    let spread = cells.map(|(one, other)| {
        let weight = if one == other {
            1.0 - (row[one] + column[one]) * (1.0 - kappa)
        } else {
            (column[one] + row[other]) * (1.0 - kappa)
        };
        share(counts[one][other]) * weight * weight
    });
    let mean = kappa - chance * (1.0 - kappa);
    let variance = (spread.sum::<f64>() - mean * mean).max(0.0) / films as f64;
    let half = Z * variance.sqrt() / (1.0 - chance);
    Ok(Estimate {
        value: kappa,
        low: (kappa - half).max(-1.0),
        high: (kappa + half).min(1.0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Kappa, and the standard error that its interval has.
    fn check<const N: usize>(counts: [[u64; N]; N], kappa: f64, error: f64, digits: f64) {
        let found = cohen_kappa(&counts).unwrap();
        assert!((found.value - kappa).abs() < digits, "{found:?}");
        let found = (found.high - found.low) / (2.0 * Z);
        assert!((found - error).abs() < digits, "{found}");
    }

    #[test]
    fn kappa_is_that_of_the_literature() {
        // Fleiss, Levin and Paik, "Statistical Methods for Rates and Proportions" (2003), section 18.1:
        // two raters, 100 subjects, kappa 0.676 with the interval 0.504 to 0.848.
        check([[75, 1, 4], [5, 4, 1], [0, 0, 10]], 0.676, 0.0877, 6e-4);
        // R's vcd: Kappa(SexualFun) prints 0.1293 with the standard error 0.0686.
        check(
            [[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]],
            0.1293,
            0.0686,
            6e-5,
        );
    }

    #[test]
    fn chance_agreement_is_zero_and_contradiction_negative() {
        let chance = cohen_kappa(&[[4, 4], [4, 4]]).unwrap();
        assert!(chance.value.abs() < 1e-12 && chance.low < 0.0 && chance.high > 0.0);
        let contradiction = cohen_kappa(&[[0, 5], [5, 0]]).unwrap();
        assert!(
            (contradiction.value + 1.0).abs() < 1e-12,
            "{contradiction:?}"
        );
    }

    #[test]
    fn full_agreement_on_few_films_is_not_certain() {
        let few = cohen_kappa(&[[3, 0, 0], [0, 3, 0], [0, 0, 0]]).unwrap();
        let many = cohen_kappa(&[[300, 0, 0], [0, 300, 0], [0, 0, 0]]).unwrap();
        assert!((few.value - 1.0).abs() < 1e-12 && (many.value - 1.0).abs() < 1e-12);
        // Wilson's interval of 6 of 6 begins at 0.6097.
        assert!((few.low - (0.609_666 - 0.5) / 0.5).abs() < 1e-5, "{few:?}");
        assert!(many.low > 0.98 && few.low < many.low);
    }

    #[test]
    fn without_films_or_with_one_class_there_is_no_kappa() {
        assert_eq!(cohen_kappa(&[[0; 3]; 3]), Err(NoKappa::NoFilms));
        let one = cohen_kappa(&[[0, 0], [0, 9]]);
        assert_eq!(one, Err(NoKappa::OneClass));
        assert!(cohen_kappa(&[[0, 1], [0, 9]]).is_ok());
    }
}
