//! Reads mutated messages, tables, kept lists and models as the page and its worker do; libFuzzer calls
//! it. Start it with `cargo xtask fuzz`.
#![no_main]

mod seeds;

use fuzz::Reader;
use libfuzzer_sys::fuzz_target;
use model::answer_set::Level;
use model::calibration::Logits;
use model::class::PerClass;
use model::fitted::Fitted;
use model::gate::{Glance, SIDE};
use model::output::NetworkOutput;
use model::reading::{Evidence, Reading};
use model::scorecard::Scorecard;
use model::weights::WeightsReader;
use serde::Serialize;
use serde::de::DeserializeOwned;

use page::{natural, own_films, protocol, state};
use protocol::own_films::{LabelTable, Recalibration};
use protocol::{JobId, Reply, Request};
use state::kept::{KeptFilm, KeptList};
use state::worklist::Worklist;

/// The files of the page that read what comes from outside. They need no browser, but the crate does.
#[path = "../../../app/src"]
#[allow(dead_code, unused_imports, reason = "the page uses the rest")]
mod page {
    pub(crate) mod natural;
    pub(crate) mod protocol;

    pub(crate) mod own_films {
        mod figures;
        mod labels;
        pub(crate) mod readers;

        /// Labels films by a table; whether it could be used.
        pub(crate) fn label(
            files: &[String],
            table: &super::protocol::own_films::LabelTable,
        ) -> bool {
            labels::of(files, Some(table)).is_ok_and(|labels| labels.notes.is_empty())
        }
    }

    pub(crate) mod state {
        pub(crate) mod kept;
        pub(crate) mod worklist;
    }
}

/// The most bytes of weights, so that a model takes milliseconds.
const WEIGHT_BYTES: usize = 1 << 20;

const READERS: [Reader; 7] = [
    Reader {
        name: "calibration",
        read: |bytes| parsed(bytes).is_some_and(|kept: Recalibration| recalibrate(&kept)),
        seeds: seeds::calibrations,
    },
    Reader {
        name: "kept-list",
        read: kept_list,
        seeds: seeds::kept_lists,
    },
    Reader {
        name: "labels",
        read: labels,
        seeds: seeds::labels,
    },
    Reader {
        name: "replies",
        read: |bytes| parsed(bytes).is_some_and(|reply: Reply| answer(&reply)),
        seeds: seeds::replies,
    },
    Reader {
        name: "requests",
        read: |bytes| parsed(bytes).is_some_and(|request: Request| serve(&request)),
        seeds: seeds::requests,
    },
    Reader {
        name: "scorecard",
        read: |bytes| Scorecard::parse(bytes).is_ok_and(|card| judge(&card)),
        seeds: seeds::scorecards,
    },
    Reader {
        name: "weights",
        read: weights,
        seeds: seeds::weights,
    },
];

fuzz_target!(init: fuzz::choose(&READERS), |bytes: &[u8]| fuzz::read(bytes));

/// A value of a JSON text, which can be written again.
fn parsed<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let text = str::from_utf8(bytes).ok()?;
    let value: T = serde_json::from_str(text).ok()?;
    serde_json::to_string(&value).ok()?;
    Some(value)
}

/// Does what a worker does with a request before its engine is needed.
fn serve(request: &Request) -> bool {
    match request {
        Request::CompareReader(films) => drop(own_films::readers::compare(films)),
        Request::Judge(own) => {
            let files: Vec<String> = own.films.iter().map(|film| film.file.clone()).collect();
            if let Some(table) = &own.table {
                own_films::label(&files, table);
            }
        }
        _ => {}
    }
    true
}

/// Shows a reply.
fn answer(reply: &Reply) -> bool {
    match reply {
        Reply::Read { examined, .. } => {
            for level in Level::REPORTED {
                examined
                    .reading("film", &Fitted::default(), level)
                    .csv_row();
            }
        }
        Reply::Ready { model, .. } => {
            read_with(&model.fitted);
            let results = [&model.test, &model.external];
            for result in results.into_iter().flatten() {
                result.sets_at(Level::DEFAULT);
            }
        }
        Reply::Listed { films, .. } => {
            let mut paths: Vec<&str> = films.iter().map(|film| &*film.path).collect();
            paths.sort_by(|one, other| natural::compare(one, other));
        }
        _ => {}
    }
    true
}

