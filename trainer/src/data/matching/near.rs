//! Files that a name which is not there may have meant.

use std::collections::BTreeMap;

use super::names::stem;

/// The most files that are suggested for a name.
const MAX_SUGGESTED: usize = 3;
/// Letters that may be typed wrong.
const MAX_DISTANCE: usize = 2;
/// The shortest name in which that says anything.
const MIN_LETTERS: usize = 4;
/// Comparing letter by letter takes time, so a name is compared with no more files.
const MAX_COMPARED: usize = 1000;

/// What a name has without folders, extension, case and punctuation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Bare {
    digits: String,
    letters: String,
}

impl Bare {
    fn of(name: &str) -> Self {
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let signs = stem(name).chars().filter(|sign| sign.is_alphanumeric());
        let (digits, letters): (String, String) = signs.partition(|sign| sign.is_numeric());
        Self {
            digits,
            letters: letters.to_lowercase(),
        }
    }
}

/// Files by what their names have in common with others.
#[derive(Debug, Default)]
pub(super) struct NearFiles<'a> {
    by_digits: BTreeMap<String, Vec<(String, &'a str)>>,
}

impl<'a> NearFiles<'a> {
    /// Files that may be suggested.
    pub(super) fn of(files: impl IntoIterator<Item = &'a str>) -> Self {
        let mut near = Self::default();
        for file in files {
            let Bare { digits, letters } = Bare::of(file);
            near.by_digits
                .entry(digits)
                .or_default()
                .push((letters, file));
        }
        near
    }

    /// Files whose names have the same digits, and the same letters or almost. Numbers tell films of a
    /// series apart, so a film with another number is no suggestion.
    pub(super) fn like(&self, name: &str) -> Vec<String> {
        let Bare { digits, letters } = Bare::of(name);
        let same_digits = self.by_digits.get(&digits);
        let same_digits = same_digits.map_or(&[][..], Vec::as_slice);
        let mut found: Vec<(usize, &str)> = same_digits
            .iter()
            .filter(|(other, _)| *other == letters)
            .map(|&(_, file)| (0, file))
            .collect();
        if letters.len() >= MIN_LETTERS {
            let compared = same_digits.iter().take(MAX_COMPARED);
            found.extend(compared.filter_map(|(other, file)| {
                let distance = strsim::osa_distance(&letters, other);
                (1..=MAX_DISTANCE)
                    .contains(&distance)
                    .then_some((distance, *file))
            }));
        }
        found.sort_unstable();
        let nearest = found.into_iter().take(MAX_SUGGESTED);
        nearest.map(|(_, file)| file.to_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_name_has_the_same_digits_and_almost_the_same_letters() {
        let files = [
            "COVID-3.png",
            "x/film_12.png",
            "film 13.png",
            "a12.png",
            "thorax.png",
        ];
        let near = NearFiles::of(files);
        for (name, expected) in [
            ("COVID(3).png", &["COVID-3.png"][..]),
            ("covid3", &["COVID-3.png"]),
            ("Film-12.jpg", &["x/film_12.png"]),
            ("flim_13.png", &["film 13.png"]),
            ("film_14.png", &[]),
            ("b12.png", &[]),
            ("D:\\tohrax.png", &["thorax.png"]),
        ] {
            assert_eq!(near.like(name), expected, "{name}");
        }
    }
}
