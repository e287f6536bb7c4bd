"""Makes the picture a plan describes: ground, shadows, objects, tints and filter."""
import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from .art import painter_bank
from .config import SIZE
from .filters import APPLY
from .grounds import cached_ground
from .layouts import LAYOUTS, layout_name
from .words import COLOURS

FLOATING = {"space", "sky", "underwater"}

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
    size = max(24, int(SIZE * scale))
    small = drawing.resize((size, size), Image.BICUBIC if size > SIZE // 2 else Image.LANCZOS)
    picture.paste(small, (int(x * SIZE - size / 2), int(y * SIZE - size / 2)), small)


def shadow(picture, boxes):
    """A soft ellipse under each object, so that it stands on its ground."""
    layer = Image.new("L", (SIZE // 4, SIZE // 4), 0)
    pen = ImageDraw.Draw(layer)
    for scale, x, y in boxes:
        bottom, half = (y + scale * 0.47) * SIZE / 4, scale * SIZE / 4 * 0.36
        pen.ellipse((x * SIZE / 4 - half, bottom - half * 0.2, x * SIZE / 4 + half, bottom + half * 0.2), fill=96)
    layer = layer.filter(ImageFilter.GaussianBlur(2)).resize((SIZE, SIZE), Image.BILINEAR)
    picture.paste((20, 20, 36), (0, 0), layer)


def layout(plan):
    """Where each object goes: (which object, scale, centre x, centre y)."""
    slots = LAYOUTS[layout_name(plan.relation, plan.count, plan.ground, plan.sky)]
    return [(slot, settings[0], x, y) for slot, settings in enumerate(slots) if settings for y in settings[2] for x in settings[1]]


def compose(plan, random):
    picture = cached_ground(plan.ground, plan.sky, random)
    places = layout(plan)
    grounded = plan.ground not in FLOATING and plan.relation in ("single", "beside")
    if places and grounded and random.random() < 0.85:
        shadow(picture, [place[1:] for place in places])
    bank = painter_bank()
    drawings = [tinted(bank.drawing(number, plan.style), tint) for number, tint in zip(plan.objects, plan.tints)]
    for which, scale, x, y in places:
        paste(picture, drawings[which], scale, x, y)
    if plan.filter != "none":
        picture = APPLY[plan.filter](picture, random)
    return np.asarray(picture)
