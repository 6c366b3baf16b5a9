//! One film in the queue: where its bytes come from and who receives the result.

use js_sys::{ArrayBuffer, Error, Function, Promise, Uint8Array};
use model::class::Class;
use model::input::Limits;
use model::reading::Reading;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::protocol::{Failure, JobId};
use crate::state::worklist::Answer;
use crate::strings::failure::message;
use crate::web::error::WebError;
use crate::web::object;

/// A film to classify.
pub(super) struct Job {
    pub(super) id: JobId,
    pub(super) name: String,
    pub(super) source: FilmSource,
    pub(super) requester: Requester,
    /// Its bytes, being read while it is pending.
    pub(super) reading: Option<JsFuture>,
    /// A helper failed on it, so that only the main worker may try it again.
    pub(super) main_only: bool,
}

impl Job {
    /// A new film.
    pub(super) const fn new(
        id: JobId,
        name: String,
        source: FilmSource,
        requester: Requester,
    ) -> Self {
        Self {
            id,
            name,
            source,
            requester,
            reading: None,
            main_only: false,
        }
    }

    /// Starts to read the file, so that no worker waits for the disk.
    pub(super) fn read_ahead(&mut self) {
        if self.reading.is_none() {
            self.reading = Some(self.source.read().into());
        }
    }

    /// The bytes in a new buffer, which may be transferred.
    pub(super) fn bytes(&mut self) -> impl Future<Output = Result<ArrayBuffer, WebError>> + use<> {
        let reading = self.reading.take();
        let buffer = reading.unwrap_or_else(|| self.source.read().into());
        async move {
            let buffer = buffer.await?;
            buffer
                .dyn_into()
                .map_err(|_| WebError::Missing("buffer of the file"))
        }
    }
}

/// Where the bytes come from; kept until there is a result, in case another worker has to retry.
pub(super) enum FilmSource {
    File(File),
    Bytes(Uint8Array),
}

impl FilmSource {
    /// A file, which is read later.
    ///
    /// # Errors
    /// [`Failure::Film`] when it is empty or too large.
    pub(super) fn file(file: File) -> Result<Self, Failure> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the size of a file is a whole number of bytes"
        )]
        check_size(file.size() as u64)?;
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

    /// A promise of the bytes in a new buffer.
    fn read(&self) -> Promise {
        match self {
            Self::File(file) => file.array_buffer(),
            Self::Bytes(bytes) => {
                let copy: JsValue = bytes.slice(0, bytes.length()).buffer().into();
                Promise::resolve(&copy)
            }
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
    pub(super) fn settle(&self, name: &str, result: Result<Answer, Failure>) {
        let reading = match result {
            Ok(answer) => answer.reading,
            Err(Failure::Film(words)) => Reading::refuse(name, words),
            Err(failure) => return self.reject(&failure),
        };
        match row(&reading) {
            Ok(row) => call(&self.resolve, &row),
            Err(error) => call(&self.reject, &Error::new(&error.to_string())),
        }
    }

    /// Rejects the promise with the message that the page would show.
    pub(super) fn reject(&self, failure: &Failure) {
        call(&self.reject, &Error::new(&message(failure)));
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

#[cfg(test)]
mod tests {
    use super::*;
    use model::calibration::{Calibration, Logits};
    use model::class::PerClass;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    async fn changing_a_scripts_bytes_later_changes_no_film() {
        let bytes = Uint8Array::from([1, 2, 3].as_slice());
        let source = FilmSource::copy(&bytes).unwrap();
        let mut job = Job::new(JobId(0), String::new(), source, Requester::Page);
        bytes.fill(0, 0, 3);
        // Twice: the first buffer may be lost with a worker.
        for _ in 0..2 {
            let buffer = job.bytes().await.unwrap();
            assert_eq!(Uint8Array::new(&buffer).to_vec(), [1, 2, 3]);
        }
    }

    #[test]
    fn the_size_limit_of_files_holds_for_scripts_too() {
        let limit = u32::try_from(Limits::default().bytes).unwrap();
        for length in [0, limit + 1] {
            let refused = FilmSource::copy(&Uint8Array::new_with_length(length));
            assert!(matches!(refused, Err(Failure::Film(_))));
        }
    }

    #[test]
    fn a_script_receives_the_columns_of_predict() {
        let logits = Logits(PerClass([0.0, 3.0, 1.0]));
        let reading = Reading::answer("a.png", Calibration::IDENTITY.apply(logits).unwrap());
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
