//! Pending films in order, and how many helpers they justify.

use std::collections::VecDeque;

use super::job::{Job, Task};
use crate::protocol::viewing::Sight;
use crate::protocol::{EngineKind, JobId};

/// Starting a helper pays off for this many films.
const FILMS_PER_HELPER: usize = 3;

/// More workers would not have cores, or memory, of their own.
const MAX_WORKERS: usize = 4;

/// How many helpers to run while `pending` films wait. A GPU is shared by all workers: its one helper
/// prepares the next film while the GPU processes that of the main worker.
pub(super) fn helpers_for(pending: usize, cores: usize, engine: EngineKind) -> usize {
    let max = match engine {
        EngineKind::WebGpu => 1,
        EngineKind::Cpu => cores.min(MAX_WORKERS).saturating_sub(1),
    };
    max.min(pending / FILMS_PER_HELPER)
}

/// Pending films.
#[derive(Default)]
pub(super) struct PendingJobs(VecDeque<Job>);

impl PendingJobs {
    /// Appends a film.
    pub(super) fn push(&mut self, job: Job) {
        self.0.push_back(job);
    }

    /// Returns a film to the front after its worker was terminated.
    pub(super) fn put_back(&mut self, job: Job) {
        self.0.push_front(job);
    }

    /// Adds films before all others, in order.
    pub(super) fn put_first(&mut self, jobs: Vec<Job>) {
        for job in jobs.into_iter().rev() {
            self.0.push_front(job);
        }
    }

    /// Removes the film's jobs for certain tasks.
    pub(super) fn remove(&mut self, film: JobId, is_meant: impl Fn(Task) -> bool) {
        self.0.retain(|job| job.id != film || !is_meant(job.task));
    }

    /// Removes jobs for the viewer, except those that `keep` holds for.
    pub(super) fn retain_views(&mut self, keep: impl Fn(JobId, Sight) -> bool) {
        self.0.retain(|job| match job.task {
            Task::View(sight) => keep(job.id, sight),
            Task::Read | Task::Lens => true,
        });
    }

    /// The main worker's next film.
    pub(super) fn next_for_main(&mut self) -> Option<Job> {
        self.0.pop_front()
    }

    /// A helper's next film.
    pub(super) fn next_for_helper(&mut self) -> Option<Job> {
        let first = self.0.iter().position(|job| !job.main_only)?;
        self.0.remove(first)
    }

    /// The next `count` films.
    pub(super) fn first(&mut self, count: usize) -> impl Iterator<Item = &mut Job> {
        self.0.iter_mut().take(count)
    }

    /// How many films helpers may take.
    pub(super) fn open_to_helpers(&self) -> usize {
        self.0.iter().filter(|job| !job.main_only).count()
    }

    /// Removes and returns all films.
    pub(super) fn clear(&mut self) -> Vec<Job> {
        self.0.drain(..).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::worker::queue::tests::film;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn job(id: u32) -> Job {
        Job {
            id: JobId(id),
            ..film()
        }
    }

    fn id(job: Option<Job>) -> Option<u32> {
        job.map(|job| job.id.0)
    }

    #[test]
    fn helpers_are_limited_by_films_and_cores() {
        for (pending, cores, helpers) in [
            (2, 8, 0),
            (3, 8, 1),
            (64, 8, 3),
            (64, 2, 1),
            (64, 1, 0),
            (64, 0, 0),
        ] {
            assert_eq!(helpers_for(pending, cores, EngineKind::Cpu), helpers);
        }
        assert_eq!(helpers_for(64, 8, EngineKind::WebGpu), 1);
        assert_eq!(helpers_for(2, 8, EngineKind::WebGpu), 0);
    }

    #[test]
    fn films_leave_in_the_order_they_came() {
        let mut pending = PendingJobs::default();
        (0..3).for_each(|film| pending.push(job(film)));
        assert_eq!(id(pending.next_for_main()), Some(0));
        assert_eq!(id(pending.next_for_helper()), Some(1));
        pending.put_back(job(1));
        assert_eq!(id(pending.next_for_main()), Some(1));
        let rest = pending.clear();
        assert_eq!(rest.iter().map(|job| job.id.0).collect::<Vec<_>>(), [2]);
        assert_eq!(id(pending.next_for_main()), None);
    }

    #[test]
    fn a_film_on_which_a_helper_crashed_is_for_the_main_worker() {
        let mut pending = PendingJobs::default();
        pending.push(job(1));
        pending.put_back(Job {
            main_only: true,
            ..job(0)
        });
        assert_eq!(pending.open_to_helpers(), 1);
        assert_eq!(id(pending.next_for_helper()), Some(1));
        assert_eq!(id(pending.next_for_helper()), None);
        assert_eq!(id(pending.next_for_main()), Some(0));
    }
}
