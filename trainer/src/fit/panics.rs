//! Turns panics of burn and losses that are not finite into errors that the user can act on.

use std::any::Any;
use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::FitError;

/// The most films that an error names; a step may have hundreds.
const MAX_NAMES: usize = 32;

/// Does work on a device; burn's engines panic when a GPU is lost or its memory is full.
///
/// # Errors
/// [`FitError::Lost`] with the message of the panic, or the error of the work.
pub(super) fn caught<T>(
    device: &str,
    work: impl FnOnce() -> Result<T, FitError>,
) -> Result<T, FitError> {
    // After a panic, nothing that the work has changed is used again.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        Err(FitError::Lost {
            device: device.to_owned(),
            reason: message(&*panic),
        })
    })
}

/// Adds the files of a step's films to the error of a loss that is not finite.
pub(super) fn with_films<'a>(
    error: FitError,
    films: impl ExactSizeIterator<Item = &'a str>,
) -> FitError {
    match error {
        FitError::Diverged { .. } => FitError::Step {
            source: Box::new(error),
            films: names(films),
        },
        other => other,
    }
}

fn names<'a>(films: impl ExactSizeIterator<Item = &'a str>) -> String {
    let more = films.len().saturating_sub(MAX_NAMES);
    let mut names = films.take(MAX_NAMES).collect::<Vec<_>>().join(", ");
    if more > 0 {
        // Writing to a string cannot fail.
        let _ = write!(names, " and {more} more");
    }
    names
}

/// The first line of a panic's message.
fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no reason given");
    text.lines().next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loss_that_is_not_finite_comes_with_the_films_of_the_step() {
        let diverged = FitError::Diverged {
            loss: f64::NAN,
            epoch: 3,
            step: 7,
        };
        let error = with_films(diverged, ["a.png", "b.png"].into_iter()).to_string();
        assert!(
            error.starts_with("the loss became NaN in epoch 3, step 7;"),
            "{error}"
        );
        assert!(
            error.ends_with("films of the step: a.png, b.png"),
            "{error}"
        );
        let many = vec!["x"; 40];
        assert!(names(many.into_iter()).ends_with("x, x and 8 more"));
    }

    #[test]
    fn a_panic_ends_the_training_with_its_message() {
        let lost = || -> Result<(), FitError> {
            std::panic::panic_any("CUDA out of memory\nat 0x1".to_owned())
        };
        let error = caught("libtorch-cuda", lost).unwrap_err().to_string();
        assert!(
            error.starts_with("libtorch-cuda failed: CUDA out of memory;"),
            "{error}"
        );
    }
}
