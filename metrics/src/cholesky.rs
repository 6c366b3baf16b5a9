//! Solves systems of equations whose matrix is symmetric and positive definite.
//!
//! Source: Golub and Van Loan, "Matrix Computations", section 4.2.

/// Replaces the upper triangle of a symmetric matrix by its Cholesky factor `U`, with `UᵀU` the matrix.
/// The lower triangle is not read. `None` unless the matrix is finite and positive definite.
pub fn factorise(matrix: &mut [impl AsRef<[f64]> + AsMut<[f64]>]) -> Option<()> {
    for pivot in 0..matrix.len() {
        let (done, rest) = matrix.split_at_mut(pivot + 1);
        let factor = done[pivot].as_mut();
        let root = factor[pivot].sqrt();
        if !(root.is_finite() && root > 0.0) {
            return None;
        }
        for value in &mut factor[pivot..] {
            *value /= root;
        }
        for (at, row) in (pivot + 1..).zip(rest) {
            let times = factor[at];
            for (value, &above) in row.as_mut()[at..].iter_mut().zip(&factor[at..]) {
                *value -= times * above;
            }
        }
    }
    Some(())
}

/// Replaces the right side of `UᵀU x = right` by `x`, for the factor that [`factorise`] leaves.
pub fn solve(factor: &[impl AsRef<[f64]>], right: &mut [f64]) {
    for (at, row) in factor.iter().enumerate() {
        let row = row.as_ref();
        right[at] /= row[at];
        let known = right[at];
        for (value, times) in right[at + 1..].iter_mut().zip(&row[at + 1..]) {
            *value -= times * known;
        }
    }
    for (at, row) in factor.iter().enumerate().rev() {
        let row = row.as_ref();
        let later = row[at + 1..].iter().zip(&right[at + 1..]);
        let sum: f64 = later.map(|(times, known)| times * known).sum();
        right[at] = (right[at] - sum) / row[at];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<const P: usize>(mut matrix: [[f64; P]; P], mut right: [f64; P], expected: [f64; P]) {
        factorise(&mut matrix).unwrap();
        solve(&matrix, &mut right);
        for (found, expected) in right.into_iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12, "{found}");
        }
    }

    #[test]
    fn equations_are_solved() {
        // The products with (1, -1, 2), and with (1, -2, 3) of a matrix without its lower triangle.
        let whole = [[4.0, 2.0, 0.0], [2.0, 5.0, 1.0], [0.0, 1.0, 3.0]];
        check(whole, [2.0, -1.0, 5.0], [1.0, -1.0, 2.0]);
        let upper = [[4.0, 2.0, -2.0], [0.0, 5.0, 3.0], [0.0, 0.0, 14.0]];
        check(upper, [-6.0, 1.0, 34.0], [1.0, -2.0, 3.0]);
    }

    #[test]
    fn a_matrix_that_is_not_positive_definite_is_refused() {
        for value in [0.0, -1.0, f64::NAN] {
            assert_eq!(factorise(&mut [[value]]), None);
            assert_eq!(factorise(&mut [vec![value]]), None);
        }
    }
}
