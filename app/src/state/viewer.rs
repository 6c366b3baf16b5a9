//! The viewer's state: what is shown in its two panes and how, and what commands do to it.

use std::sync::Arc;

use leptos::prelude::*;
use model::input::Fix;
use model::input::display::DisplayDescription;

use super::pictures::{Picture, PictureStage};
use super::worklist::Thumbnail;
use crate::protocol::JobId;
use crate::protocol::viewing::Sight;
use crate::viewing::gesture::Gesture;
use crate::viewing::keys::{Command, Tool};
use crate::viewing::measure::Line;
use crate::viewing::orientation::Orientation;
use crate::viewing::placement::{Frame, Placement, Point};
use crate::viewing::window::{VoiWindow, default, presets};

/// What a step of the zoom multiplies the scale by.
const ZOOM_STEP: f64 = 1.25;

/// A step of the pan, in pixels of the screen.
const PAN_STEP: f64 = 40.0;

/// A film in a pane.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// Its job.
    pub job: JobId,
    /// Its name.
    pub name: String,
    /// Its size, and what else is to be said of it.
    pub caption: String,
    /// Its thumbnail, once it is decoded.
    pub thumbnail: Option<Arc<Thumbnail>>,
    /// The part of it that may be cut out.
    pub crop: Option<Fix>,
    /// Changes of its picture that the user chose.
    pub fixes: Vec<Fix>,
    /// Whether it has a result.
    pub finished: bool,
}

/// How a film is shown.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Settings {
    /// The window; by default the film's own.
    pub window: Option<VoiWindow>,
    /// Whether black and white are exchanged.
    pub inverted: bool,
    /// Where it is on the screen.
    pub placement: Placement,
}

/// One of the places for a film.
#[derive(Debug, Clone, Copy)]
pub struct Pane {
    /// The film.
    pub subject: Memo<Option<Subject>>,
    /// Its picture, once it is wanted.
    pub stage: Signal<Option<PictureStage>, LocalStorage>,
    /// How it is shown.
    pub settings: RwSignal<Settings>,
    /// The pane's width and height on the screen, in CSS pixels.
    pub screen: RwSignal<(f64, f64)>,
    /// The lengths that are taken.
    pub lines: RwSignal<Vec<Line>>,
    /// The line that is being drawn.
    pub draft: RwSignal<Option<Line>>,
    /// Where the pointer is, in pixels of the screen.
    pub pointer: RwSignal<Option<Point>>,
}

impl Pane {
    /// A pane for a film.
    pub fn new(
        subject: Memo<Option<Subject>>,
        stage: Signal<Option<PictureStage>, LocalStorage>,
    ) -> Self {
        Self {
            subject,
            stage,
            settings: RwSignal::default(),
            screen: RwSignal::default(),
            lines: RwSignal::default(),
            draft: RwSignal::default(),
            pointer: RwSignal::default(),
        }
    }

    /// The picture, once it is decoded.
    pub fn picture(self) -> Option<Picture> {
        match self.stage.get() {
            Some(PictureStage::Ready(picture)) => Some(picture),
            _ => None,
        }
    }

    /// What its levels mean.
    pub fn description(self) -> Option<Arc<DisplayDescription>> {
        self.picture().map(|picture| picture.description)
    }

    /// The sizes of film and pane; `None` until the film is decoded.
    pub fn frame(self) -> Option<Frame> {
        let film = match self.description() {
            Some(film) => (film.width, film.height),
            None => self.subject.with(|subject| {
                let thumbnail = subject.as_ref()?.thumbnail.as_ref()?;
                Some((thumbnail.shape.width, thumbnail.shape.height))
            })?,
        };
        Some(Frame {
            film: (film.0.into(), film.1.into()),
            screen: self.screen.get(),
        })
    }

    /// The window in use.
    pub fn window(self) -> Option<VoiWindow> {
        let film = self.description()?;
        Some(self.settings.get().window.unwrap_or_else(|| default(&film)))
    }

