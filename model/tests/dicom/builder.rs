//! Small DICOM files with one thing changed.

/// Rows and columns.
pub(crate) const SIDE: u16 = 32;

/// A file's elements.
#[derive(Clone, Copy)]
pub(crate) struct Builder {
    pub syntax: &'static str,
    pub modality: &'static str,
    pub body_part: &'static str,
    pub view: &'static str,
    pub orientation: &'static str,
    /// Code meaning in the View Code Sequence.
    pub view_meaning: &'static str,
    pub samples: u16,
    pub frames: usize,
    pub rows: Option<u16>,
    pub columns: u16,
    pub aspect: &'static str,
    pub bits_stored: u16,
    /// Centres and widths.
    pub window: Option<(&'static str, &'static str)>,
    /// Pixels of each frame.
    pub pixels: usize,
}

/// A chest film of 12 bits.
pub(crate) const CHEST: Builder = Builder {
    syntax: "1.2.840.10008.1.2.1",
    modality: "DX",
    body_part: "CHEST",
    view: "AP",
    orientation: "L\\F",
    view_meaning: "",
    samples: 1,
    frames: 1,
    rows: Some(SIDE),
    columns: SIDE,
    aspect: "",
    bits_stored: 12,
    window: None,
    pixels: SIDE as usize * SIDE as usize,
};

/// How elements are written.
#[derive(Clone, Copy)]
struct Encoding {
    explicit: bool,
    big_endian: bool,
}

impl Encoding {
    fn u16(self, number: u16) -> [u8; 2] {
        if self.big_endian {
            number.to_be_bytes()
        } else {
            number.to_le_bytes()
        }
    }

    fn u32(self, number: usize) -> [u8; 4] {
        let number = u32::try_from(number).expect("a length");
        if self.big_endian {
            number.to_be_bytes()
        } else {
            number.to_le_bytes()
        }
    }

    fn element(self, file: &mut Vec<u8>, tag: (u16, u16), vr: [u8; 2], value: &[u8]) {
        file.extend(self.u16(tag.0));
        file.extend(self.u16(tag.1));
        match (self.explicit, vr) {
            (false, _) => file.extend(self.u32(value.len())),
            (true, [b'O', b'W'] | [b'S', b'Q']) => {
                file.extend(vr);
                file.extend([0, 0]);
                file.extend(self.u32(value.len()));
            }
            (true, _) => {
                file.extend(vr);
                file.extend(self.u16(u16::try_from(value.len()).expect("a length")));
            }
        }
        file.extend(value);
    }

    fn text(self, file: &mut Vec<u8>, tag: (u16, u16), vr: [u8; 2], text: &str) {
        let mut value = text.as_bytes().to_vec();
        if value.len() % 2 == 1 {
            value.push(b' ');
        }
        self.element(file, tag, vr, &value);
    }
}

impl Builder {
    /// With preamble, in Explicit VR Little Endian.
    pub(crate) fn explicit(&self) -> Vec<u8> {
        self.file(true, false)
    }

    /// With preamble, in Implicit VR Little Endian.
    pub(crate) fn implicit(self) -> Vec<u8> {
        let syntax = "1.2.840.10008.1.2";
        Self { syntax, ..self }.file(false, false)
    }

    /// With preamble, in Explicit VR Big Endian.
    pub(crate) fn big_endian(self) -> Vec<u8> {
        let syntax = "1.2.840.10008.1.2.2";
        Self { syntax, ..self }.file(true, true)
    }

    /// A data set without anything before it, in Implicit VR Little Endian.
    pub(crate) fn bare(&self) -> Vec<u8> {
        self.data_set(false, false, 0)
    }

    /// With so many sequences of undefined length in each other before the pixels.
    pub(crate) fn nested(&self, depth: usize) -> Vec<u8> {
        let mut file = self.meta();
        file.extend(self.data_set(true, false, depth));
        file
    }

    fn meta(&self) -> Vec<u8> {
        let mut file = vec![0; 128];
        file.extend(b"DICM");
        let explicit = Encoding {
            explicit: true,
            big_endian: false,
        };
        let mut syntax = self.syntax.as_bytes().to_vec();
        syntax.resize(syntax.len().next_multiple_of(2), 0);
        explicit.element(&mut file, (2, 0x10), *b"UI", &syntax);
        file
    }

    fn file(&self, explicit: bool, big_endian: bool) -> Vec<u8> {
        let mut file = self.meta();
        file.extend(self.data_set(explicit, big_endian, 0));
        file
    }

    fn data_set(&self, explicit: bool, big_endian: bool, depth: usize) -> Vec<u8> {
        let encoding = Encoding {
            explicit,
            big_endian,
        };
        let mut file = Vec::new();
        let it = &mut file;
        encoding.text(it, (8, 5), *b"CS", "ISO_IR 100");
        encoding.text(it, (8, 0x60), *b"CS", self.modality);
        encoding.text(it, (0x10, 0x10), *b"PN", "SMITH^JOHN");
        encoding.text(it, (0x18, 0x15), *b"CS", self.body_part);
        encoding.text(it, (0x18, 0x5101), *b"CS", self.view);
        encoding.text(it, (0x20, 0x20), *b"CS", self.orientation);
        let number = |it: &mut Vec<u8>, element, number| {
            encoding.element(it, (0x28, element), *b"US", &encoding.u16(number));
        };
        number(it, 2, self.samples);
        encoding.text(it, (0x28, 4), *b"CS", "MONOCHROME2");
        encoding.text(it, (0x28, 8), *b"IS", &self.frames.to_string());
        if let Some(rows) = self.rows {
            number(it, 0x10, rows);
        }
        number(it, 0x11, self.columns);
        encoding.text(it, (0x28, 0x30), *b"DS", "0.14\\0.14");
        encoding.text(it, (0x28, 0x34), *b"IS", self.aspect);
        number(it, 0x100, 16);
        number(it, 0x101, self.bits_stored);
        number(it, 0x102, self.bits_stored - 1);
        number(it, 0x103, 0);
        if let Some((center, width)) = self.window {
            encoding.text(it, (0x28, 0x1050), *b"DS", center);
            encoding.text(it, (0x28, 0x1051), *b"DS", width);
        }
        for _ in 0..depth {
            it.extend(b"\x29\0\x10\x10SQ\0\0\xff\xff\xff\xff\xfe\xff\0\xe0\xff\xff\xff\xff");
        }
        for _ in 0..depth {
            it.extend(b"\xfe\xff\x0d\xe0\0\0\0\0\xfe\xff\xdd\xe0\0\0\0\0");
        }
        if !self.view_meaning.is_empty() {
            let mut code = Vec::new();
            encoding.text(&mut code, (8, 0x104), *b"LO", self.view_meaning);
            let mut item = Vec::new();
            let implicit = Encoding {
                explicit: false,
                big_endian,
            };
            implicit.element(&mut item, (0xfffe, 0xe000), *b"  ", &code);
            encoding.element(it, (0x54, 0x220), *b"SQ", &item);
        }
        let pixels =
            (0..self.frames * self.pixels).map(|at| u16::try_from(at * 5 % 4096).expect("12 bits"));
        let pixels: Vec<u8> = pixels.flat_map(|it| encoding.u16(it)).collect();
        encoding.element(it, (0x7fe0, 0x10), *b"OW", &pixels);
        file
    }
}
