//! Those who share a step's work: each takes a part of the output's rows.

use super::Scratch;

/// Room for each of them; there is always one.
#[derive(Debug, Clone)]
pub(super) struct Team(Vec<Scratch>);

impl Team {
    /// Nobody, while the team is at work.
    pub(super) const NONE: Self = Self(Vec::new());

    /// So many, at least one.
    pub(super) fn new(members: usize) -> Self {
        Self(vec![Scratch::default(); members.max(1)])
    }

    /// As [`Self::new`], but those who stay keep their room.
    pub(super) fn resize(&mut self, members: usize) {
        self.0.resize_with(members.max(1), Scratch::default);
    }

    /// What is made of each item, in order.
    #[cfg_attr(
        not(feature = "rayon"),
        expect(clippy::unused_self, reason = "this build has no threads")
    )]
    pub(super) fn map<T: Sync, R: Send>(
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

    /// Lets each member `fill` a part of the output: it is told the part's first row.
    ///
    /// # Shapes
    /// - `output`: `[rows, width]`
    pub(super) fn divide(
        &mut self,
        output: &mut [f32],
        width: usize,
        fill: impl Fn(usize, &mut [f32], &mut Scratch) + Sync,
    ) {
        let rows = output.len() / width;
        let share = rows.div_ceil(self.0.len()).max(1);
        if share == rows {
            fill(0, output, &mut self.0[0]);
            return;
        }
        self.each(output, share * width, |index, part, scratch| {
            fill(index * share, part, scratch);
        });
    }

    #[cfg(feature = "rayon")]
    fn each(
        &mut self,
        output: &mut [f32],
        length: usize,
        fill: impl Fn(usize, &mut [f32], &mut Scratch) + Sync,
    ) {
        use rayon::prelude::*;
        let parts = output.par_chunks_mut(length).zip(&mut self.0);
        parts
            .enumerate()
            .for_each(|(index, (part, scratch))| fill(index, part, scratch));
    }

    #[cfg(not(feature = "rayon"))]
    fn each(
        &mut self,
        output: &mut [f32],
        length: usize,
        fill: impl Fn(usize, &mut [f32], &mut Scratch) + Sync,
    ) {
        let parts = output.chunks_mut(length).zip(&mut self.0);
        for (index, (part, scratch)) in parts.enumerate() {
            fill(index, part, scratch);
        }
    }
}
