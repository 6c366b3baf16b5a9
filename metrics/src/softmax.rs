//! What softmax needs of logits without leaving the range of floating-point numbers.

/// The logarithm of the sum of the exponentials; minus infinity of nothing.
pub fn log_sum_exp(values: &[f64]) -> f64 {
    let max = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = values.iter().map(|value| (value - max).exp()).sum();
    max + sum.ln()
}

/// The index of the largest value, the first among equals; 0 of nothing.
pub fn argmax<T: PartialOrd>(values: &[T]) -> usize {
    (1..values.len()).fold(0, |top, index| {
        if values[index] > values[top] {
            index
        } else {
            top
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_of_a_sum_of_exponentials_stays_in_range() {
        let values = [1.0, 2.0, 3.0];
        let direct = values.map(f64::exp).iter().sum::<f64>().ln();
        assert!((log_sum_exp(&values) - direct).abs() < 1e-12);
        let large = values.map(|value| value + 1000.0);
        assert!((log_sum_exp(&large) - direct - 1000.0).abs() < 1e-9);
    }

    #[test]
    fn the_first_of_the_largest_values_is_found() {
        assert_eq!(argmax(&[0.0, 2.0, 2.0, 1.0]), 1);
        assert_eq!(argmax(&[f32::NEG_INFINITY; 3]), 0);
        assert_eq!(argmax::<f32>(&[]), 0);
    }
}
