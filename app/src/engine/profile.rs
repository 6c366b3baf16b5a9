//! How long each kind of operation takes.

use std::collections::BTreeMap;

use crate::protocol::OpTime;

/// Sums times by name, longest first.
pub fn by_kind(times: impl Iterator<Item = (&'static str, f64)>) -> Vec<OpTime> {
    let mut kinds: BTreeMap<&str, OpTime> = BTreeMap::new();
    for (name, millis) in times {
        let kind = kinds.entry(name).or_insert_with(|| OpTime {
            name: name.to_owned(),
            count: 0,
            millis: 0.0,
        });
        kind.count += 1;
        kind.millis += millis;
    }
    let mut kinds: Vec<OpTime> = kinds.into_values().collect();
    kinds.sort_by(|one, other| other.millis.total_cmp(&one.millis));
    kinds
}
