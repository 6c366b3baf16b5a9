//! The messages of the page in the language that is chosen, in the format of Project Fluent.
//!
//! A message is named in [`strings`](crate::strings) by the macro `messages!`, and written in
//! `static/locales`, one file per language.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use model::class::Class;
use unic_langid::LanguageIdentifier;

use crate::locale::foreign::Template;
use crate::locale::{Locale, numbers};

/// The messages in English, which every other language falls back on.
pub(super) const ENGLISH: &str = include_str!("../../../static/locales/en.ftl");

/// The messages of one language.
type Bundle = FluentBundle<Rc<FluentResource>>;

thread_local! {
    static CATALOGUE: RefCell<Catalogue> = RefCell::new(Catalogue::new());
}

struct Catalogue {
    locale: Locale,
    resource: Rc<FluentResource>,
    english: Bundle,
    /// The bundle of another language.
    chosen: Option<Bundle>,
    /// The sentences of other crates, in English, once one is to be translated.
    templates: OnceCell<Vec<Template>>,
}

impl Catalogue {
    fn new() -> Self {
        let resource = resource(ENGLISH.to_owned());
        Self {
            locale: Locale::En,
            english: bundle(Locale::En, &resource),
            resource,
            chosen: None,
            templates: OnceCell::new(),
        }
    }

    fn format(&self, key: &str, arguments: &FluentArgs<'_>) -> String {
        let mut bundles = self.chosen.iter().chain([&self.english]);
        let found = bundles.find_map(|bundle| Some((bundle, bundle.get_message(key)?.value()?)));
        let Some((bundle, pattern)) = found else {
            return key.to_owned();
        };
        // A test formats every message of every language without errors.
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(arguments), &mut errors);
        text.into_owned()
    }
}

/// Parses messages; those with errors in them are left out.
fn resource(text: String) -> Rc<FluentResource> {
    Rc::new(FluentResource::try_new(text).unwrap_or_else(|(valid, _)| valid))
}

fn bundle(locale: Locale, resource: &Rc<FluentResource>) -> Bundle {
    let language: LanguageIdentifier = locale.tag().parse().unwrap_or_default();
    let mut bundle = Bundle::new(vec![language]);
    // Numbers and English words inside of text that runs from right to left.
    bundle.set_use_isolating(locale.is_right_to_left());
    bundle.add_resource_overriding(Rc::clone(resource));
    bundle
}

/// The language of all text.
pub(super) fn locale() -> Locale {
    CATALOGUE.with_borrow(|catalogue| catalogue.locale)
}

/// Changes the language of all text; `None` is the text of English.
pub fn set(locale: Locale, text: Option<String>) {
    CATALOGUE.with_borrow_mut(|catalogue| {
        catalogue.locale = locale;
        catalogue.chosen = text.map(|text| bundle(locale, &resource(text)));
    });
}

/// Makes text in English, whatever the language: for files that programs read, and for bug reports.
pub fn in_english<T>(write: impl FnOnce() -> T) -> T {
    let english = |catalogue: &mut Catalogue| {
        let locale = std::mem::take(&mut catalogue.locale);
        (locale, catalogue.chosen.take())
    };
    let (locale, chosen) = CATALOGUE.with_borrow_mut(english);
    let written = write();
    CATALOGUE.with_borrow_mut(|catalogue| {
        catalogue.locale = locale;
        catalogue.chosen = chosen;
    });
    written
}

/// A message with its arguments; its key where no language has it.
pub fn say<const COUNT: usize>(
    key: &str,
    arguments: [(&'static str, FluentValue<'_>); COUNT],
) -> String {
    let arguments = arguments.into_iter().collect();
    CATALOGUE.with_borrow(|catalogue| catalogue.format(key, &arguments))
}

/// A sentence of another crate in the language of the page; the sentence itself where no message has this
/// English text.
pub fn translated(english: &str) -> String {
    if locale() == Locale::En {
        return english.to_owned();
    }
    let Some((key, arguments)) = found(english) else {
        return english.to_owned();
    };
    let translate = |(name, part): (String, &str)| (name, caught(part));
    let arguments = arguments.into_iter().map(translate).collect();
    CATALOGUE.with_borrow(|catalogue| catalogue.format(&key, &arguments))
}

/// Whether a message has this English text.
pub fn is_known(english: &str) -> bool {
    found(english).is_some()
}

/// The key of the message for a sentence of another crate, and what its variables catch.
fn found(english: &str) -> Option<(String, Vec<(String, &str)>)> {
    CATALOGUE.with_borrow(|catalogue| {
        let templates = catalogue
            .templates
            .get_or_init(|| Template::all(&catalogue.resource));
        let mut templates = templates.iter();
        templates.find_map(|template| Some((template.key.clone(), template.arguments(english)?)))
    })
}

/// What a variable has caught: a number as the language writes it, or text that is translated in turn.
fn caught(part: &str) -> FluentValue<'static> {
    if let Ok(number) = part.parse::<u64>()
        && number.to_string() == part
    {
        return number.into();
    }
    decimal(part).unwrap_or_else(|| translated(part)).into()
}

/// A number with decimals in the notation of the language; `None` for other text.
fn decimal(part: &str) -> Option<String> {
    let (whole, decimals) = part.split_once('.')?;
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    if !(is_digits(whole) && is_digits(decimals)) {
        return None;
    }
    let places = u32::try_from(decimals.len()).ok()?;
    Some(numbers::decimal(part.parse().ok()?, places))
}

/// What can stand in a message.
pub trait Argument<'text> {
    /// The value for Fluent.
    fn value(self) -> FluentValue<'text>;
}

impl<'text> Argument<'text> for &'text str {
    fn value(self) -> FluentValue<'text> {
        self.into()
    }
}

impl Argument<'_> for String {
    fn value(self) -> FluentValue<'static> {
        self.into()
    }
}

/// The class's name inside of a sentence.
impl Argument<'_> for Class {
    fn value(self) -> FluentValue<'static> {
        let key = match self {
            Self::Covid19 => "page-class_covid19",
            Self::Normal => "page-class_normal",
            Self::Pneumonia => "page-class_pneumonia",
        };
        say(key, []).into()
    }
}

macro_rules! whole_numbers {
    ($($number:ty)*) => {
        $(impl Argument<'_> for $number {
            fn value(self) -> FluentValue<'static> {
                self.into()
            }
        })*
    };
}

whole_numbers!(u8 u16 u32 u64 usize);

/// Declares messages: functions whose texts stand in `static/locales` under the module's name, a hyphen
/// and the function's name, with the arguments as variables.
#[macro_export]
macro_rules! messages {
    ($module:literal; $($(#[$meta:meta])* $access:vis fn $name:ident($($argument:ident: $type:ty),* $(,)?);)*) => {
        $($(#[$meta])* $access fn $name($($argument: $type),*) -> String {
            $crate::locale::catalogue::say(
                concat!($module, "-", stringify!($name)),
                [$((stringify!($argument), $crate::locale::catalogue::Argument::value($argument))),*],
            )
        })*

        /// The messages of this file and their variables.
        #[cfg(test)]
        pub const MESSAGES: &[(&str, &[&str])] = &[
            $((concat!($module, "-", stringify!($name)), &[$(stringify!($argument)),*])),*
        ];
    };
}
