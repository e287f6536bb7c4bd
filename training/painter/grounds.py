"""Draws the grounds that objects stand on: plain, coloured, and fifteen scenes under five skies."""
from functools import lru_cache
from random import Random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from .art import painter_bank
from .config import SIZE
from .words import COLOURS, INDOOR

HORIZON = int(SIZE * 0.66)
SKY_COLOURS = {
    "day": ((104, 186, 246), (214, 238, 253)),
    "night": ((14, 18, 56), (62, 62, 128)),
    "sunset": ((238, 104, 84), (255, 206, 130)),
    "rain": ((112, 126, 144), (176, 188, 200)),
    "snowfall": ((164, 186, 212), (224, 234, 244)),
}
LIGHT = {"day": (1, 1, 1), "night": (0.42, 0.46, 0.7), "sunset": (1.0, 0.76, 0.66), "rain": (0.72, 0.76, 0.82), "snowfall": (0.92, 0.95, 1)}


def gradient(top, bottom):
    steps = np.linspace(0, 1, SIZE)[:, None, None]
    column = np.array(top)[None, None] * (1 - steps) + np.array(bottom)[None, None] * steps
    return Image.fromarray(np.uint8(np.clip(np.repeat(column, SIZE, 1), 0, 255)))


def near(colour, random, spread=12):
    return tuple(int(min(255, max(0, channel + random.uniform(-spread, spread)))) for channel in colour)


def lit(colour, sky):
    return tuple(int(channel * light) for channel, light in zip(colour, LIGHT[sky]))


class Canvas:
    """A picture under construction, with the light of its sky."""

    def __init__(self, sky, random):
        self.sky, self.random = sky, random
        top, bottom = SKY_COLOURS[sky]
        self.picture = gradient(near(top, random, 10), near(bottom, random, 8))
        self.pen = ImageDraw.Draw(self.picture)

    def fill(self, picture):
        self.picture = picture
        self.pen = ImageDraw.Draw(picture)

    def colour(self, colour, spread=10):
        return lit(near(colour, self.random, spread), self.sky)

    def land(self, colour, level=HORIZON, wave=10):
        steps = np.arange(0, SIZE + 8, 8)
        phase, length = self.random.uniform(0, 6.28), self.random.uniform(60, 120)
        edge = [(int(x), int(level + wave * np.sin(x / length + phase))) for x in steps]
        self.pen.polygon(edge + [(SIZE, SIZE), (0, SIZE)], fill=self.colour(colour))

    def dot(self, x, y, radius, colour):
        self.pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)

    def prop(self, label, size, x, bottom):
        """Stands a small flat drawing in the scene, lit like the rest."""
        bank = painter_bank()
        drawing = bank.drawing(bank.index_of[label], "flat").resize((size, size), Image.BILINEAR)
        if self.sky != "day":
            red, green, blue, alpha = drawing.split()
            bands = [band.point(lambda value, light=light: int(value * light)) for band, light in zip((red, green, blue), LIGHT[self.sky])]
            drawing = Image.merge("RGBA", bands + [alpha])
        self.picture.paste(drawing, (int(x - size / 2), int(bottom - size)), drawing)

    def heavens(self):
        random = self.random
        if self.sky == "night":
            for _ in range(34):
                self.dot(random.randrange(SIZE), random.randrange(HORIZON), random.choice([1, 1, 2]), (255, 255, 224))
            x, y = random.randrange(30, SIZE - 30), random.randrange(26, 52)
            self.dot(x, y, 18, (252, 246, 208))
        elif self.sky == "sunset":
            self.dot(random.randrange(40, SIZE - 40), HORIZON - random.randrange(0, 26), 30, (255, 240, 168))
        elif self.sky == "day":
            for _ in range(random.choice([1, 2])):
                self.cloud(random.randrange(10, SIZE - 10), random.randrange(22, 70), random.randrange(14, 24))
        else:
            for x in range(0, SIZE + 30, 44):
                self.cloud(x, random.randrange(4, 20), 26, (142, 152, 166) if self.sky == "rain" else (226, 232, 240))

    def cloud(self, x, y, radius, colour=(255, 255, 255)):
        for across, up, scale in ((-1.1, 0.2, 0.7), (0, -0.15, 1), (1.1, 0.2, 0.75), (0.2, 0.35, 0.9)):
            self.dot(x + across * radius, y + up * radius, radius * scale, colour)

    def falling(self):
        random = self.random
        if self.sky == "rain":
            for _ in range(46):
                x, y = random.randrange(SIZE), random.randrange(SIZE)
                self.pen.line((x, y, x - 4, y + 15), fill=(206, 222, 240), width=2)
        elif self.sky == "snowfall":
            for _ in range(60):
                self.dot(random.randrange(SIZE), random.randrange(SIZE), random.choice([2, 2, 3]), (255, 255, 255))


