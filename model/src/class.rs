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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Error)]
#[error("unknown class {0:?}; expected COVID-19, normal or pneumonia")]
pub struct UnknownClass(pub String);

impl Class {
    /// The number of classes.
    pub const COUNT: usize = 3;

    /// All classes in the order of the network's outputs.
    pub const ALL: [Self; Self::COUNT] = [Self::Covid19, Self::Normal, Self::Pneumonia];

    /// The classes that one looks for.
    pub const DISEASES: [Self; 2] = [Self::Covid19, Self::Pneumonia];

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

    /// All spellings that are read as this class, as [`folded`] leaves them.
    ///
    /// Only words that cannot mean anything else: a viral pneumonia may be COVID-19, "no finding" may
    /// leave out what nobody looked for, and "negative" says nothing about other pneumonia.
    const fn spellings(self) -> &'static [&'static str] {
        match self {
            Self::Covid19 => &[
                "covid19",
                "covid",
                "covid19pneumonia",
                "covidpneumonia",
                "sarscov2",
            ],
            Self::Normal => &["normal"],
            Self::Pneumonia => &[
                "pneumonia",
                "bacterialpneumonia",
                "noncovidpneumonia",
                "noncovid19pneumonia",
            ],
        }
    }
}

/// A word in lower case without spaces, dashes of any kind, underscores and quotes around it.
fn folded(word: &str) -> String {
    let is_quote = |sign| matches!(sign, '"' | '\'' | '\u{2018}'..='\u{201f}');
    let between_words = |sign: char| {
        sign.is_whitespace()
            || matches!(
                sign,
                // Hyphens and dashes, the minus sign, their small and full-width forms; the soft hyphen,
                // spaces without width and the byte order mark.
                '-' | '_' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2010}'..='\u{2015}'
                    | '\u{2060}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{feff}' | '\u{ff0d}'
            )
    };
    let word = word.trim().trim_matches(is_quote);
    let letters = word.chars().filter(|&sign| !between_words(sign));
    letters.flat_map(char::to_lowercase).collect()
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

impl FromStr for Class {
    type Err = UnknownClass;

    /// Reads a class in any case, with any dash, space or none between its words.
    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let folded = folded(word);
        let is_spelling = |class: &Self| class.spellings().contains(&folded.as_str());
        let class = Self::ALL.into_iter().find(is_spelling);
        class.ok_or_else(|| UnknownClass(word.to_owned()))
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
    fn a_class_is_read_in_any_case_and_with_any_dash() {
        let check = |words: &[&str], expected: Option<Class>| {
            for word in words {
                assert_eq!(word.parse().ok(), expected, "{word:?}");
            }
        };
        check(
            &[
                "covid-19",
                "COVID\u{2011}19",
                "COVID\u{2013}19",
                "Covid 19",
                "COVID_19",
                " covid\u{a0}",
                "\u{feff}COVID-19",
                "\u{201c}COVID-19\u{201d}",
                "SARS-CoV-2",
                "COVID-19 pneumonia",
            ],
            Some(Class::Covid19),
        );
        check(
            &["Normal", "NORMAL\u{a0} ", "'normal'"],
            Some(Class::Normal),
        );
        check(
            &[
                "PNEUMONIA\t",
                "Bacterial pneumonia",
                "non-COVID-19 pneumonia",
                "Non_COVID_Pneumonia",
            ],
            Some(Class::Pneumonia),
        );
        let doubtful = [
            "",
            "normal?",
            "not normal",
            "no finding",
            "negative",
            "non-COVID",
            "viral pneumonia",
            "pneumonia/normal",
            "covid-18",
            "0",
        ];
        check(&doubtful, None);
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
