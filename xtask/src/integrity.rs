//! Writes the hashes of scripts, style sheets and compiled code to where they are requested, so that browsers
//! refuse files with another content.
//!
//! HTML has them as attributes, scripts have them in calls of `fetch`. Modules that another module imports are
//! covered where the HTML preloads them: browsers load a module once.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use crate::error::XtaskError;

/// Elements with the attribute for their file.
const ELEMENTS: [(&str, &str); 2] = [("<script ", "src"), ("<link ", "href")];

/// The values of `rel` with which a link requests what browsers check. Compiled code is preloaded without a hash, of
/// which Chromium warns (<https://crbug.com/981419>), and checked where a script fetches it.
const CHECKED: [&str; 2] = ["modulepreload", "stylesheet"];

const ATTRIBUTE: &str = "integrity";

/// What a request by a script begins with; the file's name follows.
const FETCH: &str = "fetch(new URL(\"./";

/// What follows the name.
const BASE: &str = "\", import.meta.url)";

/// What follows then if the request has a hash; it is followed by [`HASH_END`].
const HASH: &str = ", { integrity: \"";
const HASH_END: &str = "\" }";

/// The hash of a file in the form that browsers take.
pub fn of(content: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(content)))
}

/// Writes all hashes into files of the page by name, in place of those that are there.
///
/// # Errors
/// [`XtaskError::Content`] names a file that requests one which is not there, or in another way than expected.
pub fn stamp(files: &mut BTreeMap<String, Vec<u8>>) -> Result<(), XtaskError> {
    // The hashes of scripts follow from those in them.
    stamp_kind(files, "js", stamped_script)?;
    stamp_kind(files, "html", stamped_page)
}

type Files = BTreeMap<String, Vec<u8>>;

/// Stamps the files with an ending.
fn stamp_kind(
    files: &mut Files,
    ending: &str,
    stamped: fn(&str, &Files) -> Result<String, String>,
) -> Result<(), XtaskError> {
    let of_kind = |name: &&String| name.rsplit_once('.').is_some_and(|(_, it)| it == ending);
    let names: Vec<String> = files.keys().filter(of_kind).cloned().collect();
    for name in names {
        let text = std::str::from_utf8(&files[&name]).map_err(|error| error.to_string());
        let text = text.and_then(|text| stamped(text, files));
        let text = text.map_err(|reason| XtaskError::Content {
            path: name.as_str().into(),
            reason,
        })?;
        files.insert(name, text.into_bytes());
    }
    Ok(())
}

/// The hash of a file that is requested under an address beside the page.
fn requested(address: &str, files: &Files) -> Result<String, String> {
    let content = files.get(address.strip_prefix("./").unwrap_or(address));
    content
        .map(|content| of(content))
        .ok_or_else(|| format!("it requests `{address}`, which the page does not have"))
}

/// A script with a hash in each request for a file beside it.
fn stamped_script(script: &str, files: &Files) -> Result<String, String> {
    let mut parts = script.split(FETCH);
    let mut result = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part
            .split_once(BASE)
            .ok_or_else(|| format!("`{FETCH}` is not followed by a name"))?;
        let rest = match rest.strip_prefix(HASH) {
            Some(stamped) => {
                stamped
                    .split_once(HASH_END)
                    .ok_or_else(|| format!("the hash of `{name}` has no end"))?
                    .1
            }
            None => rest,
        };
        let hash = requested(name, files)?;
        result += &[FETCH, name, BASE, HASH, &hash, HASH_END, rest].concat();
    }
    Ok(result)
}

/// A page with a hash in each element that requests a script or a style sheet.
fn stamped_page(page: &str, files: &Files) -> Result<String, String> {
    let mut result = String::with_capacity(page.len());
    let mut rest = page;
    loop {
        let next = ELEMENTS
            .iter()
            .filter_map(|(start, file)| Some((rest.find(start)?, *file)));
        let Some((at, file)) = next.min() else {
            return Ok(result + rest);
        };
        let length = rest[at..].find('>').ok_or("an element has no end")?;
        let (before, tag, after) = (&rest[..at], &rest[at..at + length], &rest[at + length..]);
        result += before;
        result += &stamped_tag(tag, file, files)?;
        rest = after;
    }
}

