//! The name of the tensor at which a visit through a module is: the fields that lead there.

/// Kept up to date by a visitor's `enter_module` and `exit_module`.
#[derive(Debug, Clone, Default)]
pub(crate) struct TensorPath(Vec<String>);

impl TensorPath {
    /// Goes into a field of a container.
    pub(crate) fn enter(&mut self, name: &str, container: &str) {
        if is_part_of_name(container) {
            self.0.push(name.to_owned());
        }
    }

    /// Leaves a field of a container.
    pub(crate) fn exit(&mut self, container: &str) {
        if is_part_of_name(container) {
            self.0.pop();
        }
    }

    /// The name, with dots between its fields.
    pub(crate) fn name(&self) -> String {
        self.0.join(".")
    }
}

/// An architecture's family, an enum, is no part of a tensor's name.
fn is_part_of_name(container: &str) -> bool {
    !container.starts_with("Enum:")
}
