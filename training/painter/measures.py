"""What can be read off a finished picture without asking a judge: colour, count, likeness, variety."""
from collections import Counter

import numpy as np
import torch
import torch.nn.functional as F
from scipy import ndimage

from .judge import hue_name


def object_mask(picture, step=2):
    """Where a picture on a plain ground differs from its rim; the ground may fade from top to bottom."""
    small = np.asarray(((picture + 1) * 127.5).permute(1, 2, 0), np.float32)[::step, ::step]
    rim = (small[:, :3].mean(1) + small[:, -3:].mean(1)) / 2
    return np.abs(small - rim[:, None]).max(-1) > 34, small


def shown_colours(picture):
    """Shares of the everyday colours within the object."""
    mask, pixels = object_mask(picture, 4)
    votes = Counter(hue_name(colour) for colour in pixels[mask])
    total = sum(votes.values()) or 1
    return {name: count / total for name, count in votes.items()}


def shows_colour(picture, colour):
    """True when the asked colour is the most common of the vivid ones and covers a good part."""
    shares = shown_colours(picture)
    vivid = {name: share for name, share in shares.items() if name not in ("black", "white", "gray")} or shares
    best = max(vivid, key=vivid.get, default="none")
    return best == colour and shares.get(colour, 0) > 0.15


def count_things(picture):
    """Connected patches of a fair size; shadows touch the things they belong to."""
    mask, _ = object_mask(picture, 4)
    labels, found = ndimage.label(ndimage.binary_closing(mask, iterations=2))
    sizes = ndimage.sum(mask, labels, range(1, found + 1)) if found else []
    return int(sum(1 for size in sizes if size > max(sizes) * 0.3)) if found else 0


def cut_out(picture, side=32):
    """The object's bounding box at a fixed size, to compare shapes wherever they stand."""
    mask, pixels = object_mask(picture, 2)
    rows, columns = np.where(mask.any(1))[0], np.where(mask.any(0))[0]
    if len(rows) < 4 or len(columns) < 4:
        return torch.zeros(3, side, side)
    box = torch.from_numpy(pixels[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]).permute(2, 0, 1)[None] / 127.5 - 1
    return F.interpolate(box, (side, side), mode="area")[0]


def variety(pictures):
    """Mean difference between pictures of one prompt under different seeds."""
    small = F.avg_pool2d(pictures, 8).flatten(1)
    distances = torch.cdist(small, small, p=1) / small.shape[1]
    count = len(pictures)
    return (distances.sum() / (count * (count - 1))).item()


def thumbnail(pictures):
    return F.avg_pool2d(pictures, 8).flatten(1)


def likeness(picture, other):
    """Correlation of the light and dark of two pictures, whatever their colours."""
    one, two = (F.avg_pool2d(part.mean(0, keepdim=True)[None], 8).flatten() for part in (picture, other))
    one, two = one - one.mean(), two - two.mean()
    return abs((one @ two / (one.norm() * two.norm() + 1e-6)).item())
