//! Numbers and dates as the language of the page writes them.

use std::cell::RefCell;
use std::collections::HashMap;

use js_sys::{Array, Function, Intl, Object};
use wasm_bindgen::JsValue;

use crate::locale::{Locale, current};
use crate::web::{environment, object};

thread_local! {
    /// `format` of the browser's formatters, which are slow to make.
    static FORMATS: RefCell<HashMap<(&'static str, u32), Function>> = RefCell::default();
}

/// A number with a fixed count of decimal places: "93.4", "93,4".
pub fn decimal(value: f64, places: u32) -> String {
    let locale = current();
    if locale == Locale::En {
        return format!("{value:.*}", places as usize);
    }
    let formatted = FORMATS.with_borrow_mut(|formats| {
        let format = formats
            .entry((locale.tag(), places))
            .or_insert_with(|| number_format(locale, places));
        format.call1(&JsValue::UNDEFINED, &value.into())
    });
    let formatted = formatted.ok().and_then(|text| text.as_string());
    formatted.unwrap_or_else(|| format!("{value:.*}", places as usize))
}

/// Date and time of now, in the visitor's notation and time zone: "28 November 2026 at 14:05:09 CET".
pub fn now() -> String {
    let options = options(&[
        ("dateStyle", "long".into()),
        ("timeStyle", "long".into()),
        ("numberingSystem", "latn".into()),
    ]);
    let format = Intl::DateTimeFormat::new(&tags(current()), &options);
    let now = js_sys::Date::new_0();
    let formatted = format.format().call1(&JsValue::UNDEFINED, &now).ok();
    formatted
        .and_then(|text| text.as_string())
        .unwrap_or_else(|| now.to_iso_string().into())
}

fn number_format(locale: Locale, places: u32) -> Function {
    let options = options(&[
        ("minimumFractionDigits", places.into()),
        ("maximumFractionDigits", places.into()),
        ("useGrouping", false.into()),
        ("numberingSystem", "latn".into()),
    ]);
    Intl::NumberFormat::new(&tags(locale), &options).format()
}

/// The language as the visitor's browser has it, such as `en-GB`, if it is one of theirs.
fn tags(locale: Locale) -> Array {
    let languages = environment::languages();
    let regional = languages
        .iter()
        .find(|tag| Locale::from_tag(tag) == Some(locale));
    let tag = regional.map_or(locale.tag(), String::as_str);
    Array::of1(&tag.into())
}

fn options(fields: &[(&str, JsValue)]) -> Object {
    let options = Object::new();
    for (name, value) in fields {
        // A plain object refuses nothing.
        drop(object::set(&options, name, value));
    }
    options
}
