//! Augmentation: varies a training film in the order in which a film is made: the position of the patient,
//! the detector, compression, and occlusion.
//!
//! Each variation draws from a stream of its own, which depends on seed, epoch and film alone. So the
//! result does not depend on the thread, and switching a variation on does not change the others.

pub(crate) mod blur;
pub(crate) mod jpeg;
pub(crate) mod noise;
mod random_erasing;
pub(crate) mod tone;
pub(crate) mod warp;

use self::random_erasing::{Frame, Square};
use self::tone::Tone;
use self::warp::Warp;
use crate::random::Stream;
use crate::recipe::Augmentation;
use model::input::{InputSpec, NetworkInput};

/// The streams of a film. New ones go to the end, so that the others keep their numbers.
#[derive(Debug, Clone, Copy)]
enum Draw {
    Rotation,
    Shift,
    Zoom,
    Shear,
    Flip,
    Gamma,
    Contrast,
    Brightness,
    Blur,
    Noise,
    Jpeg,
    Border,
    Erase,
}

/// The varied film as the network takes it; `plane` has `side * side` grey values.
pub(super) fn vary(
    plane: &[u16],
    spec: &InputSpec,
    augmentation: &Augmentation,
    stream: &Stream,
) -> NetworkInput {
    let mut values = grey(plane, spec.side, augmentation, stream);
    for value in &mut values {
        // Rounded to 16 bits, as every film is that was not varied.
        *value = spec.normalise_pixel(sixteen_bits(*value));
    }
    NetworkInput {
        side: spec.side,
        values,
    }
}

/// The grey values of the varied film, in `0..=1`.
fn grey(plane: &[u16], side: u32, augmentation: &Augmentation, stream: &Stream) -> Vec<f32> {
    let of = |draw: Draw| stream.branch(draw as u64);
    let pixels = side as f32;

    let mut shift = of(Draw::Shift);
    let warp = Warp {
        rotation: of(Draw::Rotation)
            .within(augmentation.rotation)
            .to_radians(),
        zoom: 1.0 + of(Draw::Zoom).within(augmentation.zoom),
        shear: of(Draw::Shear).within(augmentation.shear),
        shift: [(); 2].map(|()| shift.within(augmentation.shift * pixels)),
        mirrored: of(Draw::Flip).unit() < augmentation.flip,
    };
    let mut grey = warp.apply(plane, side as usize);

    let tone = Tone {
        exponent: of(Draw::Gamma).within(augmentation.gamma).exp2(),
        contrast: 1.0 + of(Draw::Contrast).within(augmentation.contrast),
        brightness: of(Draw::Brightness).within(augmentation.brightness),
    };
    tone.apply(&mut grey);

    let deviation = of(Draw::Blur).unit() * augmentation.blur * pixels;
    blur::blur(&mut grey, side as usize, deviation);

    let mut stream = of(Draw::Noise);
    let deviation = stream.unit() * augmentation.noise;
    noise::add(&mut grey, deviation, &mut stream);

    let mut stream = of(Draw::Jpeg);
    if stream.unit() < augmentation.jpeg {
        let quality = jpeg::draw_quality(&mut stream);
        jpeg::compress(&mut grey, side, quality);
    }

    Frame::draw(side, augmentation.border, of(Draw::Border)).apply(&mut grey, side);
    Square::draw(side, augmentation.random_erasing, of(Draw::Erase)).apply(&mut grey, side);
    grey
}

