//! Keeps the linker's relocations in the page's binary: splitting the content off needs them.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-link-arg-bin=ui=--emit-relocs");
}
