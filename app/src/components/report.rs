//! The report on the film that is shown: a page to print, and the same as a picture.

mod picture;

use std::sync::Arc;

use leptos::ev;
use leptos::html::Dialog;
use leptos::portal::Portal;
use leptos::prelude::*;

use self::picture::draw;
use crate::components::film_figure::ThumbnailCanvas;
use crate::components::form::{ActionButton, when};
use crate::locale::numbers;
use crate::protocol::JobId;
use crate::report::{ClassBar, Context, Line, Report, Section};
use crate::state::PageState;
use crate::state::overlay::Overlay;
use crate::state::worklist::{Stage, Thumbnail};
use crate::strings::report as words;
use crate::strings::{self, disclaimer_long};
use crate::web::canvas::draw_rgba;

/// Everything that a report shows.
#[derive(Debug, Clone, PartialEq)]
struct Sheet {
    report: Report,
    film: Option<Arc<Thumbnail>>,
    overlay: Option<Overlay>,
}

/// What is known of a film now; `None` without an answer.
fn sheet(state: PageState, job: JobId) -> Option<Sheet> {
    let context = Context {
        model: state.model.get()?,
        level: state.options.level.get(),
        promise: state.promise(),
        calibrated_on: state.calibrated_on(),
        time: numbers::now(),
    };
    let overlay = state.overlay.get();
    state.worklist.with(|list| {
        let film = list.film(job)?;
        let Stage::Answered(answer) = &film.stage else {
            return None;
        };
        Some(Sheet {
            report: Report::of(film, answer, &context)?,
            film: film.thumbnail.clone(),
            overlay,
        })
    })
}

/// The button that opens the report.
#[component]
pub fn ReportButton(
    /// The film.
    job: JobId,
) -> impl IntoView {
    let state = expect_context::<PageState>();
    let open = RwSignal::new(None::<Sheet>);
    let has_report = move || {
        let worklist = state.worklist.read();
        let film = worklist.film(job);
        let reading = film.and_then(|film| film.stage.reading());
        reading.is_some_and(|reading| reading.probabilities.is_some())
    };
    let close = Callback::new(move |()| open.set(None));
    let on_open = Callback::new(move |()| open.set(untrack(|| sheet(state, job))));
    let button = move || {
        view! {
            <ActionButton
                text=words::open()
                class="button secondary report-button"
                test_id="report"
                on_click=on_open
            />
        }
        .into_any()
    };
    view! {
        {when(has_report, button)}
        {move || {
            open.get().map(|sheet| view! { <Portal><ReportDialog sheet=sheet.clone() close /></Portal> })
        }}
    }
}

/// The report in a dialog; its sheet alone is printed.
#[component]
fn ReportDialog(
    /// What it shows.
    sheet: Sheet,
    /// Closes it.
    close: Callback<()>,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    let reference = RwSignal::new(String::new());
    let not_saved = RwSignal::new(false);
    mark_open(true);
    on_cleanup(|| mark_open(false));
    Effect::new(move |_| {
        let shown = dialog.get().map(|dialog| dialog.show_modal());
        if let Some(Err(error)) = shown {
            web_sys::console::warn_1(&error);
        }
    });
    let print = Callback::new(move |()| {
        if let Err(error) = window().print() {
            web_sys::console::warn_1(&error);
        }
    });
    let picture = sheet.clone();
    let save = Callback::new(move |()| {
        let Sheet {
            report,
            film,
            overlay,
        } = &picture;
        let drawn = draw(
            report,
            film.as_deref(),
            overlay.as_ref(),
            &reference.get_untracked(),
        );
        not_saved.set(drawn.and_then(|page| page.save(words::FILE_NAME)).is_err());
    });
    let typed = move || {
        let reference = reference.get();
        let reference = reference.trim();
        (!reference.is_empty()).then(|| words::reference_line(reference))
    };
    view! {
        <dialog
            node_ref=dialog
            class="report paper"
            data-testid="report-sheet"
            aria-labelledby="report-title"
            on:close=move |_: ev::Event| close.run(())
        >
            <form method="dialog" class="report-tools">
                <label>
                    {words::reference()}
                    <input
                        type="text"
                        autocomplete="off"
                        data-testid="report-reference"
                        on:input=move |event| reference.set(event_target_value(&event))
                        on:keydown=move |event| {
                            if event.key() == "Enter" {
                                event.prevent_default();
                            }
                        }
                    />
                </label>
                <div class="buttons">
                    <ActionButton
                        text=words::print()
                        class="button"
                        test_id="report-print"
                        on_click=print
                    />
                    <ActionButton
                        text=words::save_png()
                        class="button secondary"
                        test_id="report-png"
                        on_click=save
                    />
                    <button class="button secondary" data-testid="report-close">
                        {words::close()}
                    </button>
                </div>
                {move || not_saved.get().then(|| view! { <p class="caution">{words::not_saved()}</p> })}
            </form>
            <article class="sheet">
                <header>
                    <p class="sheet-name">{strings::name()}</p>
                    <h2 id="report-title">{words::title()}</h2>
                    <p data-testid="report-typed">{typed}</p>
                </header>
                <div class="sheet-top">
                    {sheet.film.map(|film| view! { <Film film overlay=sheet.overlay /> })}
                    <Answer headline=sheet.report.headline bars=sheet.report.bars />
                </div>
                {sheet
                    .report
                    .sections
                    .into_iter()
                    .map(|section| view! { <Part section /> })
                    .collect_view()}
                <p class="sheet-end">{disclaimer_long()}</p>
            </article>
        </dialog>
    }
}

