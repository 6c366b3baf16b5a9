//! Puts the films of an archive, or the frames of a film, in the place of their file.

use leptos::prelude::*;
use model::selection::LeftOutCounts;

use super::Queue;
use super::job::{Job, Requester, Source};
use super::worker_slot::WorkerSlot;
use crate::protocol::{Failure, JobId, ListedFilm};
use crate::state::intake::{IntakeProblem, MAX_FILMS};
use crate::state::worklist::Stage;

impl Queue {
    /// Replaces an archive by its films.
    pub(super) fn on_listed(
        &self,
        slot: &WorkerSlot,
        id: JobId,
        films: Vec<ListedFilm>,
        left_out: LeftOutCounts,
    ) {
        if slot.current() != Some(id) {
            return;
        }
        if let Some(job) = slot.take_job()
            && let Source::Archive { file, in_folder } = job.source
        {
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
        self.dispatch();
    }

    /// Classifies each frame of a film that has several.
    pub fn read_frames(&self, id: JobId, frames: u32) {
        let film = self.0.resumable.borrow_mut().remove(&id);
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
        let worklist = self.0.state.worklist;
        worklist.update(|list| list.replace(id, rows));
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
