//! From the bytes of a picture file to network input; the same code for trainer and page.
//!
//! [`decode`] makes a [`Radiograph`] of 16-bit grey values, [`InputSpec`] crops, resizes and
//! normalises it into a [`NetworkInput`]. Pixels are resampled in integers and normalised without fused
//! arithmetic, so every machine, wasm32 included, computes the same bits.

mod channels_last;
mod check;
mod codecs;
mod colour;
mod decode;
pub mod dicom;
pub mod display;
mod equalise;
mod error;
mod fix;
mod foreign;
mod frame;
mod gif;
mod grey;
mod histogram;
mod jp2;
mod jpeg;
mod jpeg2000;
mod kind;
mod length;
mod limits;
mod radiograph;
mod range;
mod resample;
mod sniff;
pub mod spec;
mod tiff;
mod webp;

pub use channels_last::{PADDED_CHANNELS, channels_last};
pub use decode::{decode, decode_frame, decode_with_header};
pub(crate) use equalise::equalise;
pub use error::InputError;
pub use fix::Fix;
pub use kind::PictureKind;
pub use length::LengthError;
pub use limits::{Limits, MIN_SIDE};
pub use radiograph::Radiograph;
pub(crate) use resample::resample;
pub use resample::{Area, ResizeFilter};
pub use sniff::is_picture;
pub use spec::{Contrast, Crop, InputSpec, NetworkInput};
