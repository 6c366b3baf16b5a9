//! The augmentation of a recipe.

use serde::{Deserialize, Serialize};

/// How training films are varied; 0 switches a variation off.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Augmentation {
    /// The maximum rotation, degrees.
    pub(crate) rotation: f32,
    /// The maximum shift, share of the side.
    pub(crate) shift: f32,
    /// The maximum zoom in or out, share.
    pub(crate) zoom: f32,
    /// The maximum shear, share.
    pub(crate) shear: f32,
    /// The maximum change of brightness, share of the full range.
    pub(crate) brightness: f32,
    /// The maximum change of contrast, share.
    pub(crate) contrast: f32,
    /// The maximum exponent of a gamma curve, as its logarithm to base 2; the sign is random.
    pub(crate) gamma: f32,
    /// The maximum standard deviation of a Gaussian blur, share of the side.
    pub(crate) blur: f32,
    /// The maximum standard deviation of Gaussian noise, share of the full range.
    pub(crate) noise: f32,
    /// Share of the films that are compressed as JPEG of quality 30 to 95.
    pub(crate) jpeg: f32,
    /// The maximum side of a grey square, share of the film's side; half the films have one.
    #[serde(alias = "erase")]
    pub(crate) random_erasing: f32,
    /// The maximum width of a grey frame on each edge, share of the film's side: it covers markers, letters
    /// and the shape of the film, but knows nothing of lungs. Half the films have one.
    pub(crate) border: f32,
    /// Share of the films that are mirrored left to right. The heart is on the left and markers are
    /// readable, so anything but 0 teaches anatomy that hardly exists.
    pub(crate) flip: f32,
    /// The parameter of the beta distribution by which two films are blended (Zhang et al., 2018).
    pub(crate) mixup: f32,
    /// The parameter of the beta distribution by which a rectangle of another film is pasted in
    /// (Yun et al., 2019); if mixup is on too, each batch draws one of the two.
    pub(crate) cutmix: f32,
}

#[cfg(test)]
impl Augmentation {
    /// No variation.
    pub(crate) const NONE: Self = Self {
        rotation: 0.0,
        shift: 0.0,
        zoom: 0.0,
        shear: 0.0,
        brightness: 0.0,
        contrast: 0.0,
        gamma: 0.0,
        blur: 0.0,
        noise: 0.0,
        jpeg: 0.0,
        random_erasing: 0.0,
        border: 0.0,
        flip: 0.0,
        mixup: 0.0,
        cutmix: 0.0,
    };
}
