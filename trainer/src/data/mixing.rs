//! Mixes the films of a batch in pairs: mixup blends them, cutmix pastes a rectangle of one into the
//! other. Their targets are mixed in the same shares.

use std::ops::Range;

use model::input::NetworkInput;

use super::target::Target;
use crate::random::Stream;
use crate::recipe::Augmentation;

/// How a batch is mixed, with the parameter of the beta distribution.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Mixing {
    /// Zhang et al., 2018.
    Mixup(f64),
    /// Yun et al., 2019.
    Cutmix(f64),
}

impl Mixing {
    /// Draws the mixing of a batch, one of the two if both are on.
    fn draw(augmentation: &Augmentation, stream: &mut Stream) -> Option<Self> {
        let on = |parameter: f32| (parameter > 0.0).then(|| f64::from(parameter));
        let mixup = on(augmentation.mixup).map(Self::Mixup);
        let cutmix = on(augmentation.cutmix).map(Self::Cutmix);
        match (mixup, cutmix) {
            (Some(mixup), Some(cutmix)) => Some([mixup, cutmix][stream.below(2)]),
            (mixup, cutmix) => mixup.or(cutmix),
        }
    }
}

/// Mixes each film of a batch with the next one, the last with the first; their order is already
/// random. Each pair draws a share.
pub(crate) fn mix(
    inputs: &mut [NetworkInput],
    targets: &mut [Target],
    augmentation: &Augmentation,
    stream: &mut Stream,
) {
    let Some(mixing) = Mixing::draw(augmentation, stream) else {
        return;
    };
    let next = 1.min(inputs.len());
    let (mut others, mut other_targets) = (inputs.to_vec(), targets.to_vec());
    others.rotate_left(next);
    other_targets.rotate_left(next);
    let films = inputs.iter_mut().zip(targets);
    for ((film, target), (other, other_target)) in films.zip(others.iter().zip(other_targets)) {
        let share = match mixing {
            Mixing::Mixup(parameter) => blend(film, other, share(stream.beta(parameter))),
            Mixing::Cutmix(parameter) => {
                let rectangle = Rectangle::draw(film.side, 1.0 - stream.beta(parameter), stream);
                rectangle.paste(film, other)
            }
        };
        *target = target.mixed(other_target, share);
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a share needs no more than the digits of an f32"
)]
const fn share(number: f64) -> f32 {
    number as f32
}

/// Blends a share of the film with the rest of the other; returns the share.
fn blend(film: &mut NetworkInput, other: &NetworkInput, share: f32) -> f32 {
    for (value, other) in film.values.iter_mut().zip(&other.values) {
        *value = share * *value + (1.0 - share) * other;
    }
    share
}

/// A rectangle of a film.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rectangle {
    columns: Range<u32>,
    rows: Range<u32>,
}

impl Rectangle {
    /// A square with about this share of the film's area, centred on any pixel and cut off at the edges.
    fn draw(side: u32, share_of_film: f64, stream: &mut Stream) -> Self {
        let reach = share(share_of_film.sqrt() * f64::from(side) / 2.0);
        let mut range = || {
            let centre = stream.unit() * side as f32;
            pixels(centre - reach)..pixels(centre + reach).min(side)
        };
        Self {
            columns: range(),
            rows: range(),
        }
    }

    /// Pastes this rectangle of another film; returns the share of the first that is left.
    fn paste(&self, film: &mut NetworkInput, other: &NetworkInput) -> f32 {
        let side = film.side as usize;
        let columns = self.columns.start as usize..self.columns.end as usize;
        for row in self.rows.clone() {
            let start = row as usize * side;
            let pixels = start + columns.start..start + columns.end;
            film.values[pixels.clone()].copy_from_slice(&other.values[pixels]);
        }
        let pasted = self.columns.len() * self.rows.len();
        1.0 - pasted as f32 / (side * side) as f32
    }
}

