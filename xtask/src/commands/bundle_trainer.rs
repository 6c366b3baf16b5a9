//! `cargo xtask bundle-trainer`: the trainer and a data set in one folder, for a GPU machine without
//! Rust.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;
use lzma_rust2::{XzOptions, XzWriter};

use crate::call::{self, say, step};
use crate::error::{Naming, XtaskError};
use crate::page;
use crate::places::Places;
use crate::torch::Torch;

/// The maximum size of the folder in bytes, so that it can be transferred easily.
const LIMIT: u64 = 60 << 20;

/// The splits that training uses; the others are not bundled.
const SPLITS: [&str; 2] = ["train", "val"];

/// Compression level of the programs, of 9.
const XZ_PRESET: u32 = 6;

/// The start script, with a placeholder for the version of PyTorch.
const START_SCRIPT: &str = include_str!("bundle_trainer/run.sh");

/// The version of PyTorch that the build was tested with.
const TORCH: &str = "2.11";

/// Packs stripped trainers, recipes, films and a start script into one folder.
#[derive(Debug, Args)]
pub struct BundleTrainer {
    /// Folder of the images.
    #[arg(long, value_name = "DIR")]
    images: PathBuf,
    /// CSV with `file`, `label`, `patient`, `source` and `split`; films of train and val are taken.
    #[arg(long, value_name = "CSV")]
    labels: PathBuf,
    /// The folder to write; an existing one is replaced.
    #[arg(long, value_name = "DIR", default_value = "target/trainer-bundle")]
    out: PathBuf,
}

/// Builds both trainers and fills the folder.
///
/// # Errors
/// [`XtaskError::NoTorch`] without PyTorch, [`XtaskError::BundleTooLarge`], and those of the build.
pub fn run(places: &Places, options: &BundleTrainer) -> Result<(), XtaskError> {
    let torch = Torch::find(places)?;
    let out = places.root.join(&options.out);
    if out.join("run.sh").exists() {
        fs::remove_dir_all(&out).named(&out)?;
    }
    fs::create_dir_all(&out).named(&out)?;
    step("building the trainer for libtorch", || {
        let mut build = trainer(places);
        build.args(["--no-default-features", "--features", "libtorch"]);
        torch.set_variables(&mut build);
        call::run(&mut build)?;
        pack_program(places, &out.join("pneumoscope-libtorch"))
    })?;
    step("building the trainer for wgpu", || {
        call::run(&mut trainer(places))?;
        pack_program(places, &out.join("pneumoscope-wgpu"))
    })?;
    step("copying recipes and films", || {
        copy_all(&places.root.join("trainer/recipes"), &out.join("recipes"))?;
        for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
            copy(&places.root.join(licence), &out.join(licence))?;
        }
        copy_films(options, &out)?;
        write_start_script(&out.join("run.sh"))
    })?;
    let bytes = total(&out)?;
    if bytes > LIMIT {
        return Err(XtaskError::BundleTooLarge {
            bytes,
            limit: LIMIT,
        });
    }
    say(&format!("{bytes} bytes; start it there with ./run.sh"));
    println!("{}", out.display());
    Ok(())
}

fn trainer(places: &Places) -> Command {
    let mut command = call::cargo();
    command
        .current_dir(&places.root)
        .args(["build", "--release", "-p", "trainer"]);
    command
}

/// Strips the program that was just built and packs it as `NAME.xz`.
fn pack_program(places: &Places, to: &Path) -> Result<(), XtaskError> {
    copy(&places.program("pneumoscope"), to)?;
    call::run(Command::new("strip").arg(to))?;
    let program = fs::read(to).named(to)?;
    fs::write(to.with_extension("xz"), packed(&program).named(to)?).named(to)?;
    fs::remove_file(to).named(to)
}

/// Bytes as an xz file, which both `xz` and Python unpack.
fn packed(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut writer = XzWriter::new(Vec::new(), XzOptions::with_preset(XZ_PRESET))?;
    writer.write_all(bytes)?;
    writer.finish()
}

