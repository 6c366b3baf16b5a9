//! The films that the user may continue with, with references to their files.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;

use js_sys::Array;
use web_sys::Blob;

use super::job::{Job, Source};
use crate::protocol::JobId;

/// How many files are joined in one blob.
const FILES_IN_BLOB: usize = 50;

/// Films that are finished or cancelled: the user may select a frame, apply or undo a fix, ask for the lens or an
/// explanation, or choose another model.
///
/// Chromium keeps some 3 kB for each file that was read, as long as the page refers to it, but next to nothing for the
/// parts of a blob. So files are joined in blobs, which copies no bytes.
#[derive(Default)]
pub(super) struct Resumable {
    jobs: BTreeMap<JobId, Job>,
    /// The films whose files are not joined yet.
    apart: BTreeSet<JobId>,
}

impl Resumable {
    /// Adds a film.
    pub(super) fn insert(&mut self, job: Job) {
        if matches!(job.source, Source::File(_)) {
            self.apart.insert(job.id);
        }
        self.jobs.insert(job.id, job);
        if self.apart.len() == FILES_IN_BLOB {
            self.join();
        }
    }

    /// The job of a film.
    pub(super) fn get(&self, id: JobId) -> Option<&Job> {
        self.jobs.get(&id)
    }

    /// Takes a film out.
    pub(super) fn remove(&mut self, id: JobId) -> Option<Job> {
        self.apart.remove(&id);
        self.jobs.remove(&id)
    }

    /// Takes the films out that are wanted, in the order in which they were added to the list.
    pub(super) fn remove_if(&mut self, is_wanted: impl Fn(JobId) -> bool) -> Vec<Job> {
        self.apart.retain(|id| !is_wanted(*id));
        let wanted = self.jobs.extract_if(.., |id, _| is_wanted(*id));
        wanted.map(|(_, job)| job).collect()
    }

    /// Replaces the files that are apart by parts of one blob. Where the browser refuses, they stay.
    fn join(&mut self) {
        let files = Array::new();
        let mut end = 0.0;
        let mut parts = Vec::new();
        for id in mem::take(&mut self.apart) {
            if let Some(Source::File(file)) = self.jobs.get(&id).map(|job| &job.source) {
                let start = end;
                end += file.size();
                files.push(file);
                parts.push((id, start, end));
            }
        }
        let Ok(files) = Blob::new_with_blob_sequence(&files) else {
            return;
        };
        for (id, start, end) in parts {
            if let Some(job) = self.jobs.get_mut(&id) {
                let files = files.clone();
                job.source = Source::Part { files, start, end };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::buffer::take;
    use crate::web::message::Attachment;
    use crate::worker::queue::job::Requester;
    use js_sys::Uint8Array;
    use wasm_bindgen_test::wasm_bindgen_test as test;
    use web_sys::File;

    /// A film whose bytes say its number.
    fn film(number: u32) -> Job {
        let bytes = Uint8Array::from(content(number).as_bytes());
        let file = File::new_with_u8_array_sequence(&Array::of1(&bytes), "a.png").unwrap();
        let source = Source::film(file).unwrap();
        Job::new(JobId(number), String::new(), source, Requester::Page)
    }

    fn content(number: u32) -> String {
        format!("film {number}")
    }

    async fn bytes(job: &mut Job) -> Vec<u8> {
        match job.attachment().await.unwrap() {
            Attachment::Bytes(buffer) => take(&buffer),
            Attachment::File(_) => panic!("the bytes are missing"),
        }
    }

    #[test]
    async fn joined_files_have_the_bytes_that_they_had() {
        let mut films = Resumable::default();
        // One that is taken out before, and one that comes after.
        films.insert(film(1));
        assert!(films.remove(JobId(1)).is_some());
        for number in (1..).take(FILES_IN_BLOB + 1) {
            films.insert(film(number));
        }
        assert_eq!(films.apart.len(), 1);
        let joined = |job: &Job| matches!(job.source, Source::Part { .. });
        let jobs = films.remove_if(|_| true);
        assert_eq!(jobs.iter().filter(|job| joined(job)).count(), FILES_IN_BLOB);
        for mut job in jobs {
            let expected = content(job.id.0);
            assert_eq!(bytes(&mut job).await, expected.as_bytes());
        }
        assert!(films.apart.is_empty());
    }
}
