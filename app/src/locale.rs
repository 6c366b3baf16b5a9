//! The language of the page: which there are, which one is chosen, and its text.
//!
//! English is part of the page; the other languages are files that are loaded when one is chosen.

pub mod catalogue;
pub mod foreign;
pub mod numbers;

use web_sys::RequestCache;

use crate::web::fetch::{self, FetchOptions};
use crate::web::{environment, local_storage};

/// The URL parameter that chooses the language.
const PARAMETER: &str = "lang";

/// The name under which the choice is kept.
const KEPT: &str = "language";

/// The maximum length of a file of text.
const MAX_BYTES: u32 = 1 << 20;

/// A language of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
    /// French.
    Fr,
    /// German.
    De,
    /// Portuguese.
    Pt,
    /// Chinese, simplified.
    Zh,
    /// Arabic.
    Ar,
}

impl Locale {
    /// All languages, as the choice lists them.
    pub const ALL: [Self; 7] = [
        Self::En,
        Self::Es,
        Self::Fr,
        Self::De,
        Self::Pt,
        Self::Zh,
        Self::Ar,
    ];

    /// The BCP 47 tag, which is also the name of the language's file.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
            Self::Fr => "fr",
            Self::De => "de",
            Self::Pt => "pt",
            Self::Zh => "zh",
            Self::Ar => "ar",
        }
    }

    /// The language's name in itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Es => "Español",
            Self::Fr => "Français",
            Self::De => "Deutsch",
            Self::Pt => "Português",
            Self::Zh => "中文",
            Self::Ar => "العربية",
        }
    }

    /// Whether its script runs from right to left.
    pub const fn is_right_to_left(self) -> bool {
        matches!(self, Self::Ar)
    }

    /// The direction of its script, as the attribute `dir` has it.
    pub const fn direction(self) -> &'static str {
        if self.is_right_to_left() {
            "rtl"
        } else {
            "ltr"
        }
    }

    /// The language of a tag such as `pt-BR`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let (language, _) = tag.split_once('-').unwrap_or((tag, ""));
        let language = language.to_ascii_lowercase();
        Self::ALL
            .into_iter()
            .find(|locale| locale.tag() == language)
    }

    /// The language that the page's address names, else the one chosen before, else the first of the
    /// browser's that there is, else English.
    pub fn preferred() -> Self {
        let named = environment::parameter(PARAMETER).and_then(|tag| Self::from_tag(&tag));
        let kept = || local_storage::get(KEPT).and_then(|tag| Self::from_tag(&tag));
        let browser = || {
            environment::languages()
                .iter()
                .find_map(|tag| Self::from_tag(tag))
        };
        named.or_else(kept).or_else(browser).unwrap_or_default()
    }

    /// Makes it the language of all text, and keeps the choice if this browser keeps anything.
    ///
    /// Returns whether its text could be loaded; otherwise the language stays as it is.
    pub async fn choose(self) -> bool {
        let is_shown = self.show().await;
        if is_shown {
            local_storage::set(KEPT, Some(self.tag()));
        }
        is_shown
    }

    /// Makes it the language of all text; returns whether that could be loaded.
    pub async fn show(self) -> bool {
        if self == Self::En {
            catalogue::set(self, None);
        } else {
            let Some(text) = self.text().await else {
                return false;
            };
            catalogue::set(self, Some(text));
        }
        environment::set_language(self.tag(), self.direction());
        true
    }

    /// The file of its text; the reason why it cannot be loaded is in the console.
    async fn text(self) -> Option<String> {
        let options = FetchOptions {
            cache: RequestCache::Default,
            max_bytes: MAX_BYTES,
            timeout_millis: None,
        };
        let file = format!("{}.ftl", self.tag());
        match fetch::bytes(&file, options, |_| ()).await {
            Ok(bytes) => String::from_utf8(bytes.to_vec()).ok(),
            Err(error) => {
                web_sys::console::warn_1(&format!("{file}: {error}").into());
                None
            }
        }
    }
}

/// The language of all text.
pub fn current() -> Locale {
    catalogue::locale()
}

#[cfg(test)]
mod tests;
