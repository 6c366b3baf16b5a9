//! How the training films are varied.

use serde::{Deserialize, Serialize};

/// How the training films are varied; 0 leaves a variation out.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Augmentation {
    /// The greatest rotation, degrees.
    pub rotation: f32,
    /// The greatest shift, share of the side.
    pub shift: f32,
    /// The greatest zoom in or out, share.
    pub zoom: f32,
    /// The greatest shear, share.
    pub shear: f32,
    /// The greatest change of brightness, share of the full range.
    pub brightness: f32,
    /// The greatest change of contrast, share.
    pub contrast: f32,
    /// The greatest exponent of a gamma curve, as the logarithm to base 2; its sign is drawn.
    pub gamma: f32,
    /// The greatest standard deviation of a Gaussian blur, share of the side.
    pub blur: f32,
    /// The greatest standard deviation of Gaussian noise, share of the full range.
    pub noise: f32,
    /// Share of the films that are written as JPEG of quality 30 to 95 and read back.
    pub jpeg: f32,
    /// The greatest share of the side that a grey square may hide; every other film has one.
    pub erase: f32,
    /// The greatest share of the side that a grey frame may hide on each edge: it knows nothing of
    /// lungs and takes away markers, letters and the shape of the film. Every other film has one.
    pub border: f32,
    /// Share of the films that are mirrored left to right. The heart is on the left and markers
    /// read one way, so anything but 0 teaches anatomy that hardly exists.
    pub flip: f32,
    /// The parameter of the beta distribution by which two films are blended (Zhang et al., 2018).
    pub mixup: f32,
    /// The parameter of the beta distribution by which a rectangle of another film is pasted in
    /// (Yun et al., 2019); where mixup is on too, each batch draws one of the two.
    pub cutmix: f32,
}

impl Augmentation {
    /// Films as they are.
    pub const NONE: Self = Self {
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
        erase: 0.0,
        border: 0.0,
        flip: 0.0,
        mixup: 0.0,
        cutmix: 0.0,
    };
}
