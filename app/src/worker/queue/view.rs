//! Pictures for the viewer: a job beside the film's own, whose result replaces nothing.

use js_sys::Uint16Array;
use leptos::prelude::*;

use super::Queue;
use super::job::{Job, Task};
use super::worker_slot::WorkerSlot;
use crate::protocol::viewing::{Sight, View};
use crate::protocol::{Failure, JobId};
use crate::state::pictures::{Picture, PictureStage};
use crate::state::worklist::Thumbnail;
use crate::web::message::Attachment;

impl Queue {
    /// Decodes these pictures of films that have a result, before any other film, and forgets all others.
    pub fn show_pictures(&self, wanted: &[(JobId, Sight)]) {
        let pictures = self.0.state.pictures;
        if pictures.with_untracked(|pictures| pictures.keys().any(|key| !wanted.contains(key))) {
            pictures.update(|pictures| pictures.retain(|key, _| wanted.contains(key)));
        }
        let is_wanted = |job, sight| wanted.contains(&(job, sight));
        self.0.pending.borrow_mut().retain_views(is_wanted);
        let missing = wanted
            .iter()
            .filter(|key| pictures.with_untracked(|pictures| !pictures.contains_key(key)));
        let worklist = self.0.state.worklist;
        let has_thumbnail = |id| worklist.with_untracked(|list| list.has_thumbnail(id));
        let jobs: Vec<(Sight, Job)> = missing
            .filter_map(|(id, sight)| {
                let films = self.0.resumable.borrow();
                let sight = *sight;
                let thumbnail = sight == Sight::Film && !has_thumbnail(*id);
                let task = Task::View { sight, thumbnail };
                Some((sight, films.get(*id)?.again(task)))
            })
            .collect();
        for (sight, job) in &jobs {
            pictures.update(|pictures| {
                pictures.insert((job.id, *sight), PictureStage::Working);
            });
        }
        let jobs = jobs.into_iter().map(|(_, job)| job).collect();
        self.0.pending.borrow_mut().put_first(jobs);
        self.dispatch();
    }

    /// Handles a thumbnail of the current film, unless it is of another picture than the list's.
    pub(super) fn on_thumbnail(&self, slot: &WorkerSlot, id: JobId, thumbnail: Thumbnail) {
        if slot.with_job(|job| job.id == id && self.is_unchanged(job)) == Some(true) {
            let page = self.0.state;
            page.update_worklist(|list| list.set_thumbnail(id, thumbnail));
        }
    }

    /// Handles a picture of the current film; a late reply about another film is ignored.
    pub(super) fn on_viewed(&self, slot: &WorkerSlot, view: View, attachment: Option<Attachment>) {
        if slot.current() != Some(view.job) {
            return;
        }
        if let Some(job) = slot.take_job() {
            let levels = match attachment {
                Some(Attachment::Bytes(bytes)) => Uint16Array::new(&bytes),
                _ => Uint16Array::new_with_length(0),
            };
            let stage = match Picture::new(*view.description, levels) {
                Some(picture) => PictureStage::Ready(picture),
                None => PictureStage::Failed(Failure::Engine(
                    "the pixels of the film are missing".to_owned(),
                )),
            };
            self.set_picture(&job, view.sight, stage);
        }
        self.dispatch();
    }

    /// Sets a picture that is still wanted, unless it has been changed since.
    pub(super) fn set_picture(&self, job: &Job, sight: Sight, stage: PictureStage) {
        let page = self.0.state;
        let key = (job.id, sight);
        let wanted = page
            .pictures
            .with_untracked(|pictures| pictures.contains_key(&key));
        if wanted && self.is_unchanged(job) {
            page.pictures.update(|pictures| {
                pictures.insert(key, stage);
            });
        }
    }

