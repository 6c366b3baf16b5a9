//! Windows: how a film's levels become grey, and which windows are offered.
//! Source: DICOM PS3.3, C.11.2.1.

use model::input::dicom::{VoiFunction, Window};
use model::input::display::DisplayDescription;

/// A drag over this many pixels of the screen changes a window by the film's range in use.
const DRAG_PIXELS: f64 = 1024.0;

/// A window and how it maps values to grey.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VoiWindow {
    /// Centre and width, in the film's values.
    pub window: Window,
    /// The function.
    pub function: VoiFunction,
}

/// A window that is offered by name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Preset {
    /// What it is for.
    pub kind: PresetKind,
    /// The window.
    pub window: VoiWindow,
}

/// What a window is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PresetKind {
    /// A window of the header, counted from 1.
    Header(usize),
    /// The range in use, as the network gets it.
    InUse,
    /// The darker half of the pixels: lungs.
    Dark,
    /// The brighter half: mediastinum and bones.
    Bright,
    /// All values that the film's bits can hold.
    Full,
}

/// The windows that a film is offered. The first five have the keys 1 to 5, and the first is its default:
/// that of the header, or the range in use.
pub fn presets(film: &DisplayDescription) -> Vec<Preset> {
    let [low, high] = film.distribution.range;
    let [first, median, last] = film.distribution.percentiles;
    let (dark, bright) = if film.low_is_white {
        ([median, last], [first, median])
    } else {
        ([first, median], [median, last])
    };
    let between = |kind, levels| Preset {
        kind,
        window: between(film, levels),
    };
    let in_use = between(PresetKind::InUse, [low, high]);
    let mut header = film.windows.iter().zip(1..).map(|(window, number)| Preset {
        kind: PresetKind::Header(number),
        window: VoiWindow {
            window: *window,
            function: film.function,
        },
    });
    let mut presets = vec![
        header.next().unwrap_or(in_use),
        between(PresetKind::Dark, dark),
        between(PresetKind::Bright, bright),
        in_use,
        between(PresetKind::Full, [0, film.max_level]),
    ];
    presets.extend(header);
    presets
}

/// The window that shows a film first.
pub fn default(film: &DisplayDescription) -> VoiWindow {
    presets(film)
        .first()
        .map_or(between(film, [0, film.max_level]), |preset| preset.window)
}

/// The window from one level to another, both included.
fn between(film: &DisplayDescription, levels: [u16; 2]) -> VoiWindow {
    let [one, other] = levels.map(|level| film.value(level));
    VoiWindow {
        window: Window {
            center: f64::midpoint(one, other) + 0.5,
            width: (one - other).abs() + 1.0,
        },
        function: VoiFunction::Linear,
    }
}

impl VoiWindow {
    /// The window after a drag: to the right widens it, downwards raises its centre.
    #[must_use]
    pub fn dragged(self, film: &DisplayDescription, right: f64, down: f64) -> Self {
        let [low, high] = film.distribution.range.map(f64::from);
        let step = film.slope.abs() * (high - low).max(1.0) / DRAG_PIXELS;
        let ends = [0, film.max_level].map(|level| film.value(level));
        let span = (ends[0] - ends[1]).abs();
        let (least, most) = (ends[0].min(ends[1]) - span, ends[0].max(ends[1]) + span);
        let Window { center, width } = self.window;
        Self {
            window: Window {
                center: (center + down * step).clamp(least, most),
                width: (width + right * step).clamp(film.slope.abs().min(1.0), 4.0 * span.max(1.0)),
            },
            ..self
        }
    }
}

/// How a level becomes grey: `gain * level + offset`, then the function.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shade {
    /// Multiplies the level.
    pub gain: f64,
    /// Added to the product.
    pub offset: f64,
    /// Whether the sum goes through a logistic curve, instead of being limited to 0 and 1.
    pub logistic: bool,
    /// Whether black and white are exchanged at last.
    pub inverted: bool,
}

impl Shade {
    /// The shade of a film's levels in a window.
    pub fn new(film: &DisplayDescription, voi: VoiWindow, inverted: bool) -> Self {
        let Window { center, width } = voi.window;
        let (middle, width, half) = match voi.function {
            // A width of 1 is a threshold.
            VoiFunction::Linear => (center - 0.5, (width - 1.0).max(1e-6), 0.5),
            VoiFunction::LinearExact => (center, width, 0.5),
            VoiFunction::Sigmoid => (center, width / 4.0, 0.0),
        };
        Self {
            gain: film.slope / width,
            offset: (film.intercept - middle) / width + half,
            logistic: voi.function == VoiFunction::Sigmoid,
            inverted: inverted != film.low_is_white,
        }
    }

