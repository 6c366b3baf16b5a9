//! One film in the queue: where its bytes come from and who waits for the answer.

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

/// A film and who asks for it.
pub(super) struct Job {
    pub(super) id: JobId,
    pub(super) name: String,
    pub(super) source: Source,
    pub(super) asker: Asker,
    /// Its bytes, which the browser reads while it waits.
    pub(super) ahead: Option<JsFuture>,
}

impl Job {
    /// Has the file read already, so that no worker waits for the disk.
    pub(super) fn read_ahead(&mut self) {
        if self.ahead.is_none() {
            self.ahead = Some(self.source.read().into());
        }
    }

    /// The bytes in a buffer of their own, which may be given away.
    pub(super) fn bytes(&mut self) -> impl Future<Output = Result<ArrayBuffer, WebError>> + use<> {
        let ahead = self.ahead.take();
        let buffer = ahead.unwrap_or_else(|| self.source.read().into());
        async move {
            let buffer = buffer.await?;
            buffer
                .dyn_into()
                .map_err(|_| WebError::Missing("buffer of the file"))
        }
    }
}

/// Where bytes come from; kept until the answer is there, in case it has to be asked for again.
pub(super) enum Source {
    File(File),
    Bytes(Uint8Array),
}

impl Source {
    /// A file, which is read when its turn comes.
    ///
    /// # Errors
    /// [`Failure::Film`] when it is empty or too large to be read.
    pub(super) fn file(file: File) -> Result<Self, Failure> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the size of a file is a whole number of bytes"
        )]
        admit(file.size() as u64)?;
        Ok(Self::File(file))
    }

    /// A copy of a script's bytes: the script may change its own or give them away before their turn.
    ///
    /// # Errors
    /// [`Failure::Film`] when there are none or too many.
    pub(super) fn copy(bytes: &Uint8Array) -> Result<Self, Failure> {
        let length = bytes.length();
        admit(length.into())?;
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

/// Whether a film of so many bytes is taken on.
fn admit(bytes: u64) -> Result<(), Failure> {
    let admitted = Limits::default().admit_bytes(bytes);
    admitted.map_err(|error| Failure::Film(error.to_string()))
}

/// Who waits for the answer.
pub(super) enum Asker {
    Page,
    Script(Promised),
}

/// The two ends of a script's promise.
pub struct Promised {
    /// Takes the answer.
    pub resolve: Function,
    /// Takes an error.
    pub reject: Function,
}

impl Promised {
    /// Keeps the promise. A film that cannot be judged is an answer too: a refusal.
    pub(super) fn settle(&self, name: &str, outcome: Result<Answer, Failure>) {
        let reading = match outcome {
            Ok(answer) => answer.reading,
            Err(Failure::Film(words)) => Reading::refuse(name, words),
            Err(failure) => return self.reject(&failure),
        };
        match row(&reading) {
            Ok(row) => call(&self.resolve, &row),
            Err(error) => call(&self.reject, &Error::new(&error.to_string())),
        }
    }

    /// Breaks the promise, with the sentence that the page would show.
    pub(super) fn reject(&self, failure: &Failure) {
        call(&self.reject, &Error::new(&message(failure)));
    }
}

fn call(end: &Function, value: &JsValue) {
    if let Err(error) = end.call1(&JsValue::UNDEFINED, value) {
        web_sys::console::error_1(&error);
    }
}

/// What `predict` writes for one file, as an object: its columns, probabilities as numbers.
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
    async fn what_a_script_does_with_its_bytes_later_changes_no_film() {
        let bytes = Uint8Array::from([1, 2, 3].as_slice());
        let mut job = Job {
            id: JobId(0),
            name: String::new(),
            source: Source::copy(&bytes).unwrap(),
            asker: Asker::Page,
            ahead: None,
        };
        bytes.fill(0, 0, 3);
        // Twice: the buffer of the first time may be gone with a worker.
        for _ in 0..2 {
            let buffer = job.bytes().await.unwrap();
            assert_eq!(Uint8Array::new(&buffer).to_vec(), [1, 2, 3]);
        }
    }

    #[test]
    fn a_script_may_not_hand_over_more_than_a_file_may_have() {
        let limit = u32::try_from(Limits::default().bytes).unwrap();
        for length in [0, limit + 1] {
            let refused = Source::copy(&Uint8Array::new_with_length(length));
            assert!(matches!(refused, Err(Failure::Film(_))));
        }
    }

    #[test]
    fn a_script_gets_the_columns_of_predict() {
        let logits = Logits(PerClass([0.0, 3.0, 1.0]));
        let reading = Reading::answer("a.png", Calibration::IDENTITY.apply(logits).unwrap());
        let row = row(&reading).unwrap();
        assert_eq!(object::text(&row, "file").unwrap(), "a.png");
        assert_eq!(object::text(&row, "decision").unwrap(), "answer");
        assert_eq!(object::text(&row, "prediction").unwrap(), "normal");
        let normal = object::field(&row, "normal").unwrap().as_f64().unwrap();
        assert!((normal - 0.843_795).abs() < 1e-5);
    }

    #[test]
    fn a_refused_film_has_no_probabilities() {
        let row = row(&Reading::refuse("b.txt", "it is a text")).unwrap();
        assert_eq!(object::field(&row, "covid19"), None);
        assert_eq!(object::text(&row, "reasons").unwrap(), "it is a text");
    }
}
