//! The films of a visit, and which of them is shown.

pub mod arrange;
pub mod film;
pub mod origin;
pub mod pace;
pub mod thumbnail;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use model::input::Fix;
use model::reading::Reading;

pub use self::film::{Answer, ReaderAnswer, Stage, WorklistFilm};
use self::origin::Origin;
pub use self::thumbnail::Thumbnail;
use crate::protocol::own_films::OwnFilm;
use crate::protocol::readers::{Called, ReadFilm};
use crate::protocol::{Examined, FilmHeader, JobId};

/// While this many films are waiting, the film that is shown stays: others would pass too fast to be
/// seen, and drawing each would slow classification down.
const BUSY_FROM: usize = 3;

/// How many films keep a thumbnail larger than an icon, to limit memory.
const MAX_THUMBNAILS: usize = 64;

/// How many films keep an icon for a screen of fine pixels.
const MAX_ICONS: usize = 512;

/// How much smaller the side of an icon is than that of a thumbnail, and that of a coarse icon than that.
const ICON_SCALE: u32 = 4;
const COARSE_SCALE: u32 = 4;

/// All films, in order of arrival; those of an archive are where the archive was.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Worklist {
    films: Vec<WorklistFilm>,
    /// Where the film of each job is.
    places: BTreeMap<JobId, usize>,
    shown: Option<JobId>,
    /// Whether the user selected the film that is shown, which then stays.
    selected: bool,
    /// Films that have a thumbnail, the oldest first.
    with_thumbnail: VecDeque<JobId>,
    /// Films whose icon is not coarse, the oldest first.
    with_icon: VecDeque<JobId>,
}

impl Worklist {
    /// Adds a film and shows it, unless an unfinished one is shown.
    pub fn add(&mut self, job: JobId, name: String) {
        if self.shown_is_final() {
            self.shown = Some(job);
        }
        self.selected = false;
        self.places.insert(job, self.films.len());
        self.films.push(WorklistFilm::new(job, name));
    }

    /// Puts films in the place of an archive or of a file with several frames. If that is shown, the
    /// first of them is.
    pub fn replace(&mut self, job: JobId, films: Vec<(JobId, String)>) {
        let Some(at) = self.place(job) else {
            return;
        };
        let films = films.into_iter();
        let films = films.map(|(job, name)| WorklistFilm::new(job, name));
        self.films.splice(at..=at, films);
        self.set_places();
        if self.shown == Some(job) {
            let next = self.films.get(at).or(self.films.last());
            self.shown = next.map(|film| film.job);
        }
    }

    /// Sets the stage of a film, if it is known. A film that starts is shown, unless another should stay.
    pub fn set_stage(&mut self, job: JobId, stage: Stage) {
        let starts = stage == Stage::Preparing;
        let Some(film) = self.film_mut(job) else {
            return;
        };
        film.stage = stage;
        if starts && self.shown_is_final() && !self.selected && !self.is_busy() {
            self.shown = Some(job);
        }
    }

    /// Makes a film wait to be classified after these fixes.
    pub fn set_fixes(&mut self, job: JobId, fixes: Vec<Fix>) {
        if let Some(film) = self.film_mut(job) {
            film.fixes = fixes;
            film.stage = Stage::Waiting;
        }
    }

    /// Reads every classified film again, by what was found in it.
    pub fn read_again(&mut self, read: impl Fn(&str, &Examined) -> Reading) {
        for film in &mut self.films {
            if let Stage::Answered(answer) = &mut film.stage {
                answer.reading = read(&film.name, &answer.examined);
                film.version += 1;
            }
        }
    }

    /// Sets what is known of a film once it is decoded.
    pub fn set_decoded(
        &mut self,
        job: JobId,
        thumbnail: Thumbnail,
        header: Option<FilmHeader>,
        sha256: String,
    ) {
        let Some(film) = self.film_mut(job) else {
            return;
        };
        film.header = header;
        film.sha256 = Some(sha256);
        self.set_thumbnail(job, thumbnail);
    }

    /// Sets the thumbnail of a film, and reduces the oldest thumbnail and the oldest icon.
    pub fn set_thumbnail(&mut self, job: JobId, thumbnail: Thumbnail) {
        let Some(film) = self.film_mut(job) else {
            return;
        };
        film.icon = Some(Arc::new(thumbnail.reduced(ICON_SCALE)));
        film.thumbnail = Some(Arc::new(thumbnail));
        if let Some(old) = pushed(&mut self.with_thumbnail, job, MAX_THUMBNAILS)
            && let Some(film) = self.film_mut(old)
        {
            film.thumbnail.clone_from(&film.icon);
        }
        if let Some(old) = pushed(&mut self.with_icon, job, MAX_ICONS)
            && let Some(film) = self.film_mut(old)
        {
            let coarse = film.icon.as_ref().map(|icon| icon.reduced(COARSE_SCALE));
            film.icon = coarse.map(Arc::new);
            film.thumbnail.clone_from(&film.icon);
        }
    }

