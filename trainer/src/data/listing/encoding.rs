//! The text of a list in whatever encoding a spreadsheet or an editor saved it.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use thiserror::Error;

/// The start of a ZIP archive, which a workbook of a present spreadsheet program is.
const ZIP: &[u8] = b"PK\x03\x04";
/// The start of a workbook of an older spreadsheet program.
const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0";
/// Bytes that are looked at to tell UTF-16 without a byte order mark.
const SAMPLE: usize = 1024;

/// Why a file is not a list.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum NotText {
    /// A workbook instead of a table.
    #[error(
        "this is a workbook or an archive, not a text; save the table as \"CSV UTF-8\" in the spreadsheet program"
    )]
    Workbook,
    /// Anything else.
    #[error("this is not a text, but a list is a text file: COVIDx lines or a CSV table")]
    Binary,
}

/// The text without its byte order mark, and the name of its encoding if that is not UTF-8.
///
/// UTF-16 is recognised by its mark or its zero bytes. What is neither that nor valid UTF-8 is read as
/// Windows-1252, the superset of Latin-1 that spreadsheet programs write in Western languages.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, Option<&'static str>), NotText> {
    if bytes.starts_with(ZIP) || bytes.starts_with(COMPOUND_FILE) {
        return Err(NotText::Workbook);
    }
    let encoding = encoding(bytes);
    let (text, is_damaged) = encoding.decode_with_bom_removal(bytes);
    if is_damaged || text.contains('\0') {
        return Err(NotText::Binary);
    }
    let name = (encoding != UTF_8).then(|| match encoding.name() {
        "windows-1252" => "Windows-1252",
        name => name,
    });
    Ok((text.into_owned(), name))
}

fn encoding(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let zeros = |offset: usize| {
        let every_second = sample.iter().skip(offset).step_by(2);
        every_second.filter(|&&byte| byte == 0).count()
    };
    // The header of a table is almost all ASCII.
    let many = sample.len().div_ceil(8).max(1);
    match (zeros(0), zeros(1)) {
        (0, low) if low >= many => UTF_16LE,
        (high, 0) if high >= many => UTF_16BE,
        _ if std::str::from_utf8(bytes).is_ok() => UTF_8,
        _ => WINDOWS_1252,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "file,label\nzoë.png,normal\n";

    fn utf16(bytes_of: fn(u16) -> [u8; 2], mark: bool) -> Vec<u8> {
        let mark = mark.then_some('\u{feff}').into_iter();
        let text: String = mark.chain(TEXT.chars()).collect();
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn a_text_is_read_in_every_encoding_of_spreadsheets() {
        let latin = TEXT.chars().map(|letter| u8::try_from(letter).unwrap());
        let cases = [
            (TEXT.as_bytes().to_vec(), None),
            (format!("\u{feff}{TEXT}").into_bytes(), None),
            (latin.collect(), Some("Windows-1252")),
            (utf16(u16::to_le_bytes, true), Some("UTF-16LE")),
            (utf16(u16::to_be_bytes, true), Some("UTF-16BE")),
            (utf16(u16::to_le_bytes, false), Some("UTF-16LE")),
            (utf16(u16::to_be_bytes, false), Some("UTF-16BE")),
        ];
        for (bytes, encoding) in cases {
            assert_eq!(decode(&bytes), Ok((TEXT.to_owned(), encoding)));
        }
        let (text, _) = decode(b"a\x80\x93b\x94").unwrap();
        assert_eq!(text, "a\u{20ac}\u{201c}b\u{201d}");
        assert_eq!(decode(b""), Ok((String::new(), None)));
    }

    #[test]
    fn a_workbook_and_a_picture_are_named() {
        assert_eq!(decode(b"PK\x03\x04xl/sheet"), Err(NotText::Workbook));
        assert_eq!(decode(b"\xd0\xcf\x11\xe0\xa1"), Err(NotText::Workbook));
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR";
        assert_eq!(decode(png), Err(NotText::Binary));
        // Half a character at the end of UTF-16.
        assert_eq!(decode(b"\xff\xfea\0b"), Err(NotText::Binary));
    }
}
