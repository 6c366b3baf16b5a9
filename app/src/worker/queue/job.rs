//! One film or archive in the queue: where its bytes come from and who receives the result.

use js_sys::{Error, Float32Array, Function, Promise, Uint8Array};
use model::class::Class;
use model::input::{Fix, Limits};
use model::reading::Reading;
use wasm_bindgen::{Clamped, JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, ImageData};

use crate::locale::catalogue::in_english;
use crate::protocol::explanation::{ExplainTask, ExplainedPicture};
use crate::protocol::viewing::{Sight, ViewRequest};
use crate::protocol::{ExplainRequest, Failure, JobId, Request};
use crate::state::worklist::Answer;
use crate::strings::failure::{message, refusal};
use crate::web::error::WebError;
use crate::web::message::Attachment;
use crate::web::{blob, object};

/// A film to classify, or an archive to open.
pub(super) struct Job {
    pub(super) id: JobId,
    pub(super) name: String,
    pub(super) source: Source,
    /// The frame to classify; by default the only one.
    pub(super) frame: Option<u32>,
    /// Changes of its picture that the user chose.
    pub(super) fixes: Vec<Fix>,
    pub(super) task: Task,
    pub(super) requester: Requester,
    /// Its bytes, being read while it is pending.
    pub(super) reading: Option<JsFuture>,
    /// A helper failed on it, so that only the main worker may try it again.
    pub(super) main_only: bool,
}

impl Job {
    /// A new film or archive.
    pub(super) const fn new(id: JobId, name: String, source: Source, requester: Requester) -> Self {
        Self {
            id,
            name,
            source,
            frame: None,
            fixes: Vec::new(),
            task: Task::Read,
            requester,
            reading: None,
            main_only: false,
        }
    }

    /// A job of the page for another task on the same film.
    pub(super) fn again(&self, task: Task) -> Self {
        Self {
            frame: self.frame,
            fixes: self.fixes.clone(),
            task,
            ..Self::new(
                self.id,
                self.name.clone(),
                self.source.clone(),
                Requester::Page,
            )
        }
    }

    /// Whether it is a film or archive of the list that is classified for the first time, which a pause or
    /// cancellation concerns.
    pub(super) fn waits_its_turn(&self) -> bool {
        let of_page = matches!(self.requester, Requester::Page);
        of_page && self.task == Task::Read && self.fixes.is_empty()
    }

    /// The job without the bytes that were read ahead.
    pub(super) fn at_rest(self) -> Self {
        Self {
            reading: None,
            ..self
        }
    }

    /// Starts to read the file, so that no worker waits for the disk.
    pub(super) fn read_ahead(&mut self) {
        if self.reading.is_none() {
            self.reading = self.source.read().map(JsFuture::from);
        }
    }

    /// The request for a worker; its argument is whether all others are idle.
    pub(super) fn request(&self) -> impl FnOnce(bool) -> Request + use<> {
        let (job, frame, fixes, task) = (self.id, self.frame, self.fixes.clone(), self.task);
        let (listed, member) = match self.source {
            Source::Archive { .. } => (true, None),
            Source::Member { member, .. } => (false, Some(member)),
            Source::File(_) | Source::Part { .. } | Source::Bytes(_) => (false, None),
        };
        move |exclusive| match task {
            _ if listed => Request::List { job },
            Task::Read => Request::Read {
                job,
                exclusive,
                member,
                frame,
                fixes,
            },
            Task::Lens => Request::Lens {
                job,
                exclusive,
                member,
                frame,
                fixes,
            },
            Task::Explain(task) => Request::Explain(ExplainRequest {
                job,
                exclusive,
                member,
                frame,
                fixes,
                task,
            }),
            Task::View { sight, thumbnail } => Request::View(ViewRequest {
                job,
                sight,
                member,
                frame,
                fixes,
                thumbnail,
            }),
        }
    }

    /// What is sent with the request: the bytes in a new buffer, or the archive.
    pub(super) fn attachment(
        &mut self,
    ) -> impl Future<Output = Result<Attachment, WebError>> + use<> {
        self.read_ahead();
        let (reading, source) = (self.reading.take(), self.source.clone());
        async move {
            match (reading, source) {
                (Some(buffer), _) => {
                    let buffer = buffer.await?.dyn_into();
                    let buffer = buffer.map_err(|_| WebError::Missing("buffer of the file"))?;
                    Ok(Attachment::Bytes(buffer))
                }
                (None, Source::Archive { file, .. } | Source::Member { archive: file, .. }) => {
                    Ok(Attachment::File(file))
                }
                (None, Source::File(_) | Source::Part { .. } | Source::Bytes(_)) => {
                    Err(WebError::Missing("file"))
                }
            }
        }
    }
}

