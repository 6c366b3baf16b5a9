//! The wrong answers that the model was surest of, as pictures inside the page.

use std::io::Cursor;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::{GrayImage, ImageFormat};

use super::page::escaped;
use crate::evaluation::figures::Answered;

/// How many are shown.
pub(crate) const SHOWN: usize = 12;

/// The positions of the wrong answers, the surest first.
pub(crate) fn surest(films: &[Answered<'_>]) -> Vec<usize> {
    let confidence = |position: usize| films[position].scored.confidence();
    let mut wrong: Vec<usize> = (0..films.len())
        .filter(|&position| !films[position].scored.is_right())
        .collect();
    wrong.sort_by(|&a, &b| confidence(b).total_cmp(&confidence(a)));
    wrong.truncate(SHOWN);
    wrong
}

/// A square film of 16-bit grey values as the address of a PNG of 8 bits; `None` when it is no
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

/// A film with truth and answer below it.
pub(crate) fn figure(film: &Answered<'_>, picture: &str) -> String {
    let scored = &film.scored;
    let (truth, answer) = (scored.truth, scored.prediction());
    let name = escaped(&film.film.file);
    format!(
        "<figure><img src=\"{picture}\" alt=\"Film {name}: {truth}, answered as {answer}\">\
         <figcaption><b>{answer}</b> with {:.1}&nbsp;%, truly <b>{truth}</b> ({:.1}&nbsp;%)<br>\
         {}, {name}</figcaption></figure>\n",
        scored.confidence() * 100.0,
        scored.probabilities[truth] * 100.0,
        escaped(&film.film.source),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::figures::tests::{answered, films};

    #[test]
    fn only_wrong_answers_are_shown_the_surest_first() {
        let films = films();
        let mut answered = answered(&films);
        assert_eq!(surest(&answered), [3]);
        answered[1].scored.probabilities.0 = [0.95, 0.05, 0.0];
        assert_eq!(surest(&answered), [1, 3]);
        let many = vec![answered[3]; 20];
        assert_eq!(surest(&many).len(), SHOWN);
    }

    #[test]
    fn a_film_becomes_a_picture_with_its_upper_bits() {
        let uri = data_uri(&[0, 0x80ff, 0xffff, 0x0100], 2).unwrap();
        let png = STANDARD.decode(uri.split(',').nth(1).unwrap()).unwrap();
        let picture = image::load_from_memory(&png).unwrap().to_luma8();
        assert_eq!(picture.into_raw(), [0, 0x80, 0xff, 1]);
        assert_eq!(data_uri(&[0; 3], 2), None);
    }

    #[test]
    fn truth_answer_source_and_file_are_named() {
        let films = films();
        let html = figure(&answered(&films)[3], "data:,");
        assert!(
            html.contains("<b>COVID-19</b> with 90.0&nbsp;%, truly <b>normal</b> (10.0&nbsp;%)")
        );
        assert!(html.contains("b, 4.png"), "{html}");
    }
}
