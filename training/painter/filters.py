"""Pixels, watercolour, pencil and so on by arithmetic, the same for training pictures at 256 px and inside the drawing model at 64."""
import math

import numpy as np
import torch
import torch.nn.functional as F

from .config import SIZE
from .words import FILTERS

SMALL = 64
SEPIA = torch.tensor([[52, 32, 16], [168, 126, 82], [250, 234, 200]]).float() / 127.5 - 1
CREAM = torch.tensor([0.99, 0.97, 0.93])


def blurred(x, deviation):
    """Gaussian blur; `deviation` in pixels of x."""
    reach = max(1, math.ceil(2.5 * deviation))
    line = torch.exp(-0.5 * (torch.arange(-reach, reach + 1).float() / deviation) ** 2)
    line, channels = line / line.sum(), int(x.shape[1])
    padded = F.pad(x, (reach, reach, reach, reach), mode="replicate")
    across = F.conv2d(padded, line.view(1, 1, 1, -1).repeat(channels, 1, 1, 1), groups=channels)
    return F.conv2d(across, line.view(1, 1, -1, 1).repeat(channels, 1, 1, 1), groups=channels)


def grey_of(x):
    return x[:, :1] * 0.3 + x[:, 1:2] * 0.59 + x[:, 2:] * 0.11


def saturated(x, strength):
    grey = grey_of(x)
    return grey + (x - grey) * strength


def steepness(x, unit):
    """How fast each place changes, in units of one cell of the 64 px grid."""
    padded = F.pad(x, (1, 1, 1, 1), mode="replicate")
    across = (padded[..., 1:-1, 2:] - padded[..., 1:-1, :-2]) * (unit / 2)
    down = (padded[..., 2:, 1:-1] - padded[..., :-2, 1:-1]) * (unit / 2)
    return (across**2 + down**2 + 1e-6).sqrt()


def strokes(grain, turn, x, y):
    """Grain smeared along a field of directions, as a brush smears paint."""
    grain = blurred(torch.from_numpy(grain)[None, None], 1.3)[0, 0].numpy()
    total = np.zeros_like(grain)
    for distance in range(-14, 15):
        across, down = np.cos(turn) * distance, np.sin(turn) * distance
        total += grain[np.int64(y + down).clip(0, SIZE - 1), np.int64(x + across).clip(0, SIZE - 1)]
    return (total / total.std() / 2).clip(-1, 1)


def drawn_texture(name):
    """Paper, brush and hatching, always the same; drawn once at 256 px."""
    dice = np.random.RandomState(7)
    y, x = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)

    def noise(cells, smooth):
        coarse = torch.from_numpy(dice.rand(1, 1, cells, cells).astype(np.float32) * 2 - 1)
        return F.interpolate(coarse, (SIZE, SIZE), mode=smooth, align_corners=False if smooth != "nearest" else None)[0, 0].numpy()

    if name == "wash":
        texture = 0.5 * noise(7, "bicubic") + 0.3 * noise(20, "bicubic") + 0.2 * noise(64, "bicubic")
    elif name == "margin":
        rim = np.minimum(np.minimum(x, SIZE - 1 - x), np.minimum(y, SIZE - 1 - y)) + 9 * noise(9, "bicubic") + 5 * noise(26, "bicubic")
        texture = 1 / (1 + np.exp(-(rim - 13) / 2.5))
    elif name == "hatching":
        texture = 0.5 + 0.5 * np.sin((x + y + 4 * noise(12, "bicubic")) * 2 * np.pi / 15)
    elif name == "dots":
        texture = np.cos(x * 2 * np.pi / 16) * 0.5 + np.cos(y * 2 * np.pi / 16) * 0.5
    else:
        texture = strokes(dice.rand(SIZE, SIZE).astype(np.float32) * 2 - 1, noise(5, "bicubic") * 3, x, y)
    return torch.from_numpy(texture.astype(np.float32))[None, None]


