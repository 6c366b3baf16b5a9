//! The attention kernel in one pass: each invocation keeps a running maximum and sum for its queries,
//! so that scores are never stored. The bias comes from the table of offsets, not from a table of
//! pairs.

use crate::buffer::LANES;
use crate::wgsl::target::{AdapterKind, CompileMode, Target};
use crate::wgsl::text::Text;
use crate::wgsl::workgroups::{GROUP, linear};

/// Queries of one invocation in a quad.
const QUERIES: usize = 2;

/// Invocations of a quad.
const QUAD: usize = 4;

/// What the text depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AttentionKernel {
    /// Channels of a head.
    head_width: usize,
    /// Whether quads share keys and values.
    quads: bool,
}

impl AttentionKernel {
    pub(super) fn new(target: Target, head_width: usize) -> Self {
        let quads = Target {
            adapter: AdapterKind::SoftwareQuads,
            mode: CompileMode::FastRun,
        };
        Self {
            head_width,
            quads: target == quads,
        }
    }

    /// Workgroups in x and y for all queries of all heads.
    pub(super) fn workgroups(self, tokens: usize, heads: usize) -> [u32; 2] {
        let per_head = if self.quads {
            tokens.div_ceil(QUAD * QUERIES) * QUAD
        } else {
            tokens
        };
        linear(per_head * heads, GROUP)
    }

    /// The WGSL text.
    pub(crate) fn source(self) -> String {
        let Self { head_width, quads } = self;
        let lanes = head_width / LANES;
        let mut text = Text::default();
        if quads {
            text.line("enable subgroups;");
        }
        text.line(format!(
            "struct Words {{ tokens: u32, heads: u32, side: u32 }}
@group(0) @binding(0) var<uniform> w: Words;
@group(0) @binding(1) var<storage, read> qkv: array<{}>;
@group(0) @binding(2) var<storage, read> table: array<f32>;
@group(0) @binding(3) var<storage, read_write> result: array<vec4f>;",
            if quads { "f32" } else { "vec4f" }
        ));
        if quads {
            quad(&mut text, lanes);
        } else {
            single(&mut text, lanes);
        }
        text.0
    }
}

