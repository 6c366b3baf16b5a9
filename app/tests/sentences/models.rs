//! Models that cannot be used, and engines that fail.

use app::engine::infer::EngineError;
use app::web::error::WebError;
use metrics::{FitError, NoKappa};
use model::answer_set::{AnswerSetError, Level};
use model::calibration::CalibrationError;
use model::class::Class;
use model::distance::DistanceError;
use model::gate::GateError;
use model::operating_point::{OperatingPointError, Purpose};
use model::scorecard::{Scorecard, ScorecardError};
use model::weights::WeightsError;
use model::zoo::ArchitectureError;
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::{all_known, known};

#[test]
fn rejected_weights() {
    let (file, name, position) = (|| "weights.000.bin".to_owned(), || "a.b".to_owned(), 5);
    let (got, expected, index) = (2, 3, 7);
    all_known([
        WeightsError::WrongOrder {
            got,
            expected,
            shards: 4,
        },
        WeightsError::WrongLength {
            file: file(),
            got,
            expected,
        },
        WeightsError::WrongHash {
            file: file(),
            got: "ab".to_owned(),
            expected: "cd".to_owned(),
        },
        WeightsError::Incomplete { got, expected },
        WeightsError::WrongTensor {
            position,
            found: "a [3, 3]".to_owned(),
            needed: "b [3, 3]".to_owned(),
        },
        WeightsError::WrongTensor {
            position,
            found: "missing".to_owned(),
            needed: "b [3, 3]".to_owned(),
        },
        WeightsError::WrongCount {
            listed: got,
            needed: expected,
        },
        WeightsError::NotFinite {
            name: name(),
            index,
        },
        WeightsError::BadVariance {
            name: name(),
            index,
        },
        WeightsError::BadScale {
            name: name(),
            channel: index,
        },
        WeightsError::BadLevel {
            name: name(),
            index,
        },
        WeightsError::OutOfMemory(1 << 30),
        WeightsError::from(ArchitectureError::BadSide(33)),
        WeightsError::from(ArchitectureError::UnknownName(name())),
    ]);
}

#[test]
fn rejected_scorecards() {
    let unknown = Scorecard::parse(br#"{"format_version": 1}"#).unwrap_err();
    let damaged = Scorecard::parse(b"{").unwrap_err();
    all_known([
        unknown,
        damaged,
        ScorecardError::WrongClasses,
        ScorecardError::from(ArchitectureError::BadSide(33)),
        ScorecardError::TooManyShards(97),
        ScorecardError::BadShard {
            index: 0,
            problem: "its length is zero or over 16 MiB",
        },
        ScorecardError::TwiceListed("a".to_owned()),
        ScorecardError::Uncountable("a".to_owned()),
        ScorecardError::SizesDiffer {
            tensors: 8,
            shards: 9,
        },
        ScorecardError::OtherFeatures {
            found: 1,
            expected: 2,
        },
        ScorecardError::BadGolden {
            field: "logits",
            range: "",
        },
        ScorecardError::BadGolden {
            field: "tolerance",
            range: " above zero",
        },
    ]);
    all_known([
        "its file name does not follow weights.NNN.bin",
        "its length is zero or over 16 MiB",
        "its SHA-256 is not 64 lower-case hexadecimal digits",
    ]);
}

#[test]
fn wrong_numbers_in_a_scorecard() {
    let (class, purpose) = (Class::Normal, Purpose::Screening);
    all_known([
        AnswerSetError::Levels,
        AnswerSetError::NotAScore(class),
        AnswerSetError::Falling(class),
    ]);
    known(&Level::try_from(0.5).unwrap_err().to_string());
    all_known([
        OperatingPointError::NotAProbability(class, purpose),
        OperatingPointError::Twice(class, purpose),
    ]);
    all_known([
        CalibrationError::BadTemperature(-1.5),
        CalibrationError::Parameters("other".to_owned()),
        CalibrationError::BadParameter,
        CalibrationError::NotFinite,
    ]);
    all_known([
        GateError::NotBase64,
        GateError::WrongLength {
            found: 1,
            expected: 2,
        },
        GateError::NotFinite,
    ]);
    all_known([
        DistanceError::NotADirection,
        DistanceError::Groups,
        DistanceError::Percentiles,
        DistanceError::Rule(100),
    ]);
    known(&format!("{} at line 3 column 14", GateError::NotFinite));
}

#[test]
fn errors_of_the_engine() {
    all_known([
        EngineError::from(WebError::Missing("GPU adapter")),
        EngineError::WrongCount(2),
        EngineError::NoWeights("they are not kept".to_owned()),
        EngineError::NotFinite,
    ]);
    all_known([
        WebError::Missing("GPU adapter"),
        WebError::Missing("worker scope"),
    ]);
    all_known([
        FitError::NoCalibration,
        FitError::from(AnswerSetError::Levels),
        FitError::from(OperatingPointError::Twice(
            Class::Normal,
            Purpose::Screening,
        )),
    ]);
    all_known([NoKappa::NoFilms, NoKappa::OneClass]);
}
