//! The example film: fetched with the page, so that showing it needs no request.

use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, RequestCache};

use crate::intake::{Intake, Item};
use crate::web::fetch::{self, FetchOptions};

/// Its file beside the page.
const FILE: &str = "example.jpg";

/// Limit of its size.
const MAX_BYTES: u32 = 1 << 20;

/// The example film, once it is there; copies refer to the same one.
#[derive(Debug, Clone, Copy)]
pub struct Example(RwSignal<Option<Uint8Array>, LocalStorage>);

impl Example {
    /// Starts to fetch it. Where that fails no example is offered.
    pub fn fetch() -> Self {
        let example = Self(RwSignal::new_local(None));
        spawn_local(async move {
            let options = FetchOptions {
                cache: RequestCache::Default,
                max_bytes: MAX_BYTES,
                timeout_millis: None,
            };
            if let Ok(bytes) = fetch::bytes(FILE, options, |_| ()).await {
                example.0.set(Some(bytes));
            }
        });
        example
    }

    /// Whether it can be shown.
    pub fn is_there(self) -> bool {
        self.0.with(Option::is_some)
    }

    /// The film as a gesture that brings it.
    pub fn intake(self) -> Intake {
        let file = self.0.with_untracked(|bytes| {
            let parts = Array::of1(bytes.as_ref()?);
            File::new_with_u8_array_sequence(&parts, FILE).ok()
        });
        Intake {
            items: file.map(Item::File).into_iter().collect(),
            ..Intake::default()
        }
    }
}
