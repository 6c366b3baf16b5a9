//! Gaussian noise, as of too low a dose.

use crate::random::Stream;

/// Adds noise of a standard deviation to grey values and clamps them to `0..=1`.
pub(crate) fn add(grey: &mut [f32], deviation: f32, stream: &mut Stream) {
    if deviation <= 0.0 {
        return;
    }
    for pair in grey.chunks_mut(2) {
        for (value, normal) in pair.iter_mut().zip(stream.normal_pair()) {
            *value = (*value + deviation * normal).clamp(0.0, 1.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_has_its_deviation_and_mean_0() {
        let mut grey = vec![0.5; 128 * 128];
        add(&mut grey, 0.05, &mut Stream::new(1, &[]));
        let mean = grey.iter().sum::<f32>() / grey.len() as f32;
        let squares = grey.iter().map(|value| (value - mean).powi(2)).sum::<f32>();
        let deviation = (squares / grey.len() as f32).sqrt();
        assert!((mean - 0.5).abs() < 0.002, "{mean}");
        assert!((deviation - 0.05).abs() < 0.002, "{deviation}");
    }

    #[test]
    fn grey_values_stay_in_their_range() {
        let mut grey = vec![0.0, 1.0, 0.0, 1.0, 0.5];
        add(&mut grey, 0.5, &mut Stream::new(1, &[]));
        assert!(grey.iter().all(|value| (0.0..=1.0).contains(value)));
    }

    #[test]
    fn no_deviation_changes_nothing() {
        let mut grey = vec![0.2; 9];
        add(&mut grey, 0.0, &mut Stream::new(1, &[]));
        assert_eq!(grey, [0.2; 9]);
    }
}
