//! Decides by its first bytes whether a file is a film, an archive or left out.

use model::archive::{is_gzip, is_zip};
use model::selection::{HEAD_BYTES, LeftOut, Selection, by_name, by_start};
use web_sys::File;

use crate::intake::walk::Found;
use crate::web::folder;

/// What becomes of a file.
pub enum Sorted {
    /// It is decoded.
    Film {
        /// Its path or name.
        path: String,
        /// The file, if the browser can open it.
        file: Option<File>,
    },
    /// A worker opens it and lists its films.
    Archive {
        /// Its path or name.
        path: String,
        /// The file.
        file: File,
        /// Whether it was found in a folder.
        in_folder: bool,
    },
    /// It is only counted.
    LeftOut(LeftOut),
}

/// Starts to sort a file. One that was picked by itself is never left out; one that cannot be opened or
/// read fails in the list.
pub fn sort(found: Found) -> impl Future<Output = Sorted> {
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
            return Sorted::LeftOut(kind);
        }
        let head = match head {
            Some(head) => head.await.ok(),
            None => None,
        };
        match (head.map(|head| selection(&path, &head, in_folder)), file) {
            (Some(Selection::LeftOut(kind)), _) => Sorted::LeftOut(kind),
            (Some(Selection::Archive), Some(file)) => Sorted::Archive {
                path,
                file,
                in_folder,
            },
            (_, file) => Sorted::Film { path, file },
        }
    }
}

fn selection(path: &str, head: &[u8], in_folder: bool) -> Selection {
    if is_zip(head) || (in_folder && is_gzip(head)) {
        // Only a worker can unpack it.
        Selection::Archive
    } else if in_folder {
        by_start(path, head)
    } else {
        Selection::Film
    }
}

/// Why a file is hidden: by its name or that of a folder below the one that was dropped or chosen.
fn hidden(path: &str) -> Option<LeftOut> {
    path.split('/').skip(1).find_map(by_name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use js_sys::{Array, Uint8Array};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n....";

    /// What becomes of a file with this content.
    async fn sorted(path: &str, content: &[u8], in_folder: bool) -> Sorted {
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
            assert!(matches!(sorted, Sorted::Film { .. }), "{path}");
        }
        for content in [b"PK\x03\x04".as_slice(), b"\x1f\x8b\x08"] {
            let sorted = sorted("CD/a", content, true).await;
            assert!(matches!(sorted, Sorted::Archive { .. }), "{content:?}");
        }
        for (path, content) in [
            ("CD/.git/a.png", PNG),
            ("CD/viewer.exe", b"MZ"),
            ("CD/a", b""),
        ] {
            let sorted = sorted(path, content, true).await;
            assert!(matches!(sorted, Sorted::LeftOut(_)), "{path}");
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
            assert!(matches!(sorted, Sorted::Film { .. }), "{path}");
        }
        let archive = sorted("a", b"PK\x03\x04", false).await;
        assert!(matches!(
            archive,
            Sorted::Archive {
                in_folder: false,
                ..
            }
        ));
    }

    #[test]
    async fn a_file_that_cannot_be_opened_is_a_film_that_fails() {
        let found = Found {
            path: "CD/a".to_owned(),
            file: None,
            in_folder: true,
        };
        assert!(matches!(sort(found).await, Sorted::Film { file: None, .. }));
    }
}
