//! The most confident errors of a model, as pictures inside the page.

use std::io::Cursor;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::{GrayImage, ImageFormat};
use maud::{Markup, html};

use crate::evaluation::scored_film::ScoredFilm;

/// Number of errors shown.
pub(crate) const SHOWN: usize = 12;

/// A wrongly predicted film with its picture.
#[derive(Debug)]
pub(crate) struct ErrorPicture<'a> {
    pub(crate) film: ScoredFilm<'a>,
    pub(crate) uri: String,
}

/// The positions of the wrongly predicted films, the most confident errors first.
pub(crate) fn most_confident(films: &[ScoredFilm<'_>]) -> Vec<usize> {
    let confidence = |position: usize| films[position].scored.confidence();
    let mut wrong: Vec<usize> = (0..films.len())
        .filter(|&position| !films[position].scored.is_right())
        .collect();
    wrong.sort_by(|&a, &b| confidence(b).total_cmp(&confidence(a)));
    wrong.truncate(SHOWN);
    wrong
}

/// A square film of 16-bit grey values as the `data:` URI of an 8-bit PNG; `None` when it is not a
/// square of this side.
pub(crate) fn data_uri(plane: &[u16], side: u32) -> Option<String> {
    let grey = plane.iter().map(|value| value.to_be_bytes()[0]).collect();
    let picture = GrayImage::from_raw(side, side, grey)?;
    let mut png = Vec::new();
    picture
        .write_to(&mut Cursor::new(&mut png), ImageFormat::Png)
        .ok()?;
    Some(format!("data:image/png;base64,{}", STANDARD.encode(png)))
}

/// The picture of an error with label and prediction below it.
pub(crate) fn figure(error: &ErrorPicture<'_>) -> Markup {
    let ErrorPicture { film, uri } = error;
    let (film, scored) = (film.film, &film.scored);
    let (truth, prediction) = (scored.truth, scored.prediction());
    let percent = |probability: f64| format!("{:.1}\u{a0}%", probability * 100.0);
    html! {
        figure {
            img src=(uri) alt={ "Film " (film.file) ": " (truth) ", predicted " (prediction) };
            figcaption {
                "predicted " b { (prediction) } " (" (percent(scored.confidence())) "), labelled "
                b { (truth) } " (" (percent(scored.probabilities[truth])) ")" br;
                (film.source) ", " (film.file)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::figures::tests::{films, scored_films};

    #[test]
    fn only_errors_are_shown_the_most_confident_first() {
        let films = films();
        let mut scored = scored_films(&films);
        assert_eq!(most_confident(&scored), [3]);
        scored[1].scored.probabilities.0 = [0.95, 0.05, 0.0];
        assert_eq!(most_confident(&scored), [1, 3]);
        let many = vec![scored[3]; 20];
        assert_eq!(most_confident(&many).len(), SHOWN);
    }

    #[test]
    fn a_film_becomes_a_picture_of_its_upper_bits() {
        let uri = data_uri(&[0, 0x80ff, 0xffff, 0x0100], 2).unwrap();
        let png = STANDARD.decode(uri.split(',').nth(1).unwrap()).unwrap();
        let picture = image::load_from_memory(&png).unwrap().to_luma8();
        assert_eq!(picture.into_raw(), [0, 0x80, 0xff, 1]);
        assert_eq!(data_uri(&[0; 3], 2), None);
    }

    #[test]
    fn label_prediction_source_and_file_are_named() {
        let films = films();
        let error = ErrorPicture {
            film: scored_films(&films)[3],
            uri: "data:,".to_owned(),
        };
        let html = figure(&error).into_string();
        assert!(
            html.contains("<b>COVID-19</b> (90.0\u{a0}%), labelled <b>normal</b> (10.0\u{a0}%)"),
            "{html}"
        );
        assert!(html.contains("b, 4.png"), "{html}");
    }
}
