//! `explain`: draws where the evidence for a class is in a film.

use std::path::Path;

use image::{DynamicImage, RgbImage};
use inference::Output;
use inference::cpu::CpuNetwork;
use model::answer_set::Level;
use model::calibration::Logits;
use model::class::{Class, PerClass};
use model::explanation::{HeatMap, MapKind, Occlusion, Picture, Scale, Style, picture};
use model::fitted::Fitted;
use model::input::{Area, Limits, NetworkInput, Radiograph, channels_last};
use model::output::NetworkOutput;
use model::prepared::{Admitted, Prepared};
use model::reading::Reading;
use model::scorecard::Scorecard;
use serde::Serialize;

use crate::cli::Explain;
use crate::console::{self, Progress};
use crate::error::TrainerError;
use crate::files;
use crate::files::film::{FilmError, FilmFile};
use crate::files::given;
use crate::files::output::Outputs;
use crate::files::png;
use crate::host::device::{DeviceChoice, DeviceError};
use crate::host::model_folder::ModelFolder;

/// How a picture names the program that drew it.
const PROGRAM: &str = "pneumoscope explain";

/// The result of `explain`.
#[derive(Debug, Serialize)]
struct ExplainSummary {
    out: String,
    class: Class,
    map: MapKind,
    /// Cells along each axis of the map.
    cells: usize,
    /// What the numbers of the scale are.
    unit: &'static str,
    /// The value of the last colour; the first is zero.
    maximum: f32,
    /// The largest value of this class.
    class_maximum: f32,
    /// The part of the film that the network sees, in pixels.
    area: Area,
    reading: Reading,
}

/// Draws.
///
/// # Errors
/// [`TrainerError`] when the film is refused, the model cannot be used or the picture cannot be written.
pub(crate) fn run(options: &Explain, json: bool) -> Result<(), TrainerError> {
    let folder = ModelFolder::read(&options.weights)?;
    let given = one_film(&options.image)?;
    let outputs = Outputs::new(options.overwrite, [given.path(), &options.weights]);
    outputs.admit(&options.out, |head| png::is_by(head, PROGRAM))?;
    let film = given.decode(Limits::default())?;
    let card = &folder.scorecard;
    let admitted = match Prepared::of(&given.name, &film, card).map_err(FilmError::Refused)? {
        Prepared::Admitted(admitted) => admitted,
        Prepared::Refused(reading) => return Err(refused(reading)),
    };
    let mut explainer = Explainer {
        network: checked_network(&folder)?,
        card,
    };
    let Explanation { reading, maps } =
        explainer.explain(&given.name, &film, &admitted, options.map)?;
    let class = options.class.or_else(|| top(&reading));
    let class = class.ok_or_else(|| refused(reading.clone()))?;
    let (scale, map) = (Scale::of(&maps), &maps[class]);
    let style = Style {
        opacity: options.opacity,
        contour: !options.no_contour,
    };
    let area = card.input.area(film.width(), film.height());
    let drawn = picture(&film, area, map, scale, style).map_err(FilmError::Refused)?;
    files::write(&options.out, &encoded(drawn)?)?;
    let summary = ExplainSummary {
        out: options.out.display().to_string(),
        class,
        map: options.map,
        cells: map.side(),
        unit: unit(options.map),
        maximum: scale.maximum,
        class_maximum: map.maximum(),
        area,
        reading,
    };
    Ok(console::result(json, &summary, &lines(&summary))?)
}

/// The film that a path stands for.
fn one_film(path: &Path) -> Result<FilmFile, TrainerError> {
    let given = given::films(&[path.to_owned()]);
    let count = given.films.len();
    match given.films.into_iter().next() {
        Some(film) if count == 1 => Ok(film),
        Some(film) => Err(TrainerError::Usage(format!(
            "{} holds {count} films; explain takes one, such as {}",
            path.display(),
            film.name
        ))),
        None => Err(TrainerError::Unusable(given.unusable)),
    }
}

fn refused(reading: Reading) -> TrainerError {
    TrainerError::RefusedFilm {
        file: reading.file,
        reasons: reading.reasons.join("; "),
    }
}

fn top(reading: &Reading) -> Option<Class> {
    Some(reading.probabilities.as_ref()?.top())
}

