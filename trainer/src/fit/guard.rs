//! Turns what goes wrong in a step into an error that people can act on.

use std::any::Any;
use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::FitError;

/// Names at most this many films; a step may show hundreds.
const NAMED: usize = 32;

/// Takes a step. A loss that is no number comes back with the films of the step; a panic, which
/// is how burn's engines report a lost card or full memory, as an error too.
///
/// # Errors
/// [`FitError`] of the step.
pub fn guarded<'a>(
    device: &str,
    films: impl ExactSizeIterator<Item = &'a str>,
    step: impl FnOnce() -> Result<(), FitError>,
) -> Result<(), FitError> {
    // After a panic nothing of the learner is used any more.
    match catch_unwind(AssertUnwindSafe(step)) {
        Ok(Err(error @ FitError::Diverged { .. })) => Err(FitError::Step {
            source: Box::new(error),
            films: names(films),
        }),
        Ok(result) => result,
        Err(panic) => Err(FitError::Lost {
            device: device.to_owned(),
            reason: words(&*panic),
        }),
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
        let diverged = || {
            Err(FitError::Diverged {
                loss: f64::NAN,
                epoch: 3,
                step: 7,
            })
        };
        let error = guarded("cpu", ["a.png", "b.png"].into_iter(), diverged);
        let error = error.unwrap_err().to_string();
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
        let error = guarded("libtorch-cuda", std::iter::empty(), lost);
        let error = error.unwrap_err().to_string();
        assert!(
            error.starts_with("libtorch-cuda stopped in the middle of a step: CUDA out of memory;"),
            "{error}"
        );
    }
}
