//! How many workgroups a dispatch has.

/// The maximum number of workgroups in one direction that every WebGPU device supports.
const MAX_WORKGROUPS: u32 = 65_535;

/// Invocations in a workgroup of the kernels without workgroup memory.
pub(crate) const GROUP: usize = 64;

/// Workgroups in x and y for a number of invocations; more than one in y only if x has too many.
pub(crate) fn linear(invocations: usize, group: usize) -> [u32; 2] {
    let count = word(invocations.div_ceil(group));
    let rows = count.div_ceil(MAX_WORKGROUPS).max(1);
    [count.div_ceil(rows), rows]
}

/// A size as a word of a kernel; no size in a plan is close to 2^32.
pub(crate) fn word(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_workgroups_are_spread_over_two_directions() {
        assert_eq!(linear(1, 64), [1, 1]);
        assert_eq!(linear(65_535 * 64, 64), [65_535, 1]);
        let [x, y] = linear(65_536 * 64, 64);
        assert!(x <= MAX_WORKGROUPS && x * y >= 65_536);
    }
}