    /// Forgets the pictures of a film that is about to change, or that could not be decoded.
    pub fn forget_pictures(&self, id: JobId) {
        self.0.pending.borrow_mut().retain_views(|job, _| job != id);
        self.0.state.pictures.update(|pictures| {
            pictures.retain(|(job, _), _| *job != id);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::viewing::ThumbnailShape;
    use crate::protocol::{EngineKind, Examined, Reply, Times};
    use crate::viewing::window::tests::film as description;
    use crate::worker::queue::tests::{film, without_worker};
    use js_sys::ArrayBuffer;
    use model::input::Fix;
    use model::input::display::DisplayDescription;
    use model::reading::Reading;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const ID: JobId = JobId(0);
    const KEY: (JobId, Sight) = (ID, Sight::Film);

    /// A queue with a film that is refused, without a way out.
    fn refused() -> (Owner, Queue) {
        let (owner, queue) = without_worker();
        let worklist = queue.0.state.worklist;
        worklist.update(|list| list.add(ID, "a.png".into()));
        let slot = queue.0.main.slot.clone();
        slot.assign(film());
        let read = Reply::Read {
            job: ID,
            examined: Examined::Refused(Reading::refuse("", "no film")),
            times: Times::default(),
            engine: EngineKind::Cpu,
        };
        queue.on_film_reply(&slot, read, None);
        (owner, queue)
    }

    /// Gives the next job to the main worker, which replies with so many levels.
    fn reply(queue: &Queue, levels: u32) {
        let slot = queue.0.main.slot.clone();
        slot.assign(queue.0.pending.borrow_mut().next_for_main().unwrap());
        let view = View {
            job: ID,
            sight: Sight::Film,
            description: Box::new(DisplayDescription {
                width: 4,
                height: 2,
                ..description()
            }),
        };
        let levels = Uint16Array::new_with_length(levels);
        levels.fill(7, 0, 1);
        let attachment = Some(Attachment::Bytes(levels.buffer()));
        queue.on_film_reply(&slot, Reply::Viewed(view), attachment);
    }

    fn stage(queue: &Queue) -> Option<PictureStage> {
        let pictures = queue.0.state.pictures;
        pictures.with_untracked(|pictures| pictures.get(&KEY).cloned())
    }

    #[test]
    fn a_refused_film_can_be_viewed_too_and_keeps_its_result() {
        let (_owner, queue) = refused();
        let result = queue.0.state.worklist.get_untracked();
        queue.show_pictures(&[KEY]);
        assert_eq!(stage(&queue), Some(PictureStage::Working));
        queue.show_pictures(&[KEY]);
        reply(&queue, 8);
        let Some(PictureStage::Ready(picture)) = stage(&queue) else {
            panic!("{:?}", stage(&queue));
        };
        assert_eq!(
            (picture.level(0, 0), picture.level(3, 1)),
            (Some(7), Some(0))
        );
        assert_eq!((picture.level(4, 0), picture.level(0, 2)), (None, None));
        assert_eq!(queue.0.state.worklist.get_untracked(), result);
        assert!(queue.0.pending.borrow_mut().next_for_main().is_none());
    }

    #[test]
    fn a_film_that_is_no_longer_shown_leaves_nothing_behind() {
        let (_owner, queue) = refused();
        queue.show_pictures(&[KEY]);
        queue.show_pictures(&[]);
        assert_eq!(stage(&queue), None);
        assert!(queue.0.pending.borrow_mut().next_for_main().is_none());
        queue.show_pictures(&[KEY]);
        let job = queue.0.pending.borrow_mut().next_for_main().unwrap();
        queue.show_pictures(&[]);
        queue.0.pending.borrow_mut().push(job);
        reply(&queue, 8);
        assert_eq!(stage(&queue), None);
    }

    #[test]
    fn a_film_that_has_lost_its_thumbnail_gets_it_back_when_it_is_shown() {
        let (_owner, queue) = refused();
        let worklist = queue.0.state.worklist;
        let shape = ThumbnailShape {
            width: 8,
            height: 8,
            side: 8,
        };
        let with_grey = || Some(Attachment::Bytes(ArrayBuffer::new(64)));
        let asked = |key| {
            queue.show_pictures(&[key]);
            queue.0.pending.borrow_mut().next_for_main().unwrap()
        };
        let network = asked((ID, Sight::Network));
        assert!(matches!(
            network.task,
            Task::View {
                thumbnail: false,
                ..
            }
        ));
        let job = asked(KEY);
        assert!(matches!(
            job.task,
            Task::View {
                thumbnail: true,
                ..
            }
        ));
        let slot = queue.0.main.slot.clone();
        slot.assign(job);
        let thumbnail = |job| Reply::Thumbnail {
            job,
            thumbnail: shape,
        };
        queue.on_film_reply(&slot, thumbnail(JobId(1)), with_grey());
        assert!(!worklist.with_untracked(|list| list.has_thumbnail(ID)));
        queue.on_film_reply(&slot, thumbnail(ID), with_grey());
        let film = worklist
            .with_untracked(|list| list.film(ID).cloned())
            .unwrap();
        assert_eq!(film.thumbnail.unwrap().shape, shape);
        queue.show_pictures(&[]);
        let again = asked(KEY);
        assert!(matches!(
            again.task,
            Task::View {
                thumbnail: false,
                ..
            }
        ));

        slot.assign(again);
        queue.fix(ID, Fix::Invert);
        let before = worklist.get_untracked();
        queue.on_film_reply(&slot, thumbnail(ID), with_grey());
        assert_eq!(worklist.get_untracked(), before);
    }

    #[test]
    fn a_picture_of_before_a_fix_is_not_shown_after_it() {
        let (_owner, queue) = refused();
        queue.show_pictures(&[KEY]);
        let slot = queue.0.main.slot.clone();
        slot.assign(queue.0.pending.borrow_mut().next_for_main().unwrap());
        queue.fix(ID, Fix::Invert);
        assert_eq!(stage(&queue), None);
    }

    #[test]
    fn missing_pixels_and_failures_are_reported_and_another_try_is_possible() {
        let (_owner, queue) = refused();
        queue.show_pictures(&[KEY]);
        reply(&queue, 7);
        assert!(matches!(stage(&queue), Some(PictureStage::Failed(_))));
        queue.forget_pictures(ID);
        queue.show_pictures(&[KEY]);
        let slot = queue.0.main.slot.clone();
        slot.assign(queue.0.pending.borrow_mut().next_for_main().unwrap());
        let failure = Failure::Unreadable;
        let failed = Reply::Failed {
            job: ID,
            failure: failure.clone(),
        };
        queue.on_film_reply(&slot, failed, None);
        assert_eq!(stage(&queue), Some(PictureStage::Failed(failure)));
    }
}