    /// The middle of the screen.
    fn middle(self) -> Point {
        let (width, height) = self.screen.get_untracked();
        Point::new(width / 2.0, height / 2.0)
    }

    /// Shows another film, or the same one after a change.
    pub fn restart(self) {
        self.settings.set(Settings::default());
        self.lines.set(Vec::new());
        self.draft.set(None);
    }
}

/// The state of the viewer.
#[derive(Debug, Clone, Copy)]
pub struct ViewerState {
    /// The film that is shown, and the one beside it.
    pub panes: [Pane; 2],
    /// The film beside the one that is shown.
    pub compared: RwSignal<Option<JobId>>,
    /// The pane that commands are for.
    pub active: RwSignal<usize>,
    /// Whether both are enlarged and moved together.
    pub linked: RwSignal<bool>,
    /// Which picture of the films is shown.
    pub sight: RwSignal<Sight>,
    /// What the pointer does.
    pub tool: RwSignal<Tool>,
    /// Whether enlarged pixels are smoothed.
    pub smooth: RwSignal<bool>,
    /// Whether keys act where nothing has the focus.
    pub keys_everywhere: RwSignal<bool>,
}

impl ViewerState {
    /// The pane that commands are for.
    pub fn active_pane(self) -> Pane {
        self.pane(self.active.get())
    }

    /// The pane with this number.
    pub fn pane(self, index: usize) -> Pane {
        let [first, second] = self.panes;
        if index == 1 { second } else { first }
    }

    /// Places the film of a pane, and the other's if they are linked.
    fn place(self, index: usize, change: impl FnOnce(Placement, Frame) -> Placement) {
        let pane = self.pane(index);
        let Some(frame) = untrack(|| pane.frame()) else {
            return;
        };
        let placement = change(pane.settings.get_untracked().placement, frame);
        pane.settings.update(|it| it.placement = placement);
        if self.linked.get_untracked() && self.compared.get_untracked().is_some() {
            let other = self.pane(1 - index.min(1)).settings;
            other.update(|it| it.placement = it.placement.following(placement));
        }
    }

    /// Turns or flips the film of the active pane.
    fn orient(self, change: impl FnOnce(Orientation) -> Orientation) {
        let settings = self.pane(self.active.get_untracked()).settings;
        settings.update(|it| it.placement.orientation = change(it.placement.orientation));
    }

    /// Changes the window of a pane.
    fn change_window(
        self,
        index: usize,
        change: impl FnOnce(VoiWindow, &DisplayDescription) -> Option<VoiWindow>,
    ) {
        let pane = self.pane(index);
        let Some((film, window)) = untrack(|| pane.description().zip(pane.window())) else {
            return;
        };
        if let Some(window) = change(window, &film) {
            pane.settings.update(|it| it.window = Some(window));
        }
    }

    /// Does what a key or a button asks for; false for what only the page can do.
    pub fn perform(self, command: Command) -> bool {
        let index = self.active.get_untracked();
        let pane = self.pane(index);
        match command {
            Command::Invert => pane.settings.update(|it| it.inverted = !it.inverted),
            Command::FlipAcross => self.orient(Orientation::flipped_across),
            Command::FlipDown => self.orient(Orientation::flipped_down),
            Command::TurnRight => self.orient(|it| it.turned(1)),
            Command::TurnLeft => self.orient(|it| it.turned(3)),
            Command::ZoomIn => self.zoom(index, ZOOM_STEP, pane.middle()),
            Command::ZoomOut => self.zoom(index, 1.0 / ZOOM_STEP, pane.middle()),
            Command::Fit => self.place(index, |it, _| it.fitted()),
            Command::Reset => {
                self.place(index, |_, _| Placement::default());
                pane.settings.set(Settings::default());
            }
            Command::Preset(number) => self.take_preset(number),
            Command::Tool(tool) => self.tool.set(tool),
            Command::Pan(right, down) => {
                // The view moves, so the film moves the other way.
                let by = Point::new(-right * PAN_STEP, -down * PAN_STEP);
                self.place(index, |it, frame| it.panned(frame, by));
            }
            Command::Window(right, down) => {
                self.change_window(index, |it, film| Some(it.dragged(film, right, down)));
            }
            Command::Mark => self.mark(pane),
            Command::RemoveLine => pane.lines.update(|lines| {
                lines.pop();
            }),
            Command::Network => self.sight.update(|sight| {
                *sight = match sight {
                    Sight::Film => Sight::Network,
                    Sight::Network => Sight::Film,
                }
            }),
            Command::Smooth => self.smooth.update(|smooth| *smooth = !*smooth),
            Command::FullScreen | Command::Help => return false,
        }
        true
    }

