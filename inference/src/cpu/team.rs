//! The threads that share an operation: each computes a range of the output's rows.

use super::product::Panels;

/// Scratch memory for each thread; there is always one.
#[derive(Debug, Clone)]
pub(crate) struct Team(Vec<Scratch>);

/// Memory that operations need while they run; it keeps its size from one to the next.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scratch {
    /// Rows of the left side of a matrix product.
    pub(crate) rows: Vec<f32>,
    /// The scores of one head of attention, and what they weigh.
    pub(crate) scores: Vec<f32>,
    /// The keys or values of one head.
    pub(crate) panels: Panels,
}

/// Rows of an output that one thread computes.
#[derive(Debug)]
pub(crate) struct OutputRows<'a> {
    /// The index of the first row.
    pub(crate) first: usize,
    /// The rows, one after another.
    pub(crate) values: &'a mut [f32],
    pub(crate) scratch: &'a mut Scratch,
}

impl Team {
    /// A team of this many threads, at least one.
    pub(crate) fn new(threads: usize) -> Self {
        Self(vec![Scratch::default(); threads.max(1)])
    }

    /// Changes the number of threads; those that stay keep their memory.
    pub(crate) fn resize(&mut self, threads: usize) {
        self.0.resize_with(threads.max(1), Scratch::default);
    }

    /// Applies a function to each item, in order.
    #[cfg_attr(
        not(feature = "rayon"),
        expect(clippy::unused_self, reason = "this build has no threads")
    )]
    pub(crate) fn map<T: Sync, R: Send>(
        &self,
        items: &[T],
        make: impl Fn(&T) -> R + Send + Sync,
    ) -> Vec<R> {
        #[cfg(feature = "rayon")]
        if self.0.len() > 1 {
            use rayon::prelude::*;
            return items.par_iter().with_max_len(1).map(make).collect();
        }
        items.iter().map(make).collect()
    }

    /// Divides the rows of an output among the threads.
    ///
    /// # Shapes
    /// - `output`: `[rows, width]`
    pub(crate) fn divide(
        &mut self,
        output: &mut [f32],
        width: usize,
        fill: impl Fn(&mut OutputRows<'_>) + Sync,
    ) {
        let rows = output.len() / width;
        let share = rows.div_ceil(self.0.len()).max(1);
        let part = |(index, (values, scratch)): (usize, (&mut [f32], &mut Scratch))| {
            fill(&mut OutputRows {
                first: index * share,
                values,
                scratch,
            });
        };
        if share == rows {
            part((0, (output, &mut self.0[0])));
            return;
        }
        #[cfg(feature = "rayon")]
        {
            use rayon::prelude::*;
            let parts = output.par_chunks_mut(share * width).zip(&mut self.0);
            parts.enumerate().for_each(part);
        }
        #[cfg(not(feature = "rayon"))]
        {
            let parts = output.chunks_mut(share * width).zip(&mut self.0);
            parts.enumerate().for_each(part);
        }
    }
}
