//! Transfer syntaxes and the codecs of their pixel data. Source: PS3.5, chapter 10; PS3.6, annex A.

use crate::input::InputError;

/// Coding of pixel data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    /// Uncompressed, native or in fragments.
    Native,
    /// Uncompressed in a deflated data set.
    Deflated,
    /// RLE.
    Rle,
    /// JPEG, sequential or lossless.
    Jpeg,
    /// JPEG-LS.
    JpegLs,
    /// JPEG 2000.
    Jpeg2000,
}

/// UID after [`ROOT`], name, and coding if supported.
const KNOWN: &[(&str, &str, Option<Coding>)] = &[
    ("", "Implicit VR Little Endian", Some(Coding::Native)),
    (".1", "Explicit VR Little Endian", Some(Coding::Native)),
    (".1.98", "Encapsulated Uncompressed", Some(Coding::Native)),
    (
        ".1.99",
        "Deflated Explicit VR Little Endian",
        Some(Coding::Deflated),
    ),
    (".2", "Explicit VR Big Endian", Some(Coding::Native)),
    (".4.50", "JPEG Baseline", Some(Coding::Jpeg)),
    (".4.51", "JPEG Extended", Some(Coding::Jpeg)),
    (".4.53", "JPEG Spectral Selection", None),
    (".4.55", "JPEG Full Progression", None),
    (".4.57", "JPEG Lossless", Some(Coding::Jpeg)),
    (
        ".4.70",
        "JPEG Lossless, First-Order Prediction",
        Some(Coding::Jpeg),
    ),
    (".4.80", "JPEG-LS Lossless", Some(Coding::JpegLs)),
    (".4.81", "JPEG-LS Near-Lossless", Some(Coding::JpegLs)),
    (".4.90", "JPEG 2000 Lossless", Some(Coding::Jpeg2000)),
    (".4.91", "JPEG 2000", Some(Coding::Jpeg2000)),
    (".4.92", "JPEG 2000 Multi-component Lossless", None),
    (".4.93", "JPEG 2000 Multi-component", None),
    (".4.94", "JPIP Referenced", None),
    (".4.95", "JPIP Referenced Deflate", None),
    (".4.100", "MPEG2 Main Profile", None),
    (".4.101", "MPEG2 High Profile", None),
    (".4.102", "MPEG-4 High Profile", None),
    (".4.103", "MPEG-4 BD-compatible", None),
    (".4.104", "MPEG-4 High Profile for 2D Video", None),
    (".4.105", "MPEG-4 High Profile for 3D Video", None),
    (".4.106", "MPEG-4 Stereo High Profile", None),
    (".4.107", "HEVC Main Profile", None),
    (".4.108", "HEVC Main 10 Profile", None),
    (".4.110", "JPEG XL Lossless", None),
    (".4.111", "JPEG XL JPEG Recompression", None),
    (".4.112", "JPEG XL", None),
    (".4.201", "High-Throughput JPEG 2000 Lossless", None),
    (".4.202", "High-Throughput JPEG 2000 RPCL Lossless", None),
    (".4.203", "High-Throughput JPEG 2000", None),
    (".4.204", "JPIP HTJ2K Referenced", None),
    (".4.205", "JPIP HTJ2K Referenced Deflate", None),
    (".5", "RLE Lossless", Some(Coding::Rle)),
];

/// Common start of the standard transfer syntax UIDs.
const ROOT: &str = "1.2.840.10008.1.2";

impl Coding {
    /// The coding for a transfer syntax UID.
    ///
    /// # Errors
    /// [`InputError::TransferSyntax`] if it is not supported.
    pub(super) fn of(uid: &str) -> Result<Self, InputError> {
        let ending = uid.strip_prefix(ROOT);
        let known = KNOWN.iter().find(|(it, ..)| Some(*it) == ending);
        let name = match known {
            Some((.., Some(coding))) => return Ok(*coding),
            Some((_, name, None)) => name,
            None => "unknown",
        };
        // Only characters valid in a UID.
        let uid = uid.chars().filter(|it| it.is_ascii_digit() || *it == '.');
        Err(InputError::TransferSyntax {
            name,
            uid: uid.take(64).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syntaxes_without_a_decoder_are_named() {
        assert_eq!(Coding::of("1.2.840.10008.1.2"), Ok(Coding::Native));
        assert_eq!(Coding::of("1.2.840.10008.1.2.4.70"), Ok(Coding::Jpeg));
        for (uid, words) in [
            (
                "1.2.840.10008.1.2.4.110",
                "JPEG XL Lossless (1.2.840.10008.1.2.4.110)",
            ),
            ("1.2.3.4", "unknown (1.2.3.4)"),
        ] {
            let sentence = Coding::of(uid).unwrap_err().to_string();
            assert!(sentence.contains(words), "{sentence}");
            assert!(sentence.contains("dcmdjpeg"), "{sentence}");
        }
    }
}
