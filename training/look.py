"""Draws a sheet of training pictures, to look at before training: `python3 look.py <sheet.png> [filters]`."""
import random
import sys
import time

import numpy as np
from PIL import Image

from painter.art import painter_bank
from painter.composer import compose
from painter.plans import Plan, PlanMaker
from painter.words import FILTERS

if __name__ == "__main__":
    dice, maker = random.Random(7), PlanMaker()
    plans = [maker.make(dice) for _ in range(64)]
    if sys.argv[2:]:
        things = [("cat", "none"), ("red apple", "beach"), ("guitar", "none"), ("fox", "snow"), ("castle", "meadow"), ("rocket", "space"), ("rose", "blue"), ("automobile", "road")]
        plans = [Plan(objects=[painter_bank().index_of[label]], tints=["none"], relation="single", ground=ground, filter=name)
                 for name in list(FILTERS)[1:] for label, ground in things]
    started = time.time()
    pictures = [compose(plan, dice) for plan in plans]
    print(f"{(time.time() - started) / 64 * 1000:.1f} ms a picture")
    rows = [np.concatenate(pictures[row * 8:row * 8 + 8], 1) for row in range(8)]
    Image.fromarray(np.concatenate(rows)).resize((1024, 1024), Image.LANCZOS).save(sys.argv[1])
