//! Puts the films of an archive, or the frames of a film, in the place of their file.

use std::iter;

use leptos::prelude::*;
use model::selection::LeftOutCounts;

use super::Queue;
use super::job::{Job, Requester, Source};
use super::worker_slot::WorkerSlot;
use crate::protocol::own_model::OwnModel;
use crate::protocol::{Failure, JobId, ListedFilm};
use crate::state::intake::{IntakeProblem, MAX_FILMS};
use crate::state::worklist::Stage;
use crate::state::worklist::origin::Origin;

impl Queue {
    /// Replaces an archive by its films, or uses the model in it.
    pub(super) fn on_listed(
        &self,
        slot: &WorkerSlot,
        id: JobId,
        films: Vec<ListedFilm>,
        left_out: LeftOutCounts,
        is_model: bool,
    ) {
        if slot.current() != Some(id) {
            return;
        }
        if let Some(job) = slot.take_job() {
            if !self.is_listed(id) {
                self.put_aside(job);
            } else if let Source::Archive { file, in_folder } = job.source {
                if is_model {
                    self.expand(id, iter::empty());
                    let own = OwnModel {
                        name: job.name,
                        parts: None,
                    };
                    self.bring_model(own, file);
                    return;
                }
                if films.is_empty() && !in_folder {
                    self.set_stage(id, Stage::Failed(Failure::NoFilms));
                } else {
                    let report = self.0.state.intake;
                    report.update(|report| {
                        report.left_out.add(left_out);
                        if films.len() > MAX_FILMS {
                            report.problems.push(IntakeProblem::TooManyFilms);
                        }
                    });
                    let jobs = films.into_iter().take(MAX_FILMS).map(|film| {
                        let archive = file.clone();
                        let source = Source::Member {
                            archive,
                            member: film.member,
                        };
                        (path_in(&job.name, &film.path), source, None)
                    });
                    self.expand(id, jobs);
                }
            }
        }
        self.dispatch();
    }

    /// Classifies each frame of a film that has several.
    pub fn read_frames(&self, id: JobId, frames: u32) {
        let film = self.0.resumable.borrow_mut().remove(id);
        if let Some(Job { name, source, .. }) = film {
            let jobs =
                (1..=frames).map(|frame| (format!("{name}#{frame}"), source.clone(), Some(frame)));
            self.expand(id, jobs);
            self.dispatch();
        }
    }

    /// Replaces a job by others, which are the next.
    fn expand(&self, id: JobId, jobs: impl Iterator<Item = (String, Source, Option<u32>)>) {
        let jobs: Vec<Job> = jobs
            .map(|(name, source, frame)| Job {
                frame,
                ..Job::new(self.next_id(), name, source, Requester::Page)
            })
            .collect();
        let rows = jobs.iter().map(|job| (job.id, job.name.clone())).collect();
        let page = self.0.state;
        page.update_worklist(|list| {
            let origin = list.film(id).and_then(|film| film.origin.clone());
            list.replace(id, rows);
            for job in &jobs {
                let member = match job.source {
                    Source::Member { member, .. } => Some(member),
                    _ => None,
                };
                let frame = job.frame;
                let origin = origin.clone();
                let origin = origin.map(|origin| Origin {
                    member,
                    frame,
                    ..origin
                });
                list.set_origin(job.id, origin);
            }
        });
        self.0.pending.borrow_mut().put_first(jobs);
    }
}

/// The path of a film in an archive; the only film of a gzip file has none of its own.
fn path_in(archive: &str, film: &str) -> String {
    match film {
        "" => archive.to_owned(),
        film => format!("{archive}/{film}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::sort::Submission;
    use crate::protocol::{Failure, Reply};
    use crate::worker::queue::tests::without_worker;
    use js_sys::{Array, Uint8Array};
    use model::selection::LeftOut;
    use wasm_bindgen_test::wasm_bindgen_test as test;
    use web_sys::File;

    fn file() -> File {
        let parts = Array::of1(&Uint8Array::new_with_length(1));
        File::new_with_u8_array_sequence(&parts, "a").unwrap()
    }

    /// Submits a file and assigns it to the main worker, which the test plays.
    fn assigned(queue: &Queue, submission: Submission) -> JobId {
        queue.submit(submission);
        let job = queue.0.pending.borrow_mut().next_for_main().unwrap();
        let id = job.id;
        queue.0.main.slot.assign(job);
        id
    }

    fn archive(in_folder: bool) -> Submission {
        Submission::Archive {
            path: "a.zip".to_owned(),
            file: file(),
            in_folder,
        }
    }

    fn film(path: &str) -> Submission {
        Submission::Film {
            path: path.to_owned(),
            file: Some(file()),
        }
    }

    fn names(queue: &Queue) -> Vec<String> {
        let worklist = queue.0.state.worklist;
        worklist.with_untracked(|list| list.films().iter().map(|film| film.name.clone()).collect())
    }

    #[test]
    fn the_films_of_an_archive_are_the_next() {
        let (_owner, queue) = without_worker();
        let id = assigned(&queue, archive(false));
        queue.submit(film("b.png"));
        let films = [(4, "x"), (2, "y/z")];
        let films = films.map(|(member, path)| ListedFilm {
            member,
            path: path.to_owned(),
        });
        let mut left_out = LeftOutCounts::default();
        left_out.count(LeftOut::Archive);
        let slot = queue.0.main.slot.clone();
        queue.on_listed(&slot, id, films.to_vec(), left_out, false);
        assert_eq!(names(&queue), ["a.zip/x", "a.zip/y/z", "b.png"]);
        assert_eq!(
            queue
                .0
                .state
                .intake
                .with_untracked(|report| report.left_out),
            left_out
        );
        let next = queue.0.pending.borrow_mut().next_for_main().unwrap();
        assert!(matches!(next.source, Source::Member { member: 4, .. }));
        // A late reply.
        queue.on_listed(&slot, id, films.to_vec(), left_out, false);
        assert_eq!(names(&queue).len(), 3);
    }

    #[test]
    fn an_archive_without_films_fails_unless_it_was_found_in_a_folder() {
        let (_owner, queue) = without_worker();
        let slot = queue.0.main.slot.clone();
        for in_folder in [false, true] {
            let id = assigned(&queue, archive(in_folder));
            queue.on_listed(&slot, id, Vec::new(), LeftOutCounts::default(), false);
        }
        assert_eq!(names(&queue), ["a.zip"]);
        let stage = queue
            .0
            .state
            .worklist
            .with_untracked(|list| list.films()[0].stage.clone());
        assert_eq!(stage, Stage::Failed(Failure::NoFilms));
    }

    #[test]
    fn the_frames_of_a_film_take_its_place() {
        let (_owner, queue) = without_worker();
        let job = assigned(&queue, film("a.dcm"));
        let failure = Failure::SeveralFrames { frames: 2 };
        let slot = queue.0.main.slot.clone();
        queue.on_film_reply(&slot, Reply::Failed { job, failure }, None);
        assert_eq!(names(&queue), ["a.dcm"]);
        // The second click has no effect.
        for _ in 0..2 {
            queue.read_frames(job, 2);
            assert_eq!(names(&queue), ["a.dcm#1", "a.dcm#2"]);
        }
        let next = queue.0.pending.borrow_mut().next_for_main().unwrap();
        assert_eq!(next.frame, Some(1));
    }
}
