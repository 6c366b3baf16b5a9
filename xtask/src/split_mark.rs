//! The mark that `wasm_split_helpers` leaves in code: an export whose name has a hash of the path of that crate on this
//! machine. No flag remaps it, so two people would build two different workers.

/// What the name begins with.
const MARK: &[u8] = b"_WASM_SPLIT_MARKER_";

/// The hexadecimal digits that follow.
const DIGITS: usize = 16;

/// Sets the digits after each mark to zero.
pub fn neutralise(code: &mut [u8]) {
    let ends = code.windows(MARK.len()).enumerate();
    let ends = ends.filter_map(|(at, bytes)| (bytes == MARK).then_some(at + MARK.len()));
    for end in ends.collect::<Vec<_>>() {
        let digits = code[end..].iter_mut().take(DIGITS);
        digits
            .take_while(|digit| digit.is_ascii_hexdigit())
            .for_each(|digit| *digit = b'0');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_name_no_machine() {
        let code =
            |hash: &str| format!("\x03a_WASM_SPLIT_MARKER_{hash}version\x01_WASM_SPLIT_MARKER_");
        let mut code_here = code("276d2ca53a050937").into_bytes();
        neutralise(&mut code_here);
        assert_eq!(
            String::from_utf8(code_here).unwrap(),
            code("0000000000000000")
        );
    }
}
