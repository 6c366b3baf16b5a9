//! How a name in a list may differ from the path of its file, strictest first.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

/// Extensions that are no part of a film's name.
const EXTENSIONS: [&str; 18] = [
    "bmp", "dcm", "dic", "dicom", "gif", "ima", "j2k", "jfif", "jp2", "jpe", "jpeg", "jpg", "jpx",
    "pgm", "png", "tif", "tiff", "webp",
];

/// What two names must have in common to mean the same file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// Every character.
    Exact,
    /// All but the separator of folders, leading `./`, the encoding of letters and spaces at the ends.
    Letters,
    /// The same in lower case.
    Case,
    /// All but the extension.
    Stem,
}

impl Likeness {
    pub(super) const ALL: [Self; 4] = [Self::Exact, Self::Letters, Self::Case, Self::Stem];

    /// The parts of a path that count, outermost folder first.
    fn parts(self, path: &str) -> Vec<String> {
        let parts = path.split('/');
        if self == Self::Exact {
            return parts.map(str::to_owned).collect();
        }
        let mut parts: Vec<String> = parts
            .map(str::trim)
            .filter(|part| !part.is_empty() && *part != ".")
            .map(|part| part.nfc().collect())
            .collect();
        if self >= Self::Case {
            for part in &mut parts {
                *part = part.to_lowercase();
            }
        }
        if let (Self::Stem, Some(last)) = (self, parts.last_mut()) {
            *last = stem(last).to_owned();
        }
        parts
    }

    /// The parts of a name in a list, which may be a path of another system.
    fn listed_parts(self, name: &str) -> Vec<String> {
        if self == Self::Exact {
            return self.parts(name);
        }
        let mut parts = self.parts(&name.replace('\\', "/"));
        // What is before "..", and a drive such as "C:", is not below the image folder.
        let is_outside = |part: &String| part == ".." || part.ends_with(':');
        if let Some(last) = parts.iter().rposition(is_outside) {
            parts.drain(..=last);
        }
        parts
    }
}

/// A file name without an extension of images, and without `.gz`.
pub(super) fn stem(name: &str) -> &str {
    let without = |name, is_extension: fn(&str) -> bool| match str::rsplit_once(name, '.') {
        Some((stem, extension)) if !stem.is_empty() && is_extension(extension) => stem,
        _ => name,
    };
    let is_image = |extension: &str| {
        EXTENSIONS
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    };
    without(without(name, |it| it.eq_ignore_ascii_case("gz")), is_image)
}

/// The files whose path ends with some parts.
#[derive(Debug, Default)]
struct Ending {
    /// Those that have no other parts.
    whole: Vec<usize>,
    /// Those that have more folders.
    longer: Vec<usize>,
}

/// The files of a folder by the ends of their paths.
#[derive(Debug)]
pub(super) struct Endings {
    likeness: Likeness,
    files: BTreeMap<String, Ending>,
}

impl Endings {
    /// Sorts files, given by their paths below the folder.
    pub(super) fn of(files: &[String], likeness: Likeness) -> Self {
        let mut endings: BTreeMap<String, Ending> = BTreeMap::new();
        for (file, path) in files.iter().enumerate() {
            let parts = likeness.parts(path);
            for skipped in 0..parts.len() {
                let ending = endings.entry(parts[skipped..].join("/")).or_default();
                if skipped == 0 {
                    ending.whole.push(file);
                } else {
                    ending.longer.push(file);
                }
            }
        }
        Self {
            likeness,
            files: endings,
        }
    }

    /// The files that a name in a list may mean.
    ///
    /// The file with exactly this path; or else those with this path in subfolders; or else the one
    /// whose path is as much as possible of the end of the name, since lists of another computer begin
    /// with its folders.
    pub(super) fn named(&self, name: &str) -> &[usize] {
        let parts = self.likeness.listed_parts(name);
        if let Some(ending) = self.files.get(&parts.join("/")) {
            return if ending.whole.is_empty() {
                &ending.longer
            } else {
                &ending.whole
            };
        }
        (1..parts.len())
            .filter_map(|skipped| self.files.get(&parts[skipped..].join("/")))
            .find(|ending| !ending.whole.is_empty())
            .map_or(&[], |ending| &ending.whole)
    }
}

/// Whether a name has folders that the file's path lacks, and the file's path folders that the name
/// lacks.
pub(super) fn folders_differ(name: &str, file: &str) -> (bool, bool) {
    let name = Likeness::Letters.listed_parts(name).len();
    let file = Likeness::Letters.parts(file).len();
    (name > file, name < file)
}

/// Whether two names in a list mean the same path.
pub(super) fn is_same_path(name: &str, other: &str) -> bool {
    Likeness::Stem.listed_parts(name) == Likeness::Stem.listed_parts(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stem_has_no_extension_of_an_image() {
        for (name, expected) in [
            ("a.png", "a"),
            ("a.b.JPEG", "a.b"),
            ("DX.1.2.840", "DX.1.2.840"),
            ("a.dcm.gz", "a"),
            (".png", ".png"),
            ("a", "a"),
        ] {
            assert_eq!(stem(name), expected);
        }
    }

    fn check(files: &[&str], name: &str, likeness: Likeness, expected: &[usize]) {
        let files: Vec<String> = files.iter().map(|&file| file.to_owned()).collect();
        let endings = Endings::of(&files, likeness);
        assert_eq!(endings.named(name), expected, "{name} in {files:?}");
    }

    #[test]
    fn a_name_means_the_same_path_or_its_end() {
        use Likeness::{Exact, Letters};
        let files = ["a.png", "x/a.png", "y/b.png", "z/b.png"];
        check(&files, "a.png", Exact, &[0]);
        check(&files, "x/a.png", Exact, &[1]);
        check(&files, "b.png", Exact, &[2, 3]);
        check(&files, "/data/x/a.png", Exact, &[1]);
        check(&files, "/data/w/a.png", Exact, &[0]);
        check(&files, "w/b.png", Exact, &[]);
        check(&files, "C:\\data\\x\\a.png", Letters, &[1]);
        check(&files, ".\\a.png", Letters, &[0]);
        check(&files, "../films/a.png", Letters, &[0]);
        check(&files, "a.png", Letters, &[0]);
        check(&["back\\slash.png"], "back\\slash.png", Exact, &[0]);
    }

    #[test]
    fn letters_case_and_extension_may_differ() {
        use Likeness::{Case, Letters, Stem};
        check(&["e\u{301}.png"], "\u{e9}.png", Letters, &[0]);
        check(&[" a.png"], "a.png", Letters, &[0]);
        check(&["X/A.PNG", "b.png"], "x/a.png", Case, &[0]);
        check(&["a.jpg", "b.png"], "a", Stem, &[0]);
        check(&["a.jpg", "a.png"], "A.tif", Stem, &[0, 1]);
        check(&["IM000001"], "im000001.dcm", Stem, &[0]);
        check(&["DX.1.2.3.png"], "DX.1.2.3", Stem, &[0]);
    }

    #[test]
    fn names_are_compared_by_their_folders() {
        assert_eq!(folders_differ("C:\\me\\a.png", "a.png"), (true, false));
        assert_eq!(folders_differ("./a.png", "x/a.png"), (false, true));
        assert!(is_same_path("./x\\A.png", "x/a.jpg"));
        assert!(!is_same_path("y/a.png", "x/a.png"));
    }
}
