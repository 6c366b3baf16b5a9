//! States what the page's own build does, of whose files `src/page/main.rs` includes some: the sizes of the
//! models, which no reader uses.

fn main() {
    for size in ["MODEL_BYTES", "MODEL_LIGHT_BYTES"] {
        println!("cargo::rustc-env={size}=0");
    }
}
