//! Resizes a table of relative position biases to another side.
//!
//! A table of side `n` has `2 n - 1` rows and columns, one for each offset from `-(n - 1)` to
//! `n - 1` tokens. The bias of an offset is interpolated bilinearly where the old table has the same
//! share of the film, and clamped at the edge of the old table.

/// The tables of all heads, each `(2 to - 1)^2` values, from tables of `(2 from - 1)^2`; both sides
/// are positive.
pub fn resize(tables: &[f32], from: usize, to: usize) -> Vec<f32> {
    let (span, new_span) = (2 * from - 1, 2 * to - 1);
    let lookups: Vec<Lookup> = (0..new_span).map(|row| lookup(row, from, to)).collect();
    let resized = |table: &[f32]| -> Vec<f32> {
        let entry = |row: usize, column: usize| table[row * span + column];
        let between = |row: usize, at: &Lookup| {
            mix(
                entry(row, at.first),
                entry(row, (at.first + 1).min(span - 1)),
                at.share,
            )
        };
        lookups
            .iter()
            .flat_map(|row| {
                let next = (row.first + 1).min(span - 1);
                lookups
                    .iter()
                    .map(move |at| mix(between(row.first, at), between(next, at), row.share))
            })
            .collect()
    };
    tables.chunks_exact(span * span).flat_map(resized).collect()
}

/// An entry's index, and the fraction of the way to the next entry.
struct Lookup {
    first: usize,
    share: f32,
}

fn lookup(position: usize, from: usize, to: usize) -> Lookup {
    let offset = position as f32 - (to - 1) as f32;
    let limit = (from - 1) as f32;
    let place = (offset * from as f32 / to as f32).clamp(-limit, limit) + limit;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in the table is not negative and small"
    )]
    let first = place.floor() as usize;
    Lookup {
        first,
        share: place - place.floor(),
    }
}

fn mix(one: f32, other: f32, share: f32) -> f32 {
    one + (other - one) * share
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table with the entries `f(row offset, column offset)`.
    fn table(side: usize, f: impl Fn(f32, f32) -> f32) -> Vec<f32> {
        let span = 2 * side - 1;
        let offset = |position: usize| position as f32 - (side - 1) as f32;
        (0..span * span)
            .map(|entry| f(offset(entry / span), offset(entry % span)))
            .collect()
    }

    #[test]
    fn the_same_side_changes_nothing() {
        let tables = table(3, |row, column| row.mul_add(10.0, column));
        assert_eq!(resize(&tables, 3, 3), tables);
    }

    #[test]
    fn an_offset_keeps_its_share_of_the_film() {
        // Entries that are the offset itself, in shares of the film: any side has the same ones.
        let share =
            |side: usize| move |row: f32, column: f32| 3.0f32.mul_add(row, -column) / side as f32;
        let halved = resize(&table(8, share(8)), 8, 4);
        for (found, expected) in halved.iter().zip(table(4, share(4))) {
            assert!((found - expected).abs() < 1e-5, "{found} {expected}");
        }
        let doubled = resize(&table(4, share(4)), 4, 8);
        let expected = table(8, |row, column| {
            // Beyond three of four tokens the small table has no entries.
            share(8)(row.clamp(-6.0, 6.0), column.clamp(-6.0, 6.0))
        });
        for (found, expected) in doubled.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-5, "{found} {expected}");
        }
    }

    #[test]
    fn every_head_keeps_its_own_table() {
        let heads = [table(1, |_, _| 1.0), table(1, |_, _| 2.0)].concat();
        let expected = [[1.0; 9], [2.0; 9]].concat();
        assert_eq!(resize(&heads, 1, 2), expected);
    }
}
