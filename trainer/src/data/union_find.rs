//! Disjoint sets (union-find): joins numbers into sets pair by pair.

/// Sets of the numbers `0..count`, each alone at first.
#[derive(Debug, Clone)]
pub(crate) struct DisjointSets {
    // Another number of the set, and in the end its smallest, which points at itself.
    parent: Vec<usize>,
}

impl DisjointSets {
    /// Each number in a set of its own.
    pub(crate) fn new(count: usize) -> Self {
        Self {
            parent: (0..count).collect(),
        }
    }

    /// The smallest number of the set that holds `member`.
    pub(crate) fn first(&mut self, mut member: usize) -> usize {
        while self.parent[member] != member {
            // Halves the path, so that later look-ups are faster.
            self.parent[member] = self.parent[self.parent[member]];
            member = self.parent[member];
        }
        member
    }

    /// Joins two sets; `false` if they were one already.
    pub(crate) fn unite(&mut self, one: usize, other: usize) -> bool {
        let (one, other) = (self.first(one), self.first(other));
        self.parent[one.max(other)] = one.min(other);
        one != other
    }

    /// The smallest number of the set of each number.
    pub(crate) fn firsts(mut self) -> Vec<usize> {
        (0..self.parent.len())
            .map(|member| self.first(member))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_become_sets_with_their_smallest_number() {
        let mut sets = DisjointSets::new(8);
        assert!(sets.unite(5, 3));
        assert!(sets.unite(7, 5));
        assert!(!sets.unite(3, 7));
        assert!(sets.unite(1, 0));
        assert_eq!(sets.firsts(), [0, 0, 2, 3, 4, 3, 6, 3]);
    }

    #[test]
    fn a_chain_is_one_set_whatever_the_order_of_its_pairs() {
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
