//! The building blocks of the networks, one a file.
//!
//! Field names are those of the reference implementation, so a parameter's path here is its name
//! there. Maps are `[batch, channels, height, width]`; transformer blocks work on
//! `[batch, height, width, channels]`.

pub mod activation;
pub mod bias_table;
pub mod bottleneck_v2;
pub mod convolution;
pub mod depthwise;
pub mod drop_path;
pub mod head;
pub mod mbconv;
pub mod precision;
pub mod relative_attention;
pub mod squeeze_excite;
pub mod stem;
pub mod transformer;
