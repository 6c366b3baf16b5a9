//! Rejects files whose header states something other than a frontal chest radiograph.
//!
//! Absent and unknown values are accepted. Messages use the words of the tables below, never text
//! from the file, which may contain a person's name in any attribute.

use super::attributes::{Attributes, tags};
use crate::input::InputError;

/// Modalities other than projection radiography of the chest. Source: PS3.3, C.7.3.1.1.1.
const MODALITIES: &[(&str, &str)] = &[
    ("BI", "biomagnetic imaging (BI)"),
    ("BMD", "bone densitometry (BMD)"),
    ("CT", "computed tomography (CT)"),
    ("DOC", "a document (DOC)"),
    ("ECG", "an electrocardiogram (ECG)"),
    ("ES", "endoscopy (ES)"),
    ("GM", "microscopy (GM)"),
    ("IO", "intra-oral radiography (IO)"),
    (
        "IVOCT",
        "intravascular optical coherence tomography (IVOCT)",
    ),
    ("IVUS", "intravascular ultrasound (IVUS)"),
    ("KO", "a selection of objects (KO)"),
    ("MG", "mammography (MG)"),
    ("MR", "magnetic resonance (MR)"),
    ("NM", "nuclear medicine (NM)"),
    ("OCT", "optical coherence tomography (OCT)"),
    ("OP", "ophthalmic photography (OP)"),
    ("OPT", "ophthalmic tomography (OPT)"),
    ("PR", "a presentation state (PR)"),
    ("PT", "positron emission tomography (PT)"),
    ("PX", "panoramic radiography (PX)"),
    ("RTDOSE", "a radiotherapy dose (RTDOSE)"),
    ("RTIMAGE", "a radiotherapy image (RTIMAGE)"),
    ("RTPLAN", "a radiotherapy plan (RTPLAN)"),
    ("RTSTRUCT", "radiotherapy structures (RTSTRUCT)"),
    ("SEG", "a segmentation (SEG)"),
    ("SM", "slide microscopy (SM)"),
    ("SR", "a report (SR)"),
    ("TG", "thermography (TG)"),
    ("US", "ultrasound (US)"),
    ("XA", "angiography (XA)"),
    ("XC", "photography (XC)"),
];

/// Substrings of names of the chest, in several languages.
const CHEST: &[&str] = &[
    "CHEST", "THORA", "TORA", "LUNG", "PULM", "RIB", "POUMON", "POITRINE", "PECHO", "BRUSTK",
];

/// Substrings of names of other body parts, and their names in messages. Source: PS3.16, annex L.
const OTHER_PARTS: &[(&str, &str)] = &[
    ("ABDOMEN", "abdomen"),
    ("ANKLE", "ankle"),
    ("ARM", "arm"),
    ("BLADDER", "bladder"),
    ("BRAIN", "brain"),
    ("BREAST", "breast"),
    ("CALCANEUS", "heel"),
    ("CLAVICLE", "clavicle"),
    ("COCCYX", "coccyx"),
    ("COLON", "colon"),
    ("DENTAL", "teeth"),
    ("ELBOW", "elbow"),
    ("EXTREMITY", "extremity"),
    ("FACE", "face"),
    ("FACIAL", "face"),
    ("FEMUR", "femur"),
    ("FIBULA", "fibula"),
    ("FINGER", "finger"),
    ("FOOT", "foot"),
    ("HAND", "hand"),
    ("HEAD", "head"),
    ("HEEL", "heel"),
    ("HIP", "hip"),
    ("HUMERUS", "humerus"),
    ("JAW", "jaw"),
    ("KIDNEY", "kidney"),
    ("KNEE", "knee"),
    ("KUB", "abdomen"),
    ("LEG", "leg"),
    ("MANDIBLE", "jaw"),
    ("MAXILLA", "jaw"),
    ("NECK", "neck"),
    ("ORBIT", "orbit"),
    ("PATELLA", "knee"),
    ("PELVIS", "pelvis"),
    ("RADIUS", "forearm"),
    ("SACRUM", "sacrum"),
    ("SCAPULA", "scapula"),
    ("SHOULDER", "shoulder"),
    ("SINUS", "sinuses"),
    ("SKULL", "skull"),
    ("SPINE", "spine"),
    ("STOMACH", "stomach"),
    ("THIGH", "thigh"),
    ("THUMB", "thumb"),
    ("TIBIA", "tibia"),
    ("TOE", "toe"),
    ("TOOTH", "teeth"),
    ("TEETH", "teeth"),
    ("ULNA", "forearm"),
    ("WRIST", "wrist"),
];

