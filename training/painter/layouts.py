"""Where objects stand: a layout for every relation, moved about by chance within it."""
import torch

from .words import COLOURS

FLOATING = {"space", "sky", "underwater"}
COPIES = 4
# A layout has up to four copies (which object, scale, centre x, centre y), and how far chance may move each:
# scale between two factors, x and y by so much. Where it says so, what shrinks keeps its feet on the ground.
LAYOUTS = {
    "nothing": ([], (1, 1), 0, 0, False),
    "single": ([(0, 0.76, 0.5, 0.5)], (0.8, 1.07), 0.07, 0.03, True),
    "scenic": ([(0, 0.6, 0.5, 0.57)], (0.78, 1.15), 0.17, 0.05, True),
    "floating": ([(0, 0.6, 0.5, 0.5)], (0.75, 1.15), 0.15, 0.12, False),
    "beside": ([(0, 0.46, 0.27, 0.57), (1, 0.46, 0.73, 0.57)], (0.85, 1.06), 0.02, 0.04, True),
    "above": ([(0, 0.44, 0.5, 0.27), (1, 0.46, 0.5, 0.73)], (0.88, 1.04), 0.07, 0.015, False),
    "two": ([(0, 0.43, 0.27, 0.55), (0, 0.43, 0.73, 0.55)], (0.85, 1.05), 0.02, 0.05, True),
    "three": ([(0, 0.32, 0.18, 0.54), (0, 0.32, 0.5, 0.54), (0, 0.32, 0.82, 0.54)], (0.85, 1.03), 0.012, 0.07, True),
    "four": ([(0, 0.41, 0.27, 0.28), (0, 0.41, 0.73, 0.28), (0, 0.41, 0.27, 0.73), (0, 0.41, 0.73, 0.73)], (0.88, 1.04), 0.02, 0.02, False),
}
NAMES = list(LAYOUTS)


def layout_name(relation, count, ground, sky):
    if relation == "single":
        if ground in FLOATING:
            return "floating"
        scenic = ground not in COLOURS and (ground != "none" or sky != "day")
        return "scenic" if scenic else "single"
    if relation == "several":
        return ("two", "two", "three", "four")[count - 1]
    return "nothing" if relation == "none" else relation


def tables():
    """The layouts as numbers: for each copy (there or not, object, scale, x, y), and the reach of chance."""
    base, reach = torch.zeros(len(LAYOUTS), COPIES, 5), torch.zeros(len(LAYOUTS), 5)
    for row, (copies, scales, across, down, standing) in enumerate(LAYOUTS.values()):
        for place, copy in enumerate(copies):
            base[row, place] = torch.tensor([1.0, *copy])
        reach[row] = torch.tensor([*scales, across, down, float(standing)])
    return base, reach


def places(base, reach, chance, mirrorable):
    """base [B, 4, 5], reach [B, 5], chance [B, 4, 4] in 0..1, mirrorable [B, 2] -> [B, 4, 6]: there, object, scale, x, y, mirrored."""
    there, which, scale, x, y = base.unbind(2)
    low, high, across, down, standing = (reach[:, place:place + 1] for place in range(5))
    factor = low + (high - low) * chance[:, :, 0]
    x = x + across * (2 * chance[:, :, 1] - 1)
    y = y + down * (2 * chance[:, :, 2] - 1) + standing * scale * (1 - factor) * 0.47
    may = mirrorable[:, :1] * (1 - which) + mirrorable[:, 1:] * which
    mirrored = (chance[:, :, 3] < 0.5).to(may.dtype) * may
    return torch.stack([there, which, scale * factor, x, y, mirrored], 2)


def resizing(scale, centre, size, mirrored=None):
    """Matrices [..., size, size] that shrink a line of pixels about a centre: each target pixel takes what it covers."""
    targets = (torch.arange(size, dtype=torch.float32) + 0.5) / size
    middle = (targets - centre[..., None]) / scale[..., None]
    if mirrored is not None:
        middle = middle * (1 - 2 * mirrored[..., None])
    middle, half = (middle + 0.5) * size, 0.5 / scale[..., None]
    low, high = (middle - half)[..., None], (middle + half)[..., None]
    sources = torch.arange(size, dtype=torch.float32)
    cover = (torch.minimum(high, sources + 1) - torch.maximum(low, sources)).clamp(min=0)
    return cover * scale[..., None, None]
