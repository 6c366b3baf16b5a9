//! Buttons, menus and switches whose parts may change.
//!
//! Their types do not depend on who uses them, so that each is compiled once: a third of what the same elements
//! cost where they are written out.

use leptos::prelude::*;

/// A button.
#[component]
pub fn ActionButton(
    /// Its text.
    #[prop(into)]
    text: Signal<String>,
    /// Its classes.
    class: &'static str,
    /// Its test id.
    test_id: &'static str,
    /// What it does.
    on_click: Callback<()>,
    /// Whether it does nothing now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Whether it is the chosen one; `None` for a button that is not a choice.
    #[prop(optional)]
    pressed: Option<Signal<bool>>,
    /// The key that does the same.
    #[prop(optional)]
    key: Option<&'static str>,
) -> impl IntoView {
    let pressed = move || pressed.map(|pressed| pressed.get().to_string());
    let hint = key.map(|key| view! { <kbd aria-hidden="true">" " {key}</kbd> });
    view! {
        <button
            class=class
            type="button"
            data-testid=test_id
            aria-pressed=pressed
            aria-keyshortcuts=key
            disabled=move || disabled.get()
            on:click=move |_| on_click.run(())
        >
            {move || text.get()}
            {hint}
        </button>
    }
    .into_any()
}

/// A menu of which one entry is chosen.
#[component]
pub fn Menu(
    /// Its label.
    label: String,
    /// Its test id.
    test_id: &'static str,
    /// Value and text of each entry.
    entries: Vec<(&'static str, String)>,
    /// The value of the entry that is chosen.
    chosen: Signal<&'static str>,
    /// Values that cannot be chosen now.
    #[prop(optional, into)]
    disabled: Signal<Vec<&'static str>>,
    /// Receives the value of an entry that is chosen.
    on_choose: Callback<String>,
) -> impl IntoView {
    let option = |(value, text): (&'static str, String)| {
        view! {
            <option
                value=value
                prop:selected=move || chosen.get() == value
                disabled=move || disabled.get().contains(&value)
            >
                {text}
            </option>
        }
    };
    let options: Vec<_> = entries.into_iter().map(option).collect();
    view! {
        <label>
            {label}
            <select
                data-testid=test_id
                on:change=move |event| on_choose.run(event_target_value(&event))
            >
                {options}
            </select>
        </label>
    }
    .into_any()
}

/// A checkbox.
#[component]
pub fn Switch(
    /// Its label.
    label: String,
    /// Its test id.
    test_id: &'static str,
    /// Whether it is on.
    checked: Signal<bool>,
    /// Receives whether it is to be on.
    on_change: Callback<bool>,
    /// The id of the element that says more.
    #[prop(optional)]
    described_by: Option<&'static str>,
) -> impl IntoView {
    view! {
        <label class="switch">
            <input
                type="checkbox"
                data-testid=test_id
                aria-describedby=described_by
                prop:checked=move || checked.get()
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            {label}
        </label>
    }
    .into_any()
}

/// A view that is there while a condition holds.
pub fn when(
    condition: impl Fn() -> bool + Send + Sync + 'static,
    view: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    switched(Memo::new(move |_| condition()), Box::new(view))
}

fn switched(condition: Memo<bool>, view: Box<dyn Fn() -> AnyView + Send + Sync>) -> AnyView {
    (move || condition.get().then(&view)).into_any()
}

/// A sentence; none is no element.
pub fn sentence(class: &'static str, test_id: &'static str, text: Option<String>) -> AnyView {
    let text = text.map(|text| view! { <p class=class data-testid=test_id>{text}</p> });
    text.into_any()
}

/// A row of a table: its head, and its cells with their test ids.
pub type TableRow = (String, Vec<(String, String)>);

/// A table with a head for each row and column.
pub fn table(
    caption: String,
    test_id: &'static str,
    columns: Vec<String>,
    rows: Vec<TableRow>,
) -> AnyView {
    let heads = columns
        .into_iter()
        .map(|head| view! { <th scope="col">{head}</th> });
    let heads: Vec<_> = heads.collect();
    let rows = rows.into_iter().map(|(head, cells)| {
        let cells = cells.into_iter();
        let cells = cells.map(|(text, test_id)| view! { <td data-testid=test_id>{text}</td> });
        let cells: Vec<_> = cells.collect();
        view! {
            <tr>
                <th scope="row">{head}</th>
                {cells}
            </tr>
        }
    });
    let rows: Vec<_> = rows.collect();
    view! {
        <div class="scrolls">
            <table data-testid=test_id>
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <td></td>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
