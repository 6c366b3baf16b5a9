//! The films that wait, in their order, and how many workers they are worth.

use std::collections::VecDeque;

use crate::protocol::EngineKind;

/// A helper pays for its start with as many films as these.
const FILMS_OF_A_HELPER: usize = 3;

/// More workers than this would not get cores, or memory, of their own.
const MOST_WORKERS: usize = 4;

/// How many helpers should be there while so many films wait. A GPU is one however many ask it: the
/// one helper prepares its film while the GPU has the lead's.
pub(super) fn helpers_for(waiting: usize, cores: usize, engine: EngineKind) -> usize {
    let most = match engine {
        EngineKind::WebGpu => 1,
        EngineKind::Cpu => cores.min(MOST_WORKERS).saturating_sub(1),
    };
    most.min(waiting / FILMS_OF_A_HELPER)
}

/// Films that wait.
pub(super) struct Line<F>(VecDeque<Place<F>>);

struct Place<F> {
    film: F,
    /// It was at hand when a helper died and may be why.
    for_lead: bool,
}

impl<F> Default for Line<F> {
    fn default() -> Self {
        Self(VecDeque::new())
    }
}

impl<F> Line<F> {
    /// Takes a film on, as the last.
    pub(super) fn join(&mut self, film: F) {
        self.0.push_back(Place {
            film,
            for_lead: false,
        });
    }

    /// Takes back a film whose worker is gone, as the first.
    pub(super) fn put_back(&mut self, film: F) {
        self.0.push_front(Place {
            film,
            for_lead: false,
        });
    }

    /// Takes back a film whose helper died with it, as the first; no helper gets it again.
    pub(super) fn put_back_for_lead(&mut self, film: F) {
        self.0.push_front(Place {
            film,
            for_lead: true,
        });
    }

    /// The lead's next film.
    pub(super) fn next_for_lead(&mut self) -> Option<F> {
        self.0.pop_front().map(|place| place.film)
    }

    /// A helper's next film.
    pub(super) fn next_for_helper(&mut self) -> Option<F> {
        let first = self.0.iter().position(|place| !place.for_lead)?;
        self.0.remove(first).map(|place| place.film)
    }

    /// The films that come next.
    pub(super) fn first(&mut self, films: usize) -> impl Iterator<Item = &mut F> {
        self.0.iter_mut().take(films).map(|place| &mut place.film)
    }

    /// How many films a helper may have.
    pub(super) fn open_to_helpers(&self) -> usize {
        self.0.iter().filter(|place| !place.for_lead).count()
    }

    /// Takes all films out.
    pub(super) fn clear(&mut self) -> Vec<F> {
        self.0.drain(..).map(|place| place.film).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn helpers_come_with_the_films_and_not_beyond_the_cores() {
        for (waiting, cores, helpers) in [
            (2, 8, 0),
            (3, 8, 1),
            (64, 8, 3),
            (64, 2, 1),
            (64, 1, 0),
            (64, 0, 0),
        ] {
            assert_eq!(helpers_for(waiting, cores, EngineKind::Cpu), helpers);
        }
        assert_eq!(helpers_for(64, 8, EngineKind::WebGpu), 1);
        assert_eq!(helpers_for(2, 8, EngineKind::WebGpu), 0);
    }

    #[test]
    fn films_leave_in_the_order_they_came() {
        let mut line = Line::default();
        for film in 0..3 {
            line.join(film);
        }
        assert_eq!(line.next_for_lead(), Some(0));
        assert_eq!(line.next_for_helper(), Some(1));
        line.put_back(1);
        assert_eq!(line.next_for_lead(), Some(1));
        assert_eq!(line.clear(), [2]);
        assert_eq!(line.next_for_lead(), None);
    }

    #[test]
    fn a_film_that_a_helper_died_with_is_for_the_lead() {
        let mut line = Line::default();
        line.join(1);
        line.put_back_for_lead(0);
        assert_eq!(line.open_to_helpers(), 1);
        assert_eq!(line.next_for_helper(), Some(1));
        assert_eq!(line.next_for_helper(), None);
        assert_eq!(line.next_for_lead(), Some(0));
    }
}
