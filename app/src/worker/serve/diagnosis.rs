//! Examines the engine and the device below it.

use crate::engine::Engine;
use crate::protocol::diagnosis::Diagnosis;
use crate::protocol::{Failure, Reply};
use crate::web::{clock, gpu, scope};

/// Runs the golden check again, times it, compares each operation with the CPU, and reads what the browser says of its adapter.
pub(super) async fn examine(engine: &mut Engine) -> Result<Reply, Failure> {
    engine.improve()?;
    let begun = clock::now();
    let output = engine.golden().await?;
    let millis = clock::now() - begun;
    let golden = &engine.scorecard().golden;
    let difference = match golden.verify(output.logits) {
        Ok(difference) => difference,
        Err(error) => error.difference,
    };
    let tolerance = golden.tolerance;
    Ok(Reply::Diagnosed(Box::new(Diagnosis {
        engine: engine.report().clone(),
        threads: engine.threads(),
        difference,
        tolerance,
        millis,
        operations: engine.profile().await?,
        compared: engine.compared().await?,
        heap: scope::heap(),
        gpu: engine.gpu_bytes() as f64,
        adapter: gpu::report().await,
    })))
}
