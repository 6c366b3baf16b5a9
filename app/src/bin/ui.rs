//! The page's binary: the shell, and the content, which `cargo xtask` splits off.

use app::content::Content;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

fn main() {
    app::app::mount(|| Box::pin(async { content().await.ok() }));
}

/// The content, in a file that the first call loads; the reason why it cannot is in the console.
#[wasm_split(content, fallible)]
#[allow(
    clippy::unnecessary_wraps,
    reason = "the macro returns the error of the load"
)]
fn content() -> Result<Content, SplitLoaderError> {
    Ok(Content::linked())
}