fn recalibrate(kept: &Recalibration) -> bool {
    read_with(&kept.fitted);
    true
}

/// Reads films with what was fitted.
fn read_with(fitted: &Fitted) {
    for logits in [[0.0; 3], [9.0, -9.0, 0.5], [f32::MAX, f32::MIN, 1e-30]] {
        let evidence = Evidence {
            logits: Logits(PerClass(logits)),
            warning: None,
            fixes: Vec::new(),
            distance: None,
        };
        for level in Level::all() {
            Reading::of("film", fitted, &evidence, level).csv_row();
        }
    }
    for point in fitted.operating_points.iter() {
        point.sentence();
        point.elsewhere();
    }
}

/// Brings back a list and a film of it.
fn kept_list(bytes: &[u8]) -> bool {
    let [list, film] = fuzz::parts(bytes);
    let (Some(list), Some(film)) = (parsed::<KeptList>(list), parsed::<KeptFilm>(film)) else {
        return false;
    };
    let fitted = Fitted::default();
    let read =
        |file: &str, examined: &protocol::Examined| examined.reading(file, &fitted, Level::DEFAULT);
    let films = list.order.iter().take(64);
    let films = films.map(|job| film.clone().restored(*job, Some(&read)));
    let mut restored = Worklist::default();
    restored.restore(films.collect());
    restored.read_again(read);
    restored.own_films();
    restored.read_films();
    drop(KeptFilm::from(&film.restored(JobId(0), None)));
    true
}

/// Labels films by a table of the user.
fn labels(bytes: &[u8]) -> bool {
    let table = LabelTable {
        name: "labels.csv".to_owned(),
        text: String::from_utf8_lossy(bytes).into_owned(),
    };
    let files = ["set/a.png", "set/sub/b.png", "normal/c.png"];
    own_films::label(&files.map(str::to_owned), &table)
}

/// Uses everything that a scorecard says of the answers.
fn judge(card: &Scorecard) -> bool {
    read_with(&Fitted::of(card));
    let output = NetworkOutput {
        logits: Logits(PerClass([1.0, 0.0, -1.0])),
        features: vec![0.5; card.architecture.features()],
    };
    let verdict = card.gate.as_ref().map(|gate| {
        let glance = Glance {
            width: 300,
            height: 200,
            plane: (0..u16::MAX).step_by(16).take(SIDE * SIDE).collect(),
        };
        gate.judge_glance(&glance)
    });
    let evidence = Evidence::new(verdict.as_ref(), &output, card.distance.as_ref());
    Reading::of("film", &Fitted::of(card), &evidence, Level::DEFAULT);
    card.weight_bytes() > 0
}

/// Decodes all tensors of a model: a scorecard, then the bytes of its shards, which are continued by
/// zeros. Their hashes count as right, since whoever writes a file can hash it.
fn weights(bytes: &[u8]) -> bool {
    let [card, values] = fuzz::parts(bytes);
    let Ok(card) = Scorecard::parse(card) else {
        return false;
    };
    if card.weight_bytes() > WEIGHT_BYTES {
        return false;
    }
    let mut values = values.iter().copied().chain(std::iter::repeat(0));
    let mut reader = WeightsReader::new(&card);
    for (index, shard) in card.shards.iter().enumerate() {
        let fill = |buffer: &mut [u8]| buffer.fill_with(|| values.next().unwrap_or_default());
        let taken = reader.push_hashed(index, shard.bytes, shard.sha256.clone(), fill);
        assert!(
            taken.is_ok(),
            "a shard of the right length and hash is refused"
        );
    }
    let Ok(tensors) = reader.tensors() else {
        return false;
    };
    let taken = card.tensors.iter();
    let taken = taken.map(|tensor| tensors.take(&tensor.name, &tensor.shape).is_ok());
    // None is left out.
    let all = taken.fold(true, |all, taken| all && taken);
    all && tensors.all_taken().is_ok()
}
