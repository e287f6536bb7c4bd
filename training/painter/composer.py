"""Makes the picture a plan describes: ground, shadows, objects, tints and filter."""
from dataclasses import dataclass

import numpy as np
import torch
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from .art import painter_bank
from .config import SIZE
from .filters import filtered_picture
from .grounds import cached_ground
from .layouts import COPIES, FLOATING, NAMES, layout_name, places, tables
from .variants import CHOICES, choices, mirrorable
from .words import COLOURS

BASE, REACH = tables()


@dataclass
class Composed:
    picture: np.ndarray
    # What lies behind the drawings, shadows included, before any filter.
    ground: np.ndarray
    plan: object
    # Which drawing (object, style) stands for each object, and where its copies are: [4, 6] as layouts.places gives.
    drawn: list
    places: np.ndarray


def tinted(drawing, tint):
    """Recolours what has colour and keeps whites, greys and blacks, unless the whole drawing is grey."""
    if tint == "none":
        return drawing
    pixels = np.asarray(drawing, np.float32)
    colour = np.array(COLOURS[tint][0], np.float32)
    body, alpha = pixels[..., :3], pixels[..., 3:] / 255
    high, low = body.max(-1, keepdims=True), body.min(-1, keepdims=True)
    saturation = (high - low) / (high + 1)
    seen = alpha.sum() + 1
    typical = (saturation * alpha).sum() / seen
    share = np.clip((saturation - 0.12) / 0.25, 0, 1) if typical > 0.25 else np.ones_like(saturation)
    light = body.mean(-1, keepdims=True) / 255
    centre = (light * alpha * share).sum() / ((alpha * share).sum() + 1)
    shade = np.clip(0.5 + (light - centre) * 0.9, 0.04, 0.98)
    dark, bright = colour * np.minimum(1, shade * 2), colour + (255 - colour) * np.clip(shade * 2 - 1, 0, 1) * 0.85
    recoloured = np.where(shade < 0.5, dark, bright)
    result = np.concatenate([body * (1 - share) + recoloured * share, pixels[..., 3:]], -1)
    return Image.fromarray(np.uint8(np.clip(result, 0, 255)))


def paste(picture, drawing, scale, x, y):
    size = max(24, round(SIZE * scale))
    small = drawing.resize((size, size), Image.BICUBIC if size > SIZE // 2 else Image.LANCZOS)
    picture.paste(small, (round(x * SIZE - size / 2), round(y * SIZE - size / 2)), small)


def shadow(picture, boxes):
    """A soft ellipse under each object, so that it stands on its ground."""
    layer = Image.new("L", (SIZE // 4, SIZE // 4), 0)
    pen = ImageDraw.Draw(layer)
    for scale, x, y in boxes:
        bottom, half = (y + scale * 0.47) * SIZE / 4, scale * SIZE / 4 * 0.36
        pen.ellipse((x * SIZE / 4 - half, bottom - half * 0.2, x * SIZE / 4 + half, bottom + half * 0.2), fill=96)
    layer = layer.filter(ImageFilter.GaussianBlur(2)).resize((SIZE, SIZE), Image.BILINEAR)
    picture.paste((20, 20, 36), (0, 0), layer)


def where(plan, random):
    """Chance moves the layout's copies about, and may turn them round."""
    row = NAMES.index(layout_name(plan.relation, plan.count, plan.ground, plan.sky))
    chance = torch.tensor([[[random.random() for _ in range(4)] for _ in range(COPIES)]])
    turning = torch.tensor([[float(mirrorable(number)) for number in plan.objects] + [0.0] * (2 - len(plan.objects))])
    return places(BASE[row:row + 1], REACH[row:row + 1], chance, turning)[0].numpy()


def compose_parts(plan, random):
    picture = cached_ground(plan.ground, plan.sky, random)
    copies = where(plan, random)
    there = [copy for copy in copies.tolist() if copy[0]]
    grounded = plan.ground not in FLOATING and plan.relation in ("single", "beside", "several") and plan.count < 4
    if there and grounded:
        shadow(picture, [copy[2:5] for copy in there])
    ground = np.asarray(picture).copy()
    # Things that stand together are drawn in one hand: one draw decides for both.
    draw = random.randrange(CHOICES)
    drawn = [choices(number, plan.style)[draw] for number in plan.objects]
    drawings = [tinted(painter_bank().drawing(*row), tint) for row, tint in zip(drawn, plan.tints)]
    for _, which, scale, x, y, mirrored in there:
        drawing = drawings[int(which)]
        paste(picture, ImageOps.mirror(drawing) if mirrored else drawing, scale, x, y)
    result = np.asarray(picture)
    if plan.filter != "none":
        result = filtered_picture(result, plan.filter)
    return Composed(result, ground, plan, drawn, copies)


def compose(plan, random):
    return compose_parts(plan, random).picture
