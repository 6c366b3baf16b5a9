//! How fast films are classified, and the time that is left.

use std::collections::VecDeque;

/// How many finished films an estimate looks back on.
const LOOK_BACK: usize = 25;

/// Films that several workers finish at the same time count as one step: that many workers run at most.
const STEP: usize = 4;

/// When the last films were finished.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pace(VecDeque<f64>);

impl Pace {
    /// Notes that a film was finished at this time, in milliseconds of a clock that never goes back.
    pub fn note(&mut self, now: f64) {
        if self.0.len() == LOOK_BACK {
            self.0.pop_front();
        }
        self.0.push_back(now);
    }

    /// Forgets the past: the work was interrupted.
    pub fn reset(&mut self) {
        self.0.clear();
    }

    /// Milliseconds that this many films will take: the median time of the last films, so that a single
    /// slow one does not count. `None` until there are enough of them.
    pub fn time_left(&self, films: usize) -> Option<f64> {
        let later = self.0.iter().skip(STEP);
        let mut steps: Vec<f64> = self
            .0
            .iter()
            .zip(later)
            .map(|(from, to)| to - from)
            .collect();
        steps.sort_by(f64::total_cmp);
        let median = steps.get(steps.len() / 2)?;
        Some(median / STEP as f64 * films as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn pace(times: impl IntoIterator<Item = f64>) -> Pace {
        let mut pace = Pace::default();
        times.into_iter().for_each(|time| pace.note(time));
        pace
    }

    fn check(pace: &Pace, films: usize, expected: f64) {
        let found = pace.time_left(films).unwrap();
        assert!((found - expected).abs() < 1e-6, "{found}");
    }

    #[test]
    fn the_time_left_follows_the_median_of_the_last_films() {
        assert_eq!(pace([1.0, 2.0, 3.0, 4.0]).time_left(9), None);
        check(&pace((0..9).map(|n| f64::from(n) * 500.0)), 10, 5_000.0);
        // One film took a minute.
        let slow = (0..24).map(|n| f64::from(n) * 500.0 + if n > 3 { 60_000.0 } else { 0.0 });
        check(&pace(slow), 10, 5_000.0);
        // What was long ago does not count.
        let faster = (0..40).map(|n| f64::from(n) * if n < 10 { 900.0 } else { 100.0 } + 9e4);
        check(&pace(faster), 10, 1_000.0);
    }

    #[test]
    fn films_that_workers_finish_together_are_one_step() {
        let together = (0..6).flat_map(|step| [f64::from(step) * 2_000.0; 4]);
        check(&pace(together), 8, 4_000.0);
    }

    #[test]
    fn an_interruption_does_not_count() {
        let mut pace = pace((0..9).map(f64::from));
        pace.reset();
        assert_eq!(pace.time_left(1), None);
    }
}