    /// The grey of a level, from black (0) to white (1).
    pub fn grey(&self, level: f64) -> f64 {
        let sum = self.gain * level + self.offset;
        let grey = if self.logistic {
            1.0 / (1.0 + (-sum).exp())
        } else {
            sum.clamp(0.0, 1.0)
        };
        if self.inverted { 1.0 - grey } else { grey }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use model::input::display::{Distribution, Unit};
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// A film of 12 bits whose values begin at -1000.
    pub(crate) fn film() -> DisplayDescription {
        DisplayDescription {
            width: 40,
            height: 32,
            max_level: 4095,
            slope: 2.0,
            intercept: -1000.0,
            unit: Unit::Rescaled,
            low_is_white: false,
            windows: vec![
                Window {
                    center: 40.0,
                    width: 400.0,
                },
                Window {
                    center: 600.0,
                    width: 1500.0,
                },
            ],
            function: VoiFunction::Linear,
            distribution: Distribution {
                range: [100, 3100],
                percentiles: [200, 1500, 2900],
            },
            spacing: None,
            edges: [None; 4],
        }
    }

    fn shade(center: f64, width: f64, function: VoiFunction) -> Shade {
        let window = Window { center, width };
        let film = DisplayDescription {
            slope: 1.0,
            intercept: 0.0,
            ..film()
        };
        Shade::new(&film, VoiWindow { window, function }, false)
    }

    fn near(one: f64, other: f64) {
        assert!((one - other).abs() < 1e-6, "{one} is not {other}");
    }

    #[test]
    fn the_linear_function_is_that_of_the_standard() {
        // PS3.3, C.11.2.1.2.1: c = 2048, w = 4096 maps 0 to black and 4095 to white.
        let whole = shade(2048.0, 4096.0, VoiFunction::Linear);
        near(whole.grey(0.0), 0.0);
        near(whole.grey(4095.0), 1.0);
        near(whole.grey(2047.5), 0.5);
        // c = 0, w = 1 is a threshold between -1 and 0; here between 9 and 10.
        let threshold = shade(10.0, 1.0, VoiFunction::Linear);
        near(threshold.grey(9.0), 0.0);
        near(threshold.grey(10.0), 1.0);
    }

    #[test]
    fn the_other_functions_are_those_of_the_standard() {
        let exact = shade(2048.0, 4096.0, VoiFunction::LinearExact);
        near(exact.grey(0.0), 0.0);
        near(exact.grey(2048.0), 0.5);
        near(exact.grey(3072.0), 0.75);
        let sigmoid = shade(2048.0, 4096.0, VoiFunction::Sigmoid);
        near(sigmoid.grey(2048.0), 0.5);
        near(sigmoid.grey(4096.0), 1.0 / (1.0 + (-2.0_f64).exp()));
    }

    #[test]
    fn levels_are_rescaled_and_low_values_may_be_white() {
        let voi = between(&film(), [100, 3100]);
        near(voi.window.width, 6001.0);
        let mut film = film();
        for (low_is_white, inverted, black) in [
            (false, false, 100.0),
            (true, false, 3100.0),
            (false, true, 3100.0),
            (true, true, 100.0),
        ] {
            film.low_is_white = low_is_white;
            near(Shade::new(&film, voi, inverted).grey(black), 0.0);
            near(Shade::new(&film, voi, inverted).grey(3200.0 - black), 1.0);
        }
    }

    #[test]
    fn the_header_comes_first_and_five_windows_have_keys() {
        let kinds = |film: &DisplayDescription| {
            let kinds = presets(film).into_iter().map(|preset| preset.kind);
            kinds.collect::<Vec<_>>()
        };
        let mut film = film();
        let offered = kinds(&film);
        assert_eq!(offered[0], PresetKind::Header(1));
        assert_eq!(offered[5..], [PresetKind::Header(2)]);
        near(default(&film).window.center, 40.0);
        film.windows.clear();
        let offered = kinds(&film);
        assert_eq!((offered[0], offered.len()), (PresetKind::InUse, 5));
        near(default(&film).window.width, 6001.0);
    }

    #[test]
    fn the_darker_half_is_where_values_are_high_if_low_ones_are_white() {
        let dark = |low_is_white| {
            let film = DisplayDescription {
                low_is_white,
                ..film()
            };
            presets(&film)[1].window.window
        };
        assert!(dark(false).center < dark(true).center);
    }

    #[test]
    fn a_drag_widens_the_window_and_raises_its_centre() {
        let film = film();
        let before = default(&film);
        let after = before.dragged(&film, 1024.0, -512.0);
        near(after.window.width, 400.0 + 6000.0);
        near(after.window.center, 40.0 - 3000.0);
        let narrow = before.dragged(&film, -1e9, 1e9).window;
        near(narrow.width, 1.0);
        assert!(narrow.center.is_finite());
    }
}
