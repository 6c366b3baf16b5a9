//! Scans of JPEG-LS: contexts, prediction and runs. Source: ITU-T T.87, annex A.

use super::bits::BitReader;
use super::jpeg_ls_model::{
    Context, Neighbours, Preset, RunContext, bits_for, default_thresholds, golomb_exponent,
};
use super::{CodecError, Shape, word};

/// Run length exponents (J).
const RUN_LENGTHS: [u32; 32] = [
    0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13,
    14, 15,
];

/// How the components of a scan are interleaved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Interleave {
    /// By row; also used for a single component.
    Line,
    /// By pixel.
    Sample,
}

/// A scan and its coding state.
#[derive(Debug)]
pub(super) struct Scan {
    near: i32,
    max_value: i32,
    thresholds: [i32; 3],
    reset: i32,
    // Number of distinct errors (RANGE) and bits per error (qbpp).
    range: i32,
    error_bits: u32,
    // Maximum code length (LIMIT).
    limit: u32,
    interleave: Interleave,
    components: usize,
    restart_rows: usize,
    contexts: Vec<Context>,
    runs: [RunContext; 2],
    // Per component; pixel interleaving uses the first.
    run_index: Vec<usize>,
}

impl Scan {
    /// A scan of `components` with samples of `bits` bits and a maximum error of `near`.
    pub(super) fn new(
        bits: u32,
        near: i32,
        preset: Preset,
        interleave: Interleave,
        components: usize,
    ) -> Result<Self, CodecError> {
        let max = (1 << bits) - 1;
        let or_default = |value: i32, default: i32| if value == 0 { default } else { value };
        let max_value = or_default(preset.max_value, max);
        let reset = or_default(preset.reset, 64);
        if max_value > max || near > max_value.min(510) / 2 || reset < 3 {
            return Err(CodecError::Damaged("impossible parameters"));
        }
        let defaults = default_thresholds(max_value, near);
        let thresholds: [i32; 3] =
            std::array::from_fn(|k| or_default(preset.thresholds[k], defaults[k]));
        let ascending = [
            near + 1,
            thresholds[0],
            thresholds[1],
            thresholds[2],
            max_value,
        ];
        if max_value > near + 1 && !ascending.is_sorted() {
            return Err(CodecError::Damaged("impossible parameters"));
        }
        let range = (max_value + 2 * near) / (2 * near + 1) + 1;
        let sample_bits = bits_for(max_value + 1).max(2);
        let mut scan = Self {
            near,
            max_value,
            thresholds,
            reset,
            range,
            error_bits: bits_for(range),
            limit: 2 * (sample_bits + sample_bits.max(8)),
            interleave,
            components,
            restart_rows: 0,
            contexts: Vec::new(),
            runs: [RunContext {
                magnitude: 0,
                count: 1,
                negative: 0,
            }; 2],
            run_index: Vec::new(),
        };
        scan.restart();
        Ok(scan)
    }

    /// Sets the restart interval in rows; 0 means no restarts.
    pub(super) fn with_restarts(mut self, rows: usize) -> Self {
        self.restart_rows = rows;
        self
    }

    /// Whether the coding is near-lossless.
    pub(super) const fn is_lossy(&self) -> bool {
        self.near > 0
    }

    fn restart(&mut self) {
        let magnitude = ((self.range + 32) / 64).max(2);
        self.contexts = vec![
            Context {
                magnitude,
                bias: 0,
                correction: 0,
                count: 1,
            };
            365
        ];
        self.runs = [RunContext {
            magnitude,
            count: 1,
            negative: 0,
        }; 2];
        self.run_index = vec![0; self.components];
    }

