//! Writes the software bill of materials of a built page to stdout: `sbom PAGE`, in the checkout.

mod bill;
mod library;
mod lock;
mod models;
mod tree;

use std::env;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    let [page] = arguments.as_slice() else {
        eprintln!("usage: sbom PAGE");
        return ExitCode::from(2);
    };
    match write(page.as_ref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sbom: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(page: &Path) -> io::Result<()> {
    let json = bill::json(&bill::Contents {
        packages: &tree::packages()?,
        checksums: &lock::checksums(Path::new("Cargo.lock"))?,
        models: &models::found(page)?,
        library: &library::found()?,
    })?;
    io::stdout().write_all(&json)
}