/// What is done with a film.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Task {
    /// It is classified; an archive is opened.
    Read,
    /// Its changed copies are classified.
    Lens,
    /// Its answer is explained.
    Explain(ExplainTask),
    /// It is decoded for the viewer.
    View {
        /// Which picture.
        sight: Sight,
        /// Whether the list lacks its thumbnail.
        thumbnail: bool,
    },
}

/// Where the bytes come from; kept until there is a result, in case another worker has to retry.
#[derive(Debug, Clone)]
pub(super) enum Source {
    /// A film on the user's disk.
    File(File),
    /// A film on the user's disk, from one byte to another of several files joined.
    Part { files: Blob, start: f64, end: f64 },
    /// A film of a script.
    Bytes(Uint8Array),
    /// A film in an archive, which the worker reads itself.
    Member { archive: File, member: u32 },
    /// An archive whose films are not known yet.
    Archive {
        file: File,
        /// Whether it was found in a folder.
        in_folder: bool,
    },
}

impl Source {
    /// A film's file, which is read later.
    ///
    /// # Errors
    /// [`Failure::Film`] when it is empty or too large.
    pub(super) fn film(file: File) -> Result<Self, Failure> {
        check_size(blob::size(&file))?;
        Ok(Self::File(file))
    }

    /// A copy of a script's bytes, which the script may change or transfer meanwhile.
    ///
    /// # Errors
    /// [`Failure::Film`] when there are none or too many.
    pub(super) fn copy(bytes: &Uint8Array) -> Result<Self, Failure> {
        let length = bytes.length();
        check_size(length.into())?;
        Ok(Self::Bytes(bytes.slice(0, length)))
    }

    /// A promise of the bytes in a new buffer, unless the worker reads the file.
    fn read(&self) -> Option<Promise> {
        match self {
            Self::File(file) => Some(file.array_buffer()),
            Self::Part { files, start, end } => {
                let film = files.slice_with_f64_and_f64(*start, *end);
                film.ok().map(|film| film.array_buffer())
            }
            Self::Bytes(bytes) => {
                let copy: JsValue = bytes.slice(0, bytes.length()).buffer().into();
                Some(Promise::resolve(&copy))
            }
            Self::Member { .. } | Self::Archive { .. } => None,
        }
    }
}

/// Checks the size of a film before it is read.
fn check_size(bytes: u64) -> Result<(), Failure> {
    let checked = Limits::default().admit_bytes(bytes);
    checked.map_err(|error| Failure::Film(error.to_string()))
}

/// Who receives the result.
pub(super) enum Requester {
    Page,
    Script(ScriptPromise),
}

/// The two callbacks of a script's promise.
pub struct ScriptPromise {
    /// Receives the result.
    pub resolve: Function,
    /// Receives an error.
    pub reject: Function,
}

impl ScriptPromise {
    /// Settles the promise. A film that cannot be classified resolves to a refusal.
    pub fn settle(&self, name: &str, result: Result<Answer, Failure>) {
        let reading = match result {
            Ok(answer) => answer.reading,
            Err(failure) => match refusal(name, &failure) {
                Some(refusal) => refusal,
                None => return self.reject(&failure),
            },
        };
        match row(&reading) {
            Ok(row) => call(&self.resolve, &row),
            Err(error) => call(&self.reject, &Error::new(&error.to_string())),
        }
    }

    /// Rejects the promise for another reason.
    pub fn abandon(&self, why: &str) {
        call(&self.reject, &Error::new(why));
    }

    /// Resolves the promise of an explanation.
    pub(super) fn settle_picture(&self, name: &str, picture: &ExplainedPicture, pixels: &[u8]) {
        match explained(name, picture, pixels) {
            Ok(object) => call(&self.resolve, &object),
            Err(error) => call(&self.reject, &Error::new(&error.to_string())),
        }
    }

    /// Rejects the promise with the message that the page would show, in English.
    pub(super) fn reject(&self, failure: &Failure) {
        let message = in_english(|| message(failure));
        call(&self.reject, &Error::new(&message));
    }
}

fn call(callback: &Function, value: &JsValue) {
    if let Err(error) = callback.call1(&JsValue::UNDEFINED, value) {
        web_sys::console::error_1(&error);
    }
}

/// A row of `predict` as an object: its columns, with probabilities as numbers.
fn row(reading: &Reading) -> Result<JsValue, WebError> {
    let object = js_sys::Object::new();
    for (column, value) in Reading::CSV_HEADER.into_iter().zip(reading.csv_row()) {
        let class = Class::ALL.into_iter().find(|class| class.key() == column);
        let value = match (class, &reading.probabilities) {
            (None, _) => JsValue::from(value),
            (Some(_), None) => JsValue::NULL,
            (Some(class), Some(probabilities)) => JsValue::from(probabilities.get(class)),
        };
        object::set(&object, column, &value)?;
    }
    Ok(object.into())
}