    /// The samples of each component.
    pub(super) fn decode(
        mut self,
        shape: Shape,
        bits: &mut BitReader<'_>,
    ) -> Result<Vec<Vec<u16>>, CodecError> {
        let Shape { width, height, .. } = shape;
        let mut planes = vec![Vec::with_capacity(shape.plane()); self.components];
        // Rows have one extra sample on either side.
        let blank = || vec![vec![0i32; width + 2]; self.components];
        let (mut above, mut rows) = (blank(), blank());
        for y in 0..height {
            if self.restart_rows > 0 && y > 0 && y % self.restart_rows == 0 {
                bits.restart(y / self.restart_rows - 1)?;
                self.restart();
                for row in above.iter_mut().chain(&mut rows) {
                    row.fill(0);
                }
            }
            for (above, row) in above.iter_mut().zip(&mut rows) {
                above[width + 1] = above[width];
                row[0] = above[1];
            }
            match self.interleave {
                Interleave::Line => {
                    for component in 0..self.components {
                        self.line(&above[component], &mut rows[component], component, bits)?;
                    }
                }
                Interleave::Sample => self.pixels(&above, &mut rows, bits)?,
            }
            for (plane, row) in planes.iter_mut().zip(&rows) {
                plane.extend(row[1..=width].iter().copied().map(word));
            }
            std::mem::swap(&mut above, &mut rows);
        }
        Ok(planes)
    }

    /// Decodes a row of one component.
    fn line(
        &mut self,
        above: &[i32],
        row: &mut [i32],
        component: usize,
        bits: &mut BitReader<'_>,
    ) -> Result<(), CodecError> {
        let width = row.len() - 2;
        let mut x = 1;
        while x <= width {
            let neighbours = Neighbours::of(above, row, x);
            let context = self.context(&neighbours);
            if context != 0 {
                row[x] = self.regular(&neighbours, context, bits)?;
                x += 1;
                continue;
            }
            let length = self.run(width + 1 - x, component, bits)?;
            row[x..x + length].fill(neighbours.left);
            x += length;
            if x <= width {
                let kind = usize::from((neighbours.left - above[x]).abs() <= self.near);
                let run_index = self.run_index[component];
                row[x] = self.after_run(neighbours.left, above[x], kind, run_index, bits)?;
                self.run_index[component] = run_index.saturating_sub(1);
                x += 1;
            }
        }
        Ok(())
    }

    /// Decodes a row of pixels.
    fn pixels(
        &mut self,
        above: &[Vec<i32>],
        rows: &mut [Vec<i32>],
        bits: &mut BitReader<'_>,
    ) -> Result<(), CodecError> {
        let width = above[0].len() - 2;
        let mut x = 1;
        while x <= width {
            let mut flat = true;
            for (above, row) in above.iter().zip(&*rows) {
                flat &= self.context(&Neighbours::of(above, row, x)) == 0;
            }
            if !flat {
                for (above, row) in above.iter().zip(&mut *rows) {
                    let neighbours = Neighbours::of(above, row, x);
                    let context = self.context(&neighbours);
                    row[x] = self.regular(&neighbours, context, bits)?;
                }
                x += 1;
                continue;
            }
            let length = self.run(width + 1 - x, 0, bits)?;
            for row in &mut *rows {
                let left = row[x - 1];
                row[x..x + length].fill(left);
            }
            x += length;
            if x <= width {
                let run_index = self.run_index[0];
                for (above, row) in above.iter().zip(&mut *rows) {
                    row[x] = self.after_run(row[x - 1], above[x], 0, run_index, bits)?;
                }
                self.run_index[0] = run_index.saturating_sub(1);
                x += 1;
            }
        }
        Ok(())
    }

    /// The signed context of the gradients, -364 to 364; 0 starts a run.
    fn context(&self, neighbours: &Neighbours) -> i32 {
        let Neighbours {
            left,
            above,
            corner,
            right,
        } = *neighbours;
        81 * self.quantise(right - above)
            + 9 * self.quantise(above - corner)
            + self.quantise(corner - left)
    }

    fn quantise(&self, gradient: i32) -> i32 {
        let size = gradient.abs();
        let [first, second, third] = self.thresholds;
        let region = if size <= self.near {
            0
        } else if size < first {
            1
        } else if size < second {
            2
        } else if size < third {
            3
        } else {
            4
        };
        region * gradient.signum()
    }