/// The network on the CPU, after its golden check.
fn checked_network(folder: &ModelFolder) -> Result<CpuNetwork, TrainerError> {
    let mut network = folder.cpu_network(rayon::current_num_threads())?;
    let golden = &folder.scorecard.golden;
    let pixels = model::golden::channels_last(folder.scorecard.input.side);
    let output = network_output(network.forward(&pixels))?;
    let verified = golden.verify(output.logits);
    verified.map_err(|source| DeviceError::Wrong {
        device: DeviceChoice::Cpu,
        source,
    })?;
    Ok(network)
}

/// A network that explains films of its scorecard.
struct Explainer<'a> {
    network: CpuNetwork,
    card: &'a Scorecard,
}

/// The reading of a film, and the map of each class.
struct Explanation {
    reading: Reading,
    maps: PerClass<HeatMap>,
}

impl Explainer<'_> {
    fn explain(
        &mut self,
        name: &str,
        film: &Radiograph,
        admitted: &Admitted,
        map: MapKind,
    ) -> Result<Explanation, TrainerError> {
        let explained = self.network.explain(&pixels(&admitted.input));
        let maps = explained.activation_maps();
        let output = network_output(explained.output)?;
        let evidence = admitted.evidence(&output, self.card);
        let fitted = Fitted::of(self.card);
        let reading = Reading::of(name, &fitted, &evidence, Level::DEFAULT);
        let maps = match map {
            MapKind::Finer => maps.finer,
            MapKind::Last => maps.last,
            MapKind::Occlusion => self.occlude(film, &output)?,
        };
        Ok(Explanation { reading, maps })
    }

    /// How far the probability of each class falls when parts of the film are hidden.
    fn occlude(
        &mut self,
        film: &Radiograph,
        whole: &NetworkOutput,
    ) -> Result<PerClass<HeatMap>, TrainerError> {
        let spec = self.card.input;
        let plane = spec.plane(film).map_err(FilmError::Refused)?;
        let occlusion = Occlusion::of_side(spec.side);
        let mut progress = Progress::new("hiding parts", Occlusion::COUNT);
        let mut outputs = Vec::with_capacity(Occlusion::COUNT);
        for patch in 0..Occlusion::COUNT {
            let input = spec.normalise(&occlusion.hide(&plane, patch));
            outputs.push(network_output(self.network.forward(&pixels(&input)))?.logits);
            progress.advance(1, "");
        }
        progress.finish();
        let maps = Occlusion::maps(self.card.calibration, whole.logits, &outputs);
        maps.map_err(|error| failed(error.to_string()))
    }
}

fn pixels(input: &NetworkInput) -> Vec<f32> {
    channels_last([input.values.as_slice(); 3])
}

fn network_output(output: Output) -> Result<NetworkOutput, TrainerError> {
    let Output { logits, features } = output;
    let logits = logits.first_chunk().copied();
    let logits = logits.ok_or_else(|| failed("it returned no logits".to_owned()))?;
    Ok(NetworkOutput {
        logits: Logits(PerClass(logits)),
        features,
    })
}

fn failed(reason: String) -> TrainerError {
    let device = DeviceChoice::Cpu;
    DeviceError::Failed { device, reason }.into()
}

fn encoded(drawn: Picture) -> Result<Vec<u8>, TrainerError> {
    let Picture { width, height, rgb } = drawn;
    let image = RgbImage::from_raw(width, height, rgb).unwrap_or_default();
    Ok(png::encode(&DynamicImage::ImageRgb8(image), PROGRAM)?)
}

/// What the numbers of a map are.
const fn unit(map: MapKind) -> &'static str {
    match map {
        MapKind::Finer | MapKind::Last => "contribution to the logit of the class",
        MapKind::Occlusion => "fall of the probability when a patch is hidden",
    }
}

fn lines(summary: &ExplainSummary) -> Vec<String> {
    let ExplainSummary {
        class,
        cells,
        unit,
        maximum,
        class_maximum,
        ..
    } = summary;
    let probability = summary
        .reading
        .probabilities
        .map_or(f32::NAN, |all| all.get(*class));
    vec![
        format!(
            "{}: evidence for {class}, whose probability is {probability:.3}",
            summary.out
        ),
        format!(
            "colours: {unit}, from 0 to {maximum:.3}; the largest of {class} is {class_maximum:.3}; {cells} x {cells} cells"
        ),
        "The map shows what moved the network's number, not where disease is.".to_owned(),
    ]
}
