"""The judge: names objects by edges and colours, having seen only drawings from sources the painter never saw."""
import math
import random as randomness

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from .art import Bank, painter_bank
from .composer import paste, shadow
from .config import CONFIG, SIZE as PICTURE
from .grounds import paint_ground
from .layouts import LAYOUTS

SETTINGS = CONFIG["judge"]
SIDE, CELLS, TURNS = 48, 8, 9


def boxes(layout):
    """The pixel boxes (left, top, side) in which a layout shows its first and second object."""
    found = []
    for settings in LAYOUTS[layout]:
        if settings:
            scale, columns, rows = settings
            side = int(scale * PICTURE * 1.04)
            left, top = int(columns[0] * PICTURE - side / 2), int(rows[0] * PICTURE - side / 2)
            found.append((max(0, min(PICTURE - side, left)), max(0, min(PICTURE - side, top)), side))
    return found


def cut(pictures, box):
    left, top, side = box
    return F.interpolate(pictures[:, :, top:top + side, left:left + side], (SIDE, SIDE), mode="area")


def features(crops):
    """Histograms of edge directions and mean colours over an 8 x 8 grid."""
    edges = []
    grey = crops.mean(1, keepdim=True)
    across, down = F.pad(grey, (1, 1, 1, 1), mode="replicate"), F.pad(grey, (1, 1, 1, 1), mode="replicate")
    across = across[..., 1:-1, 2:] - across[..., 1:-1, :-2]
    down = down[..., 2:, 1:-1] - down[..., :-2, 1:-1]
    strength, angle = (across**2 + down**2 + 1e-8).sqrt(), torch.atan2(down, across) % math.pi
    for turn in range(TURNS):
        near = 1 - ((angle - turn * math.pi / TURNS + math.pi / 2) % math.pi - math.pi / 2).abs() / (math.pi / TURNS)
        edges.append(strength * near.clamp(min=0))
    edges = F.avg_pool2d(torch.cat(edges, 1), SIDE // CELLS)
    edges = (edges / (edges.norm(dim=1, keepdim=True) + 0.05)).flatten(1)
    colours = F.avg_pool2d(crops, SIDE // CELLS).flatten(1) * SETTINGS["colour_weight"]
    return torch.cat([edges, colours], 1)


def judge_picture(drawing, dice):
    """An unseen drawing set into a plain picture just as the composer would."""
    scale, column, row = LAYOUTS["single"][0][0], 0.5, 0.5
    picture = paint_ground("none", "day", dice)
    if dice.random() < 0.85:
        shadow(picture, [(scale, column, row)])
    wobble = lambda reach: dice.uniform(-reach, reach)
    paste(picture, drawing.rotate(wobble(6), Image.BILINEAR), scale * (1 + wobble(0.06)), column + wobble(0.02), row + wobble(0.02))
    return np.asarray(picture)


class Judge:
    """Linear discriminants: one mean per object, one shared spread."""

    def __init__(self, means, spread):
        pooled = spread + torch.eye(len(spread)) * SETTINGS["ridge"] * spread.trace() / len(spread)
        self.weights = torch.linalg.solve(pooled, means.T)
        self.offset = 0.5 * (means * self.weights.T).sum(1)

    def scores(self, pictures, box=None):
        return features(cut(pictures, box or boxes("single")[0])) @ self.weights - self.offset

    @classmethod
    def trained(cls, copies):
        bank, dice = Bank("judge-bank"), randomness.Random(5)
        labels = painter_bank().labels
        seen, answers = [], []
        for number, label in enumerate(labels):
            for name, row in bank.objects[bank.index_of[label]]["drawings"].items():
                pictures = [judge_picture(Image.fromarray(np.asarray(bank.pixels[name][row])), dice) for _ in range(copies)]
                batch = torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).float() / 127.5 - 1
                seen.append(features(cut(batch, boxes("single")[0])))
                answers += [number] * copies
        seen, answers = torch.cat(seen), torch.tensor(answers)
        totals = torch.zeros(len(labels), seen.shape[1]).index_add_(0, answers, seen)
        means = totals / torch.bincount(answers, minlength=len(labels))[:, None]
        rest = seen - means[answers]
        return cls(means, rest.T @ rest / len(rest))


def hue_name(colour):
    """The everyday name of an RGB colour."""
    red, green, blue = (channel / 255 for channel in colour)
    high, low = max(red, green, blue), min(red, green, blue)
    if high < 0.22:
        return "black"
    if high - low < 0.13 * high + 0.02:
        return "white" if high > 0.86 else "gray"
    hue = math.degrees(math.atan2(math.sqrt(3) * (green - blue), 2 * red - green - blue)) % 360
    if 10 < hue < 45 and high < 0.68:
        return "brown"
    for limit, name in ((14, "red"), (41, "orange"), (68, "yellow"), (155, "green"), (192, "teal"), (248, "blue"), (295, "purple"), (342, "pink")):
        if hue < limit:
            return name
    return "red"
