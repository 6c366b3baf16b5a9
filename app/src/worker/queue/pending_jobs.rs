//! Pending films in order, and how many helpers they justify.

use std::collections::VecDeque;

use super::job::{Job, Requester, Task};
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
pub(super) struct PendingJobs {
    jobs: VecDeque<Job>,
    /// Whether films that wait their turn are held back.
    paused: bool,
}

impl PendingJobs {
    /// Appends a film.
    pub(super) fn push(&mut self, job: Job) {
        self.jobs.push_back(job);
    }

    /// Returns a film to the front after its worker was terminated.
    pub(super) fn put_back(&mut self, job: Job) {
        self.jobs.push_front(job);
    }

    /// Adds films before all others, in order.
    pub(super) fn put_first(&mut self, jobs: Vec<Job>) {
        for job in jobs.into_iter().rev() {
            self.jobs.push_front(job);
        }
    }

    /// Removes the film's jobs for certain tasks.
    pub(super) fn remove(&mut self, film: JobId, is_meant: impl Fn(Task) -> bool) {
        self.jobs
            .retain(|job| job.id != film || !is_meant(job.task));
    }

    /// Removes jobs for the viewer, except those that `keep` holds for.
    pub(super) fn retain_views(&mut self, keep: impl Fn(JobId, Sight) -> bool) {
        self.jobs.retain(|job| match job.task {
            Task::View { sight, .. } => keep(job.id, sight),
            Task::Read | Task::Lens | Task::Explain(_) => true,
        });
    }

    /// Holds films that wait their turn back, or no longer.
    pub(super) const fn set_paused(&mut self, paused: bool) {
        self.paused = paused;
    }

    /// Removes and returns the films that wait their turn.
    pub(super) fn take_waiting(&mut self) -> Vec<Job> {
        let jobs = self.jobs.drain(..);
        let (waiting, others): (Vec<_>, Vec<_>) = jobs.partition(Job::waits_its_turn);
        self.jobs.extend(others);
        waiting
    }

    /// Removes and returns all films of the list.
    pub(super) fn take_of_page(&mut self) -> Vec<Job> {
        let jobs = self.jobs.drain(..);
        let of_page = |job: &Job| matches!(job.requester, Requester::Page);
        let (films, others): (Vec<_>, Vec<_>) = jobs.partition(of_page);
        self.jobs.extend(others);
        // What a film is looked at for beside its answer is asked for again.
        films
            .into_iter()
            .filter(|job| job.task == Task::Read)
            .collect()
    }

    fn may_start(&self, job: &Job) -> bool {
        !(self.paused && job.waits_its_turn())
    }

    /// The main worker's next film.
    pub(super) fn next_for_main(&mut self) -> Option<Job> {
        let first = self.jobs.iter().position(|job| self.may_start(job))?;
        self.jobs.remove(first)
    }

    /// A helper's next film.
    pub(super) fn next_for_helper(&mut self) -> Option<Job> {
        let is_next = |job: &Job| !job.main_only && self.may_start(job);
        let first = self.jobs.iter().position(is_next)?;
        self.jobs.remove(first)
    }

    /// The next `count` films.
    pub(super) fn first(&mut self, count: usize) -> impl Iterator<Item = &mut Job> {
        let paused = self.paused;
        let next = self.jobs.iter_mut();
        next.filter(move |job| !(paused && job.waits_its_turn()))
            .take(count)
    }

    /// How many films helpers may take.
    pub(super) fn open_to_helpers(&self) -> usize {
        let open = |job: &&Job| !job.main_only && self.may_start(job);
        self.jobs.iter().filter(open).count()
    }

    /// Removes and returns all films.
    pub(super) fn clear(&mut self) -> Vec<Job> {
        self.jobs.drain(..).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::worker::queue::tests::film;
    use model::input::Fix;
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
    fn a_pause_holds_back_what_waits_its_turn_and_nothing_else() {
        let mut pending = PendingJobs::default();
        let fixed = |id| Job {
            fixes: vec![Fix::Invert],
            ..job(id)
        };
        pending.push(job(0));
        pending.push(fixed(1));
        pending.set_paused(true);
        assert_eq!(pending.open_to_helpers(), 1);
        assert_eq!(id(pending.next_for_main()), Some(1));
        assert_eq!(id(pending.next_for_helper()), None);
        pending.push(fixed(2));
        let waiting = pending.take_waiting();
        assert_eq!(waiting.iter().map(|job| job.id.0).collect::<Vec<_>>(), [0]);
        pending.push(job(3));
        pending.set_paused(false);
        assert_eq!(id(pending.next_for_helper()), Some(2));
        assert_eq!(id(pending.next_for_main()), Some(3));
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
