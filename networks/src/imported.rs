//! Weights of other libraries' networks, by this project's names and layouts.
//!
//! [`recognise`] finds out which network's tensors these are; [`load`] takes them over strictly: none may
//! be missing but those of the head, and none left over.

mod keras;
mod source;
mod timm;

use std::collections::{BTreeMap, BTreeSet};

use burn::tensor::Device;
use model::input::InputSpec;
use model::zoo::{Architecture, ArchitectureError, Config};
use thiserror::Error;

pub use self::source::ForeignTensor;
use self::source::Source;
use crate::named;
use crate::network::{Network, is_variance};
use crate::part::{OUTPUTS, is_head};

/// What both libraries divide a grey value by, after they have subtracted this project's mean, 0.5. So
/// the first convolution needs another factor only, and its padding means the same.
const STD: f32 = 0.5;

/// The side of the images that networks without tables of positions were trained with.
const USUAL_SIDE: u32 = 224;

/// A library whose weights can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Library {
    /// timm, on `PyTorch`.
    Timm,
    /// Keras.
    Keras,
}

/// The tensors of a file by name; those of Keras are named `LAYER/VARIABLE`.
pub type ForeignTensors = BTreeMap<String, ForeignTensor>;

/// Why weights cannot be imported.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ImportError {
    /// There are no tensors of numbers.
    #[error("there are no tensors of floating-point numbers")]
    Empty,
    /// Hardly any tensor is known.
    #[error("its tensors, such as {example}, are not those of {}; give a file of one of these networks", library.known())]
    Unknown {
        /// The library that writes such files.
        library: Library,
        /// The name of a tensor.
        example: String,
    },
    /// A tensor is missing.
    #[error(
        "the tensor {0} is missing: the file is incomplete, or of a variant that cannot be imported"
    )]
    Missing(String),
    /// There are tensors that the network does not have.
    #[error(
        "{count} tensors, such as {name}, do not belong to it: the file is of a variant that cannot be imported"
    )]
    Unexpected {
        /// One of the tensors.
        name: String,
        /// How many there are.
        count: usize,
    },
    /// A tensor has another shape.
    #[error(
        "the tensor {name} is {found:?} instead of {expected:?}: the file is of a variant that cannot be imported"
    )]
    Shape {
        /// The tensor.
        name: String,
        /// Its shape.
        found: Vec<usize>,
        /// The shape that the network needs.
        expected: Vec<usize>,
    },
    /// A value is missing, infinite or not a number, or a variance is negative.
    #[error(
        "value {index} of the tensor {name} is {problem}: the file is damaged, or its training failed"
    )]
    Value {
        /// The tensor.
        name: String,
        /// The flat index of the value.
        index: usize,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// The tables of positions are those of a side that does not fit.
    #[error(transparent)]
    Architecture(#[from] ArchitectureError),
}

impl Library {
    /// Its networks that can be imported, as people call them.
    const fn known(self) -> &'static str {
        match self {
            Self::Timm => "timm's coatnet_0_224, coatnet_0_rw_224 or resnetv2_50",
            Self::Keras => "Keras's ResNet50V2",
        }
    }

    /// Its networks that can be imported.
    const fn architectures(self) -> &'static [Architecture] {
        match self {
            Self::Timm => &[
                Architecture::TimmCoAtNet0,
                Architecture::TimmCoAtNet0Rw,
                Architecture::TimmResNetV2,
            ],
            Self::Keras => &[Architecture::ResNet50V2],
        }
    }

    /// Whether a tensor is one of a head that has no place here.
    fn drops(self, name: &str) -> bool {
        self == Self::Keras && keras::is_top(name)
    }

    /// Where it keeps a tensor of a network.
    fn source(self, config: &Config, name: &str, shape: &[usize]) -> Source {
        match self {
            Self::Timm => timm::source(config, name, shape),
            Self::Keras => keras::source(name, shape),
        }
    }
}

/// The network that shares most tensors with a file, and the side of its images.
///
/// # Errors
/// [`ImportError::Unknown`] when the file has less than half of every network,
/// [`ImportError::Architecture`] when its tables of positions have no side that fits.
pub fn recognise(
    library: Library,
    tensors: &ForeignTensors,
) -> Result<(Architecture, u32), ImportError> {
    let (example, _) = tensors.first_key_value().ok_or(ImportError::Empty)?;
    let side = timm::side(tensors).unwrap_or(USUAL_SIDE);
    let mut best = None;
    let mut most = 0;
    for &architecture in library.architectures() {
        let needed = sources(library, architecture, side)?;
        let fits = |(name, shape): &&(String, Vec<usize>)| {
            let stored = tensors.get(name);
            stored.is_some_and(|stored| source::fits(&stored.shape, shape))
        };
        let found = needed.iter().filter(fits).count();
        if found > most && 2 * found > needed.len() {
            (most, best) = (found, Some(architecture));
        }
    }
    let unknown = || ImportError::Unknown {
        library,
        example: example.clone(),
    };
    Ok((best.ok_or_else(unknown)?, side))
}

