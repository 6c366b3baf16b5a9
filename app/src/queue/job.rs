//! One film in the queue: where its bytes come from and who waits for the answer.

use js_sys::{ArrayBuffer, Error, Function, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::protocol::{Answer, Failure, JobId, Row};
use crate::state::worklist::Stage;
use crate::strings::failure::message;
use crate::web::error::WebError;
use crate::web::object;

/// A film and who asks for it.
pub(super) struct Job {
    pub(super) id: JobId,
    pub(super) name: String,
    pub(super) source: Source,
    pub(super) asker: Asker,
}

/// Where bytes come from; kept until the answer is there, in case it has to be asked for again.
#[derive(Clone)]
pub(super) enum Source {
    File(File),
    Bytes(Uint8Array),
}

/// How a film's way through the worker ended.
pub(super) enum Outcome {
    Read(Answer),
    /// Another film is needed: the decoder's sentence and what `predict` writes.
    Refused(String, Row),
    Failed(Failure),
}

impl From<Outcome> for Stage {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Read(answer) => Self::Answered(answer),
            Outcome::Refused(words, _) => Self::Failed(Failure::Film(words)),
            Outcome::Failed(failure) => Self::Failed(failure),
        }
    }
}

impl Source {
    /// How many bytes there are, without reading them.
    pub(super) fn length(&self) -> u64 {
        match self {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "the size of a file is a whole number of bytes"
            )]
            Self::File(file) => file.size() as u64,
            Self::Bytes(bytes) => u64::from(bytes.length()),
        }
    }

    /// The bytes in a buffer of their own, which may be given away.
    pub(super) async fn bytes(&self) -> Result<ArrayBuffer, WebError> {
        match self {
            Self::File(file) => JsFuture::from(file.array_buffer())
                .await?
                .dyn_into()
                .map_err(|_| WebError::Missing("buffer of the file")),
            Self::Bytes(bytes) => Ok(bytes.slice(0, bytes.length()).buffer()),
        }
    }
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
    pub(super) fn settle(&self, outcome: Outcome) {
        let row = match outcome {
            Outcome::Failed(failure) => return self.reject(&failure),
            Outcome::Refused(_, row) => object_of(&row, None),
            Outcome::Read(answer) => object_of(&answer.row, Some(&answer)),
        };
        match row {
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

/// A row as an object; probabilities are numbers, and `null` when there are none.
fn object_of(row: &Row, answer: Option<&Answer>) -> Result<JsValue, WebError> {
    let object = js_sys::Object::new();
    for (column, text) in row {
        let class = answer
            .into_iter()
            .flat_map(|answer| &answer.classes)
            .find(|class| class.key == *column);
        let value = match class {
            Some(class) => JsValue::from(class.probability),
            None if text.is_empty() && answer.is_none() => JsValue::NULL,
            None => JsValue::from(text),
        };
        object::set(&object, column, &value)?;
    }
    Ok(object.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{ClassProbability, EngineKind, Times};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn row(columns: &[(&str, &str)]) -> Row {
        let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        columns.iter().map(owned).collect()
    }

    #[test]
    fn a_script_gets_the_columns_of_predict_with_numbers_in_full() {
        let answer = Answer {
            classes: vec![ClassProbability {
                key: "normal".into(),
                label: "normal".into(),
                probability: 0.123_456_79,
            }],
            likeliest: 0,
            decision: "answer".into(),
            row: row(&[("file", "a.png"), ("normal", "0.123457"), ("reasons", "")]),
            times: Times::default(),
            engine: EngineKind::Cpu,
        };
        let object = object_of(&answer.row, Some(&answer)).unwrap();
        assert_eq!(object::text(&object, "file").unwrap(), "a.png");
        let normal = object::field(&object, "normal").unwrap().as_f64().unwrap();
        assert!((normal - 0.123_456_79).abs() < 1e-8);
        assert_eq!(object::field(&object, "reasons").unwrap().as_string().unwrap(), "");
    }

    #[test]
    fn a_refused_film_has_no_probabilities() {
        let row = row(&[("file", "b.txt"), ("normal", ""), ("reasons", "it is a text")]);
        let object = object_of(&row, None).unwrap();
        assert_eq!(object::field(&object, "normal"), None);
        assert_eq!(object::text(&object, "reasons").unwrap(), "it is a text");
    }
}