def beach(canvas, random):
    canvas.pen.rectangle((0, HORIZON - 46, SIZE, SIZE), fill=canvas.colour((36, 150, 205)))
    canvas.land((244, 216, 156), HORIZON + 4, 7)
    canvas.prop("palm tree", 112, random.choice([26, SIZE - 26]), HORIZON + 26)


def forest(canvas, random):
    canvas.land((64, 128, 66), HORIZON - 22, 6)
    for x in range(0, SIZE + 30, 36):
        canvas.prop("evergreen tree", random.randrange(92, 132), x + random.randrange(-8, 9), HORIZON + random.randrange(-4, 12))
    canvas.land((86, 152, 72), HORIZON + 10, 4)


def snow(canvas, random):
    canvas.land((214, 226, 240), HORIZON - 26, 14)
    canvas.prop("evergreen tree", 76, random.choice([random.randrange(20, 60), random.randrange(SIZE - 60, SIZE - 20)]), HORIZON - 6)
    canvas.land((244, 248, 253), HORIZON, 8)


def desert(canvas, random):
    canvas.land((232, 178, 102), HORIZON - 30, 16)
    canvas.prop("cactus", 66, random.choice([random.randrange(22, 60), random.randrange(SIZE - 60, SIZE - 22)]), HORIZON + 6)
    canvas.land((240, 196, 124), HORIZON + 2, 12)


def sea(canvas, random):
    canvas.pen.rectangle((0, HORIZON - 26, SIZE, SIZE), fill=canvas.colour((28, 118, 190)))
    for row in range(5):
        canvas.land((28 + row * 5, 118 + row * 8, 190 + row * 5), HORIZON - 12 + row * 24, 4)


def meadow(canvas, random):
    canvas.land((124, 196, 92), HORIZON - 26, 14)
    canvas.prop("deciduous tree", 80, random.choice([random.randrange(20, 60), random.randrange(SIZE - 60, SIZE - 20)]), HORIZON)
    canvas.land((106, 184, 78), HORIZON, 6)


def mountains(canvas, random):
    for x, width, top in ((40, 130, 66), (200, 150, 52), (118, 140, 88)):
        x, top = x + random.randrange(-20, 21), top + random.randrange(-12, 13)
        base, half = HORIZON + 6, width // 2 + 24
        canvas.pen.polygon([(x - half, base), (x + half, base), (x, top)], fill=canvas.colour((116, 126, 154)))
        canvas.pen.polygon([(x - half * 0.24, top + (base - top) * 0.24), (x + half * 0.24, top + (base - top) * 0.24), (x, top)], fill=canvas.colour((250, 252, 255), 3))
    canvas.land((104, 166, 92), HORIZON, 7)


def city(canvas, random):
    x = -6
    while x < SIZE:
        width, top = random.randrange(34, 56), random.randrange(46, 120)
        canvas.pen.rectangle((x, top, x + width, HORIZON + 12), fill=canvas.colour((124, 138, 168), 20))
        for y in range(top + 10, HORIZON - 6, 20):
            for across in range(x + 7, x + width - 9, 15):
                canvas.pen.rectangle((across, y, across + 6, y + 9), fill=(252, 230, 150) if canvas.sky != "day" else (214, 232, 248))
        x += width + 3
    canvas.pen.rectangle((0, HORIZON + 12, SIZE, SIZE), fill=canvas.colour((112, 116, 126)))


def garden(canvas, random):
    canvas.land((126, 198, 100), HORIZON - 20, 8)
    for x in range(14, SIZE, 42):
        canvas.prop(random.choice(["tulip", "sunflower", "blossom", "hibiscus"]), random.randrange(38, 54), x + random.randrange(-6, 7), HORIZON + random.randrange(0, 20))
    canvas.land((104, 180, 82), HORIZON + 16, 4)


def road(canvas, random):
    canvas.land((132, 196, 104), HORIZON - 24, 10)
    canvas.pen.rectangle((0, HORIZON + 6, SIZE, SIZE), fill=canvas.colour((98, 102, 112), 6))
    for x in range(random.randrange(-40, 0), SIZE, 64):
        canvas.pen.rectangle((x, HORIZON + 50, x + 36, HORIZON + 56), fill=canvas.colour((246, 240, 220), 4))


