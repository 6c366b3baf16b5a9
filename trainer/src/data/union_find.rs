//! Disjoint sets: what belongs together when some pairs do.

/// Sets of the numbers `0..count`, at first each alone.
#[derive(Debug, Clone)]
pub struct DisjointSets {
    // A step towards the set's smallest number, which stands for the set and points at itself.
    towards: Vec<usize>,
}

impl DisjointSets {
    /// Each number in a set of its own.
    pub fn new(count: usize) -> Self {
        Self {
            towards: (0..count).collect(),
        }
    }

    /// The smallest number of the set that holds `member`.
    pub fn first(&mut self, mut member: usize) -> usize {
        while self.towards[member] != member {
            // Every second step is taken out, so that the way gets shorter with each look-up.
            self.towards[member] = self.towards[self.towards[member]];
            member = self.towards[member];
        }
        member
    }

    /// Makes one set of two; `false` when they were one already.
    pub fn unite(&mut self, one: usize, other: usize) -> bool {
        let (one, other) = (self.first(one), self.first(other));
        self.towards[one.max(other)] = one.min(other);
        one != other
    }

    /// For each number the smallest one of its set.
    pub fn firsts(mut self) -> Vec<usize> {
        (0..self.towards.len())
            .map(|member| self.first(member))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_become_sets_named_by_their_first_member() {
        let mut sets = DisjointSets::new(8);
        assert!(sets.unite(5, 3));
        assert!(sets.unite(7, 5));
        assert!(!sets.unite(3, 7));
        assert!(sets.unite(1, 0));
        assert_eq!(sets.firsts(), [0, 0, 2, 3, 4, 3, 6, 3]);
    }

    #[test]
    fn a_chain_is_one_set_in_whatever_order_it_is_told() {
        let mut sets = DisjointSets::new(1000);
        for odd in (1..999).step_by(2) {
            sets.unite(odd + 1, odd);
        }
        for even in (0..1000).step_by(2).rev().filter(|even| even + 1 < 1000) {
            sets.unite(even, even + 1);
        }
        assert_eq!(sets.firsts(), [0; 1000]);
    }
}
