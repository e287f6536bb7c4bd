"""The judge: names objects and filters, having seen only drawings from sources the painter never saw."""
import math

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import nn

from .art import Bank, painter_bank
from .autoencoder import Norm
from .config import CONFIG, SIZE as PICTURE
from .filters import APPLY
from .grounds import cached_ground
from .words import COLOURS, SCENES

SETTINGS = CONFIG["judge"]
SIDE, CELLS, TURNS = 48, 8, 9
VIEW = 64


def cut(pictures, box, size):
    """A square window (left, top, side in pixels), shrunk."""
    left, top, side = box
    return F.interpolate(pictures[:, :, top:top + side, left:left + side], (size, size), mode="area")


def windows(region=(0, 0, 1, 1)):
    """Square windows in a part of the picture (left, top, right, bottom as shares), where an object may be."""
    left, top, right, bottom = (int(share * PICTURE) for share in region)
    found = []
    for share in (0.5, 0.66, 0.84) if right - left == bottom - top == PICTURE else (0.45, 0.55):
        side = int(share * PICTURE)
        across = sorted({left, (left + right - side) // 2, right - side}) if right - left > side else [(left + right - side) // 2]
        down = sorted({(top + bottom - side) // 2, bottom - side}) if bottom - top > side else [(top + bottom - side) // 2]
        found += [(min(max(0, x), PICTURE - side), min(max(0, y), PICTURE - side), side) for x in across for y in down]
    return found


def window_around(mask, step):
    """A window about everything that differs from a plain ground."""
    rows, columns = np.where(mask.any(1))[0], np.where(mask.any(0))[0]
    if len(rows) < 4 or len(columns) < 4:
        return (0, 0, PICTURE)
    top, bottom, left, right = rows[0] * step, (rows[-1] + 1) * step, columns[0] * step, (columns[-1] + 1) * step
    side = min(PICTURE, int(max(bottom - top, right - left) * 1.08))
    return (max(0, min(PICTURE - side, (left + right - side) // 2)), max(0, min(PICTURE - side, (top + bottom - side) // 2)), side)


def features(crops):
    """Histograms of edge directions and mean colours over an 8 x 8 grid."""
    edges = []
    grey = crops.mean(1, keepdim=True)
    padded = F.pad(grey, (1, 1, 1, 1), mode="replicate")
    across, down = padded[..., 1:-1, 2:] - padded[..., 1:-1, :-2], padded[..., 2:, 1:-1] - padded[..., :-2, 1:-1]
    strength, angle = (across**2 + down**2 + 1e-8).sqrt(), torch.atan2(down, across) % math.pi
    for turn in range(TURNS):
        near = 1 - ((angle - turn * math.pi / TURNS + math.pi / 2) % math.pi - math.pi / 2).abs() / (math.pi / TURNS)
        edges.append(strength * near.clamp(min=0))
    edges = F.avg_pool2d(torch.cat(edges, 1), SIDE // CELLS)
    edges = (edges / (edges.norm(dim=1, keepdim=True) + 0.05)).flatten(1)
    colours = F.avg_pool2d(crops, SIDE // CELLS).flatten(1) * SETTINGS["colour_weight"]
    return torch.cat([edges, colours], 1)


class Exhibits:
    """Drawings the painter never saw, set before grounds and through filters as the painter would."""

    def __init__(self):
        bank = Bank("judge-bank")
        self.drawings, self.answers = [], []
        for number, label in enumerate(painter_bank().labels):
            for name, row in bank.objects[bank.index_of[label]]["drawings"].items():
                self.drawings.append(np.asarray(bank.pixels[name][row]))
                self.answers.append(number)

    def backdrop(self, dice):
        draw = dice.random()
        if draw < 0.5:
            ground = cached_ground("none", "day", dice)
        elif draw < 0.65:
            ground = cached_ground(dice.choice(list(COLOURS)), "day", dice)
        else:
            ground = cached_ground(dice.choice(list(SCENES)), dice.choice(["day", "day", "night", "sunset"]), dice)
        side = dice.randrange(110, 216)
        x, y = dice.randrange(PICTURE - side + 1), dice.randrange(PICTURE - side + 1)
        return ground.crop((x, y, x + side, y + side)).resize((VIEW, VIEW), Image.BILINEAR)

    def exhibit(self, row, dice, plain=False):
        """What a window about the object shows: it fills much of it, not always in the middle, either way round."""
        picture = cached_ground("none", "day", dice).resize((VIEW, VIEW)) if plain else self.backdrop(dice)
        size = int(VIEW * (dice.uniform(0.86, 0.98) if plain else dice.uniform(0.68, 1.08)))
        drawing = Image.fromarray(self.drawings[row]).resize((size, size), Image.BOX if size < 60 else Image.BILINEAR)
        if dice.random() < 0.4:
            drawing = drawing.transpose(Image.FLIP_LEFT_RIGHT)
        drawing = drawing.rotate(dice.uniform(-9, 9), Image.BILINEAR)
        reach = 2 if plain else 5
        picture.paste(drawing, ((VIEW - size) // 2 + dice.randint(-reach, reach), (VIEW - size) // 2 + dice.randint(-reach, reach)), drawing)
        return np.asarray(picture)

    def batch(self, dice, count):
        rows = [dice.randrange(len(self.drawings)) for _ in range(count)]
        pictures = torch.from_numpy(np.stack([self.exhibit(row, dice) for row in rows])).permute(0, 3, 1, 2).float() / 127.5 - 1
        pictures = pictures * dice.uniform(0.8, 1.1) + torch.tensor([dice.uniform(-0.12, 0.12) for _ in range(3)])[:, None, None]
        filters = torch.tensor([dice.randrange(1, len(APPLY) + 1) if dice.random() < 0.3 else 0 for _ in rows])
        for place, apply in enumerate(APPLY.values()):
            mine = (filters == place + 1).nonzero().flatten()
            if len(mine):
                pictures[mine] = apply(pictures[mine], 1)
        return pictures.clamp(-1, 1), torch.tensor([self.answers[row] for row in rows]), filters


class Step(nn.Module):
    def __init__(self, before, width):
        super().__init__()
        self.enter = nn.Conv2d(before, width, 3, 2, 1)
        self.inner = nn.ModuleList([nn.Sequential(Norm(width), nn.SiLU(), nn.Conv2d(width, width, 3, 1, 1), Norm(width), nn.SiLU(), nn.Conv2d(width, width, 3, 1, 1)) for _ in range(2)])

    def forward(self, x):
        x = self.enter(x)
        for layer in self.inner:
            x = x + layer(x)
        return x


class Eye(nn.Module):
    """A small residual network: 64 x 64 pixels in; how much it looks like each object, and like each filter."""

    def __init__(self, objects):
        super().__init__()
        widths = [3] + SETTINGS["widths"]
        self.steps = nn.Sequential(*(Step(before, width) for before, width in zip(widths, widths[1:])))
        self.norm = Norm(2 * widths[-1])
        self.objects = nn.Linear(2 * widths[-1], objects, bias=False)
        self.filters = nn.Linear(2 * widths[-1], len(APPLY) + 1)

    def forward(self, x):
        x = self.steps(x.contiguous(memory_format=torch.channels_last))
        x = torch.cat([x.mean((2, 3)), x.amax((2, 3))], 1)
        x = self.norm(x[:, :, None, None])[:, :, 0, 0]
        return 18 * F.linear(F.normalize(x), F.normalize(self.objects.weight)), self.filters(x)


class Discriminants:
    """Edges and colours: one mean per object, one shared spread."""

    def __init__(self, exhibits, dice):
        seen = []
        for start in range(0, len(exhibits.drawings), 64):
            rows = [row for row in range(start, min(start + 64, len(exhibits.drawings))) for _ in range(SETTINGS["copies"])]
            batch = torch.from_numpy(np.stack([exhibits.exhibit(row, dice, plain=True) for row in rows])).permute(0, 3, 1, 2).float() / 127.5 - 1
            seen.append(features(F.interpolate(batch, (SIDE, SIDE), mode="area")))
        seen, answers = torch.cat(seen), torch.tensor(exhibits.answers).repeat_interleave(SETTINGS["copies"])
        objects = int(answers.max()) + 1
        means = torch.zeros(objects, seen.shape[1]).index_add_(0, answers, seen) / torch.bincount(answers, minlength=objects)[:, None]
        rest = seen - means[answers]
        spread = rest.T @ rest / len(rest)
        pooled = spread + torch.eye(len(spread)) * SETTINGS["ridge"] * spread.trace() / len(spread)
        self.weights = torch.linalg.solve(pooled, means.T)
        self.offset = 0.5 * (means * self.weights.T).sum(1)

    def scores(self, crops):
        return features(crops) @ self.weights - self.offset


class Judge:
    """The network's opinion and the discriminants', weighed alike, over all windows in which the object may be."""

    def __init__(self, eye, discriminants):
        self.eye, self.discriminants = eye.eval(), discriminants

    @torch.no_grad()
    def opinion(self, pictures, box):
        seen = self.eye(cut(pictures, box, VIEW))[0].log_softmax(1)
        edges = (self.discriminants.scores(cut(pictures, box, SIDE)) / 2).log_softmax(1)
        return seen, edges

    def scores(self, pictures, boxes, parts=(1, 1)):
        """One row for each picture, from all boxes alike or, if boxes is a list per picture, from its own."""
        if isinstance(boxes[0], list):
            return torch.cat([self.scores(picture[None], own, parts) for picture, own in zip(pictures, boxes)])
        found = []
        for box in boxes:
            seen, edges = self.opinion(pictures, box)
            found.append(parts[0] * seen + parts[1] * edges)
        return torch.stack(found).amax(0)

    @torch.no_grad()
    def filters(self, pictures):
        """The filter each picture seems to have gone through, from windows that cover it."""
        return torch.stack([self.eye(cut(pictures, box, VIEW))[1].softmax(1) for box in [(20, 20, 216), (60, 20, 136), (60, 100, 136)]]).mean(0).argmax(1)


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
