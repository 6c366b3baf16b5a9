//! The section of the model card about films far from the training films and about other hospitals.

use model::distance::FarRule;
use model::scorecard::Scorecard;

use super::groups;
use super::table::table;
use crate::evaluation::distances::training_sources;

/// The rule, and the results of sources that were left out of fitting; empty for a model that has neither.
pub(super) fn section(card: &Scorecard) -> String {
    let rule = card.distance.as_ref().map_or_else(String::new, |distance| {
        let FarRule { percentile, level } = distance.far();
        format!(
            "A film is far if the network's features of it are farther from those of the training films than \
             {percentile} % of the films that the model was calibrated on. The answer set of a far film is \
             that of the level {level}, whatever the chosen one, so most far films are not answered; all sets are \
             fitted on the films that are not far. Most films of another hospital are not far: near does not \
             mean that the answer is right.\n\n"
        )
    });
    let trained_on = training_sources(&card.training);
    let rows = card.left_out_sources.iter().map(|source| {
        let trained = trained_on.contains(source.name.as_str());
        let trained = if trained { "yes" } else { "no" };
        let place = [source.name.clone(), trained.to_owned()];
        place.into_iter().chain(groups::cells(source)).collect()
    });
    let rows: Vec<Vec<String>> = rows.collect();
    if rows.is_empty() && rule.is_empty() {
        return rule;
    }
    let mut text = format!("## Far films and other hospitals\n\n{rule}");
    if !rows.is_empty() {
        let columns = ["source left out", "network trained on it"].into_iter();
        let columns: Vec<&str> = columns.chain(groups::COLUMNS).collect();
        text += "Each source as another hospital: calibration, answer sets at the default level and \
                 distances fitted on the films of the other sources alone. Where the network was trained on \
                 the source, the figures are still those of a known one.\n\n";
        text += &table(&columns, &rows);
    }
    text
}
