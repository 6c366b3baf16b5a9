//! Numbers and dates as the language of the page writes them.

use std::cell::RefCell;
use std::collections::HashMap;

use js_sys::{Array, Function, Intl, Object};
use wasm_bindgen::JsValue;

use crate::locale::{Locale, catalogue};
use crate::web::object;

thread_local! {
    /// `format` of the browser's formatters, which are slow to make.
    static FORMATS: RefCell<HashMap<(&'static str, u32), Function>> = RefCell::default();
}

/// A number with a fixed count of decimal places: "93.4", "93,4".
pub fn decimal(value: f64, places: u32) -> String {
    let locale = catalogue::locale();
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

/// Date and time of now, in the visitor's time zone: "28 November 2026 at 14:05:09 CET".
pub fn now() -> String {
    let options = options(&[("dateStyle", "long".into()), ("timeStyle", "long".into())]);
    let format = Intl::DateTimeFormat::new(&tags(catalogue::locale()), &options);
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

fn tags(locale: Locale) -> Array {
    Array::of1(&locale.tag().into())
}

fn options(fields: &[(&str, JsValue)]) -> Object {
    let options = Object::new();
    for (name, value) in fields {
        // A plain object refuses nothing.
        drop(object::set(&options, name, value));
    }
    options
}