/// Copies the films of the splits, and their rows of the table.
fn copy_films(options: &BundleTrainer, out: &Path) -> Result<(), XtaskError> {
    let malformed = |error: csv::Error| XtaskError::Content {
        path: options.labels.clone(),
        reason: error.to_string(),
    };
    let mut table = csv::Reader::from_path(&options.labels).map_err(malformed)?;
    let header = table.headers().map_err(malformed)?.clone();
    let column = |name: &str| {
        header
            .iter()
            .position(|column| column == name)
            .ok_or_else(|| XtaskError::Content {
                path: options.labels.clone(),
                reason: format!("the column `{name}` is missing"),
            })
    };
    let (file, split) = (column("file")?, column("split")?);
    let images = out.join("images");
    fs::create_dir_all(&images).named(&images)?;
    let mut rows = csv::Writer::from_path(out.join("labels.csv")).map_err(malformed)?;
    rows.write_record(&header).map_err(malformed)?;
    for row in table.records() {
        let row = row.map_err(malformed)?;
        let name = row.get(file).unwrap_or_default();
        if SPLITS.contains(&row.get(split).unwrap_or_default()) {
            copy(&options.images.join(name), &images.join(name))?;
            rows.write_record(&row).map_err(malformed)?;
        }
    }
    rows.flush().named(out)
}

fn write_start_script(path: &Path) -> Result<(), XtaskError> {
    fs::write(path, START_SCRIPT.replace("@TORCH@", TORCH)).named(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).named(path)?;
    }
    Ok(())
}

fn copy_all(from: &Path, to: &Path) -> Result<(), XtaskError> {
    for file in page::files(from)? {
        let name = file.strip_prefix(from).unwrap_or(&file);
        copy(&file, &to.join(name))?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<(), XtaskError> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).named(folder)?;
    }
    fs::copy(from, to).named(from)?;
    Ok(())
}

fn total(folder: &Path) -> Result<u64, XtaskError> {
    page::files(folder)?
        .iter()
        .map(|file| fs::metadata(file).map(|about| about.len()).named(file))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_program_unpacks_unchanged() {
        let program: Vec<u8> = (0..100_000_u32).flat_map(u32::to_le_bytes).collect();
        let packed = packed(&program).unwrap();
        assert!(packed.len() < program.len());
        let mut unpacked = Vec::new();
        let mut reader = lzma_rust2::XzReader::new(packed.as_slice(), false);
        std::io::Read::read_to_end(&mut reader, &mut unpacked).unwrap();
        assert_eq!(unpacked, program);
    }

    #[test]
    fn only_films_of_train_and_val_are_bundled() {
        let folder = tempfile::tempdir().unwrap();
        let images = folder.path().join("films");
        fs::create_dir(&images).unwrap();
        for name in ["a.jpg", "b.jpg", "c.jpg"] {
            fs::write(images.join(name), name).unwrap();
        }
        let labels = folder.path().join("labels.csv");
        let table = "file,label,split\na.jpg,normal,train\nb.jpg,\"pneumonia, left\",test\nc.jpg,normal,val\n";
        fs::write(&labels, table).unwrap();
        let out = folder.path().join("out");
        let options = BundleTrainer {
            images,
            labels,
            out: out.clone(),
        };
        copy_films(&options, &out).unwrap();
        assert!(out.join("images/a.jpg").is_file() && out.join("images/c.jpg").is_file());
        assert!(!out.join("images/b.jpg").exists());
        let rows = fs::read_to_string(out.join("labels.csv")).unwrap();
        assert_eq!(
            rows,
            "file,label,split\na.jpg,normal,train\nc.jpg,normal,val\n"
        );
    }

    #[test]
    fn a_list_without_splits_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let labels = folder.path().join("labels.csv");
        fs::write(&labels, "file,label\n").unwrap();
        let options = BundleTrainer {
            images: folder.path().to_owned(),
            labels,
            out: folder.path().join("out"),
        };
        let error = copy_films(&options, &folder.path().join("out")).unwrap_err();
        assert!(error.to_string().contains("`split`"), "{error}");
    }
}
