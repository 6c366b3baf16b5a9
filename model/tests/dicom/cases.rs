//! The files of this folder, with SHA-256 of their stored values (little-endian `i32`) and of the
//! film that they should become (little-endian `u16`); made by other decoders.

/// A file and what is in it.
pub(crate) struct Case {
    /// Its name.
    pub name: &'static str,
    /// Its bytes.
    pub bytes: &'static [u8],
    /// SHA-256 of the stored values.
    pub stored: &'static str,
    /// SHA-256 of the film; empty where the stored values are enough.
    pub film: &'static str,
}

macro_rules! case {
    ($name:literal, $stored:literal, $film:literal) => {
        Case {
            name: $name,
            bytes: include_bytes!(concat!($name, ".dcm")),
            stored: $stored,
            film: $film,
        }
    };
}

/// All that must be met exactly.
pub(crate) const EXACT: &[Case] = &[
    case!(
        "ts_deflated",
        "fdd64842475912238e57f1c42ba9c3db791e76a197feabb9af9709354141e123",
        "997f1fb1c2e08c47fadc8f5dca9e1083fe0645a0b63cebb0e33704febf8260b0"
    ),
    case!(
        "ts_rle_8",
        "8d03793b4a82d9155e244f251d2de0e5018663aa96ac9d91719eea94dfd723bb",
        "b3fdc6098dc608b3b81f36703cb8fd37023940e30cd77d9974f74ffb19091395"
    ),
    case!(
        "ts_jpeg_baseline_8",
        "66cfcd05cff8a3cafa6c669ba7c1f4660a40eb22dd5de9a6e15d927fb60a99eb",
        "cd3a3e5484c21b57b29b80aa3da1e8de9a510bba21303372537e088cd79ccd07"
    ),
    case!(
        "ts_jpeg_extended_12a",
        "0087eb62dfab4dad4c9c60149d7fe7edf9802e5dfd53cc223d25e90b36a7c468",
        "bb6123213a3e93099dc8848fdf5970f22e8b90531d28a82fd9b0cf400932794e"
    ),
    case!(
        "ts_jpeg_p14_8_pred5",
        "3302903de80303210e5161d2a0cc0a21c09d5ac0ce083dc9df5664d4cee98d6f",
        "af1daa0f1e16e08b308d6198a9a10e62e9166f583322adc3909b50ce613dab4e"
    ),
    case!(
        "ts_jpeg_sv1_12_pred1",
        "6a9df3ab13ac463006d74ad4b4f1a84b17ef73fb2deebc055ae4c20a33b09a39",
        "a4750a4c074e8512358e3b82cbfff688ff84fb3b8588f0b052c82897c197715f"
    ),
    case!(
        "ts_jpegls_8",
        "2725f5495f0a21774d636752eafd37c70c28e4b6534de78ad88aee072b1fdbf1",
        "2421be009ded3a7476ff83978d69905fa643e5cd7b7c642519c6e97eea2068be"
    ),
    case!(
        "ts_jpegls_near_12",
        "a5e24c538c48ce91c0f21bc3404f150e6933ad06374792559fecd5d3c14fc4fe",
        "71bf39db2c37e1e9cce24a6e7a70c7f23a3dade536899a05df325dcd492e9c06"
    ),
    case!(
        "ts_jpegls_16",
        "0bc6d5443a08d96f8cb5d3d55cabd8e02224f4224b219e357b705f3dd0497838",
        "c14272cd582670167600d70fe131a907c4191f95e311f6430e5976efb5d20a78"
    ),
    case!(
        "ts_j2k_u12",
        "8da9f3dcdf41b9b23ef901b8d3bd52124663a9bfcd77ef40df4d4072df41d4a0",
        "1b016e99d702b9ec43ac90526ecd24346b965a4a7643fdc3485098ddd40e5213"
    ),
    case!(
        "ts_j2k_s16",
        "b89018e5f2d3a87eafee75b217829f486b7b704ce045b80cd64bbfde5bfd7a38",
        "2a2c846490ab15a1f90c96600fb2b82739a26208595bf33b5e45ab6f47443da1"
    ),
    case!(
        "frag_baseline_bot",
        "3ed70e790abdc3003e86c2317607e1dffc0fa4667b179f8e150b36e02583e4d9",
        "9b3e3cb740a65f5edcb398696f356e11516674b2035717dd47515035351b16b1"
    ),
    case!(
        "frag_j2k_nobot",
        "6558584011723c948b22cd8f0618522db7830918db03f4efb2647bcbac748a25",
        "742ea00916ca2ec30d74f7fed0ae87dc7ba5eb3231aeec06a1bb884fa5762c27"
    ),
    case!(
        "frag_wrong_bot",
        "f43ee45be1d26030bee44d372a7ab29218ba6b37c3ee4f60f806660498b272e5",
        "d6c354087eacc59eab51aee5d41df92e232a202931cd47c7d40bab13330c5abe"
    ),
    case!(
        "px_12in16_high15",
        "22427e70d60c88a4ea5398d3a28f75ed13f7a1d336a63145716b5eff476bbfd6",
        "5a63005cc91e274a304e51c2de1ed10eb6370fa2d453256c87cd582e4d4e10a0"
    ),
    case!(
        "px_signed_12",
        "d9c90c77f38890455b0ec5de192deb0d9c1211bb5364698cb8af2d081571af2a",
        "e604f6ad96cd53bdcc709899b3153f8ca833bc5f86edc08ff9a58bdd627f2c8c"
    ),
    case!(
        "px_mono1_12",
        "596fc833c8aa957560621a081cef51b1dbb871da1992bb5b345f7a067c246095",
        "6f6b16aa54ec12a31d69bc8d278f64d1b0a4d4ca0f24bfe439cd7483ed64d765"
    ),
    case!(
        "px_padding_value",
        "e14d663feb1d1804eb65a452c0306029a87c6e2a1579b3e4933ea2e69c492209",
        "a64abc91fa500532d1fe4f71a5d3fb798263921aa734a4825f8796624dbf525d"
    ),
    case!(
        "px_aspect_2_1",
        "24d21ff76a41b967a2e565ff88f99aae8c40c29856e5ee83aee7efb7223fd189",
        "5766b6dd7a37e32a2f7ca18b32e121843b64ec376cc2c3cc677da3adb7556e8c"
    ),
    case!(
        "px_ybr_422",
        "5ec9b694af390e07e14da9ac5b4fd27dd77e4ee95678677f46ad36d786086823",
        "399ecccb522889077b9eca69961fe85b05f87be7a86b652432923be45ffdf408"
    ),
    case!(
        "c_no_preamble",
        "b6c974ae0b95d0efeb38180aa0a3df0b7a167a5ec00a1364d946b40530ed7902",
        "01c368f19005132350c7c081d3d780be49b70ceada22a4ddf18a9b9aeb9a4390"
    ),
    case!(
        "c_undefined_sequences",
        "0b95ebcc1510f1ac37618d354f053628b4672b0200257e3e88ded650dc36b0ff",
        "3b5c2b9a4a3c0ffedbd5938177dfbc66047a311523e42b44af767b51e37ed9af"
    ),
    case!(
        "drawn_jpegls_line_restarts",
        "7da064bef0bfd135844b8e96d200bf81c07ff64bad0c0063b66bca6c41176f09",
        ""
    ),
    case!(
        "drawn_jpegls_pixel_restarts",
        "7b367c4c1f2bdf09621604c297856ab0e41fa79907a6abde49a65b2cbfc584b6",
        ""
    ),
    case!(
        "drawn_jpegls_near_runs",
        "81992d16cf6b078745690f19d3e4deca8c4026bb94364488cf4969ad376a1e2f",
        ""
    ),
    case!(
        "drawn_jpeg_lossless_restarts",
        "592ade8c520f5ec7232e11d66fc8fc190c623bbbbe81379d224723ad1dc4a198",
        ""
    ),
    case!(
        "drawn_jpeg_lossless_point",
        "c0e0412987c5f3a133b13fbb2663afe40c3f90b218e48f595690aac38ad5e318",
        ""
    ),
    case!(
        "drawn_jpeg_scans",
        "aaafe5276559f4095130ab822669b5c44be2ed5a2d9f0b9859129c54b322c870",
        ""
    ),
    case!(
        "drawn_jpeg_scans_restarts",
        "eabafc6689efa6d91cee39a816a1b888441b00a701788ef2422d97266c80dfb8",
        ""
    ),
    case!(
        "drawn_jpeg_interleaved",
        "f9ad22d0f0f1a6205604edcd5313efb9084383472afb65de7830e302bab240c7",
        ""
    ),
    case!(
        "drawn_jpeg_rgb",
        "a43564963b5a25a116fb4e5d1b452dcb9b4e142dbd78ca0b4599dc3f8fa870e2",
        ""
    ),
    case!(
        "drawn_jpeg2000_jp2",
        "ae695f6aaf5d71d183081ad0ec8764f1c1daa0c08d535deb138ffee6b6f03736",
        ""
    ),
    case!(
        "drawn_jpeg2000_rgb",
        "31a57b0ecfc86f5fff695ce3aabaea5213b73212d8f73c8a1717aeff7f033031",
        ""
    ),
];