TEXTURES = {name: drawn_texture(name) for name in ("wash", "margin", "hatching", "dots", "brush")}
SHRUNK = {name: F.avg_pool2d(texture, SIZE // SMALL) for name, texture in TEXTURES.items()}


def texture(name, unit):
    return (SHRUNK if unit == 1 else TEXTURES)[name]


def pixel_art(x, unit):
    blocks = F.avg_pool2d(x, 2 * unit)
    return F.interpolate((blocks * 4.5).round() / 4.5, scale_factor=2 * unit, mode="nearest")


def watercolor(x, unit):
    smooth, wide = blurred(x, 0.7 * unit), blurred(x, 2.2 * unit)
    # Pigment gathers where a wash ends, and the paper shows through.
    pigment = smooth - (grey_of(wide) - grey_of(smooth)).clamp(min=0) * 0.9
    ink = (1 - saturated(pigment, 1.15)) * (0.74 + 0.34 * texture("wash", unit)) * texture("margin", unit)
    return 1 - ink


def pencil_sketch(x, unit):
    grey = (grey_of(x) + 1) / 2
    lines = (grey / (blurred(grey, 1.6 * unit) + 0.04)).clamp(0, 1) ** 2.6
    edges = (steepness(blurred(grey, 0.5 * unit), unit) * 2.2).clamp(0, 1)
    shade = (0.8 - grey).clamp(min=0) * (0.2 + 0.65 * texture("hatching", unit))
    paper = (lines * (1 - 0.75 * edges) * (1 - shade)).clamp(0.06, 1)
    return paper * CREAM[:, None, None] * 2 - 1


def black_and_white(x, unit):
    return (grey_of(x) * 1.12).clamp(-1, 1).expand(-1, 3, -1, -1)


def oil_painting(x, unit):
    thick = saturated(blurred(x, 0.8 * unit), 1.45)
    return (thick + texture("brush", unit) * 0.22).clamp(-1, 1)


def pop_art(x, unit):
    bold = (saturated(blurred(x, 0.35 * unit), 2.1) * 1.15).clamp(-1, 1)
    flat = bold + (torch.sin(bold * (2 * math.pi)) * -0.14)
    grey = grey_of(bold)
    # Dots of print grow with the darkness of the light half of the tones.
    dots = torch.sigmoid((texture("dots", unit) - (0.35 + 0.75 * grey)) * 7) * (grey > -0.45).to(x.dtype) * 0.5
    outline = (steepness(blurred(grey, 0.6 * unit), unit) * 2.4 - 0.35).clamp(0, 1)
    return (flat - dots) * (1 - outline) - outline


def neon(x, unit):
    smooth = blurred(x, 0.7 * unit)
    edges = (steepness(smooth, unit).amax(1, keepdim=True) * 2.6 - 0.12).clamp(0, 1)
    body = (smooth + 1) / 2
    colour = body - body.amin(1, keepdim=True) * 0.75
    colour = (colour + 0.05) / (colour.amax(1, keepdim=True) + 0.05)
    lines = edges * colour
    light = lines + blurred(lines, 2.0 * unit) * 0.9 + (edges - 0.55).clamp(min=0) * 0.9
    night = torch.tensor([0.045, 0.025, 0.11])[:, None, None]
    return (light + night).clamp(0, 1) * 2 - 1


def vintage(x, unit):
    grey = (grey_of(x) * 0.92).clamp(-1, 1)
    dark, middle, bright = (SEPIA[place, :, None, None] for place in range(3))
    return middle + (bright - middle) * grey.clamp(min=0) + (middle - dark) * grey.clamp(max=0)


APPLY = {
    "pixel art": pixel_art, "watercolor": watercolor, "pencil sketch": pencil_sketch, "black and white": black_and_white,
    "oil painting": oil_painting, "pop art": pop_art, "neon": neon, "vintage": vintage,
}
assert list(APPLY) == list(FILTERS)[1:]


def filtered(x, asked):
    """x [B, 3, 64, 64] in -1..1; asked [B, 8] says how much of each filter."""
    for place, apply in enumerate(APPLY.values()):
        share = asked[:, place, None, None, None]
        if torch.onnx.is_in_onnx_export():
            x = x + share * (apply(x, 1) - x)
        elif share.any():
            rows = share.flatten().nonzero().flatten()
            x = x.index_copy(0, rows, x[rows] + share[rows] * (apply(x[rows], 1) - x[rows]))
    return x


@torch.no_grad()
def filtered_picture(picture, name):
    """One finished 256 px picture [256, 256, 3] of bytes."""
    x = torch.from_numpy(picture.copy()).permute(2, 0, 1)[None].float() / 127.5 - 1
    return ((APPLY[name](x, SIZE // SMALL)[0].clamp(-1, 1) + 1) * 127.5).round().byte().permute(1, 2, 0).numpy()
