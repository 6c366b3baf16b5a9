//! Known vulnerabilities in dependencies: their database is fetched where there is a network, and cargo-deny keeps it
//! for where there is none.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::call::{self, say, step};
use crate::error::XtaskError;
use crate::places::{self, Places};

/// Where cargo-deny keeps databases, in cargo's folder.
const KEPT: &str = "advisory-dbs";

/// Checks all dependencies against the newest database there is, and says of which day it is.
///
/// Without a network and without a kept database it only says so.
///
/// # Errors
/// [`XtaskError::Command`] when a dependency has a known vulnerability.
pub(crate) fn check(places: &Places, deny: &Path) -> Result<(), XtaskError> {
    let deny = |arguments: &[&str]| {
        let mut deny = Command::new(deny);
        deny.current_dir(&places.root).args(arguments);
        deny
    };
    let is_new = call::try_answer(&mut deny(&["fetch", "db"])).is_some();
    let kept = places::cargo_home()?.join(KEPT);
    let Some(day) = day_of(&kept) else {
        say(&format!(
            "known vulnerabilities: NOT CHECKED. Their database could not be fetched, and none is kept in {}; \
             run this once with a network",
            kept.display()
        ));
        return Ok(());
    };
    let source = if is_new {
        "fetched now"
    } else {
        "kept, since it could not be fetched"
    };
    step(
        &format!("known vulnerabilities as of {day} (cargo-deny, database {source})"),
        || call::run(&mut deny(&["--offline", "check", "advisories"])),
    )
}

/// The day of the newest advisory in the kept databases.
fn day_of(kept: &Path) -> Option<String> {
    let folders = fs::read_dir(kept).ok()?; // there may be none
    let folders = folders.filter_map(|entry| Some(entry.ok()?.path()));
    let databases = folders.filter(|folder| folder.join(".git").exists());
    let days = databases.filter_map(|folder| {
        let mut git = Command::new("git");
        call::try_answer(
            git.arg("-C")
                .arg(folder)
                .args(["log", "-1", "--format=%cs"]),
        )
    });
    days.max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_a_kept_database_is_that_of_its_last_change() {
        let kept = tempfile::tempdir().unwrap();
        assert_eq!(day_of(&kept.path().join("gone")), None);
        assert_eq!(day_of(kept.path()), None);
        let database = kept.path().join("advisory-db-0");
        fs::create_dir_all(&database).unwrap();
        fs::write(database.join("a.md"), "advisory").unwrap();
        for arguments in [
            &["init", "--quiet"][..],
            &["add", "."],
            &["commit", "--quiet", "--message=a"],
        ] {
            let mut git = Command::new("git");
            git.arg("-C").arg(&database);
            git.args(["-c", "user.name=a", "-c", "user.email=a@a.example"])
                .args(arguments);
            call::run(git.env("GIT_COMMITTER_DATE", "2026-01-02T12:00:00Z")).unwrap();
        }
        assert_eq!(day_of(kept.path()).as_deref(), Some("2026-01-02"));
    }
}
