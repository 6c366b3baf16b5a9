//! The inference host: devices, a model ready to classify, model folders, and the tables and shards of
//! an archive that is classified in parts.

pub(crate) mod archive_shard;
pub mod classifier;
pub mod device;
pub(crate) mod merge;
pub mod model_folder;
#[cfg_attr(not(feature = "wgpu"), path = "host/no_plan_host.rs")]
pub mod plan_host;
pub(crate) mod prediction_table;
