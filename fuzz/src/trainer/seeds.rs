//! What the trainer's readers accept, for libFuzzer to begin with.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use fuzz::models;
use hdf5_pure::FileBuilder;
use model::class::Class;
use model::gate::{Glance, SIDE};
use model::input::InputSpec;
use model::weights::NumberFormat;
use serde_json::{Value, json};
use trainer::data::Split;
use trainer::data::pack::{PackWriter, PackedFilm, PackedOutlier};

fn texts<const N: usize>(texts: [&str; N]) -> Vec<Vec<u8>> {
    texts.map(|text| text.as_bytes().to_vec()).to_vec()
}

fn join<const N: usize>(parts: [Vec<u8>; N]) -> Vec<u8> {
    parts.join(fuzz::SEPARATOR)
}

fn bytes(value: &Value) -> Vec<u8> {
    value.to_string().into_bytes()
}

pub(crate) fn lists() -> Vec<Vec<u8>> {
    let table = "file,label,patient,source,split,age_group,view\n\
        a.png,COVID-19,7,cohen,train,adult,PA\n\"b, c.png\",normal,8,rsna,val,,AP\n";
    let utf_16 = table.encode_utf16().flat_map(u16::to_le_bytes);
    let mut seeds = texts([
        table,
        "7 a.png COVID-19 cohen\n8 b.png normal rsna\n9 c.png pneumonia rsna\n",
        "sep=;\r\nImage Name;Finding\r\na.png;Covid\r\nb.png;viral pneumonia\r\n",
        "\u{feff}file|class\r\nzo\u{eb}.png|normal\r\n",
    ]);
    seeds.push(utf_16.collect());
    seeds
}

pub(crate) fn outliers() -> Vec<Vec<u8>> {
    texts([
        "file,kind,origin,split\n\"a, b.jpg\",MR slice,x,train\n",
        "origin;Kind;File\r\nx;MR slice;a.jpg\r\n",
    ])
}

pub(crate) fn without() -> Vec<Vec<u8>> {
    texts(["a b.png\r\nc.jpg", "mask,file\nno,a b.png\nno,\"c.jpg\"\n"])
}

pub(crate) fn recipes() -> Vec<Vec<u8>> {
    texts([
        include_str!("../../../trainer/recipes/smoke.toml"),
        include_str!("../../../trainer/recipes/coatnet-0-growing.toml"),
        include_str!("../../../trainer/recipes/resnet50v2.toml"),
    ])
}

pub(crate) fn predictions() -> Vec<Vec<u8>> {
    let table = "file,covid19,normal,pneumonia,prediction,set,decision,reasons\n\
        a.png,0.100000,0.800000,0.100000,normal,normal,answer,\nb.png,,,,,,refuse,\"no, film\"\n";
    let manifest = json!({
        "shard": {"number": 1, "of": 1}, "files": 2, "list_sha256": "ab", "model_sha256": "cd"
    });
    vec![join([table.into(), bytes(&manifest)])]
}

/// The scorecard of a tiny model as JSON, and its shard.
pub(crate) static MODEL: LazyLock<(Vec<u8>, Vec<u8>)> = LazyLock::new(|| {
    let (card, values) = models::bare(NumberFormat::F32, &[("stem.bn.gamma", &[2])]);
    (
        serde_json::to_vec(&card).expect("numbers and texts"),
        values,
    )
});

pub(crate) fn runs() -> Vec<Vec<u8>> {
    let origin = json!({"list_sha256": "ab", "code_version": "0.1.0", "devices": ["cpu"]});
    let epoch = |epoch: u32| {
        json!({
            "epoch": epoch, "train_loss": 1.0, "train_accuracy": 0.4, "val_loss": 0.9,
            "val_accuracy": 0.5, "val_balanced_accuracy": 0.5, "learning_rate": 1e-3,
            "seconds": 2.0, "images_per_second": 9.0, "best": true
        })
    };
    let metrics = format!("{}\n{}\n", epoch(1), epoch(2));
    vec![join([bytes(&origin), metrics.into()])]
}

