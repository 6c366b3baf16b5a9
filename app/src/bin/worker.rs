//! The worker's binary: loads the engine and serves the page.

fn main() {
    app::worker::serve::serve();
}