    /// Decodes a sample in regular mode.
    fn regular(
        &mut self,
        neighbours: &Neighbours,
        context: i32,
        bits: &mut BitReader<'_>,
    ) -> Result<i32, CodecError> {
        let sign = if context < 0 { -1 } else { 1 };
        let place = context.unsigned_abs() as usize;
        let state = self.contexts[place];
        let prediction = neighbours.median() + sign * state.correction;
        let prediction = prediction.clamp(0, self.max_value);
        let k = golomb_exponent(state.magnitude, state.count);
        let code = self.golomb(k, self.limit, bits)?;
        let mut error = if code & 1 == 0 {
            code >> 1
        } else {
            -((code + 1) >> 1)
        };
        if self.near == 0 && k == 0 && 2 * state.bias <= -state.count {
            error = -1 - error;
        }
        self.contexts[place] = state.updated(error, self.near, self.reset);
        Ok(self.reconstruct(prediction, sign * error))
    }

    /// Decodes the length of a run of at most `rest` samples; a shorter run is followed by an
    /// interruption sample.
    fn run(
        &mut self,
        rest: usize,
        component: usize,
        bits: &mut BitReader<'_>,
    ) -> Result<usize, CodecError> {
        let mut length = 0;
        while length < rest {
            let index = self.run_index[component];
            if bits.take(1)? == 0 {
                let more = bits.take(RUN_LENGTHS[index])? as usize;
                if length + more >= rest {
                    return Err(CodecError::Damaged("a run is too long"));
                }
                return Ok(length + more);
            }
            let full = 1 << RUN_LENGTHS[index];
            if length + full <= rest {
                self.run_index[component] = (index + 1).min(31);
            }
            length = (length + full).min(rest);
        }
        Ok(length)
    }

    /// Decodes a run interruption sample; `kind` is 1 if its neighbours are equal (`RItype`).
    fn after_run(
        &mut self,
        left: i32,
        above: i32,
        kind: usize,
        run_index: usize,
        bits: &mut BitReader<'_>,
    ) -> Result<i32, CodecError> {
        let state = self.runs[kind];
        let (like, extra) = if kind == 1 {
            (left, state.count >> 1)
        } else {
            (above, 0)
        };
        let sign = if kind == 0 && left > above { -1 } else { 1 };
        let k = golomb_exponent(state.magnitude + extra, state.count);
        let limit = self.limit - RUN_LENGTHS[run_index] - 1;
        let code = self.golomb(k, limit, bits)?;
        let kind = i32::from(kind == 1);
        let odd = (code + kind) & 1;
        let size = (code + kind + odd) >> 1;
        let low = k != 0 || 2 * state.negative >= state.count;
        let error = if low == (odd == 1) { -size } else { size };
        let mut next = state;
        next.negative += i32::from(error < 0);
        next.magnitude = next.magnitude.saturating_add((code + 1 - kind) >> 1);
        if next.count == self.reset {
            next.magnitude >>= 1;
            next.count >>= 1;
            next.negative >>= 1;
        }
        next.count += 1;
        self.runs[usize::from(kind == 1)] = next;
        Ok(self.reconstruct(like, sign * error))
    }

    /// Decodes a mapped error: a Golomb code of parameter `2^k`, at most `limit` bits.
    fn golomb(&self, k: u32, limit: u32, bits: &mut BitReader<'_>) -> Result<i32, CodecError> {
        let most = limit.saturating_sub(self.error_bits + 1);
        let code = match bits.zeros(most + 1)? {
            Some(zeros) if zeros < most => u64::from(zeros) << k | u64::from(bits.take(k)?),
            Some(_) => u64::from(bits.take(self.error_bits)?) + 1,
            None => return Err(CodecError::Damaged("bad code")),
        };
        match i32::try_from(code) {
            Ok(code) if code <= 2 * self.range => Ok(code),
            _ => Err(CodecError::Damaged("bad code")),
        }
    }

    /// The sample for a prediction and an error, modulo the range.
    fn reconstruct(&self, prediction: i32, error: i32) -> i32 {
        let step = 2 * self.near + 1;
        let mut value = prediction + error * step;
        if value < -self.near {
            value += self.range * step;
        } else if value > self.max_value + self.near {
            value -= self.range * step;
        }
        value.clamp(0, self.max_value)
    }
}
