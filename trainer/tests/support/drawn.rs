//! A pack of synthetic films for tests of training.

use std::path::Path;
use std::sync::Arc;

use model::class::Class;
use model::gate::Glance;
use model::input::InputSpec;
use trainer::data::Split;
use trainer::data::pack::{Pack, PackWriter, PackedFilm};
use trainer::random::Stream;

/// A pack of 24 noisy films for training and 6 for validation, of 32 and 64 px.
pub(crate) fn pack(folder: &Path) -> Arc<Pack> {
    std::fs::create_dir_all(folder).unwrap();
    let mut writer = PackWriter::new(folder, &[32, 64].map(InputSpec::with_side)).unwrap();
    let mut films = Vec::new();
    for number in 0..30 {
        let class = Class::from_index(number % 3).unwrap();
        let mut stream = Stream::new(1, &[number as u64]);
        let plane: Vec<u16> = (0..32 * 32)
            .map(|pixel| {
                let bright = pixel % 32 / 11 == class.index();
                let grey = stream.below(9000) + if bright { 40_000 } else { 10_000 };
                u16::try_from(grey).unwrap()
            })
            .collect();
        let doubled = |pixel: usize| plane[pixel / 128 * 32 + pixel % 64 / 2];
        let large: Vec<u16> = (0..64 * 64).map(doubled).collect();
        let glance = Glance {
            width: 64,
            height: 64,
            plane: large.clone(),
        };
        let split = if number < 24 {
            Split::Train
        } else {
            Split::Val
        };
        films.push(PackedFilm {
            file: format!("{number}.png"),
            class,
            patient: number.to_string(),
            source: "drawn".to_owned(),
            split,
            age_group: "unknown".to_owned(),
            view: String::new(),
            plane: writer.push(&[plane, large], &glance).unwrap(),
        });
    }
    writer.finish(films, Vec::new()).unwrap();
    Arc::new(Pack::open(folder).unwrap())
}
