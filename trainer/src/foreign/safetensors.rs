//! Tensors of a safetensors file.

use std::path::Path;

use half::{bf16, f16};
use networks::imported::{ForeignTensor, ForeignTensors};
use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};

use super::ForeignError;

/// The first bytes of `PyTorch`'s files: a ZIP archive, or a pickle of protocol 2.
const PICKLED: [&[u8]; 2] = [b"PK\x03\x04", b"\x80\x02"];

/// All tensors of floating-point numbers; others, such as counters of batches, are left out.
pub(super) fn read(path: &Path, bytes: &[u8]) -> Result<ForeignTensors, ForeignError> {
    let file = SafeTensors::deserialize(bytes).map_err(|source| {
        let path = path.to_owned();
        // Only now, because a safetensors file starts with a length, which might be the same bytes.
        if PICKLED.iter().any(|start| bytes.starts_with(start)) {
            ForeignError::Pickled(path)
        } else {
            ForeignError::Safetensors { path, source }
        }
    })?;
    let named = file.iter().filter_map(|(name, view)| {
        let tensor = ForeignTensor {
            shape: view.shape().to_vec(),
            values: floats(&view)?,
        };
        Some((name.to_owned(), tensor))
    });
    Ok(named.collect())
}

/// The values of a tensor; `None` for integers and formats of fewer than 16 bits.
fn floats(view: &TensorView<'_>) -> Option<Vec<f32>> {
    Some(match view.dtype() {
        Dtype::F16 => values(view, |bytes| f16::from_le_bytes(bytes).to_f32()),
        Dtype::BF16 => values(view, |bytes| bf16::from_le_bytes(bytes).to_f32()),
        Dtype::F32 => values(view, f32::from_le_bytes),
        Dtype::F64 => values(view, |bytes| rounded(f64::from_le_bytes(bytes))),
        _ => return None,
    })
}

fn values<const N: usize>(view: &TensorView<'_>, value: impl Fn([u8; N]) -> f32) -> Vec<f32> {
    let (chunks, _) = view.data().as_chunks::<N>();
    chunks.iter().map(|&bytes| value(bytes)).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "weights are f32 here")]
const fn rounded(value: f64) -> f32 {
    value as f32
}
