//! Where a library keeps a tensor, and how it is brought into this project's layout.

/// A tensor of another library's file.
#[derive(Debug, Clone, PartialEq)]
pub struct ForeignTensor {
    /// The length of each dimension.
    pub shape: Vec<usize>,
    /// The values, row-major.
    pub values: Vec<f32>,
}

/// Where a library keeps a tensor of this project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) name: String,
    /// The shape there.
    pub(super) shape: Vec<usize>,
    /// The same with axes split where only parts of them move.
    axes: Vec<usize>,
    /// For each axis here, the one there.
    order: Vec<usize>,
}

impl Source {
    /// A tensor that is stored as it is here.
    pub(super) fn same(name: String, shape: &[usize]) -> Self {
        let order: Vec<usize> = (0..shape.len()).collect();
        Self::reordered(name, shape, &order)
    }

    /// A tensor that is stored with its axes in another order.
    pub(super) fn reordered(name: String, shape: &[usize], order: &[usize]) -> Self {
        Self {
            name,
            shape: shape.to_vec(),
            axes: shape.to_vec(),
            order: order.to_vec(),
        }
    }

    /// With axes split.
    pub(super) fn split(self, axes: Vec<usize>) -> Self {
        Self { axes, ..self }
    }

    /// The values in the layout here.
    pub(super) fn arrange(&self, values: &[f32]) -> Vec<f32> {
        let mut strides = vec![1; self.axes.len()];
        for axis in (1..self.axes.len()).rev() {
            strides[axis - 1] = strides[axis] * self.axes[axis];
        }
        let moved: Vec<(usize, usize)> = self
            .order
            .iter()
            .map(|&axis| (self.axes[axis], strides[axis]))
            .collect();
        let mut arranged = Vec::with_capacity(values.len());
        gather(values, &moved, 0, &mut arranged);
        arranged
    }
}

/// Appends the values from `start` on, row-major over the axes, each a length and a stride.
fn gather(values: &[f32], axes: &[(usize, usize)], start: usize, arranged: &mut Vec<f32>) {
    match axes {
        [] => arranged.push(values[start]),
        [(length, stride), inner @ ..] => {
            for index in 0..*length {
                gather(values, inner, start + index * stride, arranged);
            }
        }
    }
}

/// Whether two shapes are the same, where a 1 x 1 convolution and a dense layer are.
pub(super) fn fits(one: &[usize], other: &[usize]) -> bool {
    without_pixel(one) == without_pixel(other)
}

fn without_pixel(shape: &[usize]) -> &[usize] {
    match shape {
        [outer @ .., 1, 1] if outer.len() == 2 => outer,
        _ => shape,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_are_split_and_moved() {
        let values: Vec<f32> = (0..12_u8).map(f32::from).collect();
        let transposed = Source::reordered(String::new(), &[3, 4], &[1, 0]);
        let expected = [0.0, 4.0, 8.0, 1.0, 5.0, 9.0, 2.0, 6.0, 10.0, 3.0, 7.0, 11.0];
        assert_eq!(transposed.arrange(&values), expected);
        // Two heads of query, key and value with two channels each become query, key and value of both.
        let heads = Source::reordered(String::new(), &[12], &[1, 0, 2]).split(vec![2, 3, 2]);
        let expected = [0.0, 1.0, 6.0, 7.0, 2.0, 3.0, 8.0, 9.0, 4.0, 5.0, 10.0, 11.0];
        assert_eq!(heads.arrange(&values), expected);
    }

    #[test]
    fn a_convolution_of_one_pixel_is_a_dense_layer() {
        assert!(fits(&[3, 4], &[3, 4]) && fits(&[3, 4, 1, 1], &[3, 4]));
        assert!(!fits(&[3, 4], &[4, 3]) && !fits(&[3, 4], &[3, 4, 3, 3]));
    }
}
