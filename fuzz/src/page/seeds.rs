//! What the page's readers accept, for libFuzzer to begin with.

use fuzz::models;
use model::calibration::Logits;
use model::class::{Class, PerClass};
use model::fitted::Fitted;
use model::input::Fix;
use model::reading::{Evidence, Reading};
use model::scorecard::Scorecard;
use model::weights::NumberFormat;
use serde::Serialize;
use serde_json::json;

use crate::protocol::readers::{Called, ReadFilm, ReaderFilms};
use crate::protocol::{
    EngineKind, EngineReport, Examined, Failure, JobId, ListedFilm, Reply, Request, Start, Times,
    own_films::{LabelTable, OwnFilm, OwnFilms},
};
use crate::state::kept::{KeptFilm, KeptList};
use crate::state::worklist::{Answer, Stage, WorklistFilm};

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("numbers, texts and lists")
}

fn evidence() -> Evidence {
    Evidence {
        logits: Logits(PerClass([1.5, -0.25, 0.0])),
        warning: Some("It is mirrored.".to_owned()),
        fixes: vec![Fix::Invert],
        distance: None,
    }
}

fn table() -> LabelTable {
    LabelTable {
        name: "labels.csv".to_owned(),
        text: "file,label,patient\na.png,normal,7\nsub/b.png,COVID-19,8".to_owned(),
    }
}

pub(crate) fn labels() -> Vec<Vec<u8>> {
    let tables = [
        "file,label\na.png,COVID-19\nsub/b.png,Normal\n",
        "\u{feff}Patient ID;Image Name;Finding\r\n7;a.png;covid\r\n7;.\\sub\\b.png;NORMAL\r\n",
        "label\tfile\n\"COVID 19\"\t\"a.png\"\nnormal\tsub/b.png",
    ];
    tables.map(|table| table.as_bytes().to_vec()).to_vec()
}

pub(crate) fn requests() -> Vec<Vec<u8>> {
    let read = Request::Read {
        job: JobId(7),
        exclusive: true,
        member: Some(3),
        frame: None,
        fixes: vec![Fix::Rotate180],
    };
    let called = Called {
        reader: Class::Normal,
        model: Class::Covid19,
    };
    let films = ["normal/a.png", "sub/b.png"].map(|file| ReadFilm {
        file: file.to_owned(),
        called: Some(called),
    });
    let compare = Request::CompareReader(ReaderFilms {
        films: films.to_vec(),
        table: Some(table()),
    });
    let judge = Request::Judge(OwnFilms {
        films: vec![OwnFilm {
            file: "a.png".to_owned(),
            logits: Some(evidence().logits),
            distance: None,
        }],
        table: Some(table()),
        level: model::answer_set::Level::DEFAULT,
    });
    let requests = [Request::Start(Start::default()), read, compare, judge];
    requests.iter().map(json).collect()
}

pub(crate) fn replies() -> Vec<Vec<u8>> {
    let job = JobId(7);
    let read = |examined| Reply::Read {
        job,
        examined,
        times: Times::default(),
        engine: EngineKind::Cpu,
    };
    let listed = Reply::Listed {
        job,
        films: ["a/film 10.png", "a/film 9.png"]
            .map(|path| ListedFilm {
                member: 1,
                path: path.to_owned(),
            })
            .to_vec(),
        left_out: Default::default(),
        is_model: false,
    };
    let replies = [
        read(Examined::Film(evidence())),
        read(Examined::Refused(Reading::refuse("a", "no film"))),
        listed,
        Reply::Failed {
            job,
            failure: Failure::Film("no picture".to_owned()),
        },
        Reply::EngineChanged(EngineReport::new(EngineKind::WebGpu)),
    ];
    let ready = json!({"Ready": {
        "engine": EngineReport::new(EngineKind::Cpu),
        "model": {
            "name": "coatnet", "parameters": 1, "side": 64, "bytes": 8, "date": "2026-01-01", "training": "",
            "test": null, "external": null, "results": [], "films": [], "list_sha256": "", "weights": "",
            "scorecard": "", "fitted": Fitted::of(&shipped()), "without_lungs": [], "limits": [], "licence": ""
        },
        "cached": null
    }});
    let replies = replies.iter().map(json);
    replies.chain([json(&ready)]).collect()
}

pub(crate) fn kept_lists() -> Vec<Vec<u8>> {
    let list = KeptList {
        weights: "ab".to_owned(),
        blind: true,
        order: vec![JobId(7), JobId(9)],
    };
    let stages = [
        Stage::Answered(Answer {
            examined: Examined::Film(evidence()),
            reading: Reading::refuse("a", "no film"),
            times: Times::default(),
            engine: EngineKind::Cpu,
        }),
        Stage::Failed(Failure::NoFilms),
    ];
    let film = |stage| WorklistFilm {
        stage,
        sha256: Some("ab".to_owned()),
        ..WorklistFilm::new(JobId(7), "CD/a.dcm".to_owned())
    };
    let film = |stage| json(&KeptFilm::from(&film(stage)));
    let parts = |stage| [json(&list), film(stage)].join(fuzz::SEPARATOR);
    stages.map(parts).to_vec()
}

pub(crate) fn calibrations() -> Vec<Vec<u8>> {
    let kept = |fitted: &Fitted| {
        json(&json!({
            "weights": "ab", "fitted": fitted, "films": 60, "date": "2026-01-01", "record": "{}",
            "ece": {"value": 0.1, "low": 0.05, "high": 0.2}
        }))
    };
    vec![kept(&Fitted::default()), kept(&Fitted::of(&shipped()))]
}

/// A tensor, where only the scorecard matters.
const TENSORS: &models::Shapes = &[("stem.bn.gamma", &[2])];

fn shipped() -> Scorecard {
    models::fitted(NumberFormat::F32, TENSORS).0
}

pub(crate) fn scorecards() -> Vec<Vec<u8>> {
    let (bare, _) = models::bare(NumberFormat::F32, TENSORS);
    vec![json(&shipped()), json(&bare)]
}

pub(crate) fn weights() -> Vec<Vec<u8>> {
    let tensors: [(&str, &[usize]); 3] = [
        ("stem.bn.gamma", &[8]),
        ("head.fc.weight", &[64, 96]),
        ("stem.conv.weight", &[8, 3, 3, 3]),
    ];
    let formats = [NumberFormat::F32, NumberFormat::F16, NumberFormat::I8];
    let seeds = formats.map(|format| {
        let (card, values) = models::bare(format, &tensors);
        [json(&card), values].join(fuzz::SEPARATOR)
    });
    seeds.to_vec()
}
