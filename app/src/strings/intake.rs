//! What is said about files that were dropped, pasted or chosen.

use model::selection::LeftOutCounts;

use crate::state::intake::IntakeProblem;

/// While folders are being searched.
pub const SEARCHING: &str = "Searching for films.";

/// The files left out, in one line; `None` if there are none.
pub fn left_out(counts: LeftOutCounts) -> Option<String> {
    (counts.total() > 0).then(|| format!("{counts}."))
}

/// Why there are no films, or not all.
pub fn problem(problem: &IntakeProblem) -> String {
    match problem {
        IntakeProblem::Link => {
            "This is a link, not a file. Save the picture to disk and drop the saved file."
                .to_owned()
        }
        IntakeProblem::Text => {
            "This is text, not a file. Drop the file of a film, a folder or a ZIP file.".to_owned()
        }
        IntakeProblem::NothingToPaste => {
            "The clipboard contains neither a picture nor a file. Copy one and paste again."
                .to_owned()
        }
        IntakeProblem::EmptyFolder(name) => format!("The folder “{name}” is empty."),
        IntakeProblem::UnreadableFolder(path) => {
            format!("The browser cannot read the folder “{path}”. Choose the films in it instead.")
        }
        IntakeProblem::NoFilms => {
            "None of these files is a film. Choose a folder with DICOM or picture files.".to_owned()
        }
        IntakeProblem::TooMany(limit) => format!(
            "There are more than {limit} files, and the rest was not read. Drop a smaller folder."
        ),
    }
}
