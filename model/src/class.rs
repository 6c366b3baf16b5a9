//! The three classes in their fixed order, and a value for each of them.

use std::fmt;
use std::ops::Index;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What a film shows, in the order of the network's outputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Class {
    /// COVID-19 pneumonia.
    #[serde(rename = "COVID-19")]
    Covid19,
    /// No pneumonia.
    #[serde(rename = "normal")]
    Normal,
    /// Pneumonia of another cause.
    #[serde(rename = "pneumonia")]
    Pneumonia,
}

/// A word that is not the name of a class.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("unknown class {0:?}; expected COVID-19, normal or pneumonia")]
pub struct UnknownClass(pub String);

impl Class {
    /// The number of classes.
    pub const COUNT: usize = 3;

    /// All classes in the order of the network's outputs.
    pub const ALL: [Self; Self::COUNT] = [Self::Covid19, Self::Normal, Self::Pneumonia];

    /// The position in [`Class::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The class at a position of [`Class::ALL`].
    pub fn from_index(index: usize) -> Option<Self> {
        Self::ALL.get(index).copied()
    }

    /// The name for people, as the `COVIDx` lists spell it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Covid19 => "COVID-19",
            Self::Normal => "normal",
            Self::Pneumonia => "pneumonia",
        }
    }

    /// The name for columns and test identifiers: lower case, letters and digits only.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Covid19 => "covid19",
            Self::Normal => "normal",
            Self::Pneumonia => "pneumonia",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

impl FromStr for Class {
    type Err = UnknownClass;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        match word.trim().to_ascii_lowercase().as_str() {
            "covid-19" | "covid19" | "covid" => Ok(Self::Covid19),
            "normal" => Ok(Self::Normal),
            "pneumonia" => Ok(Self::Pneumonia),
            _ => Err(UnknownClass(word.to_owned())),
        }
    }
}

/// One value for each class, in the order of [`Class::ALL`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PerClass<T>(pub [T; Class::COUNT]);

impl<T> PerClass<T> {
    /// Applies `f` to each value.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> PerClass<U> {
        PerClass(self.0.map(f))
    }

    /// Each class with its value.
    pub fn iter(&self) -> impl Iterator<Item = (Class, &T)> {
        Class::ALL.into_iter().zip(&self.0)
    }
}

impl<T> Index<Class> for PerClass<T> {
    type Output = T;

    fn index(&self, class: Class) -> &T {
        &self.0[class.index()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_read_by_its_label_and_by_its_key() {
        for (index, class) in Class::ALL.into_iter().enumerate() {
            assert_eq!(class.index(), index);
            assert_eq!(Class::from_index(index), Some(class));
            assert_eq!(class.label().parse(), Ok(class));
            assert_eq!(class.key().to_uppercase().parse(), Ok(class));
        }
        assert_eq!(Class::from_index(3), None);
        assert_eq!("flu".parse::<Class>(), Err(UnknownClass("flu".into())));
    }

    #[test]
    fn values_follow_the_order_of_the_classes() {
        let counts = PerClass([5, 6, 7]);
        assert_eq!(counts[Class::Normal], 6);
        assert_eq!(
            counts.map(|n| n * 2).iter().last(),
            Some((Class::Pneumonia, &14))
        );
    }
}
