//! The devices that share a step's parts: the main one has the weights, each other one a thread
//! and a copy of the network that is made anew for every step by plain tensor copies.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use burn::module::Module;
use networks::network::Network;

use super::loss::Loss;
use super::step::{self, Part, Sum};
use crate::host::device::{DeviceChoice, DeviceError, Engine};
use crate::recipe::Precision;

/// Held while a device seeds the generator of random numbers and draws from it: burn has one
/// generator a process and backend, not one a device.
type Generator = Arc<Mutex<()>>;

/// All devices of a run.
pub(super) struct Replicas {
    main: Engine,
    precision: Precision,
    /// Absent where there is no one to share it with.
    generator: Option<Generator>,
    helpers: Vec<Helper>,
}

/// A device besides the main one, with its thread.
struct Helper {
    engine: Engine,
    jobs: SyncSender<Job>,
    sums: Receiver<Result<Sum, DeviceError>>,
}

/// What a helper does in a step.
struct Job {
    /// For inference, on the main device.
    network: Network,
    loss: Loss,
    parts: Vec<Part>,
}

impl Replicas {
    /// Starts the threads; they end with this value.
    pub(super) fn start(main: &Engine, others: &[Engine], precision: Precision) -> Self {
        let here = Generator::default();
        // A server has a process, and so a generator, of its own.
        let generator = |engine: &Engine| match engine.choice {
            DeviceChoice::Remote(_) => Generator::default(),
            _ => here.clone(),
        };
        let helper =
            |engine: &Engine| Helper::start(engine.clone(), main, precision, generator(engine));
        Self {
            main: main.clone(),
            precision,
            generator: (!others.is_empty()).then(|| generator(main)),
            helpers: others.iter().map(helper).collect(),
        }
    }

    /// Deals the parts round robin to the devices and adds up what they learn, on the main device.
    ///
    /// # Errors
    /// [`DeviceError`] of a device that failed, not always the one that is to blame: see
    /// [`Fit::run`](super::Fit::run).
    pub(super) fn learn(
        &self,
        network: &Network,
        loss: &Loss,
        parts: Vec<Part>,
    ) -> Result<Sum, DeviceError> {
        let mut hands: Vec<Vec<Part>> = Vec::new();
        hands.resize_with(1 + self.helpers.len(), Vec::new);
        let devices = hands.len();
        for (index, part) in parts.into_iter().enumerate() {
            hands[index % devices].push(part);
        }
        let own = hands.remove(0);
        let mut busy = Vec::with_capacity(self.helpers.len());
        for (helper, parts) in self.helpers.iter().zip(hands) {
            // The last step of an epoch may have fewer parts than there are devices.
            if parts.is_empty() {
                break;
            }
            let job = Job {
                network: network.valid(),
                loss: *loss,
                parts,
            };
            helper.jobs.send(job).map_err(|_| helper.gone())?;
            busy.push(helper);
        }
        let generator = self.generator.as_deref();
        let own = step::learn(
            (&self.main, self.precision),
            &network.valid(),
            loss,
            own,
            generator,
        );
        // Whoever fails, all are waited for.
        let sums: Vec<Result<Sum, DeviceError>> = busy
            .into_iter()
            .map(|helper| helper.sums.recv().map_err(|_| helper.gone())?)
            .collect();
        let mut whole = own?;
        for sum in sums {
            whole.add(sum?, network);
        }
        Ok(whole)
    }
}

impl Helper {
    fn start(engine: Engine, main: &Engine, precision: Precision, generator: Generator) -> Self {
        let (jobs, waiting) = sync_channel(1);
        let (done, sums) = sync_channel(1);
        let (own, home) = (engine.clone(), main.device.clone());
        thread::spawn(move || {
            for Job {
                network,
                loss,
                parts,
            } in waiting
            {
                let copy = network.fork(&own.device);
                let sum = step::learn((&own, precision), &copy, &loss, parts, Some(&generator));
                if done
                    .send(sum.map(|sum| sum.moved_to(&home, &copy)))
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
