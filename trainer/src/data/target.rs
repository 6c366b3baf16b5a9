//! The target of a film: its class, or shares of several classes if films are mixed.

use metrics::argmax;
use model::class::{Class, PerClass};

/// The share of each class in a film; the shares add up to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Target(PerClass<f32>);

impl Target {
    /// The shares.
    pub(crate) const fn shares(self) -> PerClass<f32> {
        self.0
    }

    /// `share` of this target and the rest of another; `share` is in `0..=1`.
    #[must_use]
    pub(crate) fn mixed(self, other: Self, share: f32) -> Self {
        Self(PerClass(Class::ALL.map(|class| {
            share * self.0[class] + (1.0 - share) * other.0[class]
        })))
    }

    /// The class with the largest share, the first among equals.
    pub(crate) fn max(self) -> Class {
        Class::ALL[argmax(&self.0.0)]
    }
}

impl From<Class> for Target {
    /// Share 1 of one class.
    fn from(truth: Class) -> Self {
        Self(PerClass(Class::ALL.map(|class| f32::from(class == truth))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mixed_target_has_the_shares_that_were_mixed() {
        let (covid, normal) = (Target::from(Class::Covid19), Target::from(Class::Normal));
        let mixed = covid.mixed(normal, 0.25);
        assert_eq!(mixed.shares(), PerClass([0.25, 0.75, 0.0]));
        assert_eq!(mixed.max(), Class::Normal);
        assert_eq!(normal.mixed(normal, 0.3), normal);
        assert_eq!(covid.mixed(normal, 1.0), covid);
    }
}