/// View positions that are not frontal. Source: PS3.3, C.8.1.1 and C.8.11.5.
const LATERAL: &[&str] = &["LL", "RL", "LAT", "LLAT", "RLAT", "ML", "LM"];
const OBLIQUE: &[&str] = &["LLO", "RLO", "LAO", "RAO", "LPO", "RPO"];
const DECUBITUS: &[&str] = &["LLD", "RLD"];

/// Codes of lateral and oblique views in SNOMED CT and SNOMED RT. Source: PS3.16, CID 4010.
const LATERAL_CODES: &[&str] = &[
    "R-10228",
    "R-10232",
    "R-10236",
    "399067008",
    "399173006",
    "399198007",
];
const OBLIQUE_CODES: &[&str] = &["R-10220", "R-10230", "399182000"];

/// Rejects other examinations.
///
/// # Errors
/// [`InputError::OtherExamination`].
pub(super) fn admit(attributes: &Attributes<'_>) -> Result<(), InputError> {
    match objection(attributes) {
        Some(says) => Err(InputError::OtherExamination { says }),
        None => Ok(()),
    }
}

fn objection(attributes: &Attributes<'_>) -> Option<String> {
    let modality = attributes.text(tags::MODALITY);
    if let Some((_, name)) = MODALITIES.iter().find(|(it, _)| *it == modality) {
        return Some(format!("the modality is {name}"));
    }
    let part = attributes.text(tags::BODY_PART).to_ascii_uppercase();
    let region = attributes.nested(tags::ANATOMIC_REGION, tags::CODE_MEANING);
    let regions = region.into_iter().map(str::to_ascii_uppercase);
    if let Some(name) = std::iter::once(part)
        .chain(regions)
        .find_map(|it| other_part(&it))
    {
        return Some(format!("the body part is not the chest ({name})"));
    }
    let view = attributes.text(tags::VIEW_POSITION).to_ascii_uppercase();
    let meanings = attributes.nested(tags::VIEW_CODE, tags::CODE_MEANING);
    let meanings = meanings.into_iter().map(str::to_ascii_uppercase);
    let codes = attributes.nested(tags::VIEW_CODE, tags::CODE_VALUE);
    let by_code = codes.into_iter().find_map(other_code);
    let view = std::iter::once(view)
        .chain(meanings)
        .find_map(|it| other_view(&it));
    if let Some(name) = view.or(by_code) {
        return Some(format!("the view is not frontal ({name})"));
    }
    // Rows or columns along the anteroposterior axis. Source: PS3.3, C.7.6.1.1.1.
    let mut directions = attributes.texts(tags::PATIENT_ORIENTATION);
    let sideways = directions.any(|it| it.starts_with(['A', 'P']));
    sideways.then(|| "the view is not frontal (patient orientation of a lateral view)".to_owned())
}

fn other_part(name: &str) -> Option<&'static str> {
    if CHEST.iter().any(|it| name.contains(it)) {
        return None;
    }
    let other = OTHER_PARTS.iter().find(|(it, _)| name.contains(it));
    other.map(|(_, name)| *name)
}

fn other_view(name: &str) -> Option<&'static str> {
    if OBLIQUE.contains(&name) || name.contains("OBL") {
        Some("oblique")
    } else if DECUBITUS.contains(&name) || name.contains("DECUB") {
        Some("lateral decubitus")
    } else if LATERAL.contains(&name) || name.contains("LATERAL") {
        Some("lateral")
    } else {
        None
    }
}

fn other_code(code: &str) -> Option<&'static str> {
    if LATERAL_CODES.contains(&code) {
        Some("lateral")
    } else if OBLIQUE_CODES.contains(&code) {
        Some("oblique")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_by_their_names() {
        for chest in [
            "CHEST",
            "THORAX",
            "TORAX AP",
            "CHEST ABDOMEN",
            "LUNG",
            "",
            "UNKNOWN",
            "SMITH",
        ] {
            assert_eq!(other_part(chest), None, "{chest}");
        }
        for (name, part) in [
            ("KNEE", "knee"),
            ("LSPINE", "spine"),
            ("LOW_EXM EXTREMITY", "extremity"),
        ] {
            assert_eq!(other_part(name), Some(part));
        }
    }

    #[test]
    fn views_are_told_by_their_names() {
        for frontal in ["AP", "PA", "", "POSTERO-ANTERIOR", "FRONTAL"] {
            assert_eq!(other_view(frontal), None, "{frontal}");
        }
        for (name, view) in [
            ("LATERAL", "lateral"),
            ("LL", "lateral"),
            ("RAO", "oblique"),
            ("LLD", "lateral decubitus"),
        ] {
            assert_eq!(other_view(name), Some(view));
        }
    }
}
