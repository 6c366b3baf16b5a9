//! The viewer's buttons.

use leptos::prelude::*;

use crate::components::viewer::icons::{self, Icon};
use crate::components::viewer::roving;
use crate::protocol::JobId;
use crate::protocol::viewing::Sight;
use crate::state::PageState;
use crate::state::viewer::ViewerState;
use crate::state::worklist::WorklistFilm;
use crate::strings::viewer as words;
use crate::viewing::keys::{Command, Tool};
use crate::viewing::window::{Preset, presets};
use crate::web::full_screen;

/// Commands with their icons, names and keys.
fn commands() -> [(Command, &'static str, String, &'static str); 9] {
    [
        (Command::Invert, icons::INVERT, words::invert(), "I"),
        (
            Command::FlipAcross,
            icons::FLIP_ACROSS,
            words::flip_across(),
            "H",
        ),
        (Command::FlipDown, icons::FLIP_DOWN, words::flip_down(), "V"),
        (Command::TurnLeft, icons::TURN_LEFT, words::turn_left(), "L"),
        (
            Command::TurnRight,
            icons::TURN_RIGHT,
            words::turn_right(),
            "R",
        ),
        (Command::ZoomOut, icons::ZOOM_OUT, words::zoom_out(), "-"),
        (Command::ZoomIn, icons::ZOOM_IN, words::zoom_in(), "+"),
        (Command::Fit, icons::FIT, words::fit(), "="),
        (Command::Reset, icons::RESET, words::reset(), "Space"),
    ]
}

/// The toolbar.
#[component]
pub fn Toolbar(
    /// The viewer.
    viewer: ViewerState,
    /// Does what a button asks for.
    perform: Callback<Command>,
) -> impl IntoView {
    let tool = move |tool: Tool| {
        let pressed = Signal::derive(move || viewer.tool.get() == tool);
        let (icon, label) = (icons::tool(tool), words::tool(tool));
        let key = tool.key().to_uppercase();
        let command = Command::Tool(tool);
        view! { <ToolButton command icon label key perform pressed /> }
    };
    let tools: Vec<_> = Tool::ALL.map(tool).into();
    let commands: Vec<_> = commands()
        .map(|(command, icon, label, key)| {
            let key = key.to_owned();
            if command == Command::Invert {
                let pressed = move || viewer.active_pane().settings.get().inverted;
                let pressed = Signal::derive(pressed);
                return view! { <ToolButton command icon label key perform pressed /> }.into_any();
            }
            view! { <ToolButton command icon label key perform /> }.into_any()
        })
        .into();
    let network = Signal::derive(move || viewer.sight.get() == Sight::Network);
    let smooth = Signal::derive(move || viewer.smooth.get());
    let full_screen = full_screen::is_possible().then(|| {
        view! {
            <ToolButton
                command=Command::FullScreen
                icon=icons::FULL_SCREEN
                label=words::full_screen()
                key="F".to_owned()
                perform
            />
        }
    });
    view! {
        <div
            class="viewer-tools"
            role="toolbar"
            aria-label=words::toolbar()
            on:keydown=|event| roving::on_key(&event)
            on:focusin=|event| roving::on_focus(&event)
        >
            <div class="tool-group">{tools}</div>
            <WindowChoice viewer />
            <div class="tool-group">{commands}</div>
            <div class="tool-group">
                <ToolButton
                    command=Command::Network
                    icon=icons::NETWORK
                    label=words::network()
                    key="E".to_owned()
                    perform
                    pressed=network
                />
                <ToolButton
                    command=Command::Smooth
                    icon=icons::SMOOTH
                    label=words::smooth()
                    key="T".to_owned()
                    perform
                    pressed=smooth
                />
                {full_screen}
                <ToolButton
                    command=Command::Help
                    icon=icons::HELP
                    label=words::help()
                    key="?".to_owned()
                    perform
                />
            </div>
            <CompareChoice viewer />
        </div>
    }
    .into_any()
}

