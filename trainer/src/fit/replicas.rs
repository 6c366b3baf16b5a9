//! The devices that share the micro-batches of a step: the main one holds the weights, each other one
//! has a thread and a copy of the network that is made anew for every step by plain tensor copies.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use burn::module::Module;
use networks::network::Network;

use super::loss::Loss;
use super::step::{MicroBatch, StepSum, Worker};
use crate::host::device::{ComputeDevice, DeviceChoice, DeviceError};
use crate::recipe::Precision;

/// All devices of a run.
pub(super) struct Replicas {
    main: Worker,
    others: Vec<Replica>,
}

/// A device besides the main one, with its thread.
struct Replica {
    engine: ComputeDevice,
    jobs: SyncSender<Job>,
    sums: Receiver<Result<StepSum, DeviceError>>,
}

/// What a replica computes in a step.
struct Job {
    /// For inference, on the main device.
    network: Network,
    loss: Loss,
    micro_batches: Vec<MicroBatch>,
}

impl Replicas {
    /// Starts the threads; they end when this value is dropped.
    pub(super) fn start(
        main: &ComputeDevice,
        others: &[ComputeDevice],
        precision: Precision,
    ) -> Self {
        // burn has one generator of random numbers for each process and backend, not for each device.
        let in_this_process = Arc::<Mutex<()>>::default();
        let worker = |engine: &ComputeDevice| Worker {
            engine: engine.clone(),
            precision,
            generator: (!others.is_empty()).then(|| match engine.choice {
                DeviceChoice::Remote(_) => Arc::default(),
                _ => in_this_process.clone(),
            }),
        };
        let others = others
            .iter()
            .map(|other| Replica::start(worker(other), main));
        Self {
            main: worker(main),
            others: others.collect(),
        }
    }

    /// Deals the micro-batches round robin to the devices and adds up their results on the main one.
    ///
    /// # Errors
    /// [`DeviceError`] of a device that failed, which is not always the one that caused it: see
    /// [`Fit::run`](super::Fit::run).
    pub(super) fn compute(
        &self,
        network: &Network,
        loss: &Loss,
        micro_batches: Vec<MicroBatch>,
    ) -> Result<StepSum, DeviceError> {
        let mut dealt: Vec<Vec<MicroBatch>> = Vec::new();
        dealt.resize_with(1 + self.others.len(), Vec::new);
        let devices = dealt.len();
        for (index, micro_batch) in micro_batches.into_iter().enumerate() {
            dealt[index % devices].push(micro_batch);
        }
        let own = dealt.remove(0);
        let mut busy = Vec::with_capacity(self.others.len());
        for (replica, micro_batches) in self.others.iter().zip(dealt) {
            // The last step of an epoch may have fewer micro-batches than there are devices.
            if micro_batches.is_empty() {
                break;
            }
            let job = Job {
                network: network.valid(),
                loss: *loss,
                micro_batches,
            };
            replica.jobs.send(job).map_err(|_| replica.gone())?;
            busy.push(replica);
        }
        let own = self.main.compute(&network.valid(), loss, own);
        // Even after a failure, every device is waited for.
        let sums: Vec<Result<StepSum, DeviceError>> = busy
            .into_iter()
            .map(|replica| replica.sums.recv().map_err(|_| replica.gone())?)
            .collect();
        let mut total = own?;
        for sum in sums {
            total.add(sum?, network);
        }
        Ok(total)
    }
}

impl Replica {
    fn start(worker: Worker, main: &ComputeDevice) -> Self {
        let (jobs, pending) = sync_channel::<Job>(1);
        let (done, sums) = sync_channel(1);
        let (engine, main) = (worker.engine.clone(), main.device.clone());
        thread::spawn(move || {
            for job in pending {
                let copy = job.network.fork(&worker.engine.device);
                let sum = worker.compute(&copy, &job.loss, job.micro_batches);
                if done
                    .send(sum.map(|sum| sum.moved_to(&main, &copy)))
                    .is_err()
                {
                    return;
                }
            }
        });
        Self { engine, jobs, sums }
    }

    fn gone(&self) -> DeviceError {
        self.engine.failed("its thread has ended")
    }
}
