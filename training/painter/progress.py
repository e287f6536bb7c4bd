"""Timed training that can stop at any moment: budget, learning rate, and atomic checkpoints."""
import os
import time

import torch

from .config import CONFIG, work_file


class Budget:
    """Counts the seconds trained so far, also over restarts, against the minutes allowed."""

    def __init__(self, minutes, spent=0.0):
        self.total, self.before, self.started = minutes * 60, spent, time.time()
        self.over = False

    @property
    def spent(self):
        return self.before + time.time() - self.started

    @property
    def fraction(self):
        return min(1.0, self.spent / self.total)

    def look(self):
        """Notes once a step whether time is up, so that the last step is also the one that saves."""
        self.over = self.spent >= self.total
        return self.over


def learning_rate(top, step, fraction, warm=200, flat=0.4, floor=0.02):
    """Warm up by steps, hold, then fall in a straight line to the end of the budget."""
    fall = 1.0 if fraction < flat else max(floor, (1 - fraction) / (1 - flat))
    return top * min(1.0, (step + 1) / warm) * fall


def save(name, state):
    """Writes beside and renames, so that a stop in the middle leaves the last checkpoint whole."""
    path = work_file(name)
    torch.save(state, f"{path}.part")
    os.replace(f"{path}.part", path)


def load(name):
    path = work_file(name)
    return torch.load(path, map_location="cpu") if path.exists() else None


class Average:
    """Exponential moving average of a model's weights."""

    def __init__(self, model, average, decay):
        self.model, self.average, self.decay, self.steps = model, average, decay, 0

    @torch.no_grad()
    def update(self):
        self.steps += 1
        keep = min(self.decay, 1 - 1 / (1 + self.steps * 0.1))
        for kept, fresh in zip(self.average.parameters(), self.model.parameters()):
            kept.lerp_(fresh, 1 - keep)


def prepare(salt=0):
    import random

    import numpy as np

    # Two trainings side by side run best on one core each.
    torch.set_num_threads(int(os.environ.get("PAINTER_THREADS", CONFIG["threads"])))
    seed = CONFIG["seed"] + salt
    torch.manual_seed(seed)
    np.random.seed(seed % 2**32)
    return random.Random(seed)
