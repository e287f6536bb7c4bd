"""Where objects stand: a few fixed layouts, shared by the composer and by the exported text encoder."""
import numpy as np

from .words import COLOURS

# Each slot of a layout is (scale, columns, rows): a copy stands at every crossing.
LAYOUTS = {
    "nothing": [None, None],
    "single": [(0.76, (0.5,), (0.5,)), None],
    "scenic": [(0.64, (0.5,), (0.56,)), None],
    "beside": [(0.46, (0.27,), (0.57,)), (0.46, (0.73,), (0.57,))],
    "above": [(0.45, (0.5,), (0.27,)), (0.46, (0.5,), (0.73,))],
    "two": [(0.45, (0.27, 0.73), (0.55,)), None],
    "three": [(0.33, (0.18, 0.5, 0.82), (0.54,)), None],
    "four": [(0.43, (0.27, 0.73), (0.28, 0.73)), None],
}
NAMES = list(LAYOUTS)


def layout_name(relation, count, ground, sky):
    if relation == "single":
        scenic = ground not in COLOURS and (ground != "none" or sky != "day")
        return "scenic" if scenic else "single"
    if relation == "several":
        return ("two", "two", "three", "four")[count - 1]
    return "nothing" if relation == "none" else relation


def resize_row(size, scale, centres):
    """A matrix that shrinks a line of pixels and puts copies of it at the centres."""
    matrix = np.zeros((size, size), np.float32)
    for centre in centres:
        for target in range(size):
            # The stretch of the original that this target pixel covers.
            middle = ((target + 0.5) / size - centre) / scale + 0.5
            low, high = (middle * size - 0.5 / scale), (middle * size + 0.5 / scale)
            for source in range(max(0, int(np.floor(low))), min(size, int(np.ceil(high)))):
                cover = min(high, source + 1) - max(low, source)
                matrix[target, source] += max(0.0, cover) * scale
    return matrix


def placement_matrices(size):
    """For every layout and slot: how rows and how columns are placed; zeros for an empty slot."""
    rows = np.zeros((len(LAYOUTS), 2, size, size), np.float32)
    columns = np.zeros_like(rows)
    for place, slots in enumerate(LAYOUTS.values()):
        for slot, settings in enumerate(slots):
            if settings:
                scale, across, down = settings
                columns[place, slot] = resize_row(size, scale, across)
                rows[place, slot] = resize_row(size, scale, down)
    return rows, columns