    /// Whether a film has a thumbnail that was not reduced.
    pub fn has_thumbnail(&self, job: JobId) -> bool {
        self.with_thumbnail.contains(&job)
    }

    /// Shows a film until others are added.
    pub fn select(&mut self, job: JobId) {
        if self.film(job).is_some() {
            self.shown = Some(job);
            self.selected = true;
        }
    }

    /// Puts the films of an earlier visit before the others.
    pub fn restore(&mut self, films: Vec<WorklistFilm>) {
        let first = films.first().map(|film| film.job);
        self.films.splice(0..0, films);
        self.set_places();
        self.shown = self.shown.or(first);
    }

    /// Notes where a film comes from.
    pub fn set_origin(&mut self, job: JobId, origin: Option<Origin>) {
        if let Some(film) = self.film_mut(job) {
            film.origin = origin;
        }
    }

    /// Sets or removes the flag of a film.
    pub fn toggle_flag(&mut self, job: JobId) {
        if let Some(film) = self.film_mut(job) {
            film.flagged = !film.flagged;
        }
    }

    /// Keeps what a reader calls a film; the first answer stands, since the second may know the model's.
    pub fn set_reader(&mut self, job: JobId, answer: ReaderAnswer) {
        if let Some(film) = self.film_mut(job) {
            film.reader.get_or_insert(answer);
        }
    }

    /// All films in their order.
    pub fn films(&self) -> &[WorklistFilm] {
        &self.films
    }

    /// The film of a job.
    pub fn film(&self, job: JobId) -> Option<&WorklistFilm> {
        self.films.get(self.place(job)?)
    }

    /// The film that is shown.
    pub fn shown(&self) -> Option<&WorklistFilm> {
        self.film(self.shown?)
    }

    /// How many films are waiting.
    pub fn waiting(&self) -> usize {
        let waiting = |film: &&WorklistFilm| film.stage == Stage::Waiting;
        self.films.iter().filter(waiting).count()
    }

    /// How many films are not finished.
    pub fn unfinished(&self) -> usize {
        let unfinished = |film: &&WorklistFilm| !film.stage.is_final();
        self.films.iter().filter(unfinished).count()
    }

    /// Whether every film is finished.
    pub fn is_finished(&self) -> bool {
        self.films.iter().all(|film| film.stage.is_final())
    }

    /// The films that a worker can judge: those that were classified, or that are refused as pictures.
    pub fn own_films(&self) -> Vec<OwnFilm> {
        let films = self.films.iter().filter_map(|film| {
            let evidence = match &film.stage {
                Stage::Answered(answer) => match &answer.examined {
                    Examined::Film(evidence) => Some(evidence),
                    Examined::Refused(_) => None,
                },
                Stage::Failed(failure) if failure.is_of_film() => None,
                _ => return None,
            };
            Some(OwnFilm {
                file: film.name.clone(),
                logits: evidence.map(|evidence| evidence.logits),
                distance: evidence.and_then(|evidence| evidence.distance.clone()),
            })
        });
        films.collect()
    }

    /// What the reader and the model call the films.
    pub fn read_films(&self) -> Vec<ReadFilm> {
        let films = self.films.iter().map(|film| {
            let reading = film.stage.reading();
            let probabilities = reading.and_then(|reading| reading.probabilities);
            let called = film.reader.zip(probabilities);
            ReadFilm {
                file: film.name.clone(),
                called: called.map(|(reader, probabilities)| Called {
                    reader: reader.class,
                    model: probabilities.top(),
                }),
            }
        });
        films.collect()
    }

    /// Whether many films are waiting.
    pub fn is_busy(&self) -> bool {
        self.waiting() >= BUSY_FROM
    }

    /// Whether no unfinished film is shown.
    fn shown_is_final(&self) -> bool {
        self.shown().is_none_or(|film| film.stage.is_final())
    }

    /// A film to change.
    fn film_mut(&mut self, job: JobId) -> Option<&mut WorklistFilm> {
        let place = self.place(job)?;
        let film = self.films.get_mut(place)?;
        film.version += 1;
        Some(film)
    }

    fn place(&self, job: JobId) -> Option<usize> {
        self.places.get(&job).copied()
    }

    fn set_places(&mut self) {
        let films = self.films.iter().enumerate();
        self.places = films.map(|(place, film)| (film.job, place)).collect();
    }
}

