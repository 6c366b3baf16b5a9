//! Checks that the values of a recipe are in range.

use super::{Recipe, RecipeError, ResizingStage, Schedule};

/// A key with its value.
type Setting = (&'static str, f64);

impl Recipe {
    pub(super) fn check(&self) -> Result<(), RecipeError> {
        self.check_stages()?;
        let (from_0_to_1, below_1) = self.shares();
        within(&from_0_to_1, "from 0 to 1", |v| (0.0..=1.0).contains(&v))?;
        within(&below_1, "at least 0 and below 1", |v| {
            (0.0..1.0).contains(&v)
        })?;
        let positive = [
            ("batch", self.batch as f64),
            ("accumulate", self.accumulate as f64),
            ("epochs", f64::from(self.epochs)),
            ("optimizer.learning_rate", self.optimizer.learning_rate),
        ];
        within(&positive, "above 0", |value| value > 0.0)?;
        let augmentation = &self.augmentation;
        let (Schedule::Cosine { warm_up, .. } | Schedule::Plateau { warm_up, .. }) = self.schedule;
        let not_negative = [
            ("schedule.warm_up", warm_up),
            ("optimizer.weight_decay", self.optimizer.weight_decay),
            ("optimizer.clip_norm", f64::from(self.optimizer.clip_norm)),
            ("augmentation.rotation", f64::from(augmentation.rotation)),
            ("augmentation.gamma", f64::from(augmentation.gamma)),
            ("augmentation.mixup", f64::from(augmentation.mixup)),
            ("augmentation.cutmix", f64::from(augmentation.cutmix)),
        ];
        within(&not_negative, "0 or above", |value| value >= 0.0)
    }

    /// The shares that may be 1, and those that must be below.
    fn shares(&self) -> ([Setting; 3], [Setting; 13]) {
        let augmentation = &self.augmentation;
        let of_schedule = match self.schedule {
            Schedule::Cosine { final_share, .. } => ("schedule.final_share", final_share),
            Schedule::Plateau { factor, .. } => ("schedule.factor", factor),
        };
        let of_augmentation = |key, share: f32| (key, f64::from(share));
        (
            [
                of_augmentation("augmentation.jpeg", augmentation.jpeg),
                of_augmentation("augmentation.flip", augmentation.flip),
                ("start.base_rate", self.start.base_rate),
            ],
            [
                of_schedule,
                ("label_smoothing", f64::from(self.label_smoothing)),
                of_augmentation("augmentation.shift", augmentation.shift),
                of_augmentation("augmentation.zoom", augmentation.zoom),
                of_augmentation("augmentation.shear", augmentation.shear),
                of_augmentation("augmentation.brightness", augmentation.brightness),
                of_augmentation("augmentation.contrast", augmentation.contrast),
                of_augmentation("augmentation.random_erasing", augmentation.random_erasing),
                of_augmentation("augmentation.blur", augmentation.blur),
                of_augmentation("augmentation.noise", augmentation.noise),
                of_augmentation("augmentation.border", augmentation.border),
                ("stochastic_depth", self.stochastic_depth),
                ("ema", self.ema),
            ],
        )
    }

    /// The stages of progressive resizing follow each other and end before the last epoch.
    fn check_stages(&self) -> Result<(), RecipeError> {
        let out_of_order = |pair: &&[ResizingStage]| pair[1].until <= pair[0].until;
        if let Some(pair) = self.progressive_resizing.windows(2).find(out_of_order) {
            return Err(RecipeError::Range {
                key: "progressive_resizing.until",
                value: f64::from(pair[1].until),
                range: "greater than that of the previous stage",
            });
        }
        match self.progressive_resizing.last() {
            Some(last) if self.epochs <= last.until => Err(RecipeError::Range {
                key: "epochs",
                value: f64::from(self.epochs),
                range: "greater than the last progressive_resizing.until, because the weights that are kept take inputs of the recipe's side",
            }),
            _ => Ok(()),
        }
    }
}

fn within(
    settings: &[Setting],
    range: &'static str,
    allowed: impl Fn(f64) -> bool,
) -> Result<(), RecipeError> {
    let mut settings = settings.iter();
    match settings.find(|(_, value)| !value.is_finite() || !allowed(*value)) {
        Some(&(key, value)) => Err(RecipeError::Range { key, value, range }),
        None => Ok(()),
    }
}
