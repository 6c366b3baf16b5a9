//! Every language has every message, with the same variables, and each can be formatted.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::Locale;
use super::catalogue::ENGLISH;
use crate::strings;

/// The greatest share of messages that read as in English.
const SAME: f64 = 0.1;

/// The variables of each message by its key.
type Messages = BTreeMap<String, BTreeSet<String>>;

fn text(locale: Locale) -> &'static str {
    match locale {
        Locale::En => ENGLISH,
        Locale::Es => include_str!("../../../static/locales/es.ftl"),
        Locale::Fr => include_str!("../../../static/locales/fr.ftl"),
        Locale::De => include_str!("../../../static/locales/de.ftl"),
        Locale::Pt => include_str!("../../../static/locales/pt.ftl"),
        Locale::Zh => include_str!("../../../static/locales/zh.ftl"),
        Locale::Ar => include_str!("../../../static/locales/ar.ftl"),
    }
}

/// The messages of a language, which must all be valid.
fn resource(locale: Locale) -> FluentResource {
    let parsed = FluentResource::try_new(text(locale).to_owned());
    parsed.unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", locale.tag()))
}

fn messages(resource: &FluentResource) -> Messages {
    let mut messages = Messages::new();
    for entry in resource.entries() {
        match entry {
            Entry::Message(message) => {
                let mut variables = BTreeSet::new();
                collect(message.value.as_ref().unwrap(), &mut variables);
                let before = messages.insert(message.id.name.to_owned(), variables);
                assert_eq!(before, None, "{} is there twice", message.id.name);
            }
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            Entry::Term(_) | Entry::Junk { .. } => panic!("{entry:?}"),
        }
    }
    messages
}

/// Collects the variables of a pattern.
fn collect(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else {
            continue;
        };
        let (Expression::Inline(inline)
        | Expression::Select {
            selector: inline, ..
        }) = expression;
        if let InlineExpression::VariableReference { id } = inline {
            variables.insert(id.name.to_owned());
        }
        if let Expression::Select { variants, .. } = expression {
            for variant in variants {
                collect(&variant.value, variables);
            }
        }
    }
}

/// The messages that the code declares.
fn declared() -> Messages {
    let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    let all = strings::messages().into_iter().flatten();
    all.map(|(key, variables)| ((*key).to_owned(), names(variables)))
        .collect()
}

#[test]
fn english_has_the_messages_of_the_code_and_no_others() {
    let mut english = messages(&resource(Locale::En));
    english.retain(|key, _| !key.starts_with("model-"));
    let declared = declared();
    let missing: Vec<_> = declared
        .keys()
        .filter(|key| !english.contains_key(*key))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert_eq!(english, declared);
}

#[test]
fn no_message_and_no_variable_is_missing_in_any_language() {
    let english = messages(&resource(Locale::En));
    for locale in Locale::ALL {
        let found = messages(&resource(locale));
        for (key, variables) in &english {
            assert_eq!(found.get(key), Some(variables), "{}: {key}", locale.tag());
        }
        assert_eq!(found.len(), english.len(), "{}", locale.tag());
    }
}

#[test]
fn every_message_can_be_formatted_for_any_number() {
    for locale in Locale::ALL {
        let resource = resource(locale);
        let messages = messages(&resource);
        let mut bundle = FluentBundle::new(vec![locale.tag().parse().unwrap()]);
        bundle.add_resource(resource).unwrap();
        for ((key, variables), number) in messages
            .iter()
            .zip([0, 1, 2, 3, 11, 100].into_iter().cycle())
        {
            let arguments: FluentArgs<'_> = variables
                .iter()
                .map(|name| (name.as_str(), number))
                .collect();
            let pattern = bundle.get_message(key).unwrap().value().unwrap();
            let mut errors = Vec::new();
            let text = bundle.format_pattern(pattern, Some(&arguments), &mut errors);
            assert!(errors.is_empty(), "{}: {key}: {errors:?}", locale.tag());
            assert!(!text.trim().is_empty(), "{}: {key}", locale.tag());
        }
    }
}

#[test]
fn every_language_is_another_one() {
    let lines = |locale| {
        text(locale)
            .lines()
            .filter(|line| line.contains(" = "))
            .collect::<BTreeSet<_>>()
    };
    let english = lines(Locale::En);
    for locale in Locale::ALL.into_iter().skip(1) {
        let same = lines(locale).intersection(&english).count();
        let share = same as f64 / english.len() as f64;
        assert!(
            share < SAME,
            "{}: {same} messages are in English",
            locale.tag()
        );
    }
}

#[test]
fn a_tag_with_region_or_script_finds_its_language() {
    for (tag, locale) in [
        ("pt-BR", Some(Locale::Pt)),
        ("zh-Hans-CN", Some(Locale::Zh)),
        ("EN", Some(Locale::En)),
        ("nl", None),
        ("", None),
    ] {
        assert_eq!(Locale::from_tag(tag), locale, "{tag}");
    }
}
