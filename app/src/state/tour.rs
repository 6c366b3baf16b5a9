//! The tour through the page.

/// A step of the tour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TourStep {
    /// Where films go in.
    Films,
    /// How an answer is read.
    Answer,
    /// How to look at a film and at what moved the answer.
    Why,
    /// How to check model and page.
    Trust,
}

impl TourStep {
    /// All steps in their order.
    pub const ALL: [Self; 4] = [Self::Films, Self::Answer, Self::Why, Self::Trust];

    /// Its number, from 1.
    pub const fn number(self) -> usize {
        self as usize + 1
    }

    /// The next step, unless it is the last one.
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self as usize + 1).copied()
    }

    /// The step before, unless it is the first one.
    pub fn previous(self) -> Option<Self> {
        Self::ALL.get((self as usize).checked_sub(1)?).copied()
    }

    /// The part of the page that it is about, as a CSS selector.
    pub const fn target(self) -> &'static str {
        match self {
            Self::Films | Self::Why => ".drop-zone",
            Self::Answer => ".result-panel",
            Self::Trust => "nav.pages",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_steps_follow_each_other_both_ways() {
        let mut steps = vec![TourStep::Films];
        while let Some(next) = steps.last().and_then(|step| step.next()) {
            assert_eq!(next.previous(), steps.last().copied());
            assert_eq!(next.number(), steps.len() + 1);
            steps.push(next);
        }
        assert_eq!(steps, TourStep::ALL);
        assert_eq!(TourStep::Films.previous(), None);
    }
}
