//! Lets the libtorch build link without the CUDA libraries that PyTorch brings along.

fn main() {
    if std::env::var_os("CARGO_FEATURE_LIBTORCH").is_some() {
        println!("cargo::rustc-link-arg=-Wl,--allow-shlib-undefined");
    }
}
