//! Takes bytes out of buffers.

use js_sys::{ArrayBuffer, Uint8Array};

/// Copies the bytes of a buffer that nothing else needs, and frees it: a worker collects no garbage before it has been
/// given tens of megabytes. The buffer is empty afterwards, except in browsers without `ArrayBuffer.transfer`.
pub fn take(buffer: &ArrayBuffer) -> Vec<u8> {
    let bytes = Uint8Array::new(buffer).to_vec();
    buffer.transfer_with_length(0).ok();
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_buffer_is_freed_once_its_bytes_are_taken() {
        let buffer = Uint8Array::from([1, 2, 3].as_slice()).buffer();
        assert_eq!(take(&buffer), [1, 2, 3]);
        assert_eq!(buffer.byte_length(), 0);
    }
}
