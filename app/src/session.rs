//! The context through which components submit files and restart the engine.

use leptos::prelude::*;
use model::input::Fix;
use model::selection::LeftOutCounts;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

use crate::intake::own_model::{self, FoundModel};
use crate::intake::sort::{Submission, sort};
use crate::intake::walk::{Walk, walk};
use crate::intake::{Intake, Item};
use crate::keeping::Keeper;
use crate::protocol::own_films::{LabelTable, OwnFilms, Recalibration};
use crate::protocol::readers::ReaderFilms;
use crate::protocol::viewing::Sight;
use crate::protocol::{JobId, ModelChoice};
use crate::state::PageState;
use crate::state::intake::{IntakeProblem, IntakeReport, MAX_FILMS};
use crate::state::own_films::Judging;
use crate::state::worklist::Worklist;
use crate::web::{clock, folder};
use crate::worker::queue::Queue;

/// The largest table of labels that is read.
const MAX_TABLE_BYTES: usize = 16 << 20;

/// Files that enter the list in one task of the main thread.
const FILES_PER_TASK: usize = 8;

/// A handle to the queue that can be copied into every component.
#[derive(Clone, Copy)]
pub struct Session {
    queue: StoredValue<Queue, LocalStorage>,
    keeper: StoredValue<Keeper, LocalStorage>,
    state: PageState,
}

impl Session {
    /// The context for a queue.
    pub fn new(queue: Queue, state: PageState) -> Self {
        let keeper = StoredValue::new_local(Keeper::start(state, queue.clone()));
        let queue = StoredValue::new_local(queue);
        Self {
            queue,
            keeper,
            state,
        }
    }

    /// Submits what a gesture brought: its folders are searched, and the films enter the list. The report
    /// on the gesture before is replaced.
    pub fn submit(self, intake: Intake) {
        let Intake {
            items,
            problem,
            handles,
        } = intake;
        self.keeper.with_value(|keeper| keeper.remember(handles));
        if items.is_empty() && problem.is_none() {
            return;
        }
        self.state.own.judging.set(Judging::Not);
        let folders = items.iter().any(|item| matches!(item, Item::Folder(_)));
        let takes_time = u32::from(folders || items.len() > FILES_PER_TASK);
        self.state.intake.update(|report| {
            *report = IntakeReport {
                searching: report.searching + takes_time,
                problems: problem.into_iter().collect(),
                ..IntakeReport::default()
            };
        });
        spawn_local(async move {
            self.search(items).await;
            let report = self.state.intake;
            report.update(|report| report.searching -= takes_time);
        });
    }

    /// Submits films a few per task, so that the page stays responsive.
    async fn search(self, items: Vec<Item>) {
        let Walk {
            mut files,
            mut problems,
        } = walk(items).await;
        let brought = match own_model::take(&mut files) {
            Some(Ok(FoundModel { model, file })) => {
                self.queue
                    .with_value(|queue| queue.bring_model(model, file));
                true
            }
            Some(Err(problem)) => {
                problems.push(problem);
                true
            }
            None => false,
        };
        let mut left_out = LeftOutCounts::default();
        let (searched, mut submitted, mut tables) = (files.len(), 0, 0);
        let mut files = files.into_iter().map(sort);
        loop {
            // All of them are read at the same time.
            let some: Vec<_> = files.by_ref().take(FILES_PER_TASK).collect();
            if some.is_empty() {
                break;
            }
            for sorted in some {
                match sorted.await {
                    Err(kind) => left_out.count(kind),
                    Ok(Submission::Table { path, file }) => {
                        tables += 1;
                        self.read_table(path, &file).await;
                    }
                    Ok(submission) => {
                        submitted += 1;
                        let keeper = self.keeper.get_value();
                        if keeper.take_back(&submission).await {
                            continue;
                        }
                        if submitted <= MAX_FILMS {
                            self.queue.with_value(|queue| {
                                queue.submit(submission);
                            });
                        }
                    }
                }
            }
            clock::pause(0).await;
        }
        if submitted > MAX_FILMS {
            problems.push(IntakeProblem::TooManyFilms);
        } else if submitted == 0 && searched > tables && !brought {
            problems.push(IntakeProblem::NoFilms);
        }
        self.state.intake.update(|report| {
            report.left_out.add(left_out);
            report.problems.append(&mut problems);
        });
    }

    /// Keeps a table of labels for the films of the list.
    async fn read_table(self, name: String, file: &File) {
        let bytes = folder::head(file, MAX_TABLE_BYTES + 1).await;
        match bytes.map(String::from_utf8) {
            Ok(Ok(text)) if text.len() <= MAX_TABLE_BYTES => {
                self.state.own.table.set(Some(LabelTable { name, text }));
            }
            _ => self.state.intake.update(|report| {
                report.problems.push(IntakeProblem::Table(name));
            }),
        }
    }

