//! One film: from its file to the network's input, and from the network's output to an answer.

use app::protocol::{Answer, ClassProbability, Row, Times};
use app::web::clock::timed;
use model::calibration::{CalibrationError, Logits, Probabilities};
use model::class::Class;
use model::input::{Crop, InputError, InputSpec, Limits, NetworkInput, Radiograph, decode};
use model::reading::Reading;

use crate::engine::Engine;

/// Pixels on each side of a thumbnail.
const THUMBNAIL_SIDE: u32 = 320;

/// What a film looks like: all of it squeezed into a square, which the page stretches again.
pub(crate) struct Thumbnail {
    /// Pixels in a row of the film.
    pub(crate) width: u32,
    /// Rows of the film.
    pub(crate) height: u32,
    /// Side of the square.
    pub(crate) side: u32,
    /// Its grey values, row by row.
    pub(crate) grey: Vec<u8>,
}

/// Decodes a film, shows its thumbnail and makes the network's input of it.
pub(crate) fn prepare(
    bytes: &[u8],
    spec: InputSpec,
    show: impl FnOnce(Thumbnail),
) -> Result<(NetworkInput, Times), InputError> {
    let (film, decode) = timed(|| decode(bytes, Limits::default()));
    let film = film?;
    show(thumbnail(&film)?);
    let (plane, prepare) = timed(|| spec.plane(&film).map(|plane| spec.normalise(&plane)));
    let times = Times {
        decode,
        prepare,
        infer: 0.0,
    };
    Ok((plane?, times))
}

fn thumbnail(film: &Radiograph) -> Result<Thumbnail, InputError> {
    let squeezed = InputSpec {
        crop: Crop::Whole,
        ..InputSpec::with_side(THUMBNAIL_SIDE)
    };
    let plane = squeezed.plane(film)?;
    Ok(Thumbnail {
        width: film.width(),
        height: film.height(),
        side: THUMBNAIL_SIDE,
        grey: plane.iter().map(|&grey| grey.to_be_bytes()[0]).collect(),
    })
}

/// The answer for a film.
pub(crate) fn answer(
    name: &str,
    logits: Logits,
    times: Times,
    engine: &Engine,
) -> Result<Answer, CalibrationError> {
    let probabilities = engine.scorecard().calibration.apply(logits)?;
    let reading = Reading::answer(name, probabilities);
    Ok(Answer {
        classes: classes(&probabilities),
        likeliest: probabilities.top().index(),
        decision: reading.decision.word().to_owned(),
        row: row(&reading),
        times,
        engine: engine.report().engine,
    })
}

fn classes(probabilities: &Probabilities) -> Vec<ClassProbability> {
    let named = |class: Class| ClassProbability {
        key: class.key().to_owned(),
        label: class.label().to_owned(),
        probability: probabilities.get(class),
    };
    Class::ALL.map(named).into()
}

/// What `predict` writes for a film that is not judged.
pub(crate) fn refusal(name: &str, words: &str) -> Row {
    row(&Reading::refuse(name, words))
}

fn row(reading: &Reading) -> Row {
    let columns = Reading::CSV_HEADER.map(str::to_owned);
    columns.into_iter().zip(reading.csv_row()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// A picture of one grey.
    fn bmp(width: u32, height: u32) -> Vec<u8> {
        let row = (width * 3).next_multiple_of(4);
        let pixels = row * height;
        let mut file = b"BM".to_vec();
        for field in [54 + pixels, 0, 54, 40, width, height] {
            file.extend(field.to_le_bytes());
        }
        file.extend([1, 0, 24, 0]);
        file.extend([0; 24]);
        file.resize(file.len() + pixels as usize, 128);
        file
    }

    #[test]
    fn a_film_is_shown_whole_before_it_is_cropped() {
        let mut shown = None;
        let spec = InputSpec::with_side(64);
        let prepared = prepare(&bmp(100, 50), spec, |picture| shown = Some(picture));
        let (input, times) = prepared.unwrap();
        let picture = shown.unwrap();
        assert_eq!((picture.width, picture.height), (100, 50));
        assert_eq!(picture.grey.len(), (picture.side * picture.side) as usize);
        assert!(picture.grey.iter().all(|&grey| grey == 128));
        assert_eq!(input.values.len(), 64 * 64);
        assert!(times.total() >= 0.0);
    }

    #[test]
    fn what_is_no_film_is_not_shown() {
        let prepared = prepare(b"hello", InputSpec::with_side(64), |_| unreachable!());
        assert!(prepared.is_err());
    }

    #[test]
    fn a_refusal_has_every_column_and_its_reason() {
        let row = refusal("b.txt", "it is a text");
        assert_eq!(row.len(), Reading::CSV_HEADER.len());
        assert_eq!(row[0], ("file".to_owned(), "b.txt".to_owned()));
        assert_eq!(row[7], ("reasons".to_owned(), "it is a text".to_owned()));
    }
}
