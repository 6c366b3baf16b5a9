//! Writes the software bill of materials of a built page to stdout: `sbom PAGE`, in the checkout.

mod bill;
mod lock;
mod models;
mod tree;

use std::env;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, ExitCode};

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
        rust: &rust_version()?,
    })?;
    io::stdout().write_all(&json)
}

/// The version of the compiler, which is that of the standard library.
fn rust_version() -> io::Result<String> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("--version").output()?;
    let answer = String::from_utf8_lossy(&output.stdout);
    let version = answer.split(' ').nth(1).map(str::to_owned);
    version.ok_or_else(|| io::Error::other(format!("rustc: unexpected version `{answer}`")))
}
