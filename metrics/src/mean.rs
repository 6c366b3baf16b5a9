//! The mean of figures of which some may not exist.

/// The mean of the values that exist; `None` when none does.
pub fn mean_of_existing(values: impl IntoIterator<Item = Option<f64>>) -> Option<f64> {
    let (sum, count) = values
        .into_iter()
        .flatten()
        .fold((0.0, 0_u32), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_values_do_not_count_in_a_mean() {
        assert_eq!(mean_of_existing([Some(1.0), None, Some(2.0)]), Some(1.5));
        assert_eq!(mean_of_existing([None, None]), None);
    }
}
