//! Text about the list of films: its order, its progress, its files, and what this browser keeps of it.

use model::class::Class;
use model::reading::Decision;

use crate::messages;
use crate::state::worklist::arrange::{Filter, Order};
use crate::strings::class_name;

messages! {
    "worklist";

    /// The heading of the list.
    pub fn heading();
    /// The label of the search field.
    pub fn search();
    /// The label of the filter.
    pub fn filter_label();
    /// The label of the order.
    pub fn order_label();
    /// The button that holds films back.
    pub fn pause();
    /// The button that continues after a pause.
    pub fn resume();
    /// The button that removes all films.
    pub fn clear();
    /// The button that brings a cleared list back.
    pub fn undo_clear();
    /// The button that exports CSV.
    pub fn export_csv();
    /// The button that exports JSON.
    pub fn export_json();
    /// The name of the group of exports.
    pub fn export();
    /// While nothing passes filter and search.
    pub fn nothing_listed();
    /// While films are held back.
    pub fn paused();
    /// While the time left is not known.
    pub fn no_pace();
    /// The progress bar, for screen readers.
    pub fn progress();
    /// What the order by doubt means.
    pub fn doubt_means();
    /// A film whose answer is hidden.
    pub fn hidden();
    /// A film that was cancelled.
    pub fn cancelled();
    /// A film whose file is not at hand.
    pub fn not_at_hand();
    /// Names that look like formulas.
    pub fn formula();
    /// The export failed.
    pub fn not_saved();
    /// Whether this browser shall keep the list.
    pub fn keep();
    /// What is kept.
    pub fn keep_what();
    /// The browser keeps nothing.
    pub fn not_kept();
    /// Kept films whose files are not at hand.
    pub fn reopen();
    /// How to get at films that are not at hand.
    pub fn drop_again();
    /// "312 of 500 films,", before the time left.
    pub fn done(done: usize, all: usize);
    /// The button that cancels films: "Cancel the 188 that wait".
    pub fn cancel(waiting: usize);
    /// The button that classifies films that were cancelled.
    pub fn continue_cancelled(cancelled: usize);
    /// "500 films were removed from the list."
    pub fn cleared(films: usize);
    /// The button that flags a film.
    pub fn flag(name: &str);
    /// The note of a film with what the reader called it: "Pneumonia 93.4 %; you: pneumonia".
    pub fn with_reader(note: &str, class: Class);
    /// "12 films of the kept list are not open."
    pub fn without_file(films: usize);
    fn key_next();
    fn key_previous();
    fn key_flag();
    fn key_search();
    fn key_class();
    fn key_sureness();
    fn order_arrival();
    fn order_name();
    fn order_shuffled();
    fn order_prediction();
    fn order_probability(class: Class);
    fn order_doubt();
    fn filter_all();
    fn filter_unfinished();
    fn filter_answered();
    fn filter_undecided();
    fn filter_refused();
    fn filter_failed();
    fn filter_flagged();
    fn filter_unread();
    fn count_all(films: usize);
    fn count_some(listed: usize, all: usize);
    fn seconds_left_few();
    fn seconds_left(seconds: u64);
    fn minutes_left(minutes: u64);
    fn hours_left(hours: u64, minutes: u64);
    fn left_out_films(films: usize);
    fn unnamed_film(number: &str);
}

/// The keys of the list, for the sheet of shortcuts: keys and what they do.
pub fn shortcuts() -> [(String, String); 6] {
    let rows = [
        ("J", key_next()),
        ("K", key_previous()),
        ("X", key_flag()),
        ("/", key_search()),
        ("C, N, P", key_class()),
        ("G, U, S", key_sureness()),
    ];
    rows.map(|(keys, meaning)| (keys.to_owned(), meaning))
}

/// An order in the menu.
pub fn order(order: Order) -> String {
    match order {
        Order::Arrival => order_arrival(),
        Order::Name => order_name(),
        Order::Shuffled => order_shuffled(),
        Order::Prediction => order_prediction(),
        Order::Probability(class) => order_probability(class),
        Order::Doubt => order_doubt(),
    }
}

/// A filter in the menu.
pub fn filter(filter: Filter) -> String {
    match filter {
        Filter::All => filter_all(),
        Filter::Unfinished => filter_unfinished(),
        Filter::Decided(Decision::Answer) => filter_answered(),
        Filter::Decided(Decision::Abstain) => filter_undecided(),
        Filter::Decided(Decision::Refuse) => filter_refused(),
        Filter::Failed => filter_failed(),
        Filter::Predicted(class) => class_name(class),
        Filter::Flagged => filter_flagged(),
        Filter::Unread => filter_unread(),
    }
}

/// "500 films", "37 of 500 films".
pub fn count(listed: usize, all: usize) -> String {
    if listed == all {
        count_all(all)
    } else {
        count_some(listed, all)
    }
}

/// "about 40 s left", "about 12 min left", "about 1 h 20 min left".
pub fn time_left(millis: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rounded time is a whole number that is not negative"
    )]
    let seconds = (millis / 1000.0).ceil().max(0.0) as u64;
    match seconds {
        0..=10 => seconds_left_few(),
        11..=90 => seconds_left(seconds.div_ceil(10) * 10),
        91..=5_400 => minutes_left(seconds.div_ceil(60)),
        _ => {
            let minutes = seconds.div_ceil(600) * 10;
            hours_left(minutes / 60, minutes % 60)
        }
    }
}

/// What is left out of an export.
pub fn left_out(films: usize) -> Option<String> {
    (films > 0).then(|| left_out_films(films))
}

/// A film whose name is hidden: "Film 04821".
pub fn unnamed(number: u32) -> String {
    unnamed_film(&format!("{:05}", number % 100_000))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::NBSP;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_time_left_is_rounded_to_what_can_be_known() {
        for (seconds, text) in [
            (0.0, "less than 10 s left"),
            (34.0, "about 40 s left"),
            (200.0, "about 4 min left"),
            (4_750.0, "about 80 min left"),
            (5_500.0, "about 1 h 40 min left"),
        ] {
            assert_eq!(time_left(seconds * 1000.0).replace(NBSP, " "), text);
        }
    }

    #[test]
    fn films_are_counted_in_words() {
        assert_eq!(count(1, 1), "1 film");
        assert_eq!(count(3, 3), "3 films");
        assert_eq!(count(1, 3), "1 of 3 films");
        assert_eq!(left_out(0), None);
    }
}
