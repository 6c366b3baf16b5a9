//! Counts of grey values.

/// For each 16-bit value, the number of values up to it.
pub(super) fn ranks(values: &[u16]) -> Vec<usize> {
    let mut ranks = vec![0; usize::from(u16::MAX) + 1];
    for &value in values {
        ranks[usize::from(value)] += 1;
    }
    let mut up_to = 0;
    for count in &mut ranks {
        up_to += *count;
        *count = up_to;
    }
    ranks
}
