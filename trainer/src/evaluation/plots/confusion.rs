//! The confusion matrix: the count of each cell and its share of the row.

use model::class::Class;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::{FONT, INKS, PlotError, paint};

const SIZE: (u32, u32) = (440, 400);
const CELL: i32 = 104;
const LEFT: i32 = 116;
const TOP: i32 = 66;

/// Rows are the labels, columns the predictions; darker cells have more of their row.
pub(crate) fn confusion(counts: &[[u64; Class::COUNT]; Class::COUNT]) -> Result<String, PlotError> {
    let label = "Confusion matrix; the table by class has the same numbers";
    let at = |horizontal, vertical| {
        TextStyle::from(FONT.into_font()).pos(Pos::new(horizontal, vertical))
    };
    let centred = at(HPos::Center, VPos::Center);
    let right = at(HPos::Right, VPos::Center);
    let large = TextStyle::from(("sans-serif", 26).into_font()).pos(centred.pos);
    paint(label, SIZE, |canvas| {
        let write =
            |text: &str, style: &TextStyle<'_>, position| canvas.draw_text(text, style, position);
        let middle = |index: usize| CELL * i32::try_from(index).unwrap_or(0) + CELL / 2;
        write("prediction", &centred, (LEFT + CELL * 3 / 2, 18))?;
        write("label", &right, (LEFT - 12, TOP - 24))?;
        for (row, truth) in counts.iter().zip(Class::ALL) {
            let films: u64 = row.iter().sum();
            let y = TOP + middle(truth.index());
            write(truth.label(), &right, (LEFT - 12, y))?;
            write(
                truth.label(),
                &centred,
                (LEFT + middle(truth.index()), TOP - 22),
            )?;
            for (&count, prediction) in row.iter().zip(Class::ALL) {
                let x = LEFT + middle(prediction.index());
                let share = count as f64 / films.max(1) as f64;
                let half = CELL / 2 - 2;
                let cell = [(x - half, y - half), (x + half, y + half)];
                // At most half covered, so that text on it stays readable.
                let fill = INKS[1].color.mix(0.05 + 0.45 * share).filled();
                canvas.draw(&Rectangle::new(cell, fill))?;
                if truth == prediction {
                    canvas.draw(&Rectangle::new(cell, BLACK.stroke_width(2)))?;
                }
                write(&count.to_string(), &large, (x, y - 8))?;
                write(&format!("{:.0} %", share * 100.0), &centred, (x, y + 22))?;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_has_its_count_and_its_share_of_the_row() {
        let svg = confusion(&[[5, 1, 0], [0, 16, 4], [0, 0, 0]]).unwrap();
        let words: Vec<&str> = svg.lines().filter(|line| !line.contains('<')).collect();
        for expected in ["83 %", "17 %", "80 %", "20 %", "16", "prediction"] {
            assert!(words.contains(&expected), "{expected}: {words:?}");
        }
        // Nine cells, three of them framed, and the background.
        assert_eq!(svg.matches("<rect").count(), 13, "{svg}");
    }
}
