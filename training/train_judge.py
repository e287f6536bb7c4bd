"""Trains the judge and prints how well it names real drawings of the painter's sources: `python3 train_judge.py [until which step]`."""
import sys

import numpy as np
import torch
import torch.nn.functional as F

from painter.art import painter_bank
from painter.composer import compose
from painter.config import CONFIG, work_file
from painter.filters import APPLY
from painter.judge import Discriminants, Exhibits, Eye, Judge, window_around, windows
from painter.measures import object_mask
from painter.names import common_labels
from painter.plans import Plan
from painter.progress import Feeder, Training, dice_of, load, prepare, save

SETTINGS = CONFIG["judge"]


def real_pictures(numbers, style, dice, **more):
    pictures = [compose(Plan(objects=[number], tints=["none"], relation="single", style=style, **more), dice) for number in numbers]
    return torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).float() / 127.5 - 1


def around(pictures):
    return [[window_around(object_mask(picture)[0], 2)] for picture in pictures]


def trained_judge():
    eye = Eye(len(painter_bank().objects))
    eye.load_state_dict(load("eye.pt")["average"])
    return Judge(eye, load("discriminants.pt"))


def batch(number, exhibits=[]):
    exhibits or exhibits.append(Exhibits())
    return [part.numpy() for part in exhibits[0].batch(dice_of("exhibits", number), SETTINGS["batch"])]


def report(judge):
    dice, bank = dice_of("judge report"), painter_bank()
    common = sorted(bank.index_of[label] for label in common_labels())
    some = dice.sample(range(len(bank.labels)), 150)
    for style in ("3d", "cartoon"):
        for name, numbers in (("common", dice.sample(common, 90)), ("all", some)):
            pictures = real_pictures(numbers, style, dice)
            for who, parts in (("network", (1, 0)), ("discriminants", (0, 1)), ("both", (1, 1))):
                scores = judge.scores(pictures, around(pictures), parts)
                if name == "common":
                    scores[:, [number for number in range(scores.shape[1]) if number not in set(common)]] = -1e9
                hits = scores.topk(5).indices == torch.tensor(numbers)[:, None]
                print(f"{name}, real {style} drawings, {who}: top-1 {hits[:, 0].float().mean():.3f} top-5 {hits.any(1).float().mean():.3f}", flush=True)
    numbers = dice.sample(common, 60)
    pictures = real_pictures(numbers, "3d", dice, ground="meadow")
    scores = judge.scores(pictures, windows())
    scores[:, [number for number in range(scores.shape[1]) if number not in set(common)]] = -1e9
    print(f"common, real 3d drawings in a meadow: top-1 {(scores.argmax(1) == torch.tensor(numbers)).float().mean():.3f}")
    names, right = ["none"] + list(APPLY), []
    for place, name in enumerate(names):
        right.append((judge.filters(real_pictures(dice.sample(common, 10), "3d", dice, filter=name)) == place).float().mean().item())
    print("filters:", " ".join(f"{name} {share:.1f}" for name, share in zip(names, right)), flush=True)


def main():
    prepare("judge")
    exhibits = Exhibits()
    print(f"{len(exhibits.drawings)} drawings the painter never saw", flush=True)
    if not work_file("discriminants.pt").exists():
        save("discriminants.pt", Discriminants(exhibits, dice_of("discriminants")))
    model = Eye(len(painter_bank().objects)).to(memory_format=torch.channels_last)
    training = Training("eye", model, [{"params": list(model.parameters()), "weight_decay": 0.05}], SETTINGS)
    feeder = Feeder(batch, training.step, 6)
    training.feeders.append(feeder)

    def one_step(step, dice):
        pictures, answers, filters = (torch.from_numpy(part) for part in feeder.take())
        with torch.cpu.amp.autocast(dtype=torch.bfloat16):
            named, seen = model(pictures)
        loss = F.cross_entropy(named.float(), answers, label_smoothing=0.1)
        right = (named.argmax(1) == answers).float().mean().item()
        return loss + 0.3 * F.cross_entropy(seen.float(), filters), {"right": right, "filter": (seen.argmax(1) == filters).float().mean().item()}

    training.run(one_step, int(sys.argv[1]) if sys.argv[1:] else None, lambda: report(trained_judge()))


if __name__ == "__main__":
    main()
