//! The page's own binary: mounts the view.

fn main() {
    app::app::mount();
}
