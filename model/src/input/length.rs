//! Why a file is refused before it is read, by its length alone.

use thiserror::Error;

/// A length that no film has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum LengthError {
    /// The file has no bytes.
    #[error("the file is empty; choose the file of the film itself")]
    Empty,
    /// More bytes than the limit.
    #[error(
        "the file has {} MiB, over the limit of {} MiB; save the film as a smaller file",
        .bytes.div_ceil(MIB),
        .limit / MIB
    )]
    TooManyBytes {
        /// Length of the file.
        bytes: u64,
        /// The maximum length that is read.
        limit: u64,
    },
}

const MIB: u64 = 1 << 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_stated_in_the_users_units() {
        let error = LengthError::TooManyBytes {
            bytes: 64 * MIB + 1,
            limit: 64 * MIB,
        };
        assert_eq!(
            error.to_string(),
            "the file has 65 MiB, over the limit of 64 MiB; save the film as a smaller file"
        );
    }
}
