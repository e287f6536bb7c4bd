"""Gives access to the rendered drawings of every object in every style."""
import json
from functools import lru_cache

import numpy as np
from PIL import Image

from .config import WORK
from .words import STYLES

PREFERRED = ["3d", "flat", "cartoon", "vector", "stencil"]


class Bank:
    def __init__(self, folder="bank"):
        index = json.loads((WORK / folder / "index.json").read_text())
        self.size = index["size"]
        self.summary = index["summary"]
        self.objects = index["objects"]
        self.labels = [entry["label"] for entry in self.objects]
        self.index_of = {label: number for number, label in enumerate(self.labels)}
        self.pixels = {
            name: np.memmap(WORK / folder / f"{name}.rgba", dtype=np.uint8, mode="r").reshape(-1, self.size, self.size, 4)
            for name in self.summary
        }

    def style_for(self, number, wanted):
        """The wanted style when this object was drawn in it, else the closest one that exists."""
        drawings = self.objects[number]["drawings"]
        if wanted in drawings:
            return wanted
        return next(style for style in PREFERRED if style in drawings)

    def drawing(self, number, style):
        row = self.objects[number]["drawings"][self.style_for(number, style)]
        return Image.fromarray(np.asarray(self.pixels[self.style_for(number, style)][row]))


@lru_cache(maxsize=1)
def painter_bank():
    bank = Bank()
    assert set(bank.summary) == set(STYLES)
    return bank
