//! Takes the names of functions out of a WebAssembly file: they are for debuggers, and visitors
//! would download megabytes of them.

/// What every WebAssembly file of version 1 begins with.
const HEADER: [u8; 8] = *b"\0asm\x01\0\0\0";

/// The kind of section that holds whatever tools like.
const CUSTOM: u8 = 0;

/// Custom sections that no browser needs.
const FOR_DEBUGGERS: [&str; 2] = ["name", "producers"];

/// A section: where it begins, where its content does, and where it ends.
struct Section {
    kind: u8,
    start: usize,
    content: usize,
    end: usize,
}

/// The file without the sections for debuggers; none when it is no WebAssembly file.
pub fn stripped(file: &[u8]) -> Option<Vec<u8>> {
    let mut rest = HEADER.len();
    if !file.starts_with(&HEADER) {
        return None;
    }
    let mut kept = HEADER.to_vec();
    while rest < file.len() {
        let section = section(file, rest)?;
        let content = &file[section.content..section.end];
        let dropped = section.kind == CUSTOM
            && name(content).is_some_and(|name| FOR_DEBUGGERS.contains(&name));
        if !dropped {
            kept.extend_from_slice(&file[section.start..section.end]);
        }
        rest = section.end;
    }
    Some(kept)
}

/// The section that begins at a place.
fn section(file: &[u8], start: usize) -> Option<Section> {
    let kind = *file.get(start)?;
    let (length, content) = number(file, start + 1)?;
    let end = content.checked_add(length)?;
    (end <= file.len()).then_some(Section {
        kind,
        start,
        content,
        end,
    })
}

/// The name of a custom section, from its content.
fn name(content: &[u8]) -> Option<&str> {
    let (length, start) = number(content, 0)?;
    let name = content.get(start..start.checked_add(length)?)?;
    std::str::from_utf8(name).ok()
}

/// An unsigned number in LEB128 of at most 32 bits, and the place after it.
fn number(bytes: &[u8], start: usize) -> Option<(usize, usize)> {
    let mut value = 0_usize;
    for (index, &byte) in bytes.get(start..)?.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7F) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((value, start + index + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn custom(name: &str, content: &[u8]) -> Vec<u8> {
        let length = u8::try_from(name.len() + 1 + content.len()).unwrap();
        let name_length = u8::try_from(name.len()).unwrap();
        [&[CUSTOM, length, name_length], name.as_bytes(), content].concat()
    }

    #[test]
    fn only_sections_for_debuggers_go() {
        let types = [1, 1, 0];
        let features = custom("target_features", &[7; 9]);
        let file = [
            &HEADER[..],
            &types,
            &custom("name", &[1, 2, 3]),
            &features,
            &custom("producers", &[]),
        ];
        let expected = [&HEADER[..], &types, &features].concat();
        assert_eq!(stripped(&file.concat()), Some(expected));
    }

    #[test]
    fn lengths_of_more_than_a_byte_are_understood() {
        let long = [&[1, 0x81, 0x01][..], &[5; 129]].concat();
        let file = [&HEADER[..], &long, &custom("name", &[])].concat();
        assert_eq!(stripped(&file), Some([&HEADER[..], &long].concat()));
    }

    #[test]
    fn what_is_no_wasm_or_cut_short_is_left_alone() {
        assert_eq!(stripped(b"<html>"), None);
        let cut = [&HEADER[..], &[1, 9, 0]].concat();
        assert_eq!(stripped(&cut), None);
    }
}
