//! Search, filter and order of the list, and the switch for reading blind.

use leptos::prelude::*;

use super::keys::SEARCH_FIELD;
use crate::state::PageState;
use crate::state::worklist::arrange::{Filter, Order};
use crate::strings::readers;
use crate::strings::worklist as words;

/// The controls; a single film needs only the switch.
#[component]
pub fn Controls(
    /// How many films there are.
    films: Memo<usize>,
) -> impl IntoView {
    let arrangement = expect_context::<PageState>().list.arrangement;
    let several = Memo::new(move |_| films.get() > 1);
    let blind = move || arrangement.with(|it| it.blind);
    let by_doubt = move || arrangement.with(|it| it.order == Order::Doubt);
    view! {
        <div class="controls" role="group" aria-labelledby="worklist-heading">
            <Show when=move || several.get()>
                <Search />
                <label>
                    {words::FILTER}
                    <select
                        data-testid="worklist-filter"
                        on:change=move |event| {
                            let word = event_target_value(&event);
                            let filter = Filter::ALL.into_iter().find(|it| it.word() == word);
                            arrangement.update(|it| it.filter = filter.unwrap_or_default());
                        }
                    >
                        {Filter::ALL.map(|filter| {
                            let chosen = move || arrangement.with(|it| it.filter == filter);
                            view! {
                                <option value=filter.word() prop:selected=chosen>
                                    {words::filter(filter)}
                                </option>
                            }
                        }).into_iter().collect_view()}
                    </select>
                </label>
                <label>
                    {words::ORDER}
                    <select
                        data-testid="worklist-order"
                        on:change=move |event| {
                            let word = event_target_value(&event);
                            let order = Order::ALL.into_iter().find(|it| it.word() == word);
                            arrangement.update(|it| it.order = order.unwrap_or_default());
                        }
                    >
                        {Order::ALL.map(|order| {
                            let chosen = move || arrangement.with(|it| it.order == order);
                            view! {
                                <option value=order.word() prop:selected=chosen>
                                    {words::order(order)}
                                </option>
                            }
                        }).into_iter().collect_view()}
                    </select>
                </label>
            </Show>
            <label class="switch">
                <input
                    type="checkbox"
                    data-testid="blind"
                    prop:checked=blind
                    on:change=move |event| {
                        let blind = event_target_checked(&event);
                        arrangement.update(|it| it.blind = blind);
                    }
                />
                {readers::SWITCH}
            </label>
        </div>
        <Show when=move || several.get() && by_doubt()>
            <p class="quiet note">{words::DOUBT_MEANS}</p>
        </Show>
    }
}

/// The search field.
#[component]
fn Search() -> impl IntoView {
    let arrangement = expect_context::<PageState>().list.arrangement;
    let search = move || arrangement.with(|it| it.search.clone());
    view! {
        <label class="search">
            {words::SEARCH}
            <input
                id=SEARCH_FIELD
                type="search"
                autocomplete="off"
                spellcheck="false"
                data-testid="worklist-search"
                prop:value=search
                on:input=move |event| {
                    let search = event_target_value(&event);
                    arrangement.update(|it| it.search = search);
                }
            />
        </label>
    }
}
