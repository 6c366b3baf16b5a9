//! Parts of WGSL texts.

use std::fmt::{Display, Write as _};

/// Functions that several kernels call.
pub(crate) const COMMON: &str = include_str!("common.wgsl");

/// A text that is written line by line.
#[derive(Debug, Default)]
pub(crate) struct Text(pub(crate) String);

impl Text {
    pub(crate) fn line(&mut self, line: impl Display) {
        // Writing to a string cannot fail.
        let _: std::fmt::Result = writeln!(self.0, "{line}");
    }
}
