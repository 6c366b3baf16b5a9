//! The software bill of materials of the page, which a program apart writes: `xtask/sbom`.

use std::path::Path;

use crate::call;
use crate::error::XtaskError;
use crate::places::Places;

/// The file in `dist`.
pub const FILE: &str = "sbom.cdx.json";

/// The bill of a built page, as `CycloneDX` JSON.
///
/// # Errors
/// [`XtaskError`] when it cannot be written; the program says why.
pub fn of(places: &Places, page: &Path) -> Result<String, XtaskError> {
    call::answer(
        call::cargo()
            .current_dir(&places.root)
            .args(["run", "--quiet", "--release", "--locked"])
            .args(["--package", "sbom", "--"])
            .arg(page),
    )
}