/// One query per invocation.
fn single(text: &mut Text, lanes: usize) {
    text.line(format!(
        "@compute @workgroup_size({GROUP})
fn main(@builtin(global_invocation_id) id: vec3u) {{
  if (id.x >= w.tokens * w.heads) {{ return; }}
  let head = id.x / w.tokens;
  let token = id.x % w.tokens;
  let row = w.heads * {lanes}u;
  let q_at = token * 3u * row + head * {lanes}u;"
    ));
    query(text, 0, lanes, |lane| format!("qkv[q_at + {lane}u]"));
    offsets(text, 0, "token");
    text.line(format!("  var at = row + head * {lanes}u;"));
    keys(text, |text| {
        for lane in 0..lanes {
            text.line(format!(
                "    let k{lane} = qkv[at + {lane}u]; let v{lane} = qkv[at + row + {lane}u];"
            ));
        }
        weigh(text, 0, lanes);
        text.line("    at += 3u * row;");
    });
    text.line(format!("  let out = token * row + head * {lanes}u;"));
    store(text, 0, lanes);
    text.line("}");
}

/// Two queries per invocation; each lane of a quad loads a quarter of each key and value.
fn quad(text: &mut Text, lanes: usize) {
    text.line(format!(
        "@compute @workgroup_size({GROUP})
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {{
  let lane = local & 3u;
  let quad = (group.x * {GROUP}u + local) / 4u;
  let per_head = (w.tokens + {}u) / {}u;
  let head = min(quad / per_head, w.heads - 1u);
  let first = (quad % per_head) * {}u + lane * {QUERIES}u;
  let row = w.heads * {}u;",
        QUAD * QUERIES - 1,
        QUAD * QUERIES,
        QUAD * QUERIES,
        lanes * LANES,
    ));
    for q in 0..QUERIES {
        text.line(format!(
            "  let token{q} = min(first + {q}u, w.tokens - 1u);
  let q_at{q} = token{q} * 3u * row + head * {}u;",
            lanes * LANES
        ));
        query(text, q, lanes, |lane| {
            let value = |part: usize| format!("qkv[q_at{q} + {}u]", LANES * lane + part);
            let parts: Vec<String> = (0..LANES).map(value).collect();
            format!("vec4f({})", parts.join(", "))
        });
        offsets(text, q, &format!("token{q}"));
    }
    text.line(format!(
        "  var at = row + head * {}u + lane;",
        lanes * LANES
    ));
    keys(text, |text| {
        for lane in 0..lanes {
            text.line(format!(
                "    let kx{lane} = qkv[at + {0}u]; let vx{lane} = qkv[at + row + {0}u];",
                LANES * lane
            ));
        }
        for lane in 0..lanes {
            for name in ["k", "v"] {
                let part = |from: usize| format!("quadBroadcast({name}x{lane}, {from}u)");
                let parts: Vec<String> = (0..QUAD).map(part).collect();
                text.line(format!(
                    "    let {name}{lane} = vec4f({});",
                    parts.join(", ")
                ));
            }
        }
        for q in 0..QUERIES {
            weigh(text, q, lanes);
        }
        text.line("    at += 3u * row;");
    });
    text.line("  if (quad >= per_head * w.heads) { return; }");
    for q in 0..QUERIES {
        text.line(format!(
            "  if (first + {q}u < w.tokens) {{
  let out = (token{q} * row + head * {}u) / 4u;",
            lanes * LANES
        ));
        store(text, q, lanes);
        text.line("  }");
    }
    text.line("}");
}

/// Declares query `q`, scaled, and its running maximum, sum and result.
fn query(text: &mut Text, q: usize, lanes: usize, load: impl Fn(usize) -> String) {
    let scale = ((lanes * LANES) as f64).sqrt().recip();
    text.line(format!("  var most{q} = -3.0e38; var sum{q} = 0.0;"));
    for lane in 0..lanes {
        text.line(format!(
            "  let q{q}_{lane} = {scale} * {}; var o{q}_{lane} = vec4f();",
            load(lane)
        ));
    }
}

/// Declares where the biases of query `q` begin in the table.
fn offsets(text: &mut Text, q: usize, token: &str) {
    text.line(format!(
        "  let span{q} = 2u * w.side - 1u;
  let bias{q} = (head * span{q} + {token} / w.side + w.side - 1u) * span{q} + {token} % w.side + w.side - 1u;"
    ));
}

/// The loop over keys.
fn keys(text: &mut Text, body: impl FnOnce(&mut Text)) {
    text.line(
        "  for (var key = 0u; key < w.tokens; key++) {
    let back = (key / w.side) * span0 + key % w.side;",
    );
    body(text);
    text.line("  }");
}

/// Adds a key's value to the result of query `q`.
fn weigh(text: &mut Text, q: usize, lanes: usize) {
    let product = (1..lanes).fold(format!("q{q}_0 * k0"), |sum, lane| {
        format!("fma(q{q}_{lane}, k{lane}, {sum})")
    });
    text.line(format!(
        "    let s{q} = table[bias{q} - back] + dot({product}, vec4f(1.0));
    let m{q} = max(most{q}, s{q});
    let f{q} = exp(most{q} - m{q});
    let e{q} = exp(s{q} - m{q});
    most{q} = m{q};
    sum{q} = fma(sum{q}, f{q}, e{q});"
    ));
    for lane in 0..lanes {
        text.line(format!(
            "    o{q}_{lane} = fma(vec4f(e{q}), v{lane}, o{q}_{lane} * f{q});"
        ));
    }
}

/// Writes the result of query `q` to `out`.
fn store(text: &mut Text, q: usize, lanes: usize) {
    for lane in 0..lanes {
        text.line(format!("  result[out + {lane}u] = o{q}_{lane} / sum{q};"));
    }
}