    /// Takes one of the windows that the film of the active pane is offered, counted from 0.
    pub fn take_preset(self, number: usize) {
        self.change_window(self.active.get_untracked(), |_, film| {
            presets(film).get(number).map(|preset| preset.window)
        });
    }

    /// Enlarges the film of a pane around a point of the screen.
    pub fn zoom(self, index: usize, factor: f64, at: Point) {
        self.place(index, |it, frame| it.zoomed(frame, factor, at));
    }

    /// Does what a movement of a pointer asks for.
    pub fn follow(self, index: usize, gesture: Gesture) {
        let pane = self.pane(index);
        match gesture {
            Gesture::Window { right, down } => {
                self.change_window(index, |it, film| Some(it.dragged(film, right, down)));
            }
            Gesture::Pan { by } => self.place(index, |it, frame| it.panned(frame, by)),
            Gesture::Zoom { factor, at, by } => {
                self.place(index, |it, frame| {
                    it.zoomed(frame, factor, at).panned(frame, by)
                });
            }
            Gesture::Draw { from, to } => pane.draft.set(on_film(pane, from, to)),
            Gesture::Drawn => keep_draft(pane),
            Gesture::NotDrawn => pane.draft.set(None),
        }
    }

    /// Begins a line in the middle of the pane, or ends it there.
    fn mark(self, pane: Pane) {
        if self.tool.get_untracked() != Tool::Measure {
            return;
        }
        let middle = pane.middle();
        let Some(here) = on_film(pane, middle, middle) else {
            return;
        };
        match pane.draft.get_untracked() {
            None => pane.draft.set(Some(here)),
            Some(draft) => {
                pane.draft.set(Some(Line {
                    to: here.to,
                    ..draft
                }));
                keep_draft(pane);
            }
        }
    }
}

/// A line on the film between points of the screen.
fn on_film(pane: Pane, from: Point, to: Point) -> Option<Line> {
    let frame = untrack(|| pane.frame())?;
    let to_screen = pane.settings.get_untracked().placement.to_screen(frame);
    let to_film = to_screen.inverse();
    Some(Line {
        from: to_film.apply(from),
        to: to_film.apply(to),
    })
}

