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

/// Groups and datasets; a file of Keras has some thousands.
const MAX_OBJECTS: usize = 100_000;

/// Values that a file may have beside one for each of its bytes: those of small tensors are compressed well.
const SPARE_VALUES: usize = 1 << 20;

/// All datasets, named `LAYER/VARIABLE`.
pub(super) fn read(path: &Path, bytes: Vec<u8>) -> Result<ForeignTensors, ForeignError> {
    let mut visit = Visit {
        path,
        objects: MAX_OBJECTS,
        values: bytes.len().saturating_add(SPARE_VALUES),
        found: Vec::new(),
    };
    let file = File::from_bytes(bytes).map_err(|error| visit.damaged(error))?;
    visit.group(&file.root(), &mut Vec::new())?;
    let mut tensors = ForeignTensors::new();
    for (names, tensor) in visit.found {
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

/// A walk through the groups of a file. Groups may contain each other, and datasets may have values that
/// are nowhere in the file, so it counts both.
struct Visit<'a> {
    path: &'a Path,
    /// Groups and datasets that may still follow.
    objects: usize,
    /// Values that may still follow.
    values: usize,
    /// The datasets, each with the names that lead there.
    found: Vec<(Vec<String>, ForeignTensor)>,
}

impl Visit<'_> {
    fn damaged(&self, source: Error) -> ForeignError {
        ForeignError::Hdf5 {
            path: self.path.to_owned(),
            source,
        }
    }

    fn wrong_sizes(&self) -> ForeignError {
        ForeignError::Sizes(self.path.to_owned())
    }

    /// Takes from what may still follow.
    fn take(&mut self, objects: usize, values: usize) -> Result<(), ForeignError> {
        let left = self.objects.checked_sub(objects);
        let left = left.zip(self.values.checked_sub(values));
        (self.objects, self.values) = left.ok_or_else(|| self.wrong_sizes())?;
        Ok(())
    }

    /// Adds the datasets below a group.
    fn group(&mut self, group: &Group, names: &mut Vec<String>) -> Result<(), ForeignError> {
        for name in group.datasets().map_err(|error| self.damaged(error))? {
            let dataset = group.dataset(&name).map_err(|error| self.damaged(error))?;
            let shape = dataset.shape().map_err(|error| self.damaged(error))?;
            let shape = shape.into_iter();
            let shape = shape.map(|length| usize::try_from(length).unwrap_or(usize::MAX));
            let shape: Vec<usize> = shape.collect();
            let count = shape.iter().copied().fold(1, usize::saturating_mul);
            self.take(1, count)?;
            let values = dataset.read_f32().map_err(|error| self.damaged(error))?;
            // The elements may be several numbers each.
            if values.len() != count {
                return Err(self.wrong_sizes());
            }
            let path = names.iter().cloned().chain([name]).collect();
            self.found.push((path, ForeignTensor { shape, values }));
        }
        if names.len() < MAX_DEPTH {
            for name in group.groups().map_err(|error| self.damaged(error))? {
                self.take(1, 0)?;
                let inner = group.group(&name).map_err(|error| self.damaged(error))?;
                names.push(name);
                self.group(&inner, names)?;
                names.pop();
            }
        }
        Ok(())
    }
}
