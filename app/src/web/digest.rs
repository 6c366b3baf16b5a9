//! SHA-256 of bytes in the browser's memory, with `WebCrypto` where available.

use js_sys::Uint8Array;
use model::weights;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::SubtleCrypto;

use crate::web::object;

/// SHA-256 in lower-case hexadecimal, as [`weights::sha256`] computes it.
pub async fn sha256(bytes: &Uint8Array) -> String {
    match web_crypto(bytes).await {
        Some(hash) => hash,
        // There is no WebCrypto on insecure origins.
        None => weights::sha256(&bytes.to_vec()),
    }
}

async fn web_crypto(bytes: &Uint8Array) -> Option<String> {
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
    async fn web_crypto_computes_the_same_hash_as_the_model_crate() {
        let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
        let array = Uint8Array::from(bytes.as_slice());
        assert_eq!(sha256(&array).await, weights::sha256(&bytes));
        assert!(web_crypto(&array).await.is_some());
    }
}
