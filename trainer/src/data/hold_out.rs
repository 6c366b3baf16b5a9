//! Holds sources out of training, to estimate how a recipe generalises to another hospital.
//!
//! The held-out sources become the split `external`, so that a recipe can be selected by them. The test
//! and external films of the list are left out, because nothing may be selected by those.

use std::collections::BTreeSet;

use thiserror::Error;

use super::matching::ListedFile;
use super::{Listing, Split};

/// Why sources cannot be held out.
#[derive(Debug, Error, PartialEq, Eq)]
pub(crate) enum HoldOutError {
    /// No film has the source.
    #[error("--hold-out {asked:?}: unknown source; expected one of {}", .sources.join(", "))]
    UnknownSource {
        /// The argument.
        asked: String,
        /// The sources of the films.
        sources: Vec<String>,
    },
    /// No film is given to the test.
    #[error(
        "--hold-out needs a fixed test split, because otherwise this pack could train on test films of another; give --test-list, or a column split"
    )]
    NoTest,
}

/// Holds sources out. Their patients are held out with all films.
///
/// # Errors
/// [`HoldOutError`] when a source is not there, or no film is given to the test.
pub(crate) fn hold_out(
    films: Vec<ListedFile>,
    held_out: &[String],
) -> Result<Vec<ListedFile>, HoldOutError> {
    if held_out.is_empty() {
        return Ok(films);
    }
    let sources: BTreeSet<&str> = films.iter().map(|film| &*film.listing.source).collect();
    if let Some(asked) = held_out.iter().find(|asked| !sources.contains(&***asked)) {
        return Err(HoldOutError::UnknownSource {
            asked: asked.clone(),
            sources: sources.into_iter().map(str::to_owned).collect(),
        });
    }
    if films
        .iter()
        .all(|film| film.listing.split != Some(Split::Test))
    {
        return Err(HoldOutError::NoTest);
    }
    let theirs = films
        .iter()
        .filter(|film| held_out.contains(&film.listing.source));
    let patients: BTreeSet<String> = theirs.map(|film| film.listing.patient.clone()).collect();
    let may_be_seen = |film: &Listing| !matches!(film.split, Some(Split::Test | Split::External));
    let seen = films.into_iter().filter(|film| may_be_seen(&film.listing));
    Ok(seen
        .map(|mut film| {
            if patients.contains(&film.listing.patient) {
                film.listing.split = Some(Split::External);
            }
            film
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::film::FilmFile;
    use model::class::Class;
    use std::path::Path;

    fn film(patient: &str, source: &str, split: Split) -> ListedFile {
        let listing = Listing {
            file: format!("{patient}-{source}.png"),
            class: Class::Normal,
            patient: patient.to_owned(),
            source: source.to_owned(),
            split: Some(split),
            age_group: String::new(),
            view: String::new(),
        };
        ListedFile {
            listing,
            file: FilmFile::at(Path::new("")),
        }
    }

    fn films() -> Vec<ListedFile> {
        vec![
            film("p1", "near", Split::Train),
            film("p2", "far", Split::Train),
            film("p2", "near", Split::Train),
            film("p3", "far", Split::Val),
            film("p4", "far", Split::Test),
            film("p5", "near", Split::Test),
            film("p6", "other", Split::External),
        ]
    }

    #[test]
    fn a_source_is_held_out_with_its_patients_and_the_test_is_left_out() {
        let films = hold_out(films(), &["far".to_owned()]).unwrap();
        let splits: Vec<(&str, Option<Split>)> = films
            .iter()
            .map(|film| (&*film.listing.file, film.listing.split))
            .collect();
        let external = Some(Split::External);
        assert_eq!(
            splits,
            [
                ("p1-near.png", Some(Split::Train)),
                ("p2-far.png", external),
                ("p2-near.png", external),
                ("p3-far.png", external),
            ]
        );
    }

    #[test]
    fn without_sources_to_hold_out_all_films_stay_and_an_unknown_source_is_named() {
        assert_eq!(hold_out(films(), &[]).unwrap(), films());
        assert_eq!(
            hold_out(films(), &["fra".to_owned()])
                .unwrap_err()
                .to_string(),
            "--hold-out \"fra\": unknown source; expected one of far, near, other"
        );
    }

    #[test]
    fn nothing_is_held_out_without_a_fixed_test_split() {
        let mut films = films();
        films.retain(|film| film.listing.split != Some(Split::Test));
        let refused = hold_out(films, &["far".to_owned()]);
        assert_eq!(refused.unwrap_err(), HoldOutError::NoTest);
    }
}
