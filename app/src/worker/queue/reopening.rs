//! Films of a list that this browser kept: they come without files, which may be opened or dropped again.

use leptos::prelude::*;
use web_sys::File;

use super::Queue;
use super::job::{Job, Requester, Source};
use crate::protocol::{Failure, JobId};
use crate::state::worklist::{Stage, WorklistFilm};

impl Queue {
    /// Begins with this number, so that films of earlier visits keep theirs.
    pub fn count_from(&self, first: u32) {
        self.0.next_id.set(first);
    }

    /// Puts kept films before the others.
    pub fn restore(&self, films: Vec<WorklistFilm>) {
        let state = self.0.state;
        let jobs = films.iter().map(|film| film.job);
        state
            .list
            .without_file
            .update(|without| without.extend(jobs));
        state.worklist.update(|list| list.restore(films));
    }

    /// Gives a film its file back. One without an answer is classified.
    pub fn reopen(&self, id: JobId, file: File) {
        let state = self.0.state;
        let kept = state.worklist.with_untracked(|list| list.film(id).cloned());
        let kept = kept.and_then(|kept| Some((kept.origin.clone()?, kept)));
        let Some((origin, kept)) = kept else {
            return;
        };
        let without = state.list.without_file;
        without.update(|without| without.retain(|other| *other != id));
        let source = match origin.member {
            Some(member) => Ok(Source::Member {
                archive: file,
                member,
            }),
            None => Source::film(file),
        };
        let Ok(source) = source else {
            return;
        };
        let job = Job {
            frame: origin.frame,
            fixes: kept.fixes,
            ..Job::new(id, kept.name, source, Requester::Page)
        };
        if kept.stage == Stage::Failed(Failure::NotAtHand) {
            self.set_stage(id, Stage::Waiting);
            self.0.pending.borrow_mut().push(job);
            self.dispatch();
        } else {
            self.0.resumable.borrow_mut().insert(job);
        }
    }

    /// Classifies a film again that was reopened, since its picture was not kept. It is the next.
    pub fn read_again(&self, id: JobId) {
        let job = self.0.resumable.borrow_mut().remove(id);
        if let Some(job) = job {
            self.set_stage(id, Stage::Waiting);
            self.0.pending.borrow_mut().put_first(vec![job]);
            self.dispatch();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::worklist::origin::Origin;
    use crate::worker::queue::tests::without_worker;
    use js_sys::{Array, Uint8Array};
    use model::input::Fix;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn kept(id: u32, failure: Failure) -> WorklistFilm {
        WorklistFilm {
            origin: Some(Origin {
                path: "a.zip".to_owned(),
                size: 1,
                modified: 0.0,
                member: Some(3),
                frame: None,
            }),
            fixes: vec![Fix::Invert],
            stage: Stage::Failed(failure),
            ..WorklistFilm::new(JobId(id), "a.zip/x".to_owned())
        }
    }

    #[test]
    fn a_film_is_classified_with_its_fixes_once_its_file_is_back() {
        let (_owner, queue) = without_worker();
        queue.count_from(1 << 20);
        queue.restore(vec![kept(5, Failure::NotAtHand), kept(6, Failure::NoFilms)]);
        let without = queue.0.state.list.without_file;
        assert_eq!(without.with_untracked(Vec::len), 2);
        let parts = Array::of1(&Uint8Array::new_with_length(1));
        let file = || File::new_with_u8_array_sequence(&parts, "a.zip").unwrap();
        for id in [5, 6, 7] {
            queue.reopen(JobId(id), file());
        }
        assert!(without.with_untracked(Vec::is_empty));
        let job = queue.0.pending.borrow_mut().next_for_main().unwrap();
        assert_eq!((job.id, &job.fixes[..]), (JobId(5), &[Fix::Invert][..]));
        assert!(matches!(job.source, Source::Member { member: 3, .. }));
        assert!(queue.0.pending.borrow_mut().next_for_main().is_none());
        queue.read_again(JobId(6));
        let job = queue.0.pending.borrow_mut().next_for_main().unwrap();
        assert_eq!(job.id, JobId(6));
        assert_eq!(queue.next_id(), JobId(1 << 20));
    }
}