def sky(canvas, random):
    for _ in range(5):
        canvas.cloud(random.randrange(SIZE), random.randrange(150, SIZE), random.randrange(24, 40), canvas.colour((255, 255, 255), 2))


def space(canvas, random):
    canvas.fill(gradient(near((10, 8, 34), random, 5), near((44, 22, 86), random, 10)))
    for _ in range(60):
        canvas.dot(random.randrange(SIZE), random.randrange(SIZE), random.choice([1, 1, 1, 2]), (255, 255, 240))
    x = random.choice([random.randrange(20, 60), random.randrange(SIZE - 60, SIZE - 20)])
    canvas.dot(x, random.randrange(26, 70), random.randrange(16, 26), near((214, 134, 96), random, 36))


def underwater(canvas, random):
    canvas.fill(gradient(near((64, 180, 222), random), near((14, 74, 140), random)))
    for _ in range(14):
        x, y, radius = random.randrange(SIZE), random.randrange(SIZE - 50), random.randrange(4, 10)
        canvas.pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=(196, 234, 250), width=2)
    canvas.land((226, 202, 146), SIZE - 30, 6)
    canvas.prop("coral", 62, random.choice([30, SIZE - 30]), SIZE - 8)


def room(canvas, random):
    wall = near(random.choice([(250, 226, 196), (214, 230, 238), (236, 220, 240), (222, 238, 214)]), random, 6)
    canvas.fill(Image.new("RGB", (SIZE, SIZE), wall))
    canvas.pen.rectangle((0, HORIZON + 4, SIZE, SIZE), fill=near((196, 146, 100), random, 10))
    canvas.pen.rectangle((0, HORIZON - 2, SIZE, HORIZON + 5), fill=(250, 248, 244))
    x = random.choice([20, SIZE - 92])
    canvas.pen.rectangle((x, 30, x + 72, 110), fill=(252, 252, 250))
    canvas.pen.rectangle((x + 6, 36, x + 66, 104), fill=SKY_COLOURS[canvas.sky][0])
    canvas.pen.line((x + 36, 36, x + 36, 104), fill=(252, 252, 250), width=4)


def table(canvas, random):
    canvas.fill(gradient(near((252, 238, 214), random, 8), near((244, 222, 190), random, 8)))
    top = HORIZON + 2
    canvas.pen.rectangle((0, top, SIZE, SIZE), fill=near((186, 126, 78), random, 10))
    for y in range(top + 22, SIZE, 26):
        canvas.pen.line((0, y, SIZE, y), fill=(160, 104, 62), width=2)


PAINT = {name: globals()[name] for name in (
    "beach", "forest", "snow", "desert", "sea", "meadow", "space", "city", "mountains",
    "underwater", "garden", "room", "table", "road", "sky")}


def plain(random):
    """White or a pale breath of colour, so that seeds differ when nothing was asked for."""
    if random.random() < 0.35:
        return Image.new("RGB", (SIZE, SIZE), (255, 255, 255))
    hue = random.choice(list(COLOURS.values())[:9])[0]
    pale = tuple(int(255 - (255 - channel) * 0.2) for channel in hue)
    return gradient(tuple(int(255 - (255 - channel) * 0.07) for channel in hue), pale)


def paint_ground(ground, sky, random):
    if ground == "none" and sky == "day":
        return plain(random)
    if ground in COLOURS:
        colour = near(COLOURS[ground][0], random, 6)
        return gradient(tuple(min(255, channel + 10) for channel in colour), tuple(max(0, channel - 8) for channel in colour))
    canvas = Canvas(sky, random)
    if ground == "none":
        canvas.heavens()
        canvas.land((112, 176, 96), HORIZON, 10)
    else:
        if ground not in INDOOR:
            canvas.heavens()
        PAINT[ground](canvas, random)
    if ground not in INDOOR:
        canvas.falling()
    return canvas.picture.filter(ImageFilter.GaussianBlur(0.7))


VARIANTS = 12


@lru_cache(maxsize=None)
def variant(ground, sky, number):
    """Every scene is painted a few times, always the same, since painting takes longer than all the rest."""
    return paint_ground(ground, sky, Random(f"{ground} {sky} {number}"))


def cached_ground(ground, sky, random):
    if ground in COLOURS or (ground == "none" and sky == "day"):
        return paint_ground(ground, sky, random)
    picture = variant(ground, sky, random.randrange(VARIANTS))
    return picture.transpose(Image.FLIP_LEFT_RIGHT) if random.random() < 0.5 else picture.copy()
