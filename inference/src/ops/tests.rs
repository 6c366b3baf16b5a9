//! What the tests of the operations share: the CPU kernel is compared with the definition, the adjoint
//! with its finite differences.

use model::synthetic;

use super::Op;
use crate::buffer::{BufferId, WeightsId};
use crate::cpu::backward::Backward;
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

/// Compares the adjoint of an operation with finite differences of its definition, for two gradients at
/// once, along a random direction of each input.
pub(super) fn assert_adjoint_matches(op: &Op, inputs: &[(BufferId, usize)], weights: usize) {
    // Short, since a kink of the operation within a step would show.
    const STEP: f32 = 1e-3;
    let output = op.output();
    let length = output.rows * output.width;
    let noise = synthetic::image(7, 3, SIDE);
    let mut noise = noise.chunks_exact((SIDE * SIDE) as usize);
    let mut take = |length: usize| noise.next().unwrap()[..length].to_vec();
    let folded = FoldedWeights {
        weights: take(weights),
        bias: take(output.width),
    };
    let with_weights = |weights: Weights| Memory::new([Ok(weights)]).unwrap();
    let mut packed = with_weights(match op.packed_weights() {
        Some((_, columns)) => Weights::packed(folded.clone(), columns),
        None => Weights::plain(folded.clone()),
    });
    packed.buffers = vec![Vec::new(); 4];
    for (input, length) in inputs {
        packed.buffers[input.0] = take(*length);
    }
    packed.buffers[OUTPUT.0] = vec![0.0; length];
    let mut team = Team::new(2);
    op.run(&mut packed, &mut team);
    let gradients = take(2 * length);
    let mut backward = Backward::new(&packed, &mut team);
    op.adjoint(&mut backward, &mut gradients.clone());
    let mut plain = with_weights(Weights::plain(folded));
    for (input, width) in inputs {
        let direction = take(*width);
        let mut moved = |step: f32| {
            plain.buffers.clone_from(&packed.buffers);
            let pairs = plain.buffers[input.0].iter_mut().zip(&direction);
            pairs.for_each(|(value, slope)| *value += step * slope);
            plain.write(output, |memory, values| op.define(memory, values));
            plain.buffer(OUTPUT).to_vec()
        };
        let (above, below) = (moved(STEP), moved(-STEP));
        let slopes = above
            .iter()
            .zip(&below)
            .map(|(a, b)| (a - b) / (2.0 * STEP));
        let slopes: Vec<f32> = slopes.collect();
        let found = backward.gradient(*input).chunks_exact(*width);
        assert_eq!(found.len(), 2, "{op:?}");
        for (found, gradient) in found.zip(gradients.chunks_exact(length)) {
            let expected = dot(gradient, &slopes);
            let found = dot(found, &direction);
            let size = slopes.iter().zip(gradient).map(|(s, g)| (s * g).abs());
            let allowed = 4e-3 * size.sum::<f32>().max(0.2);
            assert!(
                (found - expected).abs() < allowed,
                "{op:?}, {input:?}: {found}, by differences {expected}"
            );
        }
    }
}

fn dot(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

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
