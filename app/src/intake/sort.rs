//! Decides by its first bytes whether a file is submitted as a film or archive, or left out.

use model::archive::{is_gzip, is_zip};
use model::selection::{HEAD_BYTES, LeftOut, Selection, by_path, by_start};
use web_sys::File;

use crate::intake::walk::Found;
use crate::web::folder;

/// A file for the queue.
pub enum Submission {
    /// A film, to be decoded.
    Film {
        /// Its path or name.
        path: String,
        /// The file, if the browser can open it.
        file: Option<File>,
    },
    /// An archive, whose films a worker lists.
    Archive {
        /// Its path or name.
        path: String,
        /// The file.
        file: File,
        /// Whether it was found in a folder.
        in_folder: bool,
    },
    /// A table, which may have the labels of films.
    Table {
        /// Its path or name.
        path: String,
        /// The file.
        file: File,
    },
}

/// Starts to sort a file. One that was picked by itself is never left out; one that cannot be opened or
/// read fails in the list.
///
/// # Errors
/// Why the file is left out.
pub fn sort(found: Found) -> impl Future<Output = Result<Submission, LeftOut>> {
    let Found {
        path,
        file,
        in_folder,
    } = found;
    let hidden = hidden(&path).filter(|_| in_folder);
    let head = file.as_ref().filter(|_| hidden.is_none());
    let head = head.map(|file| folder::head(file, HEAD_BYTES));
    async move {
        if let Some(kind) = hidden {
            return Err(kind);
        }
        let head = match head {
            Some(head) => head.await.ok(),
            None => None,
        };
        let is_table = head.as_ref().is_some_and(|head| is_table(&path, head));
        match (head.map(|head| selection(&path, &head, in_folder)), file) {
            (_, Some(file)) if is_table => Ok(Submission::Table { path, file }),
            (Some(Selection::LeftOut(kind)), _) => Err(kind),
            (Some(Selection::Archive), Some(file)) => Ok(Submission::Archive {
                path,
                file,
                in_folder,
            }),
            (_, file) => Ok(Submission::Film { path, file }),
        }
    }
}

/// Whether a file has the name of a table and does not begin like a film.
fn is_table(path: &str, head: &[u8]) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default();
    let named = ["csv", "tsv"]
        .iter()
        .any(|it| ending.eq_ignore_ascii_case(it));
    named && matches!(by_start(path, head), Selection::LeftOut(_))
}

fn selection(path: &str, head: &[u8], in_folder: bool) -> Selection {
    if !in_folder {
        return if is_zip(head) {
            Selection::Archive
        } else {
            Selection::Film
        };
    }
    if is_gzip(head) {
        // Only a worker can unpack it.
        Selection::Archive
    } else {
        by_start(path, head)
    }
}

/// Why a file is hidden below the folder that was dropped or chosen.
fn hidden(path: &str) -> Option<LeftOut> {
    path.split_once('/').and_then(|(_, below)| by_path(below))
}

#[cfg(test)]
mod tests {
    use super::*;
    use js_sys::{Array, Uint8Array};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n....";

    /// What becomes of a file with this content.
    async fn sorted(path: &str, content: &[u8], in_folder: bool) -> Result<Submission, LeftOut> {
        let parts = Array::of1(&Uint8Array::from(content));
        let file = File::new_with_u8_array_sequence(&parts, path).unwrap();
        let found = Found {
            path: path.to_owned(),
            file: Some(file),
            in_folder,
        };
        sort(found).await
    }

    #[test]
    async fn in_a_folder_the_content_decides() {
        for (path, content) in [
            ("CD/noext", PNG),
            (".hidden/a", PNG),
            ("CD/a.jpg", b"<html>"),
        ] {
            let sorted = sorted(path, content, true).await;
            assert!(matches!(sorted, Ok(Submission::Film { .. })), "{path}");
        }
        for content in [b"PK\x03\x04".as_slice(), b"\x1f\x8b\x08"] {
            let sorted = sorted("CD/a", content, true).await;
            assert!(
                matches!(sorted, Ok(Submission::Archive { .. })),
                "{content:?}"
            );
        }
        for (path, content) in [
            ("CD/.git/a.png", PNG),
            ("CD/viewer.exe", b"MZ"),
            ("CD/a", b""),
        ] {
            let sorted = sorted(path, content, true).await;
            assert!(sorted.is_err(), "{path}");
        }
    }

    #[test]
    async fn a_file_that_was_picked_is_never_left_out() {
        for (path, content) in [
            (".a.png", PNG),
            ("a.exe", b"MZ"),
            ("a.dcm.gz", b"\x1f\x8b\x08"),
        ] {
            let sorted = sorted(path, content, false).await;
            assert!(matches!(sorted, Ok(Submission::Film { .. })), "{path}");
        }
        let archive = sorted("a", b"PK\x03\x04", false).await;
        assert!(matches!(
            archive,
            Ok(Submission::Archive {
                in_folder: false,
                ..
            })
        ));
    }

    #[test]
    async fn a_file_that_cannot_be_opened_is_a_film_that_fails() {
        let found = Found {
            path: "CD/a".to_owned(),
            file: None,
            in_folder: true,
        };
        let sorted = sort(found).await;
        assert!(matches!(sorted, Ok(Submission::Film { file: None, .. })));
    }
}
