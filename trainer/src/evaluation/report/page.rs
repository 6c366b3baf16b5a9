//! The parts of a self-contained HTML page: frame, sections, tables, figures.

use model::estimate::Estimate;

/// The look of all pages, light, dark and printed.
const STYLE: &str = include_str!("style.css");

/// What stands first and last on every page.
pub(crate) const DISCLAIMER: &str =
    "For research and teaching: not a medical device, not for diagnosis.";

/// A cell of a table: text, with a smaller line below it where there is more to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cell {
    text: String,
    below: Option<String>,
}

/// Text in a cell.
#[expect(
    clippy::needless_pass_by_value,
    reason = "counts, classes and text alike become cells where they are made"
)]
pub(crate) fn cell(text: impl ToString) -> Cell {
    Cell {
        text: text.to_string(),
        below: None,
    }
}

/// A figure in a cell with its interval below; a dash where it does not exist.
pub(crate) fn figure_cell(estimate: Option<&Estimate>) -> Cell {
    estimate.map_or_else(
        || cell("-"),
        |estimate| Cell {
            text: format!("{:.3}", estimate.value),
            below: Some(interval(estimate)),
        },
    )
}

/// An interval in words.
pub(crate) fn interval(estimate: &Estimate) -> String {
    format!("{:.3} to {:.3}", estimate.low, estimate.high)
}

/// Text as HTML has it; names of sources and files come from the user's lists.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

/// The whole page; the title is text, the body HTML.
pub(crate) fn document(title: &str, lead: &str, body: &str) -> String {
    let title = escaped(title);
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title}</title><style>{STYLE}</style></head>\n<body>\n\
         <header><h1>{title}</h1>\n<p>{}</p>\n<p class=\"notice\">{DISCLAIMER}</p></header>\n\
         <main>\n{body}</main>\n\
         <footer><p>Made by Pneumoscope {}. {DISCLAIMER}</p></footer>\n</body></html>\n",
        escaped(lead),
        env!("CARGO_PKG_VERSION"),
    )
}

/// A section with its heading; the content is HTML.
pub(crate) fn section(heading: &str, content: &str) -> String {
    format!(
        "<section><h2>{}</h2>\n{content}</section>\n",
        escaped(heading)
    )
}

/// A paragraph of text.
pub(crate) fn paragraph(text: &str) -> String {
    format!("<p>{}</p>\n", escaped(text))
}

/// A list of sentences.
pub(crate) fn list(sentences: &[String]) -> String {
    let items = sentences
        .iter()
        .map(|sentence| format!("<li>{}</li>\n", escaped(sentence)));
    format!("<ul>{}</ul>\n", joined(items))
}

/// Large figures beside each other: name, value, what is below.
pub(crate) fn cards(cards: &[(&str, String, String)]) -> String {
    let items = cards.iter().map(|(name, value, below)| {
        format!(
            "<li>{}<b>{}</b><small>{}</small></li>\n",
            escaped(name),
            escaped(value),
            escaped(below)
        )
    });
    format!("<ul class=\"cards\">{}</ul>\n", joined(items))
}

/// A table that scrolls by itself where the window is narrow.
pub(crate) fn table(caption: &str, columns: &[&str], rows: &[Vec<Cell>]) -> String {
    let caption = escaped(caption);
    let heads = joined(
        columns
            .iter()
            .map(|column| format!("<th scope=\"col\">{}</th>", escaped(column))),
    );
    let rows = joined(rows.iter().map(|row| table_row(row)));
    format!(
        "<div class=\"scroll\" role=\"region\" aria-label=\"{caption}\" tabindex=\"0\">\
         <table><caption>{caption}</caption><thead><tr>{heads}</tr></thead>\n\
         <tbody>{rows}</tbody></table></div>\n"
    )
}

fn table_row(row: &[Cell]) -> String {
    let cells = row.iter().enumerate().map(|(column, cell)| {
        let (open, close) = if column == 0 {
            ("<th scope=\"row\">", "</th>")
        } else {
            ("<td>", "</td>")
        };
        let below = cell.below.as_ref().map_or_else(String::new, |below| {
            format!("<small>{}</small>", escaped(below))
        });
        format!("{open}{}{below}{close}", escaped(&cell.text))
    });
    format!("<tr>{}</tr>\n", joined(cells))
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().concat()
}

/// A plot with its caption; a wide one has a row of its own.
pub(crate) fn plot(svg: &str, caption: &str, wide: bool) -> String {
    let class = if wide { " class=\"wide\"" } else { "" };
    format!(
        "<figure{class}>{svg}<figcaption>{}</figcaption></figure>\n",
        escaped(caption)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_from_lists_cannot_break_the_page() {
        let row = vec![cell("<script>\"&")];
        let html = table("By \"source\"", &["group"], &[row]);
        assert!(html.contains("&lt;script>&quot;&amp;"), "{html}");
        assert!(html.contains("aria-label=\"By &quot;source&quot;\""));
        assert!(!document("<b>", "<i>", "").contains("<i>"));
    }

    #[test]
    fn a_figure_has_its_interval_below_it_and_a_missing_one_is_a_dash() {
        let estimate = Estimate {
            value: 0.5,
            low: 0.25,
            high: 0.75,
        };
        let row = vec![cell("a"), figure_cell(Some(&estimate)), figure_cell(None)];
        let html = table("", &[], &[row]);
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
