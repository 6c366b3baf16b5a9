//! What is said about files that were dropped, pasted or chosen.

use model::selection::LeftOutCounts;

use crate::state::intake::{IntakeProblem, MAX_FILES, MAX_FILMS};

messages! {
    "intake";

    /// While folders are being searched.
    pub fn searching();
}

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
        IntakeProblem::Table(name) => format!(
            "The table “{name}” cannot be read as text of at most 16 MiB. Save it as CSV in UTF-8."
        ),
        IntakeProblem::ModelIncomplete => {
            "A scorecard alone is no model. Drop the folder or ZIP file that has model.json and its weights."
                .to_owned()
        }
        IntakeProblem::NoFilms => {
            "None of these files is a film. Choose a folder with DICOM or picture files.".to_owned()
        }
        IntakeProblem::TooManyFiles => format!(
            "There are more than {MAX_FILES} files; the others were not searched. Drop a smaller folder."
        ),
        IntakeProblem::TooManyFilms => format!(
            "There are more than {MAX_FILMS} films; the others were not read. Drop them in smaller portions."
        ),
    }
}
