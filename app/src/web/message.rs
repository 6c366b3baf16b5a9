//! Encodes messages between page and worker as `{json, bytes}`.

use js_sys::{ArrayBuffer, Object};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};

use crate::web::error::WebError;
use crate::web::object;

/// Encodes a message and attaches its bytes.
///
/// # Errors
/// [`WebError::Thrown`] when it cannot be serialised.
pub fn pack(message: &impl Serialize, bytes: Option<&ArrayBuffer>) -> Result<JsValue, WebError> {
    let json =
        serde_json::to_string(message).map_err(|error| WebError::Thrown(error.to_string()))?;
    let packed = Object::new();
    object::set(&packed, "json", &json.into())?;
    if let Some(bytes) = bytes {
        object::set(&packed, "bytes", bytes)?;
    }
    Ok(packed.into())
}

/// A decoded message.
pub struct Message<M> {
    /// Its content.
    pub content: M,
    /// Its bytes, if any.
    pub bytes: Option<ArrayBuffer>,
}

/// Decodes a message.
///
/// # Errors
/// [`WebError`] when it has another form.
pub fn unpack<M: DeserializeOwned>(data: &JsValue) -> Result<Message<M>, WebError> {
    let json = object::text(data, "json")
        .ok_or_else(|| WebError::Thrown("unexpected message".to_owned()))?;
    let content =
        serde_json::from_str(&json).map_err(|error| WebError::Thrown(error.to_string()))?;
    let bytes = object::field(data, "bytes").and_then(|bytes| bytes.dyn_into().ok());
    Ok(Message { content, bytes })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{JobId, Request};
    use js_sys::Uint8Array;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_message_arrives_with_its_bytes() {
        let request = Request::Read {
            job: JobId(1),
            exclusive: true,
        };
        let bytes = Uint8Array::from([1, 2, 3].as_slice()).buffer();
        let packed = pack(&request, Some(&bytes)).unwrap();
        let unpacked = unpack::<Request>(&packed).unwrap();
        assert_eq!(unpacked.content, request);
        assert_eq!(
            Uint8Array::new(&unpacked.bytes.unwrap()).to_vec(),
            [1, 2, 3]
        );
    }

    #[test]
    fn a_foreign_message_is_refused() {
        assert!(unpack::<Request>(&JsValue::from("hello")).is_err());
        assert!(unpack::<Request>(&JsValue::NULL).is_err());
    }
}
