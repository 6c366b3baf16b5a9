//! Where a model runs and lies: devices, a model ready to answer, the model folder, and the tables and
//! shards of an archive that is predicted in parts.

pub mod classifier;
pub mod device;
pub mod model_folder;
#[cfg_attr(not(feature = "wgpu"), path = "host/no_plan_host.rs")]
pub mod plan_host;
pub mod shard;
pub mod table;
