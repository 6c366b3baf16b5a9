//! The parts of a self-contained HTML page: frame, sections, tables, figures.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use model::estimate::Estimate;

/// The style of all pages, for light, dark and print.
const STYLE: &str = include_str!("style.css");

/// The notice at the top and bottom of every page.
pub(crate) const DISCLAIMER: &str =
    "For research and teaching: not a medical device, not for diagnosis.";

/// A figure in a table cell with its interval below, or a dash when it does not exist.
pub(crate) fn figure_cell(estimate: Option<&Estimate>) -> Markup {
    html! {
        @if let Some(estimate) = estimate {
            (format!("{:.3}", estimate.value))
            small { (interval(estimate)) }
        } @else {
            "-"
        }
    }
}

/// An interval as text.
pub(crate) fn interval(estimate: &Estimate) -> String {
    format!("{:.3} to {:.3}", estimate.low, estimate.high)
}

/// The program that makes the pages.
const GENERATOR: &str = "Pneumoscope";

/// The whole page.
pub(crate) fn document(title: &str, lead: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="generator" content=(GENERATOR);
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { (title) }
                    p { (lead) }
                    p.notice { (DISCLAIMER) }
                }
                main { (body) }
                footer {
                    p { "Made by " (GENERATOR) " " (env!("CARGO_PKG_VERSION")) ". " (DISCLAIMER) }
                }
            }
        }
    };
    page.into_string()
}

/// Whether a file begins as a page of [`document`] does.
pub(crate) fn is_own_page(head: &[u8]) -> bool {
    let tag = format!("name=\"generator\" content=\"{GENERATOR}\"");
    String::from_utf8_lossy(head).contains(&tag)
}

/// A section with its heading.
pub(crate) fn section(heading: &str, content: &Markup) -> Markup {
    html! { section { h2 { (heading) } (content) } }
}

/// A list of sentences.
pub(crate) fn list(sentences: &[String]) -> Markup {
    html! { ul { @for sentence in sentences { li { (sentence) } } } }
}

/// A figure in large type.
#[derive(Debug)]
pub(crate) struct Headline {
    pub(crate) name: &'static str,
    pub(crate) value: String,
    /// A note in small type below it.
    pub(crate) note: String,
}

/// Headlines side by side.
pub(crate) fn headlines(headlines: &[Headline]) -> Markup {
    html! {
        ul.cards {
            @for Headline { name, value, note } in headlines {
                li { (name) b { (value) } small { (note) } }
            }
        }
    }
}

/// A table, which scrolls on its own in a narrow window; the first cell of a row is its heading.
pub(crate) fn table(caption: &str, columns: &[&str], rows: &[Vec<Markup>]) -> Markup {
    html! {
        div.scroll role="region" aria-label=(caption) tabindex="0" {
            table {
                caption { (caption) }
                thead { tr { @for column in columns { th scope="col" { (column) } } } }
                tbody {
                    @for row in rows {
                        tr {
                            @for (column, cell) in row.iter().enumerate() {
                                @if column == 0 { th scope="row" { (cell) } }
                                @else { td { (cell) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A plot with its caption; a wide one takes a whole row.
pub(crate) fn plot(svg: &str, caption: &str, wide: bool) -> Markup {
    html! {
        figure.wide[wide] { (PreEscaped(svg)) figcaption { (caption) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_from_lists_are_escaped() {
        let row = vec![html! { ("<script>\"&") }];
        let html = table("By \"source\"", &["group"], &[row]).into_string();
        assert!(html.contains("&lt;script&gt;&quot;&amp;"), "{html}");
        assert!(html.contains("aria-label=\"By &quot;source&quot;\""));
        assert!(!document("<b>", "<i>", &html! {}).contains("<i>"));
    }

    #[test]
    fn a_figure_has_its_interval_below_it_and_a_missing_one_is_a_dash() {
        let estimate = Estimate {
            value: 0.5,
            low: 0.25,
            high: 0.75,
        };
        let row = vec![
            html! { "a" },
            figure_cell(Some(&estimate)),
            figure_cell(None),
        ];
        let html = table("", &[], &[row]).into_string();
        assert!(html.contains("<td>0.500<small>0.250 to 0.750</small></td><td>-</td>"));
    }

    #[test]
    fn a_page_loads_nothing() {
        let html = document("title", "lead", &plot("<svg/>", "caption", true));
        for word in ["<link", "<script", "src=", "@import", "url("] {
            assert!(!html.contains(word), "{word}");
        }
    }
}
