//! A model that the user brings.

use serde::{Deserialize, Serialize};

/// The files of a user's model, in one file that goes with the message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnModel {
    /// The name of its folder or archive.
    pub name: String,
    /// Names and lengths of the files that follow each other in the attached one; `None` for a ZIP
    /// archive.
    pub parts: Option<Vec<(String, u64)>>,
}

/// Whether a file has the name of a shard: `weights.000.bin`.
pub fn is_weights(name: &str) -> bool {
    let rest = name.strip_prefix("weights.");
    rest.is_some_and(|rest| rest.strip_suffix(".bin").is_some())
}
