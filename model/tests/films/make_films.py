"""Writes the films that only other encoders can make: python make_films.py (Pillow 11 or newer,
imagecodecs, and jpegtran of libjpeg-turbo).

Each shows the drawing of drawing.rs, upright. Of lossy ones NAME.grey holds the 8-bit grey values
that the reference decoders (libjpeg-turbo, libwebp) give, row by row.
"""

import struct
import subprocess
import tempfile
from pathlib import Path

import imagecodecs
import numpy
from PIL import Image, ImageOps

HERE = Path(__file__).parent
WIDTH, HEIGHT = 48, 40
ORIENTATION = 0x0112


def level(x, y):
    """The drawing in 8 bits: a bright oval with ribs on a ramp."""
    oval = max(0, 160 - (x - 24) ** 2 // 3 - (y - 20) ** 2 // 2)
    return x + y // 2 + oval * (3 if (y // 4) % 2 else 2) // 4


film = Image.new("L", (WIDTH, HEIGHT))
film.putdata([level(x, y) for y in range(HEIGHT) for x in range(WIDTH)])
tinted = Image.merge("RGB", (film, film.point(lambda v: v * 7 // 8), film.point(lambda v: 255 - v)))
alpha = Image.new("L", film.size)
alpha.putdata([255 - (x * y) % 64 for y in range(HEIGHT) for x in range(WIDTH)])


def exif(orientation):
    tags = Image.Exif()
    tags[ORIENTATION] = orientation
    return tags


def stored(picture, orientation):
    """The picture as it must be stored so that a viewer who follows the tag sees it upright."""
    undo = {3: Image.Transpose.ROTATE_180, 5: Image.Transpose.TRANSPOSE,
            6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}[orientation]
    turned = picture.transpose(undo)
    turned.getexif()[ORIENTATION] = orientation
    assert ImageOps.exif_transpose(turned).tobytes() == picture.tobytes()
    return turned


def save(name, picture, **options):
    picture.save(HERE / name, **options)


def reference(name):
    picture = Image.open(HERE / name)
    if picture.format == "JPEG" and name != "rgb.jpg":
        picture.draft("L", picture.size)
    picture = ImageOps.exif_transpose(picture)
    if picture.mode == "RGBA":
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "black"), picture)
    (HERE / name).with_suffix(".grey").write_bytes(picture.convert("L").tobytes())


save("colour.jpg", stored(tinted, 6), quality=85, exif=exif(6))
save("progressive.jpg", film, quality=85, progressive=True)
save("restarts.jpg", film, quality=85, restart_marker_blocks=3)
save("lossy.webp", Image.merge("RGBA", (*tinted.split(), alpha)), quality=80)
save("rgb.jpg", tinted, quality=90, keep_rgb=True)
save("jpeg.tif", tinted, compression="jpeg", quality=85)
for name in ("colour.jpg", "jpeg.tif", "lossy.webp", "progressive.jpg", "restarts.jpg", "rgb.jpg"):
    reference(name)

# Other structures of the same coefficients: scans of one component, and progressive scans that split
# bands and bits.
ONE_EACH = "2; 0; 1;"
SPLIT = """0 1 2: 0-0, 0, 2; 1: 1-63, 0, 0; 0: 1-5, 0, 1; 0 1 2: 0-0, 2, 1; 0: 6-63, 0, 3; 2: 1-63, 0, 0;
0: 6-63, 3, 2; 0 1 2: 0-0, 1, 0; 0: 6-63, 2, 1; 0: 1-63, 1, 0;"""


def transcode(source, name, *options, scans=None):
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as script:
        if scans:
            script.write(scans)
            script.flush()
            options += ("-scans", script.name)
        command = ["jpegtran", "-copy", "all", *options, HERE / source]
        (HERE / name).write_bytes(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


transcode("colour.jpg", "colour_scans.jpg", scans=ONE_EACH)
transcode("colour.jpg", "colour_scans_restarts.jpg", "-restart", "5B", scans=ONE_EACH)
transcode("colour.jpg", "colour_progressive.jpg", "-restart", "1", scans=SPLIT)
transcode("colour.jpg", "arithmetic.jpg", "-arithmetic")


def encode(name, samples, **options):
    (HERE / name).write_bytes(imagecodecs.jpeg8_encode(samples, **options))


# 12 bits and, without loss, 16 bits: the drawing of film_16 in drawing.rs.
fine = numpy.array(film, "uint16") * 250 + (numpy.arange(WIDTH * HEIGHT) % 251).reshape(HEIGHT, WIDTH).astype("uint16")
encode("bits12.jpg", fine >> 4, level=95, bitspersample=12)
for predictor in (1, 7):
    encode(f"lossless{predictor}.jpg", fine, bitspersample=16, lossless=True, predictor=predictor)

save("cmyk.jpg", tinted.convert("CMYK"), quality=85)
encode("ycck.jpg", 255 - numpy.array(tinted.convert("CMYK")), level=90, colorspace="CMYK",
       outcolorspace="YCCK")
for name in ("cmyk.jpg", "ycck.jpg"):
    reference(name)
save("cmyk.tif", tinted.convert("CMYK"), compression="tiff_lzw")
save("turned.png", stored(film, 3), exif=exif(3))
save("turned.webp", stored(film.convert("RGB"), 8), lossless=True, exif=exif(8))
save("turned.tif", stored(film, 5), tiffinfo={ORIENTATION: 5})
frames = [ImageOps.invert(film)]
save("animated.png", film, save_all=True, append_images=frames)
save("animated.webp", film.convert("RGB"), save_all=True, lossless=True,
     append_images=[frame.convert("RGB") for frame in frames])
save("pages.tif", film, save_all=True, append_images=frames, compression="tiff_deflate")
save("negative.tif", film, tiffinfo={262: 0}, compression="tiff_lzw")
palette = film.convert("P")
palette.putpalette([255 - v for v in range(256) for _ in range(3)])
save("palette.png", palette.point(lambda v: 255 - v))
save("palette.bmp", palette.point(lambda v: 255 - v))
save("animated.gif", film, save_all=True, append_images=frames)

# JPEG 2000: a JP2 file, a codestream in tiles, 16 bits, and a negative with a palette that inverts it.
save("grey.jp2", film)
save("tiles.j2k", film, no_jp2=True, offset=(5, 3), tile_offset=(2, 1), tile_size=(32, 24))
save("fine.jp2", Image.fromarray(fine))


def box(name, contents):
    return struct.pack(">I4s", 8 + len(contents), name) + contents


plain = HERE / "negative.jp2"
ImageOps.invert(film).save(plain)
negative = plain.read_bytes()
plain.unlink()
columns = struct.pack(">HB3B", 256, 3, 7, 7, 7) + bytes(255 - v for v in range(256) for _ in range(3))
mapping = b"".join(struct.pack(">HBB", 0, 1, column) for column in range(3))
start = negative.index(b"jp2h") - 4
length = struct.unpack(">I", negative[start : start + 4])[0]
header = negative[start + 8 : start + length].replace(struct.pack(">I", 17), struct.pack(">I", 16))
header = box(b"jp2h", header + box(b"pclr", columns) + box(b"cmap", mapping))
(HERE / "palette.jp2").write_bytes(negative[:start] + header + negative[start + length :])
