//! The compiler's flags for everything that runs in the browser: `.cargo/config.toml`, and no path of this machine.
//!
//! A panic names the source file it is in, so without more the code would contain the folders of cargo, of the
//! toolchain and of build scripts' output, and two people would build two different pages.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use toml::{Table, Value};

use crate::call;
use crate::error::{Naming, XtaskError};
use crate::places::{self, Places};
use crate::tools::{self, WASM_TARGET};

/// The variable that gives cargo [`encoded`] flags; those of `.cargo/config.toml` then do not apply.
pub const VARIABLE: &str = "CARGO_ENCODED_RUSTFLAGS";

/// What stands between two flags, so that a path may contain spaces.
const SEPARATOR: &str = "\u{1f}";

/// Cargo's configuration in the checkout.
const CONFIGURATION: &str = ".cargo/config.toml";

/// The cargo that builds for the browser, with further flags.
///
/// # Errors
/// As [`encoded`].
pub fn cargo(places: &Places, further: &[&str]) -> Result<Command, XtaskError> {
    let mut cargo = call::cargo();
    cargo.env(VARIABLE, encoded(places, further)?);
    Ok(cargo)
}

/// The flags, with further ones, as the value of [`VARIABLE`].
///
/// All builds for the browser need the same ones, so that they share what is compiled.
///
/// # Errors
/// [`XtaskError`] when `.cargo/config.toml` has no flags for the browser, or the toolchain cannot be asked.
pub fn encoded(places: &Places, further: &[&str]) -> Result<OsString, XtaskError> {
    let path = places.root.join(CONFIGURATION);
    let text = fs::read_to_string(&path).named(&path)?;
    let configured = configured(&text).map_err(|reason| XtaskError::Content { path, reason })?;
    let configured = configured.iter().map(String::as_str);
    let mut flags: Vec<OsString> = configured
        .chain(further.iter().copied())
        .map(OsString::from)
        .collect();
    for (folder, name) in folders(places)? {
        flags.push(remapped(&folder, name));
    }
    Ok(flags.join(OsStr::new(SEPARATOR)))
}

/// The folders of this machine that code could name, with what it names instead. The last one that a path
/// begins with counts.
///
/// # Errors
/// [`XtaskError`] when the toolchain cannot be asked, or no home folder is known.
pub fn folders(places: &Places) -> Result<[(PathBuf, &'static str); 3], XtaskError> {
    Ok([
        (places::cargo_home()?, "/cargo"),
        (tools::sysroot()?, "/rust"),
        (places.target.clone(), "/target"),
    ])
}

fn remapped(folder: &Path, name: &str) -> OsString {
    let mut flag = OsString::from("--remap-path-prefix=");
    flag.push(folder);
    flag.push("=");
    flag.push(name);
    flag
}

/// The flags for the page's target in cargo's configuration, or what is wrong there.
fn configured(text: &str) -> Result<Vec<String>, String> {
    let table: Table = text.parse().map_err(|error| format!("{error}"))?;
    let flags = table
        .get("target")
        .and_then(|targets| targets.get(WASM_TARGET)?.get("rustflags")?.as_array())
        .ok_or_else(|| format!("it has no list `target.{WASM_TARGET}.rustflags`"))?;
    let text = |flag: &Value| {
        flag.as_str()
            .map(str::to_owned)
            .ok_or_else(|| format!("{flag} is not a flag"))
    };
    flags.iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flags_of_the_configuration_come_first() {
        let places = Places::find().unwrap();
        let flags = encoded(&places, &["--cfg=further"]).unwrap();
        let flags = flags.to_str().unwrap();
        let flags: Vec<&str> = flags.split(SEPARATOR).collect();
        assert_eq!(flags[..2], ["-C", "target-feature=+simd128"]);
        let further = flags
            .iter()
            .position(|flag| *flag == "--cfg=further")
            .unwrap();
        let remapped = &flags[further + 1..];
        assert_eq!(remapped.len(), 3);
        for ((folder, name), flag) in folders(&places).unwrap().iter().zip(remapped) {
            assert_eq!(
                *flag,
                format!("--remap-path-prefix={}={name}", folder.display())
            );
        }
    }

    #[test]
    fn a_configuration_without_flags_is_refused() {
        let error = configured("[alias]\na = \"b\"").unwrap_err();
        assert!(
            error.contains("target.wasm32-unknown-unknown.rustflags"),
            "{error}"
        );
        let error = configured("[target.wasm32-unknown-unknown]\nrustflags = [1]").unwrap_err();
        assert_eq!(error, "1 is not a flag");
        assert!(configured("rustflags = [").is_err());
    }
}
