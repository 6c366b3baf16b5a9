//! The page's binary: mounts the view.

fn main() {
    app::app::mount();
}