/// An explanation as an object: what it shows, its numbers and the picture as `ImageData`.
fn explained(name: &str, found: &ExplainedPicture, pixels: &[u8]) -> Result<JsValue, WebError> {
    let object = js_sys::Object::new();
    let numbers = |pairs: &[(&str, u32)]| {
        let numbers = js_sys::Object::new();
        for (key, number) in pairs {
            object::set(&numbers, key, &JsValue::from(*number))?;
        }
        Ok::<_, WebError>(numbers)
    };
    let area = numbers(&[
        ("left", found.area.left),
        ("top", found.area.top),
        ("width", found.area.width),
        ("height", found.area.height),
    ])?;
    let values = Float32Array::from(found.values.values());
    let (width, height) = (found.width, found.height);
    let image = ImageData::new_with_u8_clamped_array_and_sh(Clamped(pixels), width, height)?;
    object::set(&object, "file", &name.into())?;
    object::set(&object, "class", &found.class.key().into())?;
    object::set(&object, "map", &found.map.word().into())?;
    object::set(&object, "maximum", &found.scale.maximum.into())?;
    object::set(&object, "values", &values)?;
    object::set(&object, "area", &area)?;
    object::set(&object, "image", &image)?;
    Ok(object.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::answer_set::Level;
    use model::calibration::Logits;
    use model::class::PerClass;
    use model::fitted::Fitted;
    use model::output::NetworkOutput;
    use model::reading::Evidence;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    async fn changing_a_scripts_bytes_later_changes_no_film() {
        let bytes = Uint8Array::from([1, 2, 3].as_slice());
        let source = Source::copy(&bytes).unwrap();
        let mut job = Job::new(JobId(0), String::new(), source, Requester::Page);
        bytes.fill(0, 0, 3);
        // Twice: the first buffer may be lost with a worker.
        for _ in 0..2 {
            let Attachment::Bytes(buffer) = job.attachment().await.unwrap() else {
                panic!("the bytes are missing");
            };
            assert_eq!(Uint8Array::new(&buffer).to_vec(), [1, 2, 3]);
        }
    }

    #[test]
    fn the_size_limit_of_files_holds_for_scripts_too() {
        let limit = u32::try_from(Limits::default().bytes).unwrap();
        for length in [0, limit + 1] {
            let refused = Source::copy(&Uint8Array::new_with_length(length));
            assert!(matches!(refused, Err(Failure::Film(_))));
        }
    }

    #[test]
    fn the_worker_is_told_what_to_do_with_the_file() {
        let parts = js_sys::Array::of1(&Uint8Array::new_with_length(1));
        let file = || File::new_with_u8_array_sequence(&parts, "a").unwrap();
        let job = JobId(4);
        let request = |source| {
            let asked = Job {
                frame: Some(2),
                fixes: vec![Fix::Invert],
                ..Job::new(job, String::new(), source, Requester::Page)
            };
            asked.request()(true)
        };
        let read = |member| Request::Read {
            job,
            exclusive: true,
            member,
            frame: Some(2),
            fixes: vec![Fix::Invert],
        };
        let archive = Source::Archive {
            file: file(),
            in_folder: false,
        };
        let member = Source::Member {
            archive: file(),
            member: 7,
        };
        let listed = Job::new(job, String::new(), member.clone(), Requester::Page);
        let lens = Request::Lens {
            job,
            exclusive: false,
            member: Some(7),
            frame: None,
            fixes: Vec::new(),
        };
        assert_eq!(listed.again(Task::Lens).request()(false), lens);
        let view = Request::View(ViewRequest {
            job,
            sight: Sight::Film,
            member: Some(7),
            frame: None,
            fixes: Vec::new(),
            thumbnail: true,
        });
        let viewed = listed.again(Task::View {
            sight: Sight::Film,
            thumbnail: true,
        });
        assert_eq!(viewed.request()(true), view);
        assert_eq!(request(archive), Request::List { job });
        assert_eq!(request(member), read(Some(7)));
        assert_eq!(request(Source::film(file()).unwrap()), read(None));
    }

    #[test]
    fn a_script_receives_the_columns_of_predict() {
        let output = NetworkOutput {
            logits: Logits(PerClass([0.0, 3.0, 1.0])),
            features: Vec::new(),
        };
        let evidence = Evidence::new(None, &output, None);
        let reading = Reading::of("a.png", &Fitted::default(), &evidence, Level::DEFAULT);
        let row = row(&reading).unwrap();
        assert_eq!(object::text(&row, "file").unwrap(), "a.png");
        assert_eq!(object::text(&row, "decision").unwrap(), "answer");
        assert_eq!(object::text(&row, "prediction").unwrap(), "normal");
        let normal = object::number(&row, "normal").unwrap();
        assert!((normal - 0.843_795).abs() < 1e-5);
    }

    #[test]
    fn a_refused_film_has_no_probabilities() {
        let row = row(&Reading::refuse("b.txt", "it is a text")).unwrap();
        assert_eq!(object::field(&row, "covid19"), None);
        assert_eq!(object::text(&row, "reasons").unwrap(), "it is a text");
    }
}
