//! Judges the model on the user's own labelled films, and calibrates it for them.

use leptos::prelude::*;
use model::class::Class;
use model::estimate::Estimate;

use crate::locale::catalogue::translated;
use crate::protocol::own_films::OwnReport;
use crate::protocol::{SplitScore, sets_at};
use crate::session::Session;
use crate::state::own_films::Judging;
use crate::state::worklist::Worklist;
use crate::state::{EngineState, PageState};
use crate::strings::options::estimate;
use crate::strings::own_films as words;
use crate::strings::{class_name, translated_lines};

/// The panel.
#[component]
pub fn OwnFilms() -> impl IntoView {
    let state = expect_context::<PageState>();
    let session = expect_context::<Session>();
    let own = state.own;
    let films = Memo::new(move |_| state.worklist.with(|list| list.films().len()));
    let finished = Memo::new(move |_| state.worklist.with(Worklist::is_finished));
    let running = move || own.judging.with(|judging| *judging == Judging::Running);
    let ready = move || state.engine.with(EngineState::is_ready);
    let table = move || {
        own.table
            .with(|table| Some(words::table(&table.as_ref()?.name)))
    };
    let judgement = move || match own.judging.get() {
        Judging::Not => ().into_any(),
        Judging::Running => view! { <p class="working">{words::running()}</p> }.into_any(),
        Judging::Done(Err(why)) => {
            view! { <p class="caution" data-testid="own-problem">{translated_lines(&why)}</p> }
                .into_any()
        }
        Judging::Done(Ok(report)) => view! { <Report report=*report /> }.into_any(),
    };
    view! {
        <section class="own" data-testid="own-films" aria-labelledby="own-heading">
            <h2 id="own-heading">{words::heading()}</h2>
            <p class="quiet">{words::how()} " " {table}</p>
            <button
                class="button"
                type="button"
                data-testid="own-judge"
                disabled=move || films.get() == 0 || !finished.get() || !ready() || running()
                on:click=move |_| session.judge_own_films()
            >
                {move || words::judge(films.get())}
            </button>
            {move || (!finished.get()).then(|| view! { <p class="quiet">{words::waiting()}</p> })}
            {judgement} <Calibrated />
        </section>
    }
}

/// The figures, the verdict, and the button that calibrates.
#[component]
fn Report(
    /// The figures.
    report: OwnReport,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let before = report.ece.value;
    let notes = report.notes.clone().into_iter();
    let notes = notes.map(|note| view! { <p class="caution minor">{translated(&note)}</p> });
    let verdict = view! {
        <p class="caution" class:minor=report.worse.is_none() data-testid="own-verdict">
            {words::verdict(&report)}
        </p>
    };
    let recalibration = match report.recalibration.clone() {
        Err(why) => {
            view! { <p class="quiet" data-testid="own-too-few">{translated(&why)}</p> }.into_any()
        }
        Ok(own) => {
            let after = own.ece.value;
            view! {
                <p>{words::recalibrated(before, after)} " " {words::recalibrate_what()}</p>
                <button
                    class="button"
                    type="button"
                    data-testid="own-recalibrate"
                    on:click=move |_| session.recalibrate(Some(own.clone()))
                >
                    {words::recalibrate()}
                </button>
            }
            .into_any()
        }
    };
    view! {
        {notes.collect_view()}
        {verdict}
        <Figures report=report.clone() />
        <Confusion counts=report.confusion />
        {recalibration}
    }
}

/// The figures beside the scorecard's.
#[component]
fn Figures(
    /// The figures of the user's films.
    report: OwnReport,
) -> impl IntoView {
    let state = expect_context::<PageState>();
    let by_class = words::by_class(&report);
    let rows = move || {
        let level = state.options.level.get();
        let own_sets = sets_at(&report.answer_sets, level);
        let coverage = words::coverage(own_sets);
        let (test, external) = state.model.with(|model| {
            let card = model.as_ref();
            let test = card.and_then(|card| card.test.clone());
            (test, card.and_then(|card| card.external.clone()))
        });
        let figure = |own: Option<Estimate>, of: fn(&SplitScore) -> Option<Estimate>| {
            [
                own,
                test.as_ref().and_then(of),
                external.as_ref().and_then(of),
            ]
        };
        let covered = [
            own_sets.map(|sets| sets.coverage),
            test.as_ref()
                .and_then(|score| Some(score.sets_at(level)?.coverage)),
            external
                .as_ref()
                .and_then(|score| Some(score.sets_at(level)?.coverage)),
        ];
        let rows = [
            (
                words::accuracy(),
                "own-accuracy",
                figure(Some(report.accuracy), |score| Some(score.accuracy)),
            ),
            (
                words::ece(),
                "own-ece",
                figure(Some(report.ece), |score| Some(score.ece)),
            ),
            (coverage, "own-coverage", covered),
            (
                words::refused(),
                "own-refused",
                figure(Some(report.refused), |score| score.refused),
            ),
        ];
        let rows = rows.into_iter().map(|(name, id, figures)| {
            let cell = |figure: Option<Estimate>| figure.map_or_else(words::none, estimate);
            let [own, test, external] = figures.map(cell);
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td data-testid=id>{own}</td>
                    <td>{test}</td>
                    <td>{external}</td>
                </tr>
            }
        });
        rows.collect_view()
    };
    view! {
        <div class="scrolls">
            <table>
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col">
                            {words::own()} <br /> <span class="quiet" data-testid="own-counts">{by_class}</span>
                        </th>
                        <th scope="col">{words::test()}</th>
                        <th scope="col">{words::external()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// Labels against predictions.
#[component]
fn Confusion(
    /// Rows are the labels, columns the predictions.
    counts: [[u64; Class::COUNT]; Class::COUNT],
) -> impl IntoView {
    let heads = Class::ALL.map(|class| view! { <th scope="col">{class_name(class)}</th> });
    let rows = Class::ALL.into_iter().zip(counts).map(|(label, row)| {
        let cells = Class::ALL.into_iter().zip(row);
        let cells = cells.map(|(class, films)| {
            view! { <td class:right=class == label>{films}</td> }
        });
        view! {
            <tr>
                <th scope="row">{class_name(label)}</th>
                {cells.collect_view()}
            </tr>
        }
    });
    view! {
        <div class="scrolls">
            <table data-testid="own-confusion">
                <caption>{words::confusion()}</caption>
                <thead>
                    <tr>
                        <td></td>
                        {heads.collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

/// The calibration that is in use instead of the model's, and what may be done with it.
#[component]
fn Calibrated() -> impl IntoView {
    let state = expect_context::<PageState>();
    let session = expect_context::<Session>();
    move || {
        let note = state.calibrated_on()?;
        Some(view! {
            <p class="caution minor" data-testid="own-calibrated">{note}</p>
            {state.own.not_kept.get().then(|| view! { <p class="caution">{words::not_kept()}</p> })}
            <div class="fixes">
                <button
                    class="button secondary"
                    type="button"
                    data-testid="own-export"
                    on:click=move |_| session.export_scorecard()
                >
                    {words::export()}
                </button>
                <button
                    class="button secondary"
                    type="button"
                    data-testid="own-remove"
                    on:click=move |_| session.recalibrate(None)
                >
                    {words::remove()}
                </button>
            </div>
        })
    }
}