/// Marks the document, so that the style sheet prints the report and nothing else.
fn mark_open(open: bool) {
    let root = document().document_element();
    let marked = root.map(|root| root.toggle_attribute_with_force("data-report", open));
    if let Some(Err(error)) = marked {
        web_sys::console::warn_1(&error);
    }
}

/// The film, with the map over it if one is shown.
#[component]
fn Film(
    /// The film.
    film: Arc<Thumbnail>,
    /// The map.
    overlay: Option<Overlay>,
) -> impl IntoView {
    let (width, height) = (
        f64::from(film.shape.width.max(1)),
        f64::from(film.shape.height.max(1)),
    );
    let caption = if overlay.is_some() {
        words::film_with_map()
    } else {
        words::film()
    };
    let map = overlay.map(|overlay| {
        let canvas = NodeRef::new();
        let percent = |part: u32, whole: f64| format!("{}%", f64::from(part) * 100.0 / whole);
        let area = overlay.area;
        Effect::new(move |_| {
            let drawn = canvas
                .get()
                .map(|canvas| draw_rgba(&canvas, [overlay.width, overlay.height], &overlay.rgba));
            if let Some(Err(error)) = drawn {
                web_sys::console::warn_1(&error.to_string().into());
            }
        });
        view! {
            <canvas
                node_ref=canvas
                class="sheet-map"
                style:left=percent(area.left, width)
                style:top=percent(area.top, height)
                style:width=percent(area.width, width)
                style:height=percent(area.height, height)
            ></canvas>
        }
    });
    view! {
        <figure>
            <div class="sheet-film">
                <ThumbnailCanvas label=words::film() thumbnail=film />
                {map}
            </div>
            <figcaption>{caption}</figcaption>
        </figure>
    }
}

/// The result in one line, and the probabilities.
#[component]
fn Answer(
    /// The line.
    headline: String,
    /// The probabilities.
    bars: Vec<ClassBar>,
) -> impl IntoView {
    let bars = bars.into_iter().map(|bar| {
        view! {
            <div class="bar" class:in-set=bar.in_set>
                <span class="bar-name">{bar.name}</span>
                <span class="bar-value">{bar.percent}</span>
                <span class="bar-track" aria-hidden="true">
                    <span class="bar-fill" style:width=format!("{}%", bar.share * 100.0)></span>
                </span>
            </div>
        }
    });
    view! {
        <div>
            <p class="sheet-headline">{headline}</p>
            <h3>{words::probabilities()}</h3>
            <div class="bars">{bars.collect::<Vec<_>>()}</div>
        </div>
    }
}

/// A part of the report.
#[component]
fn Part(
    /// The part.
    section: Section,
) -> impl IntoView {
    let lines = section.lines.into_iter().map(|line| match line {
        Line::Fact(label, value) => view! {
            <p class="fact">
                <span class="label">{label}</span>
                <span class="value">{value}</span>
            </p>
        }
        .into_any(),
        Line::Caution(text) => view! { <p class="caution minor">{text}</p> }.into_any(),
        Line::Text(text) => view! { <p>{text}</p> }.into_any(),
    });
    view! {
        <section>
            <h3>{section.heading}</h3>
            {lines.collect::<Vec<_>>()}
        </section>
    }
}
