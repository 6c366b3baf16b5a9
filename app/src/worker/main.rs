//! The worker's binary: loads the engine and serves the page.
//!
//! Only this binary knows the model and burn. In the page's library they would stay in the page
//! for good: burn's registries are filled before `main`, so that no linker leaves them out.

mod engine;
mod film;
mod serve;

fn main() {
    serve::serve();
}

#[cfg(test)]
mod tests;
