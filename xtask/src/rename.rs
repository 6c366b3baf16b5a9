//! Adds a hash of the content to file names, so that browsers may cache files for ever.
//!
//! A file is renamed after the files that it names, and the names in it are rewritten. Files that
//! compiled code names keep their names, and so do those that people or browsers request directly.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::offline::SERVICE_WORKER;

/// Files that are renamed: those that only other files of the page request.
const ENDINGS: [&str; 3] = ["css", "js", "wasm"];

/// Compiled code, in which a name is found but not rewritten.
const COMPILED: &str = "wasm";

/// Hexadecimal digits of the hash in a name.
const DIGITS: usize = 16;

/// The files of a folder by name, renamed where that is safe.
pub fn hashed(mut files: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let mut waiting: Vec<String> = files
        .keys()
        .filter(|name| may_change(name, &files))
        .cloned()
        .collect();
    // A file waits while it names another that waits; files in a circle keep their names.
    while let Some(next) = waiting.iter().position(|name| {
        let others = waiting.iter().filter(|other| *other != name);
        !others.into_iter().any(|other| names(&files[name], other))
    }) {
        let old = waiting.swap_remove(next);
        let Some(content) = files.remove(&old) else {
            continue;
        };
        let new = hashed_name(&old, &content);
        for (name, text) in &mut files {
            if ending(name) != COMPILED && names(text, &old) {
                *text = replaced(text, &old, &new);
            }
        }
        files.insert(new, content);
    }
    files
}

/// Whether a name has the hash of its content, which then never changes.
pub fn is_hashed(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.rsplit_once('-').is_some_and(|(_, hash)| {
        hash.len() == DIGITS && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

fn may_change(name: &str, files: &BTreeMap<String, Vec<u8>>) -> bool {
    let mut code = files.iter().filter(|(other, _)| ending(other) == COMPILED);
    ENDINGS.contains(&ending(name))
        && name != SERVICE_WORKER
        // In compiled code strings are not separated.
        && !code.any(|(_, code)| code.windows(name.len()).any(|part| part == name.as_bytes()))
}

fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

fn hashed_name(name: &str, content: &[u8]) -> String {
    let hash = hex::encode(Sha256::digest(content));
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{stem}-{}.{ending}", &hash[..DIGITS])
}

/// Where a file names another, except inside a longer name.
fn positions(content: &[u8], name: &str) -> Vec<usize> {
    let part = |byte: Option<&u8>| {
        byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(byte))
    };
    content
        .windows(name.len())
        .enumerate()
        .filter(|(at, window)| {
            *window == name.as_bytes()
                && !part(at.checked_sub(1).and_then(|before| content.get(before)))
                && !part(content.get(at + name.len()))
        })
        .map(|(at, _)| at)
        .collect()
}

fn names(content: &[u8], name: &str) -> bool {
    !positions(content, name).is_empty()
}

fn replaced(content: &[u8], old: &str, new: &str) -> Vec<u8> {
    let mut result = Vec::with_capacity(content.len());
    let mut from = 0;
    for at in positions(content, old) {
        result.extend_from_slice(&content[from..at]);
        result.extend_from_slice(new.as_bytes());
        from = at + old.len();
    }
    result.extend_from_slice(&content[from..]);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(files: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), text.as_bytes().to_vec());
        hashed(files.iter().map(owned).collect())
    }

    fn text(files: &BTreeMap<String, Vec<u8>>, prefix: &str) -> (String, String) {
        let (name, text) = files
            .iter()
            .find(|(name, _)| name.starts_with(prefix))
            .unwrap();
        (name.clone(), String::from_utf8(text.clone()).unwrap())
    }

    #[test]
    fn a_chain_of_files_is_renamed_from_its_end() {
        let files = page(&[
            ("index.html", "<script src=\"boot.js\">"),
            ("boot.js", "import './ui.js'"),
            ("ui.js", "new URL('ui_bg.wasm')"),
            ("ui_bg.wasm", "\0asm"),
        ]);
        let (wasm, _) = text(&files, "ui_bg-");
        let (ui, ui_text) = text(&files, "ui-");
        let (boot, boot_text) = text(&files, "boot-");
        assert!(ui_text.contains(&wasm) && boot_text.contains(&ui));
        assert!(text(&files, "index.html").1.contains(&boot));
        assert!([&wasm, &ui, &boot].iter().all(|name| is_hashed(name)));
    }

    #[test]
    fn what_compiled_code_names_keeps_its_name() {
        let files = page(&[
            ("ui_bg.wasm", "texts.engine.jsmore"),
            ("engine.js", "import './worker.js'"),
            ("worker.js", ""),
            ("sw.js", ""),
        ]);
        assert!(text(&files, "engine.js").1.contains("worker-"));
        assert!(files.contains_key("sw.js"));
    }

    #[test]
    fn a_part_of_a_longer_name_is_no_name() {
        assert!(!names(b"my_worker.js", "worker.js"));
        assert!(names(b"./worker.js'", "worker.js"));
        assert!(!is_hashed("coatnet-0.toml"));
    }

    #[test]
    fn files_that_name_each_other_keep_their_names() {
        let files = page(&[("a.js", "b.js"), ("b.js", "a.js")]);
        assert!(files.contains_key("a.js") && files.contains_key("b.js"));
    }
}
