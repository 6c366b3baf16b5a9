//! Names of files in ZIP archives.

/// The upper half of code page 437, the encoding of names that are not UTF-8. Source: unicode.org,
/// `VENDORS/MICSFT/PC/CP437.TXT`.
const CODE_PAGE_437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// A name as text, with `/` between folders; some programs on Windows write `\`.
///
/// Bytes that are not UTF-8 are read as code page 437, so that different names stay different.
pub(super) fn decode(bytes: &[u8]) -> String {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|&byte| character(byte)).collect(),
    };
    text.replace('\\', "/")
}

fn character(byte: u8) -> char {
    let upper = byte
        .checked_sub(128)
        .and_then(|index| CODE_PAGE_437.chars().nth(index.into()));
    upper.unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_utf_8_or_code_page_437() {
        assert_eq!(CODE_PAGE_437.chars().count(), 128);
        for (bytes, name) in [
            (b"films/a.png".as_slice(), "films/a.png"),
            (b"films\\a.png", "films/a.png"),
            ("Übersicht.png".as_bytes(), "Übersicht.png"),
            (b"\x9abersicht.png", "Übersicht.png"),
            (b"\x80\xff", "Ç\u{a0}"),
        ] {
            assert_eq!(decode(bytes), name);
        }
    }
}
