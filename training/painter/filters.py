"""Turns a finished picture into another medium: pixels, watercolour, pencil and so on."""
import numpy as np
from PIL import Image, ImageChops, ImageEnhance, ImageFilter, ImageOps


def pixel_art(picture, random):
    cells = 32
    small = picture.resize((cells, cells), Image.BOX).quantize(20).convert("RGB")
    return small.resize(picture.size, Image.NEAREST)


def watercolor(picture, random):
    size = picture.size[0]
    smooth = picture.resize((size // 2, size // 2)).filter(ImageFilter.MedianFilter(7)).resize((size, size), Image.BICUBIC)
    noise = np.array([[random.uniform(-20, 20) for _ in range(14)] for _ in range(14)], np.float32)
    wash = np.asarray(Image.fromarray(noise).resize((size, size), Image.BICUBIC))[..., None]
    faded = np.asarray(smooth, np.float32) * 0.78 + 255 * 0.22 + wash
    return Image.fromarray(np.uint8(np.clip(faded, 0, 255)))


def pencil_sketch(picture, random):
    grey = np.asarray(picture.convert("L"), np.float32)
    blurred = np.asarray(picture.convert("L").filter(ImageFilter.GaussianBlur(5)), np.float32)
    lines = np.clip(grey / (blurred + 1), 0, 1) ** 1.5 * 255
    shaded = lines * 0.75 + (255 - (255 - grey) * 0.35) * 0.25
    return Image.fromarray(np.uint8(shaded)).convert("RGB")


def black_and_white(picture, random):
    return picture.convert("L").convert("RGB")


def oil_painting(picture, random):
    size = picture.size[0]
    small = ImageEnhance.Color(picture).enhance(1.35).resize((size // 2, size // 2), Image.BOX)
    return small.filter(ImageFilter.ModeFilter(7)).filter(ImageFilter.SMOOTH).resize((size, size), Image.BICUBIC)


def pop_art(picture, random):
    bold = ImageEnhance.Color(picture).enhance(2.0)
    return ImageOps.posterize(bold.filter(ImageFilter.MedianFilter(3)), 2).filter(ImageFilter.SMOOTH)


def neon(picture, random):
    soft = picture.filter(ImageFilter.GaussianBlur(1.5))
    edges = ImageChops.lighter(
        ImageChops.difference(soft, ImageChops.offset(soft, 2, 0)), ImageChops.difference(soft, ImageChops.offset(soft, 0, 2)))
    edges = edges.convert("L").point(lambda value: min(255, value * 5))
    vivid = ImageEnhance.Color(ImageEnhance.Brightness(picture).enhance(1.25)).enhance(2.4)
    lines = ImageChops.multiply(vivid, Image.merge("RGB", [edges] * 3))
    glow = lines.filter(ImageFilter.GaussianBlur(6))
    dark = Image.new("RGB", picture.size, (14, 8, 30))
    return ImageChops.add(ImageChops.add(dark, glow), ImageChops.add(lines, lines))


def vintage(picture, random):
    grey = ImageOps.autocontrast(picture.convert("L"), cutoff=1)
    return ImageOps.colorize(grey, (52, 32, 16), (250, 234, 200), mid=(168, 126, 82))


APPLY = {
    "pixel art": pixel_art,
    "watercolor": watercolor,
    "pencil sketch": pencil_sketch,
    "black and white": black_and_white,
    "oil painting": oil_painting,
    "pop art": pop_art,
    "neon": neon,
    "vintage": vintage,
}