/// Makes a film the latest of at most `limit`; returns the one that is dropped for it.
fn pushed(latest: &mut VecDeque<JobId>, job: JobId, limit: usize) -> Option<JobId> {
    latest.retain(|other| *other != job);
    latest.push_back(job);
    (latest.len() > limit).then(|| latest.pop_front()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Failure;
    use crate::protocol::viewing::ThumbnailShape;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const FAILED: Stage = Stage::Failed(Failure::Unreadable);

    fn list(names: &[&str]) -> Worklist {
        let mut list = Worklist::default();
        for (job, name) in (0..).zip(names) {
            list.add(JobId(job), (*name).to_owned());
        }
        list
    }

    fn shown(list: &Worklist) -> u32 {
        list.shown().unwrap().job.0
    }

    #[test]
    fn the_film_in_progress_is_shown() {
        let mut list = list(&["a", "b"]);
        assert_eq!((shown(&list), list.waiting()), (0, 2));
        list.set_stage(JobId(0), Stage::Preparing);
        list.set_stage(JobId(0), FAILED);
        list.set_stage(JobId(1), Stage::Preparing);
        assert_eq!((shown(&list), list.waiting()), (1, 0));
    }

    #[test]
    fn the_first_film_stays_shown_while_many_are_waiting() {
        let mut list = list(&["a", "b", "c", "d", "e", "f"]);
        for (job, seen) in [(0, 0), (1, 0), (2, 0), (3, 3), (4, 4), (5, 5)] {
            list.set_stage(JobId(job), Stage::Preparing);
            list.set_stage(JobId(job), FAILED);
            assert_eq!(shown(&list), seen);
        }
    }

    #[test]
    fn a_film_that_a_helper_starts_does_not_replace_the_one_shown() {
        let mut list = list(&["a", "b"]);
        list.set_stage(JobId(0), Stage::Preparing);
        list.set_stage(JobId(1), Stage::Preparing);
        assert_eq!(shown(&list), 0);
    }

    #[test]
    fn a_selected_film_stays_until_others_are_added() {
        let mut list = list(&["a", "b"]);
        list.set_stage(JobId(0), FAILED);
        list.select(JobId(0));
        list.set_stage(JobId(1), Stage::Preparing);
        assert_eq!(shown(&list), 0);
        list.add(JobId(2), "c".into());
        assert_eq!(shown(&list), 2);
    }

    #[test]
    fn a_new_film_does_not_replace_the_one_in_progress() {
        let mut list = list(&["a"]);
        list.set_stage(JobId(0), Stage::Preparing);
        list.add(JobId(1), "b".into());
        assert_eq!(shown(&list), 0);
    }

    #[test]
    fn the_films_of_an_archive_take_its_place() {
        let mut list = list(&["a", "zip", "c"]);
        list.set_stage(JobId(0), FAILED);
        list.select(JobId(1));
        let films = [(3, "zip/1"), (4, "zip/2")];
        let films = films.map(|(job, name)| (JobId(job), name.to_owned()));
        list.replace(JobId(1), films.to_vec());
        let names = |list: &Worklist| -> Vec<String> {
            list.films().iter().map(|film| film.name.clone()).collect()
        };
        assert_eq!(names(&list), ["a", "zip/1", "zip/2", "c"]);
        assert_eq!(shown(&list), 3);
        for job in [0, 3, 4, 2] {
            assert_eq!(list.film(JobId(job)).unwrap().job, JobId(job));
        }
        list.set_stage(JobId(2), FAILED);
        assert_eq!(list.films()[3].stage, FAILED);

        list.replace(JobId(3), Vec::new());
        assert_eq!(names(&list), ["a", "zip/2", "c"]);
        assert_eq!(shown(&list), 4);
        list.replace(JobId(9), Vec::new());
        assert_eq!(list.films().len(), 3);
    }

    #[test]
    fn only_the_latest_films_keep_a_thumbnail_and_a_fine_icon() {
        let names: Vec<String> = (0..=MAX_ICONS).map(|n| n.to_string()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut list = list(&names);
        let jobs: Vec<JobId> = list.films().iter().map(|film| film.job).collect();
        for job in jobs {
            let thumbnail = Thumbnail {
                shape: ThumbnailShape {
                    width: 16,
                    height: 16,
                    side: 16,
                },
                grey: vec![1; 256],
            };
            list.set_decoded(job, thumbnail, None, String::new());
        }
        let sides = |film: &WorklistFilm| {
            [&film.thumbnail, &film.icon].map(|it| it.as_ref().map(|it| it.shape.side).unwrap())
        };
        let sides: Vec<[u32; 2]> = list.films().iter().map(sides).collect();
        let (icons, thumbnails) = sides[1..].split_at(MAX_ICONS - MAX_THUMBNAILS);
        assert_eq!(sides[0], [1, 1]);
        assert!(icons.iter().all(|it| *it == [4, 4]));
        assert!(thumbnails.iter().all(|it| *it == [16, 4]));
    }

    #[test]
    fn a_late_reply_for_an_unknown_film_changes_nothing() {
        let mut changed = list(&["a"]);
        changed.set_stage(JobId(9), Stage::Inferring);
        changed.select(JobId(9));
        assert_eq!(changed, list(&["a"]));
    }
}