    /// Classifies each frame of a film that has several.
    pub fn read_frames(self, film: JobId, frames: u32) {
        self.queue
            .with_value(|queue| queue.read_frames(film, frames));
    }

    /// Classifies a film again after a fix.
    pub fn fix(self, film: JobId, fix: Fix) {
        self.queue.with_value(|queue| queue.fix(film, fix));
    }

    /// Classifies a film again without its last fix.
    pub fn undo_fix(self, film: JobId) {
        self.queue.with_value(|queue| queue.undo_fix(film));
    }

    /// Classifies changed copies of a film.
    pub fn look_through_lens(self, film: JobId) {
        self.queue.with_value(|queue| queue.look_through_lens(film));
    }

    /// Asks where the evidence for each class is in a film.
    pub fn explain(self, film: JobId) {
        self.queue.with_value(|queue| queue.explain(film));
    }

    /// Hides parts of a film, one after the other.
    pub fn occlude(self, film: JobId) {
        self.queue.with_value(|queue| queue.occlude(film));
    }

    /// Stops that.
    pub fn cancel_occlusion(self, film: JobId) {
        self.queue.with_value(|queue| queue.cancel_occlusion(film));
    }

    /// Decodes these pictures of films, and forgets all others.
    pub fn show_pictures(self, wanted: &[(JobId, Sight)]) {
        self.queue.with_value(|queue| queue.show_pictures(wanted));
    }

    /// Forgets the pictures of a film, so that they are decoded again when they are shown.
    pub fn forget_pictures(self, film: JobId) {
        self.queue.with_value(|queue| queue.forget_pictures(film));
    }

    /// Judges the model on the films of the list that have a label.
    pub fn judge_own_films(self) {
        let own = self.state.own;
        let films = OwnFilms {
            films: self.state.worklist.with_untracked(Worklist::own_films),
            table: own.table.get_untracked(),
            level: self.state.options.level.get_untracked(),
        };
        self.queue.with_value(|queue| queue.judge(films));
    }

    /// Calibrates the model for the user's own films, or returns to its own calibration.
    pub fn recalibrate(self, own: Option<Recalibration>) {
        self.state.recalibrate(own);
    }

    /// Saves the scorecard with the calibration in use.
    pub fn export_scorecard(self) {
        if let Some(own) = self.state.own.recalibration.get_untracked() {
            self.queue.with_value(|queue| queue.write_scorecard(own));
        }
    }

    /// Loads the other model, which reads all films again.
    pub fn choose_model(self, model: ModelChoice) {
        self.queue.with_value(|queue| queue.choose_model(model));
    }

    /// Keeps the user's model in this browser.
    pub fn keep_model(self) {
        self.queue.with_value(Queue::keep_model);
    }

    /// Removes the user's model from this browser.
    pub fn forget_model(self) {
        self.queue.with_value(Queue::forget_model);
    }

    /// Examines the engine.
    pub fn diagnose(self) {
        self.queue.with_value(Queue::diagnose);
    }

    /// Compares the reader's answers with the model's.
    pub fn compare_reader(self) {
        let films = ReaderFilms {
            films: self.state.worklist.with_untracked(Worklist::read_films),
            table: self.state.own.table.get_untracked(),
        };
        self.queue.with_value(|queue| queue.compare_reader(films));
    }

    /// Holds films that wait their turn back, or no longer.
    pub fn set_paused(self, paused: bool) {
        self.queue.with_value(|queue| queue.set_paused(paused));
    }

    /// Cancels the films that wait their turn.
    pub fn cancel_waiting(self) {
        self.queue.with_value(Queue::cancel_waiting);
    }

    /// Classifies the films that were cancelled.
    pub fn continue_cancelled(self) {
        self.queue.with_value(Queue::continue_cancelled);
    }

    /// Keeps the list in this browser from now on, or forgets it.
    pub fn keep(self, keep: bool) {
        self.keeper.with_value(|keeper| keeper.keep(keep));
    }

    /// Opens the films of a kept list.
    pub fn reopen(self) {
        self.keeper.with_value(Keeper::reopen);
    }

    /// Classifies a film again whose picture was not kept.
    pub fn read_again(self, film: JobId) {
        self.queue.with_value(|queue| queue.read_again(film));
    }

    /// Removes all films from the list.
    pub fn clear(self) {
        self.state.own.judging.set(Judging::Not);
        self.state.intake.set(IntakeReport::default());
        self.queue.with_value(Queue::clear);
    }

    /// Brings the list back that was cleared last.
    pub fn undo_clear(self) {
        self.queue.with_value(Queue::undo_clear);
    }

    /// Restarts the engine.
    pub fn retry(self) {
        self.queue.with_value(Queue::retry);
    }
}