pub(crate) fn evaluations() -> Vec<Vec<u8>> {
    let estimate = json!({"value": 0.5, "low": 0.25, "high": 0.75});
    let metrics = json!({
        "format_version": 2,
        "model": {
            "architecture": "coatnet-tiny", "parameters": 147_347, "side": 64, "epochs": 3, "best_epoch": 2,
            "seconds": 30.0, "calibration": {"method": "temperature", "temperature": 1.0}
        },
        "list_sha256": "ab", "convergence": null, "train_gap": null, "operating_points": [],
        "left_out_sources": [], "gate": null, "lens": [], "stress": null, "without": null,
        "split": "test", "films": 2, "patients": 2, "accuracy": estimate, "balanced_accuracy": estimate,
        "macro_f1": estimate, "macro_auroc": null, "brier": estimate, "ece": estimate,
        "ece_uncalibrated": estimate, "confusion": [[1, 0, 0], [0, 0, 1], [0, 0, 0]], "classes": [],
        "sources": [], "age_groups": [], "views": [], "reliability": [], "answer_sets": [], "far": null
    });
    let predictions = "file,covid19,normal,pneumonia,prediction,truth\n\
        b.png,0.1,0.2,0.7,pneumonia,normal\na.png,0.8,0.1,0.1,COVID-19,COVID-19\n";
    vec![join([bytes(&metrics), predictions.into()])]
}

/// The index of a pack whose other files are in the current folder.
pub(crate) static PACK: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = Path::new("pack");
    fs::create_dir_all(folder).expect("the folder can be written");
    let inputs = [32, 64].map(InputSpec::with_side);
    let mut writer = PackWriter::new(folder, &inputs).expect("the folder can be written");
    let glance = Glance {
        width: 100,
        height: 80,
        plane: vec![7; SIDE * SIDE],
    };
    for grey in [0, 9] {
        let planes = [32, 64].map(|side| vec![grey; side * side]);
        writer.push(&planes, &glance).expect("there is room");
    }
    let seen = writer.push_outlier(&glance).expect("there is room");
    let film = |file: &str, split, plane| PackedFilm {
        file: file.to_owned(),
        class: Class::Normal,
        patient: "p".to_owned(),
        source: "s".to_owned(),
        split,
        age_group: "unknown".to_owned(),
        view: String::new(),
        plane,
    };
    let outlier = |file: &str, glance| PackedOutlier {
        file: file.to_owned(),
        kind: "photograph".to_owned(),
        split: Split::Train,
        glance,
    };
    let films = vec![film("a", Split::Train, 0), film("b", Split::Val, 1)];
    let outliers = vec![outlier("cat", Some(seen)), outlier("fax", None)];
    writer.finish(films, outliers).expect("there is room");
    fs::read(folder.join("pack.json")).expect("it was just written")
});

pub(crate) fn packs() -> Vec<Vec<u8>> {
    vec![PACK.clone()]
}

pub(crate) fn checkpoints() -> Vec<Vec<u8>> {
    let state = json!({
        "position": {
            "epochs_done": 1, "steps_done": 0, "steps": 9,
            "tally": {"loss": 1.0, "weight": 2.0, "right": 1, "films": 2},
            "rate": {"share": 1.0, "lowest": null, "waited": 0},
            "best": {"epoch": 1, "val_loss": 0.5, "val_balanced_accuracy": 0.5},
            "seconds": 9.5, "epoch_seconds": 0.0
        },
        "moments": [{"length": 2, "steps": 9}, null],
        "average_steps": null
    });
    vec![join([Vec::new(), bytes(&state), vec![0; 16]])]
}

pub(crate) fn safetensors() -> Vec<Vec<u8>> {
    let header = json!({
        "stem.conv1.weight": {"dtype": "F32", "shape": [2, 1], "data_offsets": [0, 8]},
        "stem.norm1.weight": {"dtype": "BF16", "shape": [2], "data_offsets": [8, 12]},
        "stem.norm1.num_batches": {"dtype": "I64", "shape": [], "data_offsets": [12, 20]}
    });
    let header = bytes(&header);
    let length = (header.len() as u64).to_le_bytes().to_vec();
    vec![[length, header, vec![0; 20]].concat()]
}

pub(crate) fn hdf5() -> Vec<Vec<u8>> {
    let file = |deflated: bool| {
        let mut file = FileBuilder::new();
        let mut layer = file.create_group("conv1_conv");
        let kernel = layer.create_dataset("kernel:0");
        kernel.with_f32_data(&[0.5; 64]).with_shape(&[8, 8]);
        if deflated {
            kernel.with_chunks(&[4, 4]).with_deflate(6);
        }
        layer.create_dataset("bias:0").with_f32_data(&[0.0, 1.0]);
        file.add_group(layer.finish());
        file.finish().expect("the file fits into memory")
    };
    vec![file(false), file(true)]
}
