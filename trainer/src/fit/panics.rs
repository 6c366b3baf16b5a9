//! Turns what goes wrong while a network learns into errors that people can act on.

use std::any::Any;
use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::FitError;

/// Names at most this many films; a step may show hundreds.
const NAMED: usize = 32;

/// Does work on a device whose engine panics when the card is lost or its memory is full, as burn's
/// do.
///
/// # Errors
/// [`FitError::Lost`] with the engine's last words, or that of the work.
pub fn caught<T>(device: &str, work: impl FnOnce() -> Result<T, FitError>) -> Result<T, FitError> {
    // After a panic nothing that the work changed is used any more.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        Err(FitError::Lost {
            device: device.to_owned(),
            reason: words(&*panic),
        })
    })
}

/// Adds to a loss that is no number the files of the films that gave it.
pub fn with_films<'a>(error: FitError, films: impl ExactSizeIterator<Item = &'a str>) -> FitError {
    match error {
        FitError::Diverged { .. } => FitError::Step {
            source: Box::new(error),
            films: names(films),
        },
        other => other,
    }
}

fn names<'a>(films: impl ExactSizeIterator<Item = &'a str>) -> String {
    let more = films.len().saturating_sub(NAMED);
    let mut names = films.take(NAMED).collect::<Vec<_>>().join(", ");
    if more > 0 {
        // Writing to a string cannot fail.
        let _ = write!(names, " and {more} more");
    }
    names
}

/// What a panic said, in one line.
fn words(panic: &(dyn Any + Send)) -> String {
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
    fn a_loss_that_is_no_number_comes_with_the_films_of_the_step() {
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
            error.ends_with("the films of the step: a.png, b.png"),
            "{error}"
        );
        let many = vec!["x"; 40];
        assert!(names(many.into_iter()).ends_with("x, x and 8 more"));
    }

    #[test]
    fn an_engine_that_panics_ends_the_training_with_its_last_words() {
        let lost = || -> Result<(), FitError> {
            std::panic::panic_any("CUDA out of memory\nat 0x1".to_owned())
        };
        let error = caught("libtorch-cuda", lost).unwrap_err().to_string();
        assert!(
            error.starts_with("libtorch-cuda stopped at work: CUDA out of memory;"),
            "{error}"
        );
    }
}