/// A button with an icon.
#[component]
fn ToolButton(
    /// What it asks for.
    command: Command,
    /// Its icon.
    icon: &'static str,
    /// Its name.
    label: String,
    /// Its key.
    key: String,
    /// Does it.
    perform: Callback<Command>,
    /// Whether it is pressed, for a switch.
    #[prop(optional)]
    pressed: Option<Signal<bool>>,
) -> impl IntoView {
    let title = words::with_key(&label, &key);
    let is_first = command == Command::Tool(Tool::ALL[0]);
    let tabindex = if is_first { "0" } else { "-1" };
    let pressed = move || pressed.map(|pressed| pressed.get().to_string());
    view! {
        <button
            class="tool"
            type="button"
            data-roving
            tabindex=tabindex
            aria-label=label
            title=title
            aria-pressed=pressed
            on:click=move |_| perform.run(command)
        >
            <Icon path=icon />
        </button>
    }
    .into_any()
}

/// The windows that are offered.
#[component]
fn WindowChoice(
    /// The viewer.
    viewer: ViewerState,
) -> impl IntoView {
    let offered = Memo::new(move |_| {
        let film = viewer.active_pane().description();
        film.map_or_else(Vec::new, |film| presets(&film))
    });
    let chosen = Memo::new(move |_| {
        let window = viewer.active_pane().window()?;
        offered.with(|offered| offered.iter().position(|preset| preset.window == window))
    });
    let option = move |(index, preset): (usize, Preset)| {
        let selected = move || chosen.get() == Some(index);
        view! {
            <option value=index.to_string() prop:selected=selected>
                {words::preset(preset.kind)}
            </option>
        }
    };
    let options = move || {
        let offered = offered.get().into_iter().enumerate();
        offered.map(option).collect::<Vec<_>>()
    };
    let custom = move || {
        chosen
            .get()
            .is_none()
            .then(|| view! { <option selected value="">{words::window_custom()}</option> })
    };
    let change = move |event| {
        if let Ok(number) = event_target_value(&event).parse() {
            viewer.take_preset(number);
        }
    };
    view! {
        <select
            class="tool-choice"
            aria-label=words::window_label()
            title=words::window_label()
            disabled=move || offered.with(Vec::is_empty)
            on:change=change
        >
            {custom}
            {options}
        </select>
    }
    .into_any()
}

/// The choice of a second film, and whether it follows the first.
#[component]
fn CompareChoice(
    /// The viewer.
    viewer: ViewerState,
) -> impl IntoView {
    let state = expect_context::<PageState>();
    // Thousands of choices that nobody looks at would take more memory than the list.
    let is_opened = RwSignal::new(false);
    let is_other = move |film: &WorklistFilm, shown: Option<JobId>| {
        film.thumbnail.is_some() && Some(film.job) != shown
    };
    let others = Memo::new(move |_| {
        let (all, compared) = (is_opened.get(), viewer.compared.get());
        state.worklist.with(|list| {
            let shown = list.shown().map(|film| film.job);
            let others = list.films().iter().filter(|film| is_other(film, shown));
            let others = others.filter(|film| all || Some(film.job) == compared);
            others
                .map(|film| (film.job, state.title(film)))
                .collect::<Vec<_>>()
        })
    });
    let change = move |event| {
        let job = event_target_value(&event).parse().ok().map(JobId);
        viewer.compared.set(job);
        is_opened.set(false);
        if job.is_none() {
            viewer.active.set(0);
        }
    };
    let option = move |(job, name): (JobId, String)| {
        let selected = move || viewer.compared.get() == Some(job);
        view! {
            <option value=job.0.to_string() prop:selected=selected>
                {name}
            </option>
        }
    };
    let linked = move || viewer.linked.get().to_string();
    let link = move || {
        viewer.compared.get().map(|_| {
            view! {
                <button
                    class="tool"
                    type="button"
                    aria-label=words::link()
                    title=words::link()
                    aria-pressed=linked
                    on:click=move |_| viewer.linked.update(|linked| *linked = !*linked)
                >
                    <Icon path=icons::LINK />
                </button>
            }
        })
    };
    let choice = move || {
        view! {
            <label class="compare">
                {words::compare()} " "
                <select
                    class="tool-choice"
                    data-testid="compare"
                    on:pointerdown=move |_| is_opened.set(true)
                    on:focus=move |_| is_opened.set(true)
                    on:change=change
                >
                    <option value="">{words::compare_none()}</option>
                    <For each=move || others.get() key=|(job, _)| *job children=option />
                </select>
            </label>
        }
    };
    let any = Memo::new(move |_| {
        state.worklist.with(|list| {
            let shown = list.shown().map(|film| film.job);
            list.films().iter().any(|film| is_other(film, shown))
        })
    });
    view! {
        <div class="tool-group">
            {move || any.get().then(choice)} {link}
        </div>
    }
    .into_any()
}
