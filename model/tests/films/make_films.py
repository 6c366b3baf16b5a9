"""Writes the films that only other encoders can make: python make_films.py (Pillow 11 or newer).

Each shows the drawing of drawing.rs, upright. Of lossy ones NAME.grey holds the 8-bit grey values
that the reference decoders (libjpeg-turbo, libwebp) give, row by row.
"""

from pathlib import Path

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

save("cmyk.jpg", tinted.convert("CMYK"), quality=85)
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
