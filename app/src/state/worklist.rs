//! The films of a visit and which of them is looked at.

use std::collections::VecDeque;
use std::sync::Arc;

use model::reading::Reading;

use crate::protocol::{EngineKind, Failure, JobId, Times};

/// One film that somebody gave to the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Film {
    /// Its number.
    pub job: JobId,
    /// Its file's name.
    pub name: String,
    /// How far it is.
    pub stage: Stage,
    /// What it looks like, once it is decoded.
    pub picture: Option<Arc<Picture>>,
    /// The same for the list of films.
    pub stamp: Option<Arc<Picture>>,
}

/// Stamps have a side this many times smaller.
const STAMP: u32 = 4;

/// While so many films wait, the one that is looked at stays: they would pass too fast to be seen,
/// and drawing each would take time from reading them.
const MANY: usize = 3;

/// So many films have a picture better than a stamp, so that memory does not grow with every film.
const PICTURES: usize = 64;

/// A thumbnail: the whole film squeezed into a square.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels in a row of the film itself.
    pub width: u32,
    /// Rows of the film itself.
    pub height: u32,
    /// Side of the square.
    pub side: u32,
    /// Its grey values, row by row.
    pub grey: Vec<u8>,
}

impl Picture {
    /// A smaller one: the mean of each square of [`STAMP`] by [`STAMP`] values.
    fn stamp(&self) -> Self {
        let side = self.side / STAMP;
        let row = |y: u32| {
            let start = (y * self.side) as usize;
            self.grey.get(start..).unwrap_or_default()
        };
        let mean = |x: u32, y: u32| {
            let values = (0..STAMP).flat_map(|dy| {
                let from = row(y * STAMP + dy).iter().skip((x * STAMP) as usize);
                from.take(STAMP as usize).map(|&grey| u32::from(grey))
            });
            u8::try_from(values.sum::<u32>() / (STAMP * STAMP)).unwrap_or(u8::MAX)
        };
        let grey = (0..side).flat_map(|y| (0..side).map(move |x| (x, y)));
        Self {
            side,
            grey: grey.map(|(x, y)| mean(x, y)).collect(),
            ..*self
        }
    }
}

/// How far a film is.
#[derive(Debug, Clone, PartialEq)]
pub enum Stage {
    /// Others come first, or the engine is not ready.
    Waiting,
    /// It is being decoded.
    Preparing,
    /// The network has it.
    Inferring,
    /// It is read.
    Answered(Answer),
    /// It is not read.
    Failed(Failure),
}

impl Stage {
    /// The word in `data-state`.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Preparing | Self::Inferring => "working",
            Self::Answered(_) => "answered",
            Self::Failed(_) => "failed",
        }
    }

    /// Whether nothing more will happen.
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Answered(_) | Self::Failed(_))
    }
}

/// What came out.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The answer itself.
    pub reading: Reading,
    /// Where the time went.
    pub times: Times,
    /// What computed it.
    pub engine: EngineKind,
}

/// All films, in the order they came.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Worklist {
    films: Vec<Film>,
    shown: Option<JobId>,
    /// Whether the user picked the film that is shown; it stays then.
    picked: bool,
    /// Films that have a picture, the oldest first.
    pictured: VecDeque<JobId>,
}

impl Worklist {
    /// Takes a film on; the newest arrival is looked at, unless another is just being read.
    pub fn add(&mut self, job: JobId, name: String) {
        let at_rest = self.shown().is_none_or(|film| film.stage.is_final());
        if at_rest {
            self.shown = Some(job);
        }
        self.picked = false;
        self.films.push(Film {
            job,
            name,
            stage: Stage::Waiting,
            picture: None,
            stamp: None,
        });
    }

    /// Moves a film on; unknown films are left out. One that begins is looked at, if nothing else
    /// should be.
    pub fn set_stage(&mut self, job: JobId, stage: Stage) {
        let begins = stage == Stage::Preparing;
        let Some(film) = self.film_mut(job) else {
            return;
        };
        film.stage = stage;
        let at_rest = self.shown().is_none_or(|film| film.stage.is_final());
        if begins && at_rest && !self.picked && !self.is_busy() {
            self.shown = Some(job);
        }
    }

    /// Keeps what a film looks like, and of the film whose picture is the oldest only the stamp.
    pub fn set_picture(&mut self, job: JobId, picture: Picture) {
        let Some(film) = self.film_mut(job) else {
            return;
        };
        film.stamp = Some(Arc::new(picture.stamp()));
        film.picture = Some(Arc::new(picture));
        self.pictured.retain(|pictured| *pictured != job);
        self.pictured.push_back(job);
        if self.pictured.len() > PICTURES
            && let Some(oldest) = self.pictured.pop_front()
            && let Some(film) = self.film_mut(oldest)
        {
            film.picture.clone_from(&film.stamp);
        }
    }

