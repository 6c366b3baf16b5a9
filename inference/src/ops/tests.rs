//! What the tests of the operations share: the CPU kernel is compared with the definition.

use model::synthetic;

use super::Op;
use crate::buffer::{BufferId, WeightsId};
use crate::cpu::team::Team;
use crate::memory::{Memory, Weights};
use crate::weights::FoldedWeights;

pub(super) const INPUT: BufferId = BufferId(0);
pub(super) const SCALE: BufferId = BufferId(1);
pub(super) const RESIDUAL: BufferId = BufferId(2);
pub(super) const OUTPUT: BufferId = BufferId(3);
pub(super) const WEIGHTS: WeightsId = WeightsId(0);

/// Rows and columns of the noise that fills each buffer.
const SIDE: u32 = 64;

/// Computes an operation with this many weights on noise, by one thread and by three.
pub(super) fn assert_cpu_matches(op: &Op, weights: usize) {
    let output = op.output();
    let noise = synthetic::image(5, 1, SIDE);
    let mut noise = noise
        .chunks_exact((SIDE * SIDE) as usize)
        .map(<[f32]>::to_vec);
    let mut take = || noise.next().unwrap();
    let folded = FoldedWeights {
        weights: take()[..weights].to_vec(),
        bias: take()[..output.width].to_vec(),
    };
    let buffers = vec![
        take(),
        take(),
        take(),
        vec![f32::NAN; output.rows * output.width],
    ];
    let memory = |weights: Weights| {
        let mut memory = Memory::new([Ok(weights)]).unwrap();
        memory.buffers.clone_from(&buffers);
        memory
    };
    let mut reference = memory(Weights::plain(folded.clone()));
    reference.write(output, |memory, values| op.define(memory, values));
    for threads in [1, 3] {
        let mut memory = memory(match op.packed_weights() {
            Some((_, columns)) => Weights::packed(folded.clone(), columns),
            None => Weights::plain(folded.clone()),
        });
        let mut team = Team::new(threads);
        memory.write(output, |memory, values| {
            team.divide(values, output.width, |rows| op.compute(memory, rows));
        });
        let pairs = memory.buffer(OUTPUT).iter().zip(reference.buffer(OUTPUT));
        for (index, (found, expected)) in pairs.enumerate() {
            let off = (found - expected).abs();
            assert!(
                off <= 1e-5 * expected.abs().max(1.0),
                "{op:?}, {threads} threads, value {index}: {found}, expected {expected}"
            );
        }
    }
}
