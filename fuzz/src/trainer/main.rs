//! Reads mutated files as the commands of the trainer do, in the current folder; libFuzzer calls it. Start
//! it with `cargo xtask fuzz`.
#![no_main]

mod seeds;

use std::fs;
use std::path::Path;

use fuzz::Reader;
use libfuzzer_sys::fuzz_target;
use model::weights::sha256;
use trainer::readable::Readable;

const READERS: [Reader; 11] = [
    Reader {
        name: "checkpoint",
        read: checkpoint,
        seeds: seeds::checkpoints,
    },
    Reader {
        name: "evaluation",
        read: |bytes| {
            folder(
                Readable::Compared,
                ["metrics.json", "predictions.csv"],
                bytes,
            )
        },
        seeds: seeds::evaluations,
    },
    Reader {
        name: "hdf5",
        read: |bytes| file(Readable::ForeignWeights, bytes),
        seeds: seeds::hdf5,
    },
    Reader {
        name: "list",
        read: |bytes| file(Readable::List, bytes),
        seeds: seeds::lists,
    },
    Reader {
        name: "outliers",
        read: |bytes| file(Readable::Outliers, bytes),
        seeds: seeds::outliers,
    },
    Reader {
        name: "pack",
        read: pack,
        seeds: seeds::packs,
    },
    Reader {
        name: "predictions",
        read: |bytes| {
            let names = ["table.csv", "table.csv.shard.json"];
            write(&names, &fuzz::parts::<2>(bytes)) && read(Readable::Predictions, names[0])
        },
        seeds: seeds::predictions,
    },
    Reader {
        name: "recipe",
        read: |bytes| file(Readable::Recipe, bytes),
        seeds: seeds::recipes,
    },
    Reader {
        name: "run",
        read: run,
        seeds: seeds::runs,
    },
    Reader {
        name: "safetensors",
        read: |bytes| file(Readable::ForeignWeights, bytes),
        seeds: seeds::safetensors,
    },
    Reader {
        name: "without",
        read: |bytes| file(Readable::Without, bytes),
        seeds: seeds::without,
    },
];

fuzz_target!(init: fuzz::choose(&READERS), |bytes: &[u8]| fuzz::read(bytes));

/// Reads what was written to a path; whether it is accepted.
fn read(readable: Readable, path: &str) -> bool {
    let result = readable.read(Path::new(path));
    if let Err(sentence) = &result {
        assert!(!sentence.is_empty(), "a refusal without a reason");
    }
    result.is_ok()
}

/// Writes files; always true, since without them there is nothing to read.
fn write(names: &[&str], contents: &[&[u8]]) -> bool {
    for (name, content) in names.iter().zip(contents) {
        let parent = Path::new(name).parent().unwrap_or(Path::new("."));
        let written = fs::create_dir_all(parent).and_then(|()| fs::write(name, content));
        written.unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    true
}

fn file(readable: Readable, bytes: &[u8]) -> bool {
    write(&["file"], &[bytes]) && read(readable, "file")
}

fn folder<const N: usize>(readable: Readable, names: [&str; N], bytes: &[u8]) -> bool {
    let paths = names.map(|name| format!("folder/{name}"));
    let paths = paths.each_ref().map(|path| &**path);
    write(&paths, &fuzz::parts::<N>(bytes)) && read(readable, "folder")
}

/// Opens a pack whose index is mutated, with its checksum; its other files are whole.
fn pack(bytes: &[u8]) -> bool {
    // Written once.
    let _ = &*seeds::PACK;
    let sum = format!("{}  pack.json\n", sha256(bytes));
    let names = ["pack/pack.json", "pack/pack.sha256"];
    write(&names, &[bytes, sum.as_bytes()]) && read(Readable::Pack, "pack")
}

/// Opens a run with the best weights of its best epoch, as `train --resume` and `compare` do.
fn run(bytes: &[u8]) -> bool {
    write(&["folder/best/model.json"], &[&seeds::MODEL.0]);
    let reads = [Readable::Run, Readable::Compared];
    let reads = reads.map(|readable| folder(readable, ["run.json", "metrics.jsonl"], bytes));
    reads == [true, true]
}

/// Opens the checkpoint of a run: the list of checksums, the state and the moments; the weights are whole.
/// An empty list becomes the right one, so that what it protects is read too.
fn checkpoint(bytes: &[u8]) -> bool {
    const NAMES: [&str; 4] = [
        "state.json",
        "moments.bin",
        "weights/model.json",
        "weights/weights.000.bin",
    ];
    let [sums, state, moments] = fuzz::parts(bytes);
    let (card, values) = &*seeds::MODEL;
    let contents: [&[u8]; 4] = [state, moments, card, values];
    let line = |(name, content): (&str, &&[u8])| format!("{}  {name}\n", sha256(content));
    let right: String = NAMES.into_iter().zip(&contents).map(line).collect();
    let sums = if sums.is_empty() {
        right.as_bytes()
    } else {
        sums
    };
    let paths = NAMES.map(|name| format!("run/checkpoint.00001.0000000/{name}"));
    let paths = paths.each_ref().map(|path| &**path);
    write(&paths, &contents);
    write(&["run/checkpoint.00001.0000000/SHA256SUMS"], &[sums]);
    read(Readable::Checkpoint, "run")
}
