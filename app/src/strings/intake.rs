//! What is said about files that were dropped, pasted or chosen.

use model::selection::{LeftOut, LeftOutCounts};

use crate::messages;
use crate::state::intake::{IntakeProblem, MAX_FILES, MAX_FILMS};
use crate::strings::list;

messages! {
    "intake";

    /// While folders are being searched.
    pub fn searching();

    fn files_left_out(files: u32, kinds: String);
    fn hidden(files: u32);
    fn of_system(files: u32);
    fn directories(files: u32);
    fn programs(files: u32);
    fn documents(files: u32);
    fn archives(files: u32);
    fn without_picture(files: u32);
    fn link();
    fn text();
    fn nothing_to_paste();
    fn empty_folder(name: &str);
    fn unreadable_folder(path: &str);
    fn table(name: &str);
    fn model_incomplete();
    fn no_films();
    fn too_many_files(limit: usize);
    fn too_many_films(limit: usize);
}

/// The files left out, in one line; `None` if there are none.
pub fn left_out(counts: LeftOutCounts) -> Option<String> {
    let kinds = LeftOut::ALL.map(|kind| (kind, counts.files(kind)));
    let kinds = kinds.into_iter().filter(|(_, files)| *files > 0);
    let kinds = list(kinds.map(|(kind, files)| of_kind(kind, files)));
    (counts.total() > 0).then(|| files_left_out(counts.total(), kinds))
}

/// "2 texts and documents".
fn of_kind(kind: LeftOut, files: u32) -> String {
    match kind {
        LeftOut::Hidden => hidden(files),
        LeftOut::System => of_system(files),
        LeftOut::Dicomdir => directories(files),
        LeftOut::Program => programs(files),
        LeftOut::Document => documents(files),
        LeftOut::Archive => archives(files),
        LeftOut::Other => without_picture(files),
    }
}

/// Why there are no films, or not all.
pub fn problem(problem: &IntakeProblem) -> String {
    match problem {
        IntakeProblem::Link => link(),
        IntakeProblem::Text => text(),
        IntakeProblem::NothingToPaste => nothing_to_paste(),
        IntakeProblem::EmptyFolder(name) => empty_folder(name),
        IntakeProblem::UnreadableFolder(path) => unreadable_folder(path),
        IntakeProblem::Table(name) => table(name),
        IntakeProblem::ModelIncomplete => model_incomplete(),
        IntakeProblem::NoFilms => no_films(),
        IntakeProblem::TooManyFiles => too_many_files(MAX_FILES),
        IntakeProblem::TooManyFilms => too_many_films(MAX_FILMS),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn files_left_out_are_counted_as_predict_counts_them() {
        let mut counts = LeftOutCounts::default();
        assert_eq!(left_out(counts), None);
        for _ in 0..2 {
            for kind in LeftOut::ALL {
                counts.count(kind);
                assert_eq!(left_out(counts), Some(format!("{counts}.")));
            }
        }
    }
}
