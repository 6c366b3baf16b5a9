//! Search, filter and order of the list, and the switch for reading blind.

use leptos::prelude::*;

use super::keys::SEARCH_FIELD;
use crate::components::form::{Menu, Switch, when};
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
    let blind = Signal::derive(move || arrangement.with(|it| it.blind));
    let set_blind = Callback::new(move |blind| arrangement.update(|it| it.set_blind(blind)));
    let by_doubt = move || films.get() > 1 && arrangement.with(|it| it.order == Order::Doubt);
    view! {
        <div class="controls" role="group" aria-labelledby="worklist-heading">
            {when(move || films.get() > 1, || view! { <Arranging /> }.into_any())}
            <Switch label=readers::switch() test_id="blind" checked=blind on_change=set_blind />
        </div>
        {when(by_doubt, || view! { <p class="quiet note">{words::doubt_means()}</p> }.into_any())}
    }
}

/// Search, filter and order.
#[component]
fn Arranging() -> impl IntoView {
    let arrangement = expect_context::<PageState>().list.arrangement;
    let search = move || arrangement.with(|it| it.search.clone());
    let filters = Filter::ALL.map(|filter| (filter.word(), words::filter(filter)));
    let filter = Signal::derive(move || arrangement.with(|it| it.filter.word()));
    let set_filter = Callback::new(move |word: String| {
        let filter = Filter::ALL.into_iter().find(|it| it.word() == word);
        arrangement.update(|it| it.filter = filter.unwrap_or_default());
    });
    let orders = Order::ALL.map(|order| (order.word(), words::order(order)));
    let order = Signal::derive(move || arrangement.with(|it| it.order.word()));
    let set_order = Callback::new(move |word: String| {
        let order = Order::ALL.into_iter().find(|it| it.word() == word);
        arrangement.update(|it| it.order = order.unwrap_or_default());
    });
    let hidden = Signal::derive(move || {
        let telling = Order::ALL.into_iter().filter(|order| order.tells_answers());
        let blind = arrangement.with(|it| it.blind);
        telling
            .filter(|_| blind)
            .map(Order::word)
            .collect::<Vec<_>>()
    });
    view! {
        <label class="search">
            {words::search()}
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
        <Menu
            label=words::filter_label()
            test_id="worklist-filter"
            entries=filters.to_vec()
            chosen=filter
            on_choose=set_filter
        />
        <Menu
            label=words::order_label()
            test_id="worklist-order"
            entries=orders.to_vec()
            chosen=order
            disabled=hidden
            on_choose=set_order
        />
    }
    .into_any()
}
