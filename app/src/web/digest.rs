//! SHA-256 of bytes that lie in the browser's memory, by the browser where it offers that.

use js_sys::Uint8Array;
use model::weights;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::SubtleCrypto;

use crate::web::object;

/// Lower case hexadecimal SHA-256, as [`weights::sha256`] computes it.
pub async fn sha256(bytes: &Uint8Array) -> String {
    match by_browser(bytes).await {
        Some(hash) => hash,
        // Insecure origins have no WebCrypto.
        None => weights::sha256(&bytes.to_vec()),
    }
}

async fn by_browser(bytes: &Uint8Array) -> Option<String> {
    let crypto = object::field(&js_sys::global(), "crypto")?;
    let subtle: SubtleCrypto = object::field(&crypto, "subtle")?.unchecked_into();
    let promise = subtle.digest_with_str_and_js_u8_array("SHA-256", bytes);
    let hash: JsValue = JsFuture::from(promise.ok()?).await.ok()?;
    Some(hex::encode(Uint8Array::new(&hash).to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    async fn the_browser_computes_the_hash_that_our_own_code_does() {
        let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
        let array = Uint8Array::from(bytes.as_slice());
        assert_eq!(sha256(&array).await, weights::sha256(&bytes));
        assert!(by_browser(&array).await.is_some());
    }
}
