//! Tensors of an HDF5 file as Keras writes it: a group for each layer.

use std::path::Path;

use hdf5_pure::{Error, File, Group};
use networks::imported::{ForeignTensor, ForeignTensors};

use super::ForeignError;

/// Groups of whole models: of the weights, and of the optimizer.
const WEIGHTS: &str = "model_weights";
const OPTIMIZER: &str = "optimizer_weights";

/// Groups in groups; a file of Keras has at most five.
const MAX_DEPTH: usize = 16;

/// All datasets, named `LAYER/VARIABLE`.
pub(super) fn read(path: &Path, bytes: Vec<u8>) -> Result<ForeignTensors, ForeignError> {
    let damaged = |source| ForeignError::Hdf5 {
        path: path.to_owned(),
        source,
    };
    let mut found = Vec::new();
    let file = File::from_bytes(bytes).map_err(damaged)?;
    visit(&file.root(), &mut Vec::new(), &mut found).map_err(damaged)?;
    let mut tensors = ForeignTensors::new();
    for (names, tensor) in found {
        let names = match names.split_first() {
            Some((first, names)) if first == WEIGHTS => names,
            Some((first, _)) if first == OPTIMIZER => continue,
            _ => &names[..],
        };
        // In between Keras repeats the layer's name, and TensorFlow ends that of a variable by `:0`.
        let [layer, .., variable] = names else {
            continue;
        };
        if names.iter().any(|name| name == "vars") {
            return Err(ForeignError::Unnamed(path.to_owned()));
        }
        let variable = variable.split(':').next().unwrap_or(variable);
        tensors.insert(format!("{layer}/{variable}"), tensor);
    }
    Ok(tensors)
}

type Found = Vec<(Vec<String>, ForeignTensor)>;

/// Adds the datasets below a group, each with the names that lead there.
fn visit(group: &Group, names: &mut Vec<String>, found: &mut Found) -> Result<(), Error> {
    for name in group.datasets()? {
        let dataset = group.dataset(&name)?;
        let values = dataset.read_f32()?;
        let shape = dataset.shape()?;
        let shape = shape
            .into_iter()
            .map(|length| usize::try_from(length).unwrap_or(usize::MAX));
        let tensor = ForeignTensor {
            shape: shape.collect(),
            values,
        };
        let path = names.iter().cloned().chain([name]).collect();
        found.push((path, tensor));
    }
    if names.len() < MAX_DEPTH {
        for name in group.groups()? {
            let inner = group.group(&name)?;
            names.push(name);
            visit(&inner, names, found)?;
            names.pop();
        }
    }
    Ok(())
}
