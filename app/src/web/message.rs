//! Encodes messages between page and worker as `{json, bytes}` or `{json, file}`.

use js_sys::{Array, ArrayBuffer, Object};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;

use crate::web::buffer::take;
use crate::web::error::WebError;
use crate::web::object;

/// What is attached to a message.
#[derive(Debug, Clone)]
pub enum Attachment {
    /// A buffer, which is transferred.
    Bytes(ArrayBuffer),
    /// A file on the user's disk, which the receiver reads itself.
    File(File),
}

impl Attachment {
    /// The bytes that came with a message; empty if there are none.
    pub fn into_bytes(attachment: Option<Self>) -> Vec<u8> {
        match attachment {
            Some(Self::Bytes(buffer)) => take(&buffer),
            Some(Self::File(_)) | None => Vec::new(),
        }
    }

    /// The objects to transfer with the message instead of copying them.
    pub fn transferred(&self) -> Array {
        match self {
            Self::Bytes(buffer) => Array::of1(buffer),
            Self::File(_) => Array::new(),
        }
    }

    fn field(&self) -> (&'static str, &JsValue) {
        match self {
            Self::Bytes(buffer) => ("bytes", buffer),
            Self::File(file) => ("file", file),
        }
    }

    fn of(data: &JsValue) -> Option<Self> {
        let field = |name| object::field(data, name);
        let bytes = field("bytes").and_then(|bytes| bytes.dyn_into().ok());
        let file = || field("file").and_then(|file| file.dyn_into().ok());
        bytes.map(Self::Bytes).or_else(|| file().map(Self::File))
    }
}

/// Encodes a message with its attachment.
///
/// # Errors
/// [`WebError::Thrown`] when it cannot be serialised.
pub fn pack(
    message: &impl Serialize,
    attachment: Option<&Attachment>,
) -> Result<JsValue, WebError> {
    let json =
        serde_json::to_string(message).map_err(|error| WebError::Thrown(error.to_string()))?;
    let packed = Object::new();
    object::set(&packed, "json", &json.into())?;
    if let Some((name, value)) = attachment.map(Attachment::field) {
        object::set(&packed, name, value)?;
    }
    Ok(packed.into())
}

/// A decoded message.
pub struct Message<M> {
    /// Its content.
    pub content: M,
    /// Its attachment, if any.
    pub attachment: Option<Attachment>,
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
    Ok(Message {
        content,
        attachment: Attachment::of(data),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{JobId, Request};
    use js_sys::Uint8Array;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_message_arrives_with_its_attachment() {
        let request = Request::List { job: JobId(1) };
        let bytes = Uint8Array::from([1, 2, 3].as_slice());
        let packed = pack(&request, Some(&Attachment::Bytes(bytes.buffer()))).unwrap();
        let unpacked = unpack::<Request>(&packed).unwrap();
        assert_eq!(unpacked.content, request);
        let Some(Attachment::Bytes(buffer)) = unpacked.attachment else {
            panic!("the bytes are missing");
        };
        assert_eq!(Uint8Array::new(&buffer).to_vec(), [1, 2, 3]);

        let file = File::new_with_u8_array_sequence(&Array::of1(&bytes), "a.zip").unwrap();
        let packed = pack(&request, Some(&Attachment::File(file))).unwrap();
        let Some(Attachment::File(file)) = unpack::<Request>(&packed).unwrap().attachment else {
            panic!("the file is missing");
        };
        assert_eq!(file.name(), "a.zip");
    }

    #[test]
    fn a_foreign_message_is_refused() {
        assert!(unpack::<Request>(&JsValue::from("hello")).is_err());
        assert!(unpack::<Request>(&JsValue::NULL).is_err());
    }
}
