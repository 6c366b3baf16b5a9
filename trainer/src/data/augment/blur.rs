//! Gaussian blur, as of a focus that is not sharp.

/// Below this deviation, in pixels, blurring changes less than one 16-bit level.
const MIN_DEVIATION: f32 = 0.2;

/// Blurs by a Gaussian of a standard deviation in pixels; the edges continue outside the film.
pub(crate) fn blur(grey: &mut [f32], side: usize, deviation: f32) {
    if deviation < MIN_DEVIATION || side == 0 {
        return;
    }
    let weights = kernel(deviation);
    let mut line = Vec::with_capacity(side + weights.len());
    for row in grey.chunks_exact_mut(side) {
        along(row, &weights, &mut line);
    }
    down(grey, side, &weights);
}

/// The weights, up to three deviations from the centre; their sum is 1.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a few deviations in pixels"
)]
fn kernel(deviation: f32) -> Vec<f32> {
    let reach = (3.0 * deviation).ceil() as usize;
    let weights = (0..=2 * reach).map(|place| {
        let distance = (place as f32 - reach as f32) / deviation;
        (-0.5 * distance * distance).exp()
    });
    let weights: Vec<f32> = weights.collect();
    let sum: f32 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / sum).collect()
}

/// Blurs a row; `line` is scratch space.
fn along(row: &mut [f32], weights: &[f32], line: &mut Vec<f32>) {
    let (Some(&first), Some(&last)) = (row.first(), row.last()) else {
        return;
    };
    let reach = weights.len() / 2;
    line.clear();
    line.resize(reach, first);
    line.extend_from_slice(row);
    line.resize(row.len() + 2 * reach, last);
    row.fill(0.0);
    for (start, &weight) in weights.iter().enumerate() {
        add(row, &line[start..], weight);
    }
}

/// Blurs all columns at once, a row at a time.
fn down(grey: &mut [f32], side: usize, weights: &[f32]) {
    let reach = weights.len() / 2;
    let sharp = grey.to_vec();
    for (y, row) in grey.chunks_exact_mut(side).enumerate() {
        row.fill(0.0);
        for (place, &weight) in weights.iter().enumerate() {
            let from = (y + place).saturating_sub(reach).min(side - 1);
            add(row, &sharp[from * side..], weight);
        }
    }
}

fn add(row: &mut [f32], other: &[f32], weight: f32) {
    for (sum, value) in row.iter_mut().zip(other) {
        *sum += weight * value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: usize = 33;

    fn spot() -> Vec<f32> {
        let mut grey = vec![0.0; SIDE * SIDE];
        grey[16 * SIDE + 16] = 1.0;
        grey
    }

    #[test]
    fn a_spot_becomes_a_gaussian_of_the_same_sum() {
        let mut grey = spot();
        blur(&mut grey, SIDE, 2.0);
        assert!((grey.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        let (mut along, mut down) = (0.0, 0.0);
        for (index, value) in grey.iter().enumerate() {
            let (x, y) = ((index % SIDE) as f32 - 16.0, (index / SIDE) as f32 - 16.0);
            along += value * x * x;
            down += value * y * y;
        }
        // Truncating at three deviations lowers the variance of 4 slightly.
        assert!(
            (3.85..4.0).contains(&along) && (3.85..4.0).contains(&down),
            "{along} {down}"
        );
        let ratio = grey[16 * SIDE + 18] / grey[16 * SIDE + 16];
        assert!((ratio - (-0.5_f32).exp()).abs() < 1e-5);
    }

    #[test]
    fn a_uniform_film_stays_uniform_up_to_its_edges() {
        for deviation in [0.7, 3.0, 40.0] {
            let mut grey = vec![0.3; SIDE * SIDE];
            blur(&mut grey, SIDE, deviation);
            assert!(grey.iter().all(|value| (value - 0.3).abs() < 1e-5));
        }
    }

    #[test]
    fn no_deviation_changes_nothing() {
        let mut grey = spot();
        blur(&mut grey, SIDE, 0.0);
        assert_eq!(grey, spot());
    }
}
