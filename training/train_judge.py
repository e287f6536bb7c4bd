"""Fits the judge and prints how well it names real drawings of the painter's sources: `python3 train_judge.py`."""
import random as randomness

import numpy as np
import torch

from painter.art import painter_bank
from painter.composer import compose
from painter.config import CONFIG, work_file
from painter.judge import Judge
from painter.names import common_labels
from painter.plans import Plan
from painter.progress import prepare


def real_pictures(numbers, style, dice, **more):
    pictures = [compose(Plan(objects=[number], tints=["none"], relation="single", style=style, **more), dice) for number in numbers]
    return torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).float() / 127.5 - 1


def main():
    prepare(salt=300)
    judge = Judge.trained(CONFIG["judge"]["copies"])
    torch.save(judge, work_file("judge.pt"))
    labels, dice = painter_bank().labels, randomness.Random(1)
    common = sorted(painter_bank().index_of[label] for label in common_labels())
    for name, numbers in (("common", common), ("all", dice.sample(range(len(labels)), 200))):
        for style in ("3d", "flat", "cartoon", "vector"):
            scores = judge.scores(real_pictures(numbers, style, dice))
            if name == "common":
                scores = scores[:, common]
                wanted = torch.arange(len(common))
            else:
                wanted = torch.tensor(numbers)
            hits = scores.topk(5).indices == wanted[:, None]
            print(f"{name}, real {style} drawings: top-1 {hits[:, 0].float().mean():.2f} top-5 {hits.any(1).float().mean():.2f}", flush=True)


if __name__ == "__main__":
    main()
