//! The architectures by name, with their configurations.

pub mod activation;
pub mod coatnet;
pub mod resnet50v2;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use self::coatnet::{
    COATNET_0, COATNET_1, COATNET_2, COATNET_3, COATNET_4, COATNET_ATTO, COATNET_TINY,
    CoAtNetConfig, TIMM_COATNET_0, TIMM_COATNET_0_RW,
};
use self::resnet50v2::{EXPANSION, RESNET50V2, ResNetV2Config, TIMM_RESNETV2_50};

/// The side of the input must be a multiple of this: each network halves the map five times.
pub const SIDE_STEP: u32 = 32;

/// Dropout probability before the last layer, as in the original study.
pub const DROPOUT: f64 = 0.2;

/// A network by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "&'static str", try_from = "String")]
pub enum Architecture {
    /// 24.1 M parameters.
    CoAtNet0,
    /// 42.0 M parameters.
    CoAtNet1,
    /// 74.8 M parameters.
    CoAtNet2,
    /// 167.7 M parameters.
    CoAtNet3,
    /// 281.5 M parameters.
    CoAtNet4,
    /// The baseline, 23.8 M parameters.
    ResNet50V2,
    /// A `CoAtNet` of 2.2 M parameters, for data sets of a few thousand films.
    CoAtNetAtto,
    /// A `CoAtNet` of 0.15 M parameters, for tests.
    CoAtNetTiny,
    /// timm's `coatnet_0_224`, for imported weights; 24.3 M parameters.
    TimmCoAtNet0,
    /// timm's `coatnet_0_rw_224`, for imported weights; 26.7 M parameters.
    TimmCoAtNet0Rw,
    /// timm's `resnetv2_50`, for imported weights; 23.5 M parameters.
    TimmResNetV2,
}

/// The configuration of a network of either family.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Config {
    /// The `CoAtNet` family.
    CoAtNet(CoAtNetConfig),
    /// The baseline.
    ResNetV2(ResNetV2Config),
}

/// Why a network cannot be built.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ArchitectureError {
    /// The input's side does not fit the network.
    #[error("an input side of {0} px does not fit: it must be a positive multiple of {SIDE_STEP}")]
    BadSide(u32),
    /// No network has this name.
    #[error("unknown network {0:?}; expected one of {names}", names = names())]
    UnknownName(String),
}

fn names() -> String {
    Architecture::ALL.map(Architecture::name).join(", ")
}

impl Architecture {
    /// All networks.
    pub const ALL: [Self; 11] = [
        Self::CoAtNet0,
        Self::CoAtNet1,
        Self::CoAtNet2,
        Self::CoAtNet3,
        Self::CoAtNet4,
        Self::ResNet50V2,
        Self::CoAtNetAtto,
        Self::CoAtNetTiny,
        Self::TimmCoAtNet0,
        Self::TimmCoAtNet0Rw,
        Self::TimmResNetV2,
    ];

