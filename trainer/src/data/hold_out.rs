//! Leave one source out: how would a recipe do at the next hospital?
//!
//! The held-out sources become the split `external`, so that a recipe can be chosen by them. The test
//! and external films of the list are left out: nothing may be chosen on those.

use std::collections::BTreeSet;
use std::path::PathBuf;

use thiserror::Error;

use super::{Listing, Split};

/// Sources that cannot be held out.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum HoldOutError {
    /// No film has the source.
    #[error("--hold-out {asked:?}: no film is of this source; the sources are {}", .sources.join(", "))]
    UnknownSource {
        /// What was asked for.
        asked: String,
        /// The sources there are.
        sources: Vec<String>,
    },
    /// The test is not settled, so its films cannot be left out.
    #[error(
        "--hold-out needs a test that is settled: no film is given to it, so films that another pack tests on would be trained on in this one; give --test-list, or a column split"
    )]
    NoTest,
}

/// Holds sources out of films and their files. A patient of theirs is held out with all films.
///
/// # Errors
/// [`HoldOutError`] when a source is not there, or no film is given to the test.
pub fn hold_out(
    films: Vec<(Listing, PathBuf)>,
    held_out: &[String],
) -> Result<Vec<(Listing, PathBuf)>, HoldOutError> {
    if held_out.is_empty() {
        return Ok(films);
    }
    let sources: BTreeSet<&str> = films.iter().map(|(film, _)| &*film.source).collect();
    if let Some(asked) = held_out.iter().find(|asked| !sources.contains(&***asked)) {
        return Err(HoldOutError::UnknownSource {
            asked: asked.clone(),
            sources: sources.into_iter().map(str::to_owned).collect(),
        });
    }
    if films
        .iter()
        .all(|(film, _)| film.split != Some(Split::Test))
    {
        return Err(HoldOutError::NoTest);
    }
    let theirs = films
        .iter()
        .filter(|(film, _)| held_out.contains(&film.source));
    let patients: BTreeSet<String> = theirs.map(|(film, _)| film.patient.clone()).collect();
    let may_be_seen = |film: &Listing| !matches!(film.split, Some(Split::Test | Split::External));
    let seen = films.into_iter().filter(|(film, _)| may_be_seen(film));
    Ok(seen
        .map(|(mut film, path)| {
            if patients.contains(&film.patient) {
                film.split = Some(Split::External);
            }
            (film, path)
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::class::Class;

    fn film(patient: &str, source: &str, split: Split) -> (Listing, PathBuf) {
        let listing = Listing {
            file: format!("{patient}-{source}.png"),
            class: Class::Normal,
            patient: patient.to_owned(),
            source: source.to_owned(),
            split: Some(split),
            age_group: String::new(),
            view: String::new(),
        };
        (listing, PathBuf::new())
    }

    fn films() -> Vec<(Listing, PathBuf)> {
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
    fn a_source_is_held_out_with_its_patients_and_nothing_is_chosen_on_the_test() {
        let films = hold_out(films(), &["far".to_owned()]).unwrap();
        let splits: Vec<(&str, Option<Split>)> = films
            .iter()
            .map(|(film, _)| (&*film.file, film.split))
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
    fn without_a_source_to_hold_out_all_stays_and_an_unknown_one_is_named() {
        assert_eq!(hold_out(films(), &[]).unwrap(), films());
        assert_eq!(
            hold_out(films(), &["fra".to_owned()])
                .unwrap_err()
                .to_string(),
            "--hold-out \"fra\": no film is of this source; the sources are far, near, other"
        );
    }

    #[test]
    fn nothing_is_held_out_before_the_test_is_settled() {
        let mut films = films();
        films.retain(|(film, _)| film.split != Some(Split::Test));
        let refused = hold_out(films, &["far".to_owned()]);
        assert_eq!(refused.unwrap_err(), HoldOutError::NoTest);
    }
}
