//! The gate's thresholds, chosen on validation pictures.

use std::collections::BTreeMap;

/// The most films that may be refused: 3 %.
const MOST_REFUSED: f64 = 0.03;
/// The most films of one source that may be refused: 8 %, but one film always may.
const MOST_REFUSED_OF_SOURCE: f64 = 0.08;
/// The most films that may be called mirrored: 2 %.
const MOST_WARNED: f64 = 0.02;

/// The least score of a film: of those that refuse few enough films, overall and of each source, the one with
/// the least sum of the shares of refused films and admitted outliers; without outliers the highest. Among
/// scores that refuse the same, the middle one.
pub(super) fn least_film_score(films: &[(&str, f32)], outliers: &[f32]) -> f32 {
    let mut sorted = films.to_vec();
    sorted.sort_by(|(_, one), (_, other)| one.total_cmp(other));
    let mut sources: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (source, _) in films {
        sources.entry(source).or_default().1 += 1;
    }
    let mut best = (f64::INFINITY, cut(&sorted, 0, outliers));
    for refused in 0..=allowed(MOST_REFUSED, sorted.len()) {
        if let Some((source, _)) = refused.checked_sub(1).map(|last| sorted[last]) {
            let (refused, films) = sources.entry(source).or_default();
            *refused += 1;
            if *refused > allowed(MOST_REFUSED_OF_SOURCE, *films).max(1) {
                break;
            }
        }
        let score = cut(&sorted, refused, outliers);
        let admitted = outliers.iter().filter(|&&outlier| outlier >= score).count();
        let loss = refused as f64 / sorted.len().max(1) as f64
            + admitted as f64 / outliers.len().max(1) as f64;
        if outliers.is_empty() || loss < best.0 {
            best = (loss, score);
        }
    }
    best.1
}

/// The least margin of an upright film.
pub(super) fn least_upright_margin(margins: &[f32]) -> f32 {
    let mut sorted: Vec<(&str, f32)> = margins.iter().map(|&margin| ("", margin)).collect();
    sorted.sort_by(|(_, one), (_, other)| one.total_cmp(other));
    cut(&sorted, allowed(MOST_WARNED, sorted.len()), &[])
}

/// Between the first film above and the last film or outlier below; below all, as far as the second film is
/// above the first.
fn cut(films: &[(&str, f32)], below: usize, outliers: &[f32]) -> f32 {
    let score = |at: usize| films.get(at).map(|&(_, score)| score);
    let last = below.checked_sub(1).and_then(score);
    let Some(first) = score(below) else {
        return last.unwrap_or(0.0);
    };
    let below_first = outliers.iter().copied().filter(|&outlier| outlier < first);
    let last = below_first.chain(last).max_by(f32::total_cmp);
    let distance = |second| second - first;
    last.map_or_else(
        || first - score(1).map_or(0.0, distance),
        |last| last.midpoint(first),
    )
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a count"
)]
fn allowed(share: f64, films: usize) -> usize {
    (share * films as f64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 200 films with scores of 0.00 to 1.99, every fourth of source `b`.
    fn films() -> Vec<(&'static str, f32)> {
        let source = |number| if number % 4 == 0 { "b" } else { "a" };
        (0..200)
            .map(|number| (source(number), number as f32 / 100.0))
            .collect()
    }

    fn refused(films: &[(&str, f32)], least: f32) -> usize {
        films.iter().filter(|(_, score)| *score < least).count()
    }

    #[test]
    fn without_outliers_three_in_a_hundred_are_refused() {
        let films = films();
        assert_eq!(refused(&films, least_film_score(&films, &[])), 6);
    }

    #[test]
    fn a_source_is_not_refused_beyond_its_share() {
        // Of the 25 films of source `c` two may be refused; they have the lowest scores.
        let mut films = films();
        for (number, film) in films.iter_mut().take(25).enumerate() {
            *film = ("c", number as f32 / 1000.0);
        }
        assert_eq!(refused(&films, least_film_score(&films, &[])), 2);
    }

    #[test]
    fn no_more_films_are_refused_than_outliers_demand() {
        let films = films();
        let outliers = [-1.0, -0.5, 0.012, 0.013];
        let least = least_film_score(&films, &outliers);
        assert_eq!(refused(&films, least), 2);
        // One outlier above all films cannot be refused by any choice.
        let least = least_film_score(&films, &[-1.0, 3.0]);
        assert!((least + 0.5).abs() < 1e-6, "{least}");
    }

    #[test]
    fn two_in_a_hundred_are_called_mirrored() {
        let margins: Vec<f32> = (0..150).map(|number| number as f32).collect();
        assert!((least_upright_margin(&margins) - 2.5).abs() < 1e-6);
        assert!(least_upright_margin(&[3.0]) <= 3.0);
        assert!(least_upright_margin(&[]).abs() < 1e-6);
    }
}