    /// Looks at a film until the next ones come.
    pub fn pick(&mut self, job: JobId) {
        if self.film_mut(job).is_some() {
            self.shown = Some(job);
            self.picked = true;
        }
    }

    /// All films in the order they came.
    pub fn films(&self) -> &[Film] {
        &self.films
    }

    /// The film that is looked at.
    pub fn shown(&self) -> Option<&Film> {
        self.films.iter().find(|film| Some(film.job) == self.shown)
    }

    /// How many films wait for their turn.
    pub fn waiting(&self) -> usize {
        let waiting = |film: &&Film| film.stage == Stage::Waiting;
        self.films.iter().filter(waiting).count()
    }

    /// Whether many films wait.
    pub fn is_busy(&self) -> bool {
        self.waiting() >= MANY
    }

    fn film_mut(&mut self, job: JobId) -> Option<&mut Film> {
        self.films.iter_mut().find(|film| film.job == job)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
    fn the_film_being_read_is_the_one_looked_at() {
        let mut list = list(&["a", "b"]);
        assert_eq!((shown(&list), list.waiting()), (0, 2));
        list.set_stage(JobId(0), Stage::Preparing);
        list.set_stage(JobId(0), FAILED);
        list.set_stage(JobId(1), Stage::Preparing);
        assert_eq!((shown(&list), list.waiting()), (1, 0));
    }

    #[test]
    fn while_many_films_wait_the_first_stays_in_sight() {
        let mut list = list(&["a", "b", "c", "d", "e", "f"]);
        for (job, seen) in [(0, 0), (1, 0), (2, 0), (3, 3), (4, 4), (5, 5)] {
            list.set_stage(JobId(job), Stage::Preparing);
            list.set_stage(JobId(job), FAILED);
            assert_eq!(shown(&list), seen);
        }
    }

    #[test]
    fn a_film_that_a_helper_begins_does_not_hide_the_one_being_read() {
        let mut list = list(&["a", "b"]);
        list.set_stage(JobId(0), Stage::Preparing);
        list.set_stage(JobId(1), Stage::Preparing);
        assert_eq!(shown(&list), 0);
    }

    #[test]
    fn a_picked_film_stays_until_new_ones_come() {
        let mut list = list(&["a", "b"]);
        list.set_stage(JobId(0), FAILED);
        list.pick(JobId(0));
        list.set_stage(JobId(1), Stage::Preparing);
        assert_eq!(shown(&list), 0);
        list.add(JobId(2), "c".into());
        assert_eq!(shown(&list), 2);
    }

    #[test]
    fn a_new_film_does_not_hide_the_one_being_read() {
        let mut list = list(&["a"]);
        list.set_stage(JobId(0), Stage::Preparing);
        list.add(JobId(1), "b".into());
        assert_eq!(shown(&list), 0);
    }

    #[test]
    fn a_stamp_has_the_means_of_the_picture() {
        let row = |left: u8, right: u8| [[left; 4], [right; 4]].concat();
        let grey = [row(0, 9), row(4, 9), row(8, 9), row(12, 9)].concat();
        let picture = Picture {
            width: 9,
            height: 7,
            side: 8,
            grey: [grey.clone(), grey].concat(),
        };
        let stamp = picture.stamp();
        assert_eq!((stamp.side, stamp.width, stamp.height), (2, 9, 7));
        assert_eq!(stamp.grey, [6, 9, 6, 9]);
    }

    #[test]
    fn only_the_last_films_keep_more_than_a_stamp() {
        let names: Vec<String> = (0..=PICTURES).map(|n| n.to_string()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut list = list(&names);
        let jobs: Vec<JobId> = list.films().iter().map(|film| film.job).collect();
        for job in jobs {
            let picture = Picture {
                width: 4,
                height: 4,
                side: 4,
                grey: vec![1; 16],
            };
            list.set_picture(job, picture);
        }
        let side = |film: &Film| film.picture.as_ref().unwrap().side;
        assert_eq!(side(&list.films()[0]), 1);
        assert!(list.films()[1..].iter().all(|film| side(film) == 4));
    }

    #[test]
    fn a_late_reply_for_an_unknown_film_changes_nothing() {
        let mut changed = list(&["a"]);
        changed.set_stage(JobId(9), Stage::Inferring);
        changed.pick(JobId(9));
        assert_eq!(changed, list(&["a"]));
    }
}
