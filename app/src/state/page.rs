//! The pages of the site.

/// A page of the site; the part of its address after `#`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Page {
    /// Films and their answers.
    #[default]
    Films,
    /// The model's scorecard.
    Model,
    /// Where films go, and how to check it.
    Privacy,
    /// The engine and the device.
    Diagnosis,
}

impl Page {
    /// All pages.
    pub const ALL: [Self; 4] = [Self::Films, Self::Model, Self::Privacy, Self::Diagnosis];

    /// The part of the address after `#`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Films => "films",
            Self::Model => "model",
            Self::Privacy => "privacy",
            Self::Diagnosis => "diagnosis",
        }
    }

    /// The page of an address' part from `#` on; the films for any other.
    pub fn of_hash(hash: &str) -> Self {
        let word = hash.trim_start_matches('#');
        let named = Self::ALL.into_iter().find(|page| page.word() == word);
        named.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn an_address_without_a_known_page_shows_the_films() {
        for (hash, page) in [
            ("", Page::Films),
            ("#", Page::Films),
            ("#nowhere", Page::Films),
            ("#model", Page::Model),
            ("#privacy", Page::Privacy),
        ] {
            assert_eq!(Page::of_hash(hash), page, "{hash}");
        }
    }
}
