//! Keeps the linker's relocations in the page's binary, since splitting the content off needs them, and
//! tells the page how large its two models are, which it says before it loads one.

use std::path::Path;
use std::{env, fs, io};

/// The models' folders, and the variables that their sizes are passed in.
const MODELS: [(&str, &str); 2] = [
    ("model", "MODEL_BYTES"),
    ("model-light", "MODEL_LIGHT_BYTES"),
];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-link-arg-bin=ui=--emit-relocs");
    let manifest = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let folders = Path::new(&manifest).join("../static");
    for (name, variable) in MODELS {
        let folder = folders.join(name);
        println!("cargo::rerun-if-changed={}", folder.display());
        println!("cargo::rustc-env={variable}={}", bytes(&folder)?);
    }
    Ok(())
}

/// The size of a model's weights.
fn bytes(folder: &Path) -> io::Result<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.path().extension().is_some_and(|it| it == "bin") {
            sum += entry.metadata()?.len();
        }
    }
    Ok(sum)
}