/// The names and shapes of a network's tensors in a library's file, with this project's number of classes.
///
/// # Errors
/// [`ArchitectureError`] when the side does not fit.
pub fn sources(
    library: Library,
    architecture: Architecture,
    side: u32,
) -> Result<Vec<(String, Vec<usize>)>, ArchitectureError> {
    let config = architecture.config();
    let mut sources = Vec::new();
    let network = Network::new(architecture, side, &Device::flex())?;
    named::visit(&network, |tensor| {
        let source = library.source(&config, tensor.name, tensor.shape);
        sources.push((source.name, source.shape));
    });
    Ok(sources)
}

/// A network with another library's tensors.
#[derive(Debug)]
pub struct Loaded {
    /// The network, with as many outputs as the tensors have.
    pub network: Network,
    /// The tensors of the head that are drawn anew, because there are none for its outputs.
    pub drawn: Vec<String>,
}

/// The network with another library's tensors, for images that are normalised as this project's are.
///
/// # Errors
/// [`ImportError`] names the tensor that is missing, left over, of another shape, or has a value that is
/// not finite.
pub fn load(
    library: Library,
    config: Config,
    side: u32,
    tensors: &ForeignTensors,
    device: &Device,
) -> Result<Loaded, ImportError> {
    Architecture::check_side(side)?;
    let mut network = Network::from_config(config, side as usize, device);
    let outputs = outputs(library, &config, tensors);
    if let Some(outputs) = outputs {
        network = network.with_outputs(outputs, device);
    }
    let mut used = BTreeSet::new();
    let mut drawn = Vec::new();
    let network = named::try_load(network, |name, shape| {
        let source = library.source(&config, name, shape);
        let Some(stored) = tensors.get(&source.name) else {
            if outputs.is_none() && is_head(name) {
                drawn.push(name.to_owned());
                return Ok(None);
            }
            return Err(ImportError::Missing(source.name));
        };
        let length = stored.shape.iter().product();
        if !source::fits(&stored.shape, &source.shape) {
            return Err(ImportError::Shape {
                name: source.name,
                found: stored.shape.clone(),
                expected: source.shape,
            });
        }
        check(&source.name, name, &stored.values, length)?;
        let mut values = source.arrange(&stored.values);
        if matches!(name, "stem.conv1.weight" | "conv1.weight") {
            let factor = InputSpec::with_side(side).std / STD;
            for value in &mut values {
                *value *= factor;
            }
        }
        used.insert(source.name);
        Ok(Some(values))
    })?;
    let mut unused = tensors
        .keys()
        .filter(|name| !used.contains(*name) && !library.drops(name));
    match unused.next() {
        Some(name) => Err(ImportError::Unexpected {
            name: name.clone(),
            count: 1 + unused.count(),
        }),
        None => Ok(Loaded { network, drawn }),
    }
}

/// The number of outputs of a network with these tensors, where they have its last layer.
fn outputs(library: Library, config: &Config, tensors: &ForeignTensors) -> Option<usize> {
    OUTPUTS.iter().find_map(|name| {
        let source = library.source(config, name, &[1]);
        let bias = tensors.get(&source.name)?;
        Some(bias.values.len()).filter(|outputs| *outputs > 0)
    })
}

/// Checks that there are as many values as there must be, that they are finite, and variances not negative.
fn check(stored: &str, name: &str, values: &[f32], length: usize) -> Result<(), ImportError> {
    let variance = is_variance(name);
    let problem = |value: f32| {
        if !value.is_finite() {
            Some("not a finite number")
        } else if variance && value < 0.0 {
            Some("a negative variance")
        } else {
            None
        }
    };
    let mut present = values.iter().enumerate();
    let wrong = present.find_map(|(index, &value)| Some((index, problem(value)?)));
    let missing = (values.len() != length).then_some((values.len(), "missing"));
    match wrong.or(missing) {
        Some((index, problem)) => Err(ImportError::Value {
            name: stored.to_owned(),
            index,
            problem,
        }),
        None => Ok(()),
    }
}