    /// The name in recipes and scorecards.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CoAtNet0 => "coatnet-0",
            Self::CoAtNet1 => "coatnet-1",
            Self::CoAtNet2 => "coatnet-2",
            Self::CoAtNet3 => "coatnet-3",
            Self::CoAtNet4 => "coatnet-4",
            Self::ResNet50V2 => "resnet50v2",
            Self::CoAtNetAtto => "coatnet-atto",
            Self::CoAtNetTiny => "coatnet-tiny",
            Self::TimmCoAtNet0 => "timm-coatnet-0",
            Self::TimmCoAtNet0Rw => "timm-coatnet-0-rw",
            Self::TimmResNetV2 => "timm-resnetv2-50",
        }
    }

    /// Its configuration.
    pub const fn config(self) -> Config {
        match self {
            Self::CoAtNet0 => Config::CoAtNet(COATNET_0),
            Self::CoAtNet1 => Config::CoAtNet(COATNET_1),
            Self::CoAtNet2 => Config::CoAtNet(COATNET_2),
            Self::CoAtNet3 => Config::CoAtNet(COATNET_3),
            Self::CoAtNet4 => Config::CoAtNet(COATNET_4),
            Self::CoAtNetAtto => Config::CoAtNet(COATNET_ATTO),
            Self::CoAtNetTiny => Config::CoAtNet(COATNET_TINY),
            Self::ResNet50V2 => Config::ResNetV2(RESNET50V2),
            Self::TimmCoAtNet0 => Config::CoAtNet(TIMM_COATNET_0),
            Self::TimmCoAtNet0Rw => Config::CoAtNet(TIMM_COATNET_0_RW),
            Self::TimmResNetV2 => Config::ResNetV2(TIMM_RESNETV2_50),
        }
    }

    /// Checks that a side is a positive multiple of [`SIDE_STEP`].
    ///
    /// # Errors
    /// [`ArchitectureError::BadSide`] when it is not.
    pub const fn check_side(side: u32) -> Result<(), ArchitectureError> {
        if side == 0 || !side.is_multiple_of(SIDE_STEP) {
            return Err(ArchitectureError::BadSide(side));
        }
        Ok(())
    }

    /// The number of features before the head's dense layers.
    pub const fn features(self) -> usize {
        match self.config() {
            Config::CoAtNet(config) => config.widths[4],
            Config::ResNetV2(config) => EXPANSION * config.widths[3],
        }
    }

    /// Multiply-accumulates for one image of `side` x `side` pixels.
    pub fn macs(self, side: u32) -> u64 {
        match self.config() {
            Config::CoAtNet(config) => config.macs(side),
            Config::ResNetV2(config) => config.macs(side),
        }
    }
}

impl fmt::Display for Architecture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Architecture {
    type Err = ArchitectureError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|architecture| architecture.name() == name)
            .ok_or_else(|| ArchitectureError::UnknownName(name.to_owned()))
    }
}

impl From<Architecture> for &'static str {
    fn from(architecture: Architecture) -> Self {
        architecture.name()
    }
}

impl TryFrom<String> for Architecture {
    type Error = ArchitectureError;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        name.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn macs_are_as_the_reference_states() {
        let expected = [
            (Architecture::CoAtNet0, 4.225),
            (Architecture::CoAtNet1, 8.323),
            (Architecture::CoAtNet2, 16.172),
            (Architecture::CoAtNet3, 35.872),
            (Architecture::CoAtNet4, 61.741),
            (Architecture::ResNet50V2, 3.480),
        ];
        for (architecture, giga) in expected {
            // For the CoAtNets the reference counts the paper's head, one layer of 1000 classes.
            let other_head = match architecture.config() {
                Config::CoAtNet(CoAtNetConfig {
                    widths: [.., width],
                    head_hidden: Some(hidden),
                    ..
                }) => width as f64 * 1000.0 - hidden.width as f64 * (width as f64 + 3.0),
                _ => 0.0,
            };
            let macs = (architecture.macs(224) as f64 + other_head) / 1e9;
            assert!((macs - giga).abs() < 5.1e-4, "{architecture}: {macs}");
        }
        assert_eq!(Architecture::CoAtNetTiny.macs(64), 3_571_760);
        // As PyTorch's FlopCounterMode counts timm's with three classes.
        for (architecture, macs) in [
            (Architecture::TimmCoAtNet0, 4_545_742_080),
            (Architecture::TimmCoAtNet0Rw, 4_405_535_232),
            (Architecture::TimmResNetV2, 4_087_142_400),
        ] {
            assert_eq!(architecture.macs(224), macs, "{architecture}");
        }
        assert_eq!(Architecture::CoAtNetAtto.macs(128), 99_002_752);
        assert!((Architecture::ResNet50V2.macs(300) as f64 / 1e9 - 6.534).abs() < 5.1e-4);
    }

    #[test]
    fn a_name_is_read_back_and_an_unknown_one_is_refused() {
        for architecture in Architecture::ALL {
            assert_eq!(architecture.name().parse(), Ok(architecture));
        }
        let error = "vgg".parse::<Architecture>().unwrap_err().to_string();
        assert!(error.contains("vgg") && error.contains("coatnet-0"));
    }

    #[test]
    fn a_side_that_is_not_a_multiple_of_32_is_refused() {
        for side in [0, 31, 100] {
            let refused = Err(ArchitectureError::BadSide(side));
            assert_eq!(Architecture::check_side(side), refused);
        }
        assert_eq!(Architecture::check_side(96), Ok(()));
    }
}