/// A position rounded to whole pixels, 0 if it lies before the film.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "negative positions become 0, the largest is a few sides"
)]
fn pixels(position: f32) -> u32 {
    position.round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::class::{Class, PerClass};

    const SIDE: u32 = 32;
    const CLASSES: [Class; 3] = Class::ALL;

    fn augmentation(mixup: f32, cutmix: f32) -> Augmentation {
        Augmentation {
            mixup,
            cutmix,
            ..Augmentation::NONE
        }
    }

    /// Three even films, of grey 0, 1 and 2 by class, after mixing.
    fn mixed(mixup: f32, cutmix: f32, batch: u64) -> (Vec<NetworkInput>, Vec<PerClass<f32>>) {
        let even = |class: Class| NetworkInput {
            side: SIDE,
            values: vec![class.index() as f32; (SIDE * SIDE) as usize],
        };
        let mut inputs: Vec<NetworkInput> = CLASSES.into_iter().map(even).collect();
        let mut targets = CLASSES.map(Target::from);
        let mut stream = Stream::new(1, &[batch]);
        let augmentation = augmentation(mixup, cutmix);
        mix(&mut inputs, &mut targets, &augmentation, &mut stream);
        (inputs, targets.map(Target::shares).to_vec())
    }

    #[test]
    fn nothing_is_mixed_if_both_are_off() {
        let (inputs, targets) = mixed(0.0, 0.0, 1);
        for (index, (input, target)) in inputs.iter().zip(targets).enumerate() {
            assert!(
                input
                    .values
                    .iter()
                    .all(|value| (value - index as f32).abs() < 1e-9)
            );
            assert_eq!(target, Target::from(CLASSES[index]).shares());
        }
    }

    #[test]
    fn mixup_blends_pixels_and_targets_in_the_same_share() {
        let mut own_shares = 0;
        for batch in 0..50 {
            let (inputs, targets) = mixed(0.4, 0.0, batch);
            for (index, (input, target)) in inputs.iter().zip(&targets).enumerate() {
                let (own, other) = (CLASSES[index], CLASSES[(index + 1) % 3]);
                assert!((target[own] + target[other] - 1.0).abs() < 1e-6);
                let expected =
                    target[own] * own.index() as f32 + target[other] * other.index() as f32;
                assert!(
                    input
                        .values
                        .iter()
                        .all(|value| (value - expected).abs() < 1e-5)
                );
            }
            let shares = [0, 1, 2].map(|index| targets[index].0[index]);
            own_shares += usize::from((shares[0] - shares[1]).abs() > 0.01);
        }
        assert!(
            own_shares > 25,
            "{own_shares} of 50 batches have more than one share"
        );
    }

    #[test]
    fn cutmix_pastes_exactly_the_share_of_the_target() {
        let mut pasted = 0;
        for batch in 0..100 {
            let (inputs, targets) = mixed(0.0, 1.0, batch);
            for (index, (input, target)) in inputs.iter().zip(&targets).enumerate() {
                let (own, other) = (CLASSES[index], CLASSES[(index + 1) % 3]);
                let is = |value: f32, class: Class| (value - class.index() as f32).abs() < 1e-9;
                let from_other = input
                    .values
                    .iter()
                    .filter(|&&value| is(value, other))
                    .count();
                let from_own = input.values.iter().filter(|&&value| is(value, own)).count();
                assert_eq!(from_own + from_other, input.values.len());
                let share = from_other as f32 / input.values.len() as f32;
                assert!(
                    (target[other] - share).abs() < 1e-6
                        && (target[own] - 1.0 + share).abs() < 1e-6
                );
                pasted += usize::from(from_other > 0);
            }
        }
        assert!(pasted > 250, "{pasted}");
    }

    #[test]
    fn a_rectangle_is_a_square_cut_off_at_the_edges() {
        let mut stream = Stream::new(4, &[]);
        for _ in 0..200 {
            let rectangle = Rectangle::draw(SIDE, 0.25, &mut stream);
            for range in [&rectangle.columns, &rectangle.rows] {
                let inside = range.start > 0 && range.end < SIDE;
                assert!(range.end <= SIDE && range.len() <= 17);
                assert!(!inside || range.len() >= 15, "{range:?}");
            }
        }
        assert_eq!(Rectangle::draw(SIDE, 0.0, &mut stream).columns.len(), 0);
    }

    #[test]
    fn if_both_are_on_each_batch_draws_one() {
        let mixings = (0..400).map(|batch| {
            let mut stream = Stream::new(1, &[batch]);
            Mixing::draw(&augmentation(0.2, 1.0), &mut stream)
        });
        let mixup = Mixing::Mixup(f64::from(0.2_f32));
        let drawn: Vec<_> = mixings.map(Option::unwrap).collect();
        let blended = drawn.iter().filter(|&&it| it == mixup).count();
        assert!((160..240).contains(&blended), "{blended}");
    }

    #[test]
    fn a_single_film_is_mixed_with_itself() {
        let values = vec![0.5; (SIDE * SIDE) as usize];
        let mut film = [NetworkInput { side: SIDE, values }];
        let mut target = [Target::from(Class::Normal)];
        let on = augmentation(1.0, 0.0);
        mix(&mut film, &mut target, &on, &mut Stream::new(1, &[]));
        assert!(
            film[0]
                .values
                .iter()
                .all(|value| (value - 0.5).abs() < 1e-6)
        );
        assert_eq!(target[0].max(), Class::Normal);
    }
}
