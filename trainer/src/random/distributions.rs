//! Random numbers of the normal, beta and gamma distributions.

use std::f32::consts::TAU;

use super::Stream;

impl Stream {
    /// Two independent numbers of the standard normal distribution (Box and Muller, 1958), none
    /// beyond 5.8.
    pub(crate) fn normal_pair(&mut self) -> [f32; 2] {
        // Twice 24 of the 64 bits, which is what an f32 holds exactly.
        let bits = self.next_u64();
        let uniform = ((bits >> 40) + 1) as f32 / 16_777_216.0;
        let angle = (bits & 0x00ff_ffff) as f32 / 16_777_216.0;
        let radius = (-2.0 * uniform.ln()).sqrt();
        let (sin, cos) = (TAU * angle).sin_cos();
        [radius * cos, radius * sin]
    }

    /// A number in `0..=1` of the symmetric beta distribution, both of whose parameters are
    /// `parameter`, above 0: below 1 it favours the ends, at 1 it is uniform, above 1 it favours the
    /// middle.
    pub(crate) fn beta(&mut self, parameter: f64) -> f64 {
        // By logarithms: with a small parameter both gammas may be too small for an f64.
        let (one, other) = (self.ln_gamma(parameter), self.ln_gamma(parameter));
        1.0 / (1.0 + (other - one).exp())
    }

    /// The logarithm of a number of the gamma distribution of scale 1 (Marsaglia and Tsang, 2000).
    fn ln_gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            // The method needs 1 or more; a power of a uniform number leads back from there.
            return self.ln_gamma(shape + 1.0) + self.ln_unit() / shape;
        }
        let mode = shape - 1.0 / 3.0;
        let spread = 1.0 / (9.0 * mode).sqrt();
        loop {
            let normal = f64::from(self.normal_pair()[0]);
            let cube = (1.0 + spread * normal).powi(3);
            let accepted = 0.5 * normal * normal + mode * (1.0 - cube + cube.ln());
            // A cube below 0 has no logarithm and is never accepted.
            if self.ln_unit() < accepted {
                return mode.ln() + cube.ln();
            }
        }
    }

    /// The logarithm of a uniform number above 0.
    fn ln_unit(&mut self) -> f64 {
        // 53 bits are what an f64 holds exactly.
        let bits = (self.next_u64() >> 11) + 1;
        (bits as f64 / 9_007_199_254_740_992.0).ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mean and variance.
    fn moments(numbers: &[f64]) -> (f64, f64) {
        let count = numbers.len() as f64;
        let mean = numbers.iter().sum::<f64>() / count;
        let squares = numbers.iter().map(|number| (number - mean).powi(2));
        (mean, squares.sum::<f64>() / count)
    }

    #[test]
    fn normal_numbers_have_the_moments_of_their_distribution() {
        let mut stream = Stream::new(1, &[]);
        let pairs: Vec<[f32; 2]> = (0..20_000).map(|_| stream.normal_pair()).collect();
        let numbers: Vec<f64> = pairs
            .as_flattened()
            .iter()
            .copied()
            .map(f64::from)
            .collect();
        let (mean, variance) = moments(&numbers);
        assert!(mean.abs() < 0.02 && (variance - 1.0).abs() < 0.03);
        let fourth: Vec<f64> = numbers.iter().map(|number| number.powi(4)).collect();
        assert!((moments(&fourth).0 - 3.0).abs() < 0.2);
        let products: Vec<f64> = pairs.iter().map(|&[a, b]| f64::from(a * b)).collect();
        assert!(moments(&products).0.abs() < 0.03);
    }

    #[test]
    fn beta_numbers_have_the_moments_of_their_distribution() {
        for parameter in [0.2, 0.4, 1.0, 4.0] {
            let mut stream = Stream::new(2, &[]);
            let numbers: Vec<f64> = (0..20_000).map(|_| stream.beta(parameter)).collect();
            let (mean, variance) = moments(&numbers);
            let expected = 1.0 / (4.0 * (2.0 * parameter + 1.0));
            assert!((mean - 0.5).abs() < 0.015, "{parameter}: mean {mean}");
            assert!(
                (variance / expected - 1.0).abs() < 0.03,
                "{parameter}: variance {variance} instead of {expected}"
            );
        }
    }

    #[test]
    fn extreme_parameters_still_give_numbers() {
        for (parameter, near) in [(1e-6, [0.0, 1.0]), (1e6, [0.5, 0.5])] {
            let mut stream = Stream::new(3, &[]);
            for _ in 0..100 {
                let number = stream.beta(parameter);
                let off = near.map(|end: f64| (number - end).abs());
                assert!(off[0].min(off[1]) < 0.01, "{parameter}: {number}");
            }
        }
    }
}
