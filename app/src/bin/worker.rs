//! The worker's binary: serves the page.

fn main() {
    app::worker::serve::serve();
}
