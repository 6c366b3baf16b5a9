//! `cargo xtask bundle-trainer`: the trainer and a data set for a GPU machine without Rust, in parts that
//! can be transferred one by one.

mod parts;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;
use lzma_rust2::{XzOptions, XzWriter};

use self::parts::Parts;
use crate::call::{self, say, step};
use crate::error::{Naming, XtaskError};
use crate::page;
use crate::places::Places;
use crate::torch::Torch;

/// The maximum size of a part in bytes, so that it fits through a channel of 60 MiB with room to spare.
const LIMIT: u64 = 56 << 20;

/// Compression level of the programs, of 9.
const XZ_PRESET: u32 = 6;

/// The start script, with a placeholder for the version of PyTorch.
const START_SCRIPT: &str = include_str!("bundle_trainer/run.sh");

/// The version of PyTorch that the build was tested with.
const TORCH: &str = "2.11";

/// Packs stripped trainers, recipes, films and a start script into folders of at most 56 MiB.
#[derive(Debug, Args)]
pub struct BundleTrainer {
    /// Folder of the images.
    #[arg(long, value_name = "DIR")]
    images: PathBuf,
    /// CSV with `file`, `label`, `patient`, `source` and `split`. Films of all splits are packed, so that a
    /// run can be exported here with the same list.
    #[arg(long, value_name = "CSV")]
    labels: PathBuf,
    /// The folder to write; an existing one is replaced.
    #[arg(long, value_name = "DIR", default_value = "target/trainer-bundle")]
    out: PathBuf,
}

/// Builds both trainers and fills the parts.
///
/// # Errors
/// [`XtaskError::NoTorch`] without PyTorch, [`XtaskError::FileTooLarge`], and those of the build.
pub fn run(places: &Places, options: &BundleTrainer) -> Result<(), XtaskError> {
    let torch = Torch::find(places)?;
    let out = places.root.join(&options.out);
    if out.join("part-1/run.sh").exists() {
        fs::remove_dir_all(&out).named(&out)?;
    }
    let mut parts = Parts::start(&out, LIMIT)?;
    add_small_files(places, &options.labels, &mut parts)?;
    step("building the trainer for libtorch", || {
        let mut build = trainer(places);
        build.args(["--no-default-features", "--features", "libtorch"]);
        torch.set_variables(&mut build);
        call::run(&mut build)?;
        pack_program(places, "pneumoscope-libtorch", &mut parts)
    })?;
    step("building the trainer for wgpu", || {
        call::run(&mut trainer(places))?;
        pack_program(places, "pneumoscope-wgpu", &mut parts)
    })?;
    step("packing films", || {
        parts.add_films(&options.images, &films(&options.labels)?)
    })?;
    let count = parts.finish()?;
    say(&format!("{count} parts; start it there with part-1/run.sh"));
    println!("{}", out.display());
    Ok(())
}

/// Adds the start script and the files that it expects beside it. They come first, so all are in part 1.
fn add_small_files(places: &Places, labels: &Path, parts: &mut Parts) -> Result<(), XtaskError> {
    let script = START_SCRIPT.replace("@TORCH@", TORCH);
    make_executable(&parts.add("run.sh", script.as_bytes())?)?;
    parts.add("labels.csv", &read(labels)?)?;
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        parts.add(licence, &read(&places.root.join(licence))?)?;
    }
    let recipes = places.root.join("trainer/recipes");
    for file in page::files(&recipes)? {
        let name = file.strip_prefix(&recipes).unwrap_or(&file);
        let name = format!("recipes/{}", name.display());
        parts.add(&name, &read(&file)?)?;
    }
    Ok(())
}

fn trainer(places: &Places) -> Command {
    let mut command = call::cargo();
    command
        .current_dir(&places.root)
        .args(["build", "--release", "-p", "trainer"]);
    command
}

/// Strips the program that was just built and adds it as `NAME.xz`.
fn pack_program(places: &Places, name: &str, parts: &mut Parts) -> Result<(), XtaskError> {
    let built = places.program("pneumoscope");
    let stripped = built.with_file_name(name);
    call::run(Command::new("strip").arg("-o").args([&stripped, &built]))?;
    let packed = packed(&read(&stripped)?).named(&stripped)?;
    parts.add(&format!("{name}.xz"), &packed)?;
    fs::remove_file(&stripped).named(&stripped)
}

/// Bytes as an xz file, which both `xz` and Python unpack.
fn packed(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut writer = XzWriter::new(Vec::new(), XzOptions::with_preset(XZ_PRESET))?;
    writer.write_all(bytes)?;
    writer.finish()
}

/// The files that a list names, in its order.
fn films(labels: &Path) -> Result<Vec<String>, XtaskError> {
    let malformed = |error: csv::Error| XtaskError::Content {
        path: labels.to_owned(),
        reason: error.to_string(),
    };
    let mut table = csv::Reader::from_path(labels).map_err(malformed)?;
    let header = table.headers().map_err(malformed)?;
    let Some(file) = header.iter().position(|column| column == "file") else {
        return Err(XtaskError::Content {
            path: labels.to_owned(),
            reason: "the column `file` is missing".to_owned(),
        });
    };
    let name = |row: csv::StringRecord| row.get(file).unwrap_or_default().to_owned();
    table
        .records()
        .map(|row| row.map(name).map_err(malformed))
        .collect()
}

#[cfg_attr(
    not(unix),
    expect(clippy::unnecessary_wraps, reason = "elsewhere there is nothing to do")
)]
fn make_executable(path: &Path) -> Result<(), XtaskError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).named(path)?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>, XtaskError> {
    fs::read(path).named(path)
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
    fn films_are_packed_in_the_order_of_the_list() {
        let folder = tempfile::tempdir().unwrap();
        let labels = folder.path().join("labels.csv");
        let table = "split,file\ntrain,b.jpg\ntest,\"a, left.jpg\"\n";
        fs::write(&labels, table).unwrap();
        assert_eq!(films(&labels).unwrap(), ["b.jpg", "a, left.jpg"]);
    }

    #[test]
    fn a_list_without_files_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let labels = folder.path().join("labels.csv");
        fs::write(&labels, "label,split\n").unwrap();
        let error = films(&labels).unwrap_err();
        assert!(error.to_string().contains("`file`"), "{error}");
    }
}