/// Keeps the line that was drawn, unless it is a mere click.
fn keep_draft(pane: Pane) {
    if let Some(line) = pane.draft.get_untracked()
        && !line.is_a_click()
    {
        pane.lines.update(|lines| lines.push(line));
    }
    pane.draft.set(None);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::viewing::window::tests::film;
    use js_sys::Uint16Array;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn pane() -> Pane {
        let description = DisplayDescription {
            width: 400,
            height: 320,
            ..film()
        };
        let levels = Uint16Array::new_with_length(400 * 320);
        let picture = Picture::new(description, levels).unwrap();
        let stage = Some(PictureStage::Ready(picture));
        let pane = Pane::new(
            Memo::new(|_| None),
            Signal::derive_local(move || stage.clone()),
        );
        pane.screen.set((200.0, 160.0));
        pane
    }

    fn viewer() -> (Owner, ViewerState) {
        let owner = Owner::new();
        owner.set();
        let viewer = ViewerState {
            panes: [pane(), pane()],
            compared: RwSignal::new(None),
            active: RwSignal::new(0),
            linked: RwSignal::new(true),
            sight: RwSignal::new(Sight::Film),
            tool: RwSignal::default(),
            smooth: RwSignal::new(true),
            keys_everywhere: RwSignal::new(true),
        };
        (owner, viewer)
    }

    fn settings(viewer: ViewerState, pane: usize) -> Settings {
        viewer.pane(pane).settings.get_untracked()
    }

    #[test]
    fn reset_undoes_every_change_of_the_picture() {
        let (_owner, viewer) = viewer();
        for command in [
            Command::Invert,
            Command::TurnRight,
            Command::FlipDown,
            Command::ZoomIn,
            Command::Pan(1.0, 0.0),
            Command::Preset(4),
        ] {
            let before = settings(viewer, 0);
            assert!(viewer.perform(command));
            assert_ne!(settings(viewer, 0), before, "{command:?}");
        }
        viewer.perform(Command::Fit);
        let fitted = settings(viewer, 0);
        assert!((fitted.placement.zoom - 1.0).abs() < 1e-9);
        assert_eq!(fitted.placement.orientation.degrees(), 90);
        assert!(fitted.inverted);
        viewer.perform(Command::Reset);
        assert_eq!(settings(viewer, 0), Settings::default());
        assert!(!viewer.perform(Command::Help), "the page shows the sheet");
    }

    #[test]
    fn films_side_by_side_share_zoom_and_pan_but_no_window() {
        let (_owner, viewer) = viewer();
        viewer.perform(Command::ZoomIn);
        let alone = settings(viewer, 1);
        assert_eq!(alone, Settings::default(), "there is no other film");
        viewer.compared.set(Some(JobId(1)));
        viewer.perform(Command::ZoomIn);
        viewer.perform(Command::Preset(3));
        let [one, other] = [0, 1].map(|pane| settings(viewer, pane));
        assert_eq!(one.placement, other.placement);
        assert_eq!(other.window, None);
        viewer.linked.set(false);
        viewer.active.set(1);
        viewer.perform(Command::ZoomOut);
        assert_eq!(settings(viewer, 0), one);
        assert_ne!(settings(viewer, 1).placement, one.placement);
    }

    #[test]
    fn lines_are_kept_on_the_film_and_a_click_is_none() {
        let (_owner, viewer) = viewer();
        let pane = viewer.pane(0);
        let draw = |to| {
            let from = Point::new(100.0, 80.0);
            viewer.follow(0, Gesture::Draw { from, to });
            viewer.follow(0, Gesture::Drawn);
        };
        draw(Point::new(100.2, 80.0));
        assert!(pane.lines.get_untracked().is_empty());
        draw(Point::new(150.0, 80.0));
        let lines = pane.lines.get_untracked();
        // Half a pixel of the screen for one of the film.
        assert_eq!(lines[0].from, Point::new(200.0, 160.0));
        assert_eq!(lines[0].to, Point::new(300.0, 160.0));
        viewer.perform(Command::RemoveLine);
        assert!(pane.lines.get_untracked().is_empty());
    }

    #[test]
    fn a_length_can_be_taken_with_keys_alone() {
        let (_owner, viewer) = viewer();
        viewer.perform(Command::Mark);
        assert_eq!(viewer.pane(0).draft.get_untracked(), None, "another tool");
        viewer.perform(Command::Tool(Tool::Measure));
        viewer.perform(Command::Mark);
        viewer.perform(Command::Pan(1.0, 0.0));
        viewer.perform(Command::Mark);
        let lines = viewer.pane(0).lines.get_untracked();
        let across = lines[0].to.minus(lines[0].from);
        assert!((across.x - 2.0 * PAN_STEP).abs() < 1e-6, "{across:?}");
    }
}
