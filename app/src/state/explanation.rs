//! What explains the answer about a film: asked for, working, found or failed. It is kept for one film at a
//! time.

use leptos::prelude::*;
use model::calibration::{Calibration, Logits};
use model::class::{Class, PerClass};
use model::explanation::{HeatMap, MapKind, Occlusion, Style};

use crate::protocol::explanation::FilmMaps;
use crate::protocol::{Failure, JobId};

/// The explanation, and how it is shown.
#[derive(Debug, Clone, Copy)]
pub struct ExplanationState {
    /// That of the film for which it was asked last.
    pub film: RwSignal<Option<FilmExplanation>>,
    /// How maps are shown, whatever the film.
    pub choice: RwSignal<MapChoice>,
}

/// Which map is shown, and how.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct MapChoice {
    /// The class; by default the most probable one.
    pub class: Option<Class>,
    /// The kind of map.
    pub kind: MapKind,
    /// How it is drawn.
    pub style: Style,
}

/// The explanation of the answer about one film.
#[derive(Debug, Clone, PartialEq)]
pub struct FilmExplanation {
    /// The film.
    pub job: JobId,
    /// The class activation maps.
    pub maps: MapsStage,
    /// What becomes of the answer when parts are hidden.
    pub occlusion: OcclusionStage,
}

/// The progress of class activation maps.
#[derive(Debug, Clone, PartialEq)]
pub enum MapsStage {
    /// They are being computed.
    Working,
    /// They are there.
    Found(FilmMaps),
    /// They could not be computed.
    Failed(Failure),
}

/// The progress of occlusion.
#[derive(Debug, Clone, PartialEq)]
pub enum OcclusionStage {
    /// Not asked for, or cancelled.
    Not,
    /// The logits for the first patches.
    Running(Vec<Logits>),
    /// The logits for all patches.
    Done(Vec<Logits>),
    /// It could not go on.
    Failed(Failure),
}

impl Default for ExplanationState {
    fn default() -> Self {
        Self {
            film: RwSignal::new(None),
            choice: RwSignal::new(MapChoice::default()),
        }
    }
}

impl ExplanationState {
    /// Changes the explanation of a film, unless that of another one has taken its place.
    pub fn update(self, job: JobId, change: impl FnOnce(&mut FilmExplanation)) {
        let is_current = self
            .film
            .with_untracked(|film| film.as_ref().is_some_and(|film| film.job == job));
        if is_current {
            self.film.update(|film| {
                if let Some(film) = film {
                    change(film);
                }
            });
        }
    }

    /// Forgets the explanation of a film.
    pub fn forget(self, job: JobId) {
        let is_current = self
            .film
            .with_untracked(|film| film.as_ref().is_some_and(|film| film.job == job));
        if is_current {
            self.film.set(None);
        }
    }
}

impl FilmExplanation {
    /// The maps of a kind, if they are there; `logits` are those of the whole film.
    pub fn maps(
        &self,
        kind: MapKind,
        calibration: Calibration,
        logits: Logits,
    ) -> Option<PerClass<HeatMap>> {
        let MapsStage::Found(found) = &self.maps else {
            return None;
        };
        match (kind, &self.occlusion) {
            (MapKind::Finer, _) => Some(found.maps.finer.clone()),
            (MapKind::Last, _) => Some(found.maps.last.clone()),
            // The engine checks that its output is finite.
            (MapKind::Occlusion, OcclusionStage::Done(hidden)) => {
                Occlusion::maps(calibration, logits, hidden).ok()
            }
            (MapKind::Occlusion, _) => None,
        }
    }
}

impl OcclusionStage {
    /// Adds the logits for the patches from `first` on. Returns the first patch of the next slice; `None`
    /// when it is complete, or when these are not the ones that come next.
    pub fn add(&mut self, first: usize, slice: &[Logits]) -> Option<usize> {
        let Self::Running(logits) = self else {
            return None;
        };
        if first != logits.len() {
            return None;
        }
        logits.extend_from_slice(slice);
        if logits.len() < Occlusion::COUNT {
            return Some(logits.len());
        }
        *self = Self::Done(std::mem::take(logits));
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn slices_are_added_in_order_until_all_patches_are_done() {
        let logits = Logits(PerClass([0.0, 1.0, 2.0]));
        let mut stage = OcclusionStage::Running(Vec::new());
        assert_eq!(stage.add(0, &[logits; 100]), Some(100));
        assert_eq!(
            stage.add(0, &[logits; 100]),
            None,
            "a slice that came before"
        );
        assert_eq!(stage.add(100, &[logits; 100]), Some(200));
        assert_eq!(stage.add(200, &[logits; 25]), None);
        assert_eq!(stage, OcclusionStage::Done(vec![logits; 225]));
        let mut cancelled = OcclusionStage::Not;
        assert_eq!(cancelled.add(0, &[logits]), None);
        assert_eq!(cancelled, OcclusionStage::Not);
    }

    #[test]
    fn a_reply_about_another_film_changes_nothing() {
        let owner = Owner::new();
        owner.set();
        let state = ExplanationState::default();
        let film = FilmExplanation {
            job: JobId(1),
            maps: MapsStage::Working,
            occlusion: OcclusionStage::Not,
        };
        state.film.set(Some(film.clone()));
        state.update(JobId(2), |film| {
            film.maps = MapsStage::Failed(Failure::Unreadable);
        });
        state.forget(JobId(2));
        assert_eq!(state.film.get_untracked(), Some(film));
        state.forget(JobId(1));
        assert_eq!(state.film.get_untracked(), None);
    }
}
