//! Maps the kinds of outliers, free words of their lists, to what the gate says of a picture.

use model::gate::Finding;

/// Words in a kind, and what a picture of that kind is; the first that occurs counts.
const WORDS: [(&[&str], Finding); 4] = [
    (
        &[
            "collage",
            "several films",
            "film in ",
            "film with ",
            "photo of a film",
            "viewer",
            "light box",
        ],
        Finding::Composite,
    ),
    (&["lateral"], Finding::Lateral),
    (
        &["ct slice", "mr slice", "tomogra", "resonance", "ultrasound"],
        Finding::Slice,
    ),
    (
        &["radiograph", "x-ray", "mammogra", "angiogra"],
        Finding::OtherRadiograph,
    ),
];

/// What a picture of a kind is; [`Finding::Other`] unless the kind says otherwise.
pub(super) fn finding(kind: &str) -> Finding {
    let kind = kind.to_lowercase();
    WORDS
        .into_iter()
        .find(|(words, _)| words.iter().any(|word| kind.contains(word)))
        .map_or(Finding::Other, |(_, finding)| finding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_mapped_by_their_words() {
        for (kind, expected) in [
            ("lateral chest radiograph", Finding::Lateral),
            ("radiograph: hand or wrist", Finding::OtherRadiograph),
            ("mammogram", Finding::OtherRadiograph),
            ("CT slice of a limb", Finding::Slice),
            ("phone photo of a film", Finding::Composite),
            ("Collage of several films", Finding::Composite),
            ("film with thick border", Finding::Composite),
            ("photograph", Finding::Other),
            ("", Finding::Other),
        ] {
            assert_eq!(finding(kind), expected, "{kind}");
        }
    }
}