/// A start tag without its last character, with the hash of its file.
fn stamped_tag(tag: &str, file: &str, files: &Files) -> Result<String, String> {
    let is_script = tag.starts_with("<script");
    let is_checked = is_script || attribute(tag, "rel").is_some_and(|rel| CHECKED.contains(&rel));
    if !is_checked {
        return Ok(tag.to_owned());
    }
    let address = attribute(tag, file).ok_or_else(|| format!("`{tag}>` names no file"))?;
    let hash = requested(address, files)?;
    let bare = match attribute(tag, ATTRIBUTE) {
        Some(old) => tag.replace(&format!(" {ATTRIBUTE}=\"{old}\""), ""),
        None => tag.to_owned(),
    };
    // Trunk closes links as XML does, which means nothing in HTML.
    let bare = bare.trim_end_matches([' ', '/']);
    Ok(format!("{bare} {ATTRIBUTE}=\"{hash}\""))
}

/// The value of an attribute, in double quotes as trunk and we write them.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    value.split_once('"').map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The hash of nothing, FIPS 180-4.
    const NOTHING: &str = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    fn stamped(files: &[(&str, &str)]) -> Result<BTreeMap<String, String>, String> {
        let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), text.as_bytes().to_vec());
        let mut files = files.iter().map(owned).collect();
        stamp(&mut files).map_err(|error| error.to_string())?;
        let text = |(name, content)| (name, String::from_utf8(content).unwrap());
        Ok(files.into_iter().map(text).collect())
    }

    #[test]
    fn every_script_module_and_style_sheet_has_its_hash() {
        let page = "<link rel=\"stylesheet\" href=\"./a.css\"/><link rel=\"icon\" href=\"a.svg\">\n\
            <script src=\"a.js\"></script><link rel=\"modulepreload\" href=\"./a.js\">\
            <link rel=\"preload\" href=\"./a.wasm\" as=\"fetch\"><p title=\"<scripts>\">";
        let files = [("index.html", page), ("a.css", ""), ("a.js", "")];
        let first = stamped(&files).unwrap()["index.html"].clone();
        assert_eq!(
            first.matches(&format!(" integrity=\"{NOTHING}\"")).count(),
            3,
            "{first}"
        );
        assert!(
            first.contains("<link rel=\"icon\" href=\"a.svg\">\n<script src=\"a.js\" integrity"),
            "{first}"
        );
        assert!(
            first.starts_with("<link rel=\"stylesheet\" href=\"./a.css\" integrity="),
            "{first}"
        );
        assert!(first.ends_with("<p title=\"<scripts>\">"), "{first}");

        assert!(first.contains("<link rel=\"preload\" href=\"./a.wasm\" as=\"fetch\">"));

        let again = [("index.html", &*first), ("a.css", "1"), ("a.js", "")];
        let again = stamped(&again).unwrap()["index.html"].clone();
        assert_eq!(again.matches(NOTHING).count(), 2, "{again}");
        assert_eq!(again.len(), first.len());
    }

    #[test]
    fn compiled_code_is_fetched_with_its_hash_which_the_page_knows() {
        let script = "x(fetch(new URL(\"./a.wasm\", import.meta.url)));fetch(address);";
        let page = "<script type=\"module\" src=\"a.js\"></script>";
        let files = stamped(&[("a.html", page), ("a.js", script), ("a.wasm", "")]).unwrap();
        let expected = format!(
            "x(fetch(new URL(\"./a.wasm\", import.meta.url), {{ integrity: \"{NOTHING}\" }}));fetch(address);"
        );
        assert_eq!(files["a.js"], expected);
        assert!(files["a.html"].contains(&of(expected.as_bytes())));
        let again = stamped(&[("a.js", &expected), ("a.wasm", "")]).unwrap();
        assert_eq!(again["a.js"], expected);
    }

    #[test]
    fn a_request_that_cannot_be_checked_is_named() {
        for (name, text, reason) in [
            ("a.html", "<script src=\"gone.js\">", "requests `gone.js`"),
            ("a.html", "<script type=\"module\">", "names no file"),
            ("a.html", "<script src='gone.js'>", "names no file"),
            ("a.html", "<link rel=\"preload\" href=\"a.html\"", "no end"),
            (
                "a.js",
                "fetch(new URL(\"./gone.wasm\", import.meta.url))",
                "requests `gone.wasm`",
            ),
            (
                "a.js",
                "fetch(new URL(\"./gone.wasm\", base))",
                "not followed",
            ),
        ] {
            let error = stamped(&[(name, text)]).unwrap_err();
            assert!(
                error.contains(reason) && error.contains(name),
                "{text}: {error}"
            );
        }
    }
}
