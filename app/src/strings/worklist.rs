//! Text about the list of films: its order, its progress, its files, and what this browser keeps of it.

use model::class::Class;
use model::reading::Decision;

use crate::state::worklist::arrange::{Filter, Order};
use crate::strings::{NBSP, class_name};

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
}

/// The keys of the list, for the sheet of shortcuts: keys and what they do.
pub const SHORTCUTS: [(&str, &str); 6] = [
    ("J", "Next film"),
    ("K", "Previous film"),
    ("X", "Flag the film, or remove the flag"),
    ("/", "Search the list"),
    ("C, N, P", "Reading blind: COVID-19, normal, pneumonia"),
    ("G, U, S", "Reading blind: a guess, unsure, sure"),
];

/// An order in the menu.
pub fn order(order: Order) -> String {
    match order {
        Order::Arrival => "As dropped".to_owned(),
        Order::Name => "Name".to_owned(),
        Order::Shuffled => "Shuffled".to_owned(),
        Order::Prediction => "Prediction".to_owned(),
        Order::Probability(class) => format!("Probability of {class}"),
        Order::Doubt => "Doubt, most doubtful first".to_owned(),
    }
}

/// A filter in the menu.
pub fn filter(filter: Filter) -> String {
    match filter {
        Filter::All => "All films".to_owned(),
        Filter::Unfinished => "Not finished".to_owned(),
        Filter::Decided(Decision::Answer) => "Answered".to_owned(),
        Filter::Decided(Decision::Abstain) => "Undecided".to_owned(),
        Filter::Decided(Decision::Refuse) => "Not classified".to_owned(),
        Filter::Failed => "Failed".to_owned(),
        Filter::Predicted(class) => class_name(class),
        Filter::Flagged => "Flagged".to_owned(),
        Filter::Unread => "Not read by you".to_owned(),
    }
}

/// "500 films", "37 of 500 films".
pub fn count(listed: usize, all: usize) -> String {
    match (listed, all) {
        (1, 1) => "1 film".to_owned(),
        (listed, all) if listed == all => format!("{all} films"),
        (listed, all) => format!("{listed} of {all} films"),
    }
}

/// "312 of 500 films".
pub fn done(done: usize, all: usize) -> String {
    format!("{done} of {all} films")
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
        0..=10 => format!("less than 10{NBSP}s left"),
        11..=90 => format!("about {}{NBSP}s left", seconds.div_ceil(10) * 10),
        91..=5_400 => format!("about {}{NBSP}min left", seconds.div_ceil(60)),
        _ => {
            let minutes = seconds.div_ceil(600) * 10;
            format!(
                "about {}{NBSP}h {}{NBSP}min left",
                minutes / 60,
                minutes % 60
            )
        }
    }
}

/// The button that cancels films: "Cancel the 188 that wait".
pub fn cancel(waiting: usize) -> String {
    match waiting {
        1 => "Cancel the one that waits".to_owned(),
        waiting => format!("Cancel the {waiting} that wait"),
    }
}

/// The button that classifies films that were cancelled.
pub fn continue_cancelled(cancelled: usize) -> String {
    match cancelled {
        1 => "Classify the cancelled film".to_owned(),
        cancelled => format!("Classify the {cancelled} cancelled films"),
    }
}

/// "500 films were removed from the list."
pub fn cleared(films: usize) -> String {
    match films {
        1 => "1 film was removed from the list.".to_owned(),
        films => format!("{films} films were removed from the list."),
    }
}

/// What is left out of an export.
pub fn left_out(films: usize) -> Option<String> {
    match films {
        0 => None,
        1 => Some("1 film is left out: it is not finished, or you have yet to read it.".to_owned()),
        films => Some(format!(
            "{films} films are left out: they are not finished, or you have yet to read them."
        )),
    }
}

/// The button that flags a film.
pub fn flag(name: &str) -> String {
    format!("Flag {name}")
}

/// A film whose name is hidden: "Film 04821".
pub fn unnamed(number: u32) -> String {
    format!("Film {:05}", number % 100_000)
}

/// What the reader called a film: "you: pneumonia".
pub fn reader(class: Class) -> String {
    format!("you: {class}")
}

/// "12 films of the kept list are not open."
pub fn without_file(films: usize) -> String {
    match films {
        1 => "1 film of the kept list is not open.".to_owned(),
        films => format!("{films} films of the kept list are not open."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
