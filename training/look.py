"""Draws a sheet of training pictures with their plans, to look at before training."""
import random
import sys
import time

import numpy as np
from PIL import Image

from painter.composer import compose
from painter.plans import PlanMaker

if __name__ == "__main__":
    dice, maker = random.Random(7), PlanMaker()
    started = time.time()
    pictures = [compose(maker.make(dice), dice) for _ in range(64)]
    print(f"{(time.time() - started) / 64 * 1000:.1f} ms a picture")
    rows = [np.concatenate(pictures[row * 8:row * 8 + 8], 1) for row in range(8)]
    Image.fromarray(np.concatenate(rows)).resize((1024, 1024), Image.LANCZOS).save(sys.argv[1])