/// A grey value in `0..=1` as 16 bits.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value is clamped to the range first"
)]
pub(crate) fn sixteen_bits(grey: f32) -> u16 {
    // Adding a half and truncating is much faster than `round` where processors lack it.
    (grey.clamp(0.0, 1.0) * f32::from(u16::MAX) + 0.5) as u16
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// All variations of a single film, strong.
    pub(in crate::data) const EVERYTHING: Augmentation = Augmentation {
        rotation: 10.0,
        shift: 0.1,
        zoom: 0.2,
        shear: 0.1,
        brightness: 0.2,
        contrast: 0.3,
        gamma: 0.5,
        blur: 0.02,
        noise: 0.05,
        jpeg: 0.5,
        random_erasing: 0.5,
        border: 0.2,
        flip: 0.5,
        mixup: 0.0,
        cutmix: 0.0,
    };

    /// All grey values differ.
    fn film() -> Vec<u16> {
        (0..32 * 32).map(|index| index * 60).collect()
    }

    fn varied(augmentation: &Augmentation, epoch: u64) -> Vec<u16> {
        sixteen_bit_plane(&film(), 32, augmentation, &Stream::new(3, &[epoch, 17]))
    }

    fn sixteen_bit_plane(
        plane: &[u16],
        side: u32,
        augmentation: &Augmentation,
        stream: &Stream,
    ) -> Vec<u16> {
        let grey = grey(plane, side, augmentation, stream).into_iter();
        grey.map(sixteen_bits).collect()
    }

    #[test]
    fn without_variation_the_input_is_that_of_the_plane() {
        let spec = InputSpec::with_side(256);
        let all: Vec<u16> = (0..=u16::MAX).collect();
        let input = vary(&all, &spec, &Augmentation::NONE, &Stream::new(1, &[]));
        assert_eq!(input, spec.normalise(&all));
    }

    #[test]
    fn without_variation_the_film_stays_as_it_is() {
        let all: Vec<u16> = (0..=u16::MAX).collect();
        assert_eq!(
            sixteen_bit_plane(&all, 256, &Augmentation::NONE, &Stream::new(1, &[])),
            all
        );
        assert_eq!(varied(&Augmentation::NONE, 1), film());
    }

    #[test]
    fn the_same_stream_gives_the_same_film_and_another_stream_another_film() {
        assert_eq!(varied(&EVERYTHING, 0), varied(&EVERYTHING, 0));
        assert_ne!(varied(&EVERYTHING, 0), varied(&EVERYTHING, 1));
        assert_eq!(varied(&EVERYTHING, 0).len(), 32 * 32);
    }

    #[test]
    fn each_variation_alone_changes_the_film() {
        let only: [fn(&mut Augmentation); 13] = [
            |it| it.rotation = EVERYTHING.rotation,
            |it| it.shift = EVERYTHING.shift,
            |it| it.zoom = EVERYTHING.zoom,
            |it| it.shear = EVERYTHING.shear,
            |it| it.brightness = EVERYTHING.brightness,
            |it| it.contrast = EVERYTHING.contrast,
            |it| it.gamma = EVERYTHING.gamma,
            |it| it.blur = 0.1,
            |it| it.noise = EVERYTHING.noise,
            |it| it.jpeg = 1.0,
            |it| it.random_erasing = EVERYTHING.random_erasing,
            |it| it.border = EVERYTHING.border,
            |it| it.flip = 1.0,
        ];
        for (number, set) in only.into_iter().enumerate() {
            let mut augmentation = Augmentation::NONE;
            set(&mut augmentation);
            let changed = (0..8).any(|epoch| varied(&augmentation, epoch) != film());
            assert!(changed, "variation {number}");
        }
    }

    #[test]
    fn a_further_variation_does_not_change_the_others() {
        // Erasing comes last: pixels that are not erased must be as before.
        let without = Augmentation {
            border: 0.0,
            random_erasing: 0.0,
            ..EVERYTHING
        };
        let middle = sixteen_bits(random_erasing::GREY);
        for epoch in 0..20 {
            let (with, without) = (varied(&EVERYTHING, epoch), varied(&without, epoch));
            let mut pairs = with.iter().zip(&without);
            assert!(pairs.all(|(&one, &other)| one == other || one == middle));
        }
        // A mirrored film is the mirror image of the same film that was not mirrored.
        let geometry = Augmentation {
            border: 0.0,
            random_erasing: 0.0,
            flip: 0.0,
            blur: 0.0,
            noise: 0.0,
            jpeg: 0.0,
            ..EVERYTHING
        };
        let mirrored = Augmentation {
            flip: 1.0,
            ..geometry
        };
        for epoch in 0..20 {
            let (one, other) = (varied(&geometry, epoch), varied(&mirrored, epoch));
            for (row, mirror) in one.chunks(32).zip(other.chunks(32)) {
                assert!(row.iter().eq(mirror.iter().rev()));
            }
        }
    }

    #[test]
    fn a_share_of_the_films_is_mirrored_and_a_share_recompressed() {
        let changed = |augmentation: &Augmentation| {
            let films = (0..400).map(|epoch| varied(augmentation, epoch));
            films.filter(|varied| *varied != film()).count()
        };
        let mirrored = Augmentation {
            flip: 0.25,
            ..Augmentation::NONE
        };
        let recompressed = Augmentation {
            jpeg: 0.25,
            ..Augmentation::NONE
        };
        for augmentation in [mirrored, recompressed] {
            let count = changed(&augmentation);
            assert!((70..130).contains(&count), "{count}");
        }
    }

    #[test]
    fn brightness_keeps_within_its_limits() {
        let lit = Augmentation {
            brightness: 0.1,
            ..Augmentation::NONE
        };
        for epoch in 0..50 {
            let varied = sixteen_bit_plane(&[30_000; 4], 2, &lit, &Stream::new(5, &[epoch]));
            assert!(varied.iter().all(|&grey| (23_400..=36_600).contains(&grey)));
        }
    }
}
