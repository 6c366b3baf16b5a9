//! Files that cannot be read.

use model::archive::ArchiveError;
use model::input::{InputError, LengthError, Limits, PictureKind, decode, dicom};
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::{all_known, known};

#[test]
fn refused_files() {
    let kind = PictureKind::Jpeg2000;
    let (width, height, detail) = (40, 50, "a (strange) detail".to_owned());
    all_known([
        InputError::from(LengthError::Empty),
        InputError::from(LengthError::TooManyBytes {
            bytes: 65 << 20,
            limit: 64 << 20,
        }),
        InputError::TooManyPixels {
            width,
            height,
            limit: 50_000_000,
        },
        InputError::TooMuchMemory { kind },
        InputError::TooSmall {
            width,
            height,
            min: 32,
        },
        InputError::Strip {
            width,
            height,
            max: 4,
        },
        InputError::NoContrast,
        InputError::TwoLevels,
        InputError::NotFinite { kind },
        InputError::UnknownFormat,
        InputError::Cmyk { kind },
        InputError::Unsupported {
            kind,
            detail: detail.clone(),
        },
        InputError::from(ArchiveError::Truncated),
        InputError::Truncated { kind },
        InputError::Damaged { kind, detail },
        InputError::TransferSyntax {
            name: "JPEG XL",
            uid: "1.2.840.10008.1.2.4.112".to_owned(),
        },
        InputError::TransferSyntax {
            name: "unknown",
            uid: "1.2.3".to_owned(),
        },
        InputError::NoPicture { directory: false },
        InputError::NoPicture { directory: true },
        InputError::SeveralFrames { kind, frames: 2 },
        InputError::SeveralFrames {
            kind: PictureKind::Dicom,
            frames: 2,
        },
        InputError::NoSuchFrame {
            kind,
            frame: 3,
            frames: 2,
        },
        InputError::WrongLength {
            values: 9,
            width,
            height,
        },
        InputError::OutsidePicture { width, height },
    ]);
}

#[test]
fn refused_archives() {
    all_known([
        ArchiveError::Truncated,
        ArchiveError::Damaged("directory"),
        ArchiveError::Document,
        ArchiveError::NoFilms,
        ArchiveError::Encrypted,
        ArchiveError::Method(9),
        ArchiveError::Divided,
        ArchiveError::TooManyMembers {
            members: 70_000,
            limit: 65_536,
        },
        ArchiveError::TooLarge { limit: 64 << 20 },
        ArchiveError::ExpandsTooFar { bytes: 1 << 40 },
        ArchiveError::Unreadable("gone".to_owned()),
    ]);
}

/// First bytes of files in formats that are not read, each with the offset that they have.
const FORMATS: [(usize, &[u8]); 33] = [
    (0, b"\0\0\0\x10ftypavif\0\0\0\0"),
    (0, b"\0\0\0\x10ftypheic\0\0\0\0"),
    (0, b"\0\0\0\x10ftypmif1\0\0\0\0"),
    (0, b"\0\0\0\x10ftypisom\0\0\0\0"),
    (0, b"\xff\x0a"),
    (0, b"\x1a\x45\xdf\xa3"),
    (0, b"<svg>"),
    (0, b"<!doctype html>"),
    (0, b"<?xml version"),
    (0, b"version https://git-lfs.github.com/spec/v1"),
    (0, b"%PDF"),
    (0, b"%!PS"),
    (0, b"{\\rtf"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    (20, b"jpm "),
    (0, b"AT&TFORM"),
    (0, b"PK\x03\x04"),
    (0, b"Rar!\x1a\x07"),
    (0, b"7z\xbc\xaf\x27\x1c"),
    (0, b"\x1f\x8b"),
    (0, b"BZh"),
    (0, b"\xfd7zXZ\0"),
    (0, b"\x28\xb5\x2f\xfd"),
    (0, b"8BPS"),
    (0, b"II\xbc\x01"),
    (0, b"\x76\x2f\x31\x01"),
    (0, b"SIMPLE  ="),
    (0, b"NRRD000"),
    (0, b"ObjectType = Image"),
    (344, b"n+1\0"),
    (0, b"\x93NUMPY"),
    (0, b"\x89HDF\r\n\x1a\n"),
    (0, b"P5\n"),
];

#[test]
fn formats_that_are_not_read() {
    for (offset, signature) in FORMATS {
        let mut file = vec![0; offset];
        file.extend(signature);
        let error = decode(&file, Limits::default()).unwrap_err();
        known(&error.to_string());
        if let InputError::NotRead { what, advice } = error {
            all_known([what, advice]);
        }
    }
}

const MODALITIES: &str = "BI BMD CT DOC ECG ES GM IO IVOCT IVUS KO MG MR NM OCT OP OPT PR PT PX RTDOSE RTIMAGE RTPLAN RTSTRUCT SEG SM SR TG US XA XC";
const BODY_PARTS: &str = "ABDOMEN ANKLE ARM BLADDER BRAIN BREAST CALCANEUS CLAVICLE COCCYX COLON DENTAL ELBOW EXTREMITY FACE FACIAL FEMUR FIBULA FINGER FOOT HAND HEAD HEEL HIP HUMERUS JAW KIDNEY KNEE KUB LEG MANDIBLE MAXILLA NECK ORBIT PATELLA PELVIS RADIUS SACRUM SCAPULA SHOULDER SINUS SKULL SPINE STOMACH THIGH THUMB TIBIA TOE TOOTH TEETH ULNA WRIST";
const VIEWS: &str = "LL LLO LLD";

/// What the header of a DICOM file with one element says, if that is another examination.
fn header_says(group: u16, element: u16, text: &str) -> String {
    let mut file = vec![0; 128];
    file.extend(b"DICM");
    let mut add = |group: u16, element: u16, representation: &[u8; 2], text: &str| {
        let mut value = text.as_bytes().to_vec();
        value.resize(value.len().next_multiple_of(2), b' ');
        file.extend(group.to_le_bytes());
        file.extend(element.to_le_bytes());
        file.extend(representation);
        file.extend(u16::try_from(value.len()).unwrap().to_le_bytes());
        file.extend(value);
    };
    add(0x0002, 0x0010, b"UI", "1.2.840.10008.1.2.1");
    add(group, element, b"CS", text);
    let error = dicom::decode(&file, None, Limits::default()).unwrap_err();
    known(&error.to_string());
    match error {
        InputError::OtherExamination { says } => says,
        error => error.to_string(),
    }
}

#[test]
fn other_examinations() {
    for modality in MODALITIES.split(' ') {
        let says = header_says(0x0008, 0x0060, modality);
        known(&says);
        known(says.strip_prefix("the modality is ").unwrap());
    }
    let parts = BODY_PARTS
        .split(' ')
        .map(|part| header_says(0x0018, 0x0015, part));
    let views = VIEWS
        .split(' ')
        .map(|view| header_says(0x0018, 0x5101, view));
    let oriented = header_says(0x0020, 0x0020, "A\\F");
    for says in parts.chain(views).chain([oriented]) {
        known(&says);
        known(says.split(['(', ')']).nth(1).unwrap());
    }
}
