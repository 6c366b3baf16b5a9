//! Options of `explain`; their doc comments are the help texts.

use std::path::PathBuf;

use clap::Args;
use model::class::Class;
use model::explanation::{MapKind, Style};

use crate::files::output::Overwrite;

/// Options of `explain`.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The model folder.
    #[arg(long, value_name = "W")]
    pub weights: PathBuf,
    /// The film; `FILE#2` is the second frame of a file, `FILE.zip/NAME` a film in an archive.
    #[arg(value_name = "IMAGE")]
    pub image: PathBuf,
    /// PNG file to write: the film with the map over it, at most 1024 pixels on its longer side.
    #[arg(long, value_name = "PNG")]
    pub out: PathBuf,
    #[command(flatten)]
    pub overwrite: Overwrite,
    /// The class to explain: covid19, normal or pneumonia; by default the most probable one.
    #[arg(long, value_name = "CLASS")]
    pub class: Option<Class>,
    /// The map: finer (class activation before the network's last halving), last (at its last map) or
    /// occlusion (fall of the probability when parts are hidden; 225 runs of the network).
    #[arg(long, value_name = "MAP", default_value = MapKind::default().word(), value_parser = map_kind)]
    pub map: MapKind,
    /// Opacity of the colours, from 0 to 1.
    #[arg(long, value_name = "SHARE", default_value_t = Style::default().opacity, value_parser = opacity)]
    pub opacity: f32,
    /// Leave out the line at half of the scale.
    #[arg(long)]
    pub no_contour: bool,
}

/// Parses the name of a map.
fn map_kind(word: &str) -> Result<MapKind, String> {
    MapKind::from_word(word).ok_or_else(|| "it must be finer, last or occlusion".to_owned())
}

/// Parses an opacity.
fn opacity(text: &str) -> Result<f32, String> {
    let share: Option<f32> = text.parse().ok();
    let share = share.filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "it must be a number from 0 to 1".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_and_opacities_are_checked() {
        for kind in MapKind::ALL {
            assert_eq!(map_kind(kind.word()), Ok(kind));
        }
        assert!(map_kind("saliency").is_err());
        assert_eq!(opacity("0.25"), Ok(0.25));
        for text in ["-0.1", "1.1", "half", "nan"] {
            assert!(opacity(text).is_err(), "{text}");
        }
    }
}
