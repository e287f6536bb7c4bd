"""Judges an exported checkpoint on prompts kept from every training: `python3 evaluate.py <checkpoint> [share of the prompts] [result.json]`."""
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from painter.art import painter_bank
from painter.composer import compose
from painter.config import ROOT, SIZE, work_file
from painter.filters import APPLY
from painter.judge import windows
from painter.measures import count_things, cut_out, likeness, shows_colour, thumbnail, variety
from painter.names import common_concepts
from painter.plans import Plan, PlanMaker, chosen_for_tests, held_out
from painter.progress import dice_of, prepare
from painter.variants import VARIANTS
from painter.words import FILTERS, SCENES, STYLES
from train_judge import around, real_pictures, trained_judge

VIVID = ["red", "orange", "yellow", "green", "blue", "purple", "pink"]
PLAIN_SHAPES = ["automobile", "bird", "fish", "butterfly", "balloon", "teapot", "backpack", "t-shirt", "guitar", "umbrella", "cat", "blossom"]
HALVES = {False: ((0, 0, 0.52, 1), (0.48, 0, 1, 1)), True: ((0, 0, 1, 0.52), (0, 0.48, 1, 1))}


class Studio:
    """Draws through the exported graphs and the engine's own sampler, so that what is measured is what ships."""

    def __init__(self, checkpoint):
        self.checkpoint, self.speed = checkpoint, []

    def draw(self, orders, references=None):
        """Prompts, or orders with prompt, seed and so on -> [N, 3, 256, 256] in -1..1."""
        path = work_file(f"orders-{os.getpid()}.json")
        orders = [{"prompt": order} if isinstance(order, str) else order for order in orders]
        path.write_text(json.dumps(orders))
        if references is not None:
            Path(f"{path}.rgb").write_bytes(references)
        said = subprocess.run(["node24", ROOT / "draw.mjs", self.checkpoint, path, path.with_suffix(".drawn")], check=True, capture_output=True, text=True)
        self.speed.append(json.loads(said.stdout.strip().splitlines()[-1]))
        pixels = np.fromfile(path.with_suffix(".drawn"), np.uint8).reshape(-1, SIZE, SIZE, 3)
        for leftover in (path, Path(f"{path}.rgb"), path.with_suffix(".drawn")):
            leftover.unlink(missing_ok=True)
        return torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 127.5 - 1


def pictures_of(plans, dice):
    return torch.from_numpy(np.stack([compose(plan, dice) for plan in plans])).permute(0, 3, 1, 2).float() / 127.5 - 1


class Bench:
    def __init__(self, checkpoint, share):
        self.bank, self.concepts = painter_bank(), common_concepts()
        self.dice, self.share = dice_of("evaluation"), share
        self.studio, self.judge = Studio(checkpoint), trained_judge()
        self.common = sorted(self.bank.index_of[label] for label in self.concepts)
        self.result = {}

    def few(self, items, count):
        return self.dice.sample(items, min(len(items), max(4, int(count * self.share))))

    def accepted(self, number):
        label = self.bank.labels[number]
        others = self.concepts.get(label, ([], [], []))[2] + VARIANTS.get(label, [])
        return {number} | {self.bank.index_of[other] for other in others if other in self.bank.index_of}

    def scores(self, pictures, boxes, among=None):
        scores = self.judge.scores(pictures, boxes)
        if among is not None:
            allowed = torch.full((scores.shape[1],), -1e9)
            allowed[among] = 0
            scores = scores + allowed
        return scores

    def hits(self, pictures, numbers, boxes, among=None):
        """Top-1 and top-5 of the judge, look-alikes of common concepts counted as right."""
        ranked = self.scores(pictures, boxes, among).topk(5).indices.tolist()
        first = [row[0] in self.accepted(number) for row, number in zip(ranked, numbers)]
        five = [bool(set(row) & self.accepted(number)) for row, number in zip(ranked, numbers)]
        return {"top1": round(sum(first) / len(first), 3), "top5": round(sum(five) / len(five), 3), "pictures": len(first)}

    def word(self, number, language=0):
        names = self.concepts[self.bank.labels[number]][language]
        return names[0] if names else self.bank.labels[number]

    def both(self, name, drawn, real):
        self.result[name], self.result[f"{name}, real pictures"] = drawn, real

    def objects(self):
        numbers = self.few(self.common, 200)
        drawn = self.studio.draw([{"prompt": f"a {self.word(number)}", "seed": 100 + number} for number in numbers])
        real = pictures_of([Plan(objects=[number], tints=["none"], relation="single") for number in numbers], self.dice)
        self.both("common objects", self.hits(drawn, numbers, around(drawn), self.common), self.hits(real, numbers, around(real), self.common))
        some = self.few(self.common, 60)
        drawn = self.studio.draw([{"prompt": self.word(number, 1), "seed": 300 + number} for number in some])
        self.result["common objects in Chinese"] = self.hits(drawn, some, around(drawn), self.common)
        others = self.few([number for number in range(len(self.bank.objects)) if self.bank.objects[number]["group"] != 0], 160)
        drawn = self.studio.draw([{"prompt": f"a {self.bank.labels[number]}", "seed": 500 + number} for number in others])
        real = pictures_of([Plan(objects=[number], tints=["none"], relation="single") for number in others], self.dice)
        self.both("all objects", self.hits(drawn, others, around(drawn)), self.hits(real, others, around(real)))

    def combinations(self):
        """Object x scene x style: only combinations that no training ever saw."""
        cases = [(number, scene, style) for number in self.common for scene in SCENES for style in list(STYLES)[:4]
                 if held_out(Plan(objects=[number], ground=scene, style=style), self.bank.labels)]
        cases = self.few(cases, 100)
        numbers = [number for number, _, _ in cases]
        drawn = self.studio.draw([{"prompt": f"{STYLES[style][0][0]} of a {self.word(number)} {SCENES[scene][0][0]}", "seed": place} for place, (number, scene, style) in enumerate(cases)])
        real = pictures_of([Plan(objects=[number], tints=["none"], relation="single", ground=scene, style=style) for number, scene, style in cases], self.dice)
        self.both("unseen object x scene x style", self.hits(drawn, numbers, windows(), self.common), self.hits(real, numbers, windows(), self.common))

    def styles(self):
        """Which of the five hands drew it: the nearest of the object's drawings. Which filter: the judge's opinion."""
        cases = self.few([(number, style) for number in self.common for style in STYLES], 50)
        drawn = self.studio.draw([{"prompt": f"{STYLES[style][0][0]} of a {self.word(number)}", "seed": place} for place, (number, style) in enumerate(cases)])
        real = pictures_of([Plan(objects=[number], tints=["none"], relation="single", style=style) for number, style in cases], self.dice)
        self.both("drawing style", *(round(sum(self.hand(picture, number) == style for picture, (number, style) in zip(pictures, cases)) / len(cases), 3) for pictures in (drawn, real)))
        cases = [(number, name) for name in APPLY for number in self.few(self.common, 8)]
        wanted = torch.tensor([list(FILTERS).index(name) for _, name in cases])
        drawn = self.studio.draw([{"prompt": f"{FILTERS[name][0][0]} of a {self.word(number)}", "seed": place} for place, (number, name) in enumerate(cases)])
        real = pictures_of([Plan(objects=[number], tints=["none"], relation="single", filter=name) for number, name in cases], self.dice)
        self.both("filter style", *(round((self.judge.filters(pictures) == wanted).float().mean().item(), 3) for pictures in (drawn, real)))

    def hand(self, picture, number):
        shape = cut_out(picture)
        found = {}
        for style in STYLES:
            for label in [self.bank.labels[number]] + VARIANTS.get(self.bank.labels[number], []):
                plan = Plan(objects=[self.bank.index_of[label]], tints=["none"], relation="single", style=style, ground="white")
                for turned in (False, True):
                    other = cut_out(pictures_of([plan], dice_of("hand", style))[0])
                    other = other.flip(-1) if turned else other
                    found[style] = min(found.get(style, 9e9), (shape - other).abs().mean().item())
        return min(found, key=found.get)

    def colours(self):
        pairs = self.few([(colour, label) for colour in VIVID for label in PLAIN_SHAPES], 72)
        drawn = self.studio.draw([{"prompt": f"a {colour} {self.word(self.bank.index_of[label])}", "seed": place} for place, (colour, label) in enumerate(pairs)])
        real = pictures_of([Plan(objects=[self.bank.index_of[label]], tints=[colour], relation="single") for colour, label in pairs], self.dice)
        self.both("colour", *(round(sum(shows_colour(picture, colour) for picture, (colour, _) in zip(pictures, pairs)) / len(pairs), 3) for pictures in (drawn, real)))

    def in_order(self, pictures, cases):
        """Forced choice: do the two halves fit the asked order better than its reverse?"""
        right = 0
        for picture, (first, second, above) in zip(pictures, cases):
            one, two = (self.judge.scores(picture[None], windows(half))[0] for half in HALVES[above])
            right += (one[first] + two[second] > one[second] + two[first]).item()
        return round(right / len(cases), 3)

    def positions(self):
        cases = []
        while len(cases) < max(4, int(60 * self.share)):
            first, second = self.dice.sample(self.common, 2)
            if chosen_for_tests(*sorted((self.bank.labels[first], self.bank.labels[second]))):
                cases.append((first, second, len(cases) % 3 == 0))
        drawn = self.studio.draw([
            {"prompt": f"a {self.word(first)} {'above' if above else self.dice.choice(['to the left of', 'next to', 'left of'])} a {self.word(second)}", "seed": place}
            for place, (first, second, above) in enumerate(cases)])
        real = pictures_of([Plan(objects=[first, second], tints=["none"] * 2, relation="above" if above else "beside") for first, second, above in cases], self.dice)
        self.both("position of unseen pairs", self.in_order(drawn, cases), self.in_order(real, cases))

    def counts(self):
        words = {"apples": "red apple", "cats": "cat", "stars": "star", "balloons": "balloon", "strawberries": "strawberry", "ducks": "duck", "cars": "automobile", "roses": "rose"}
        wanted = {"two": 2, "three": 3, "four": 4}
        cases = self.few([(count, word) for count in wanted for word in words], 24)
        drawn = self.studio.draw([{"prompt": f"{count} {word}", "seed": place} for place, (count, word) in enumerate(cases)])
        real = pictures_of([Plan(objects=[self.bank.index_of[words[word]]], tints=["none"], relation="several", count=wanted[count]) for count, word in cases], self.dice)
        self.both("count", *(round(sum(count_things(picture) == wanted[count] for picture, (count, _) in zip(pictures, cases)) / len(cases), 3) for pictures in (drawn, real)))

    def seeds(self):
        numbers = self.few(self.common, 12)
        drawn = self.studio.draw([{"prompt": f"a {self.word(number)}", "seed": seed} for number in numbers for seed in range(4)])
        real = pictures_of([Plan(objects=[number], tints=["none"], relation="single") for number in numbers for _ in range(4)], self.dice)
        self.both("variety over seeds", *(round(sum(variety(pictures[start:start + 4]) for start in range(0, len(pictures), 4)) / len(numbers), 4) for pictures in (drawn, real)))

    def memorised(self):
        """How near the nearest of many training pictures is, beside the same for real pictures that were not trained on."""
        maker, dice = PlanMaker(), dice_of("memorised")
        count = max(60, int(400 * self.share))
        cases = self.few([(number, scene) for number in self.common[:40] for scene in list(SCENES)[:6]], 24)
        trained = []
        for number, scene in cases:
            plans = [Plan(objects=[number], tints=["none"], relation="single", ground=scene) for _ in range(count // 20)]
            trained.append(pictures_of(plans, dice))
        trained.append(pictures_of([maker.make(dice) for _ in range(count)], dice))
        trained = thumbnail(torch.cat(trained))
        drawn = self.studio.draw([{"prompt": f"a {self.word(number)} {SCENES[scene][0][0]}", "seed": place} for place, (number, scene) in enumerate(cases)])
        real = pictures_of([Plan(objects=[number], tints=["none"], relation="single", ground=scene) for number, scene in cases], self.dice)
        self.both("distance to the nearest training picture", *(round(torch.cdist(thumbnail(pictures), trained, p=1).amin(1).mean().item() / trained.shape[1], 4) for pictures in (drawn, real)))

    def from_pictures(self):
        """Image-to-image at strength 0.6: is the picture kept, and does the filter come?"""
        cases = [(number, name) for name in APPLY for number in self.few(self.common, 4)]
        given = pictures_of([Plan(objects=[number], tints=["none"], relation="single", style="cartoon", ground="meadow") for number, _ in cases], self.dice)
        pixels = ((given + 1) * 127.5).round().byte().permute(0, 2, 3, 1).contiguous().numpy()
        size = SIZE * SIZE * 3
        drawn = self.studio.draw([{"prompt": FILTERS[name][0][0], "seed": place, "reference": place * size, "strength": 0.6} for place, (_, name) in enumerate(cases)], pixels.tobytes())
        wanted = torch.tensor([list(FILTERS).index(name) for _, name in cases])
        kept = [likeness(picture, own) > max(likeness(picture, other) for other in given[[place - 1, place - 2]]) for place, (picture, own) in enumerate(zip(drawn, given))]
        self.result["image to image: filter comes"] = round((self.judge.filters(drawn) == wanted).float().mean().item(), 3)
        self.result["image to image: likeness kept"] = round(sum(likeness(picture, own) for picture, own in zip(drawn, given)) / len(cases), 3)
        self.result["image to image: nearest to its own picture"] = round(sum(kept) / len(kept), 3)


def main():
    prepare("evaluation")
    started = time.time()
    checkpoint, share = sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 1.0
    bench = Bench(checkpoint, share)
    for part in (bench.objects, bench.combinations, bench.styles, bench.colours, bench.positions, bench.counts, bench.seeds, bench.memorised, bench.from_pictures):
        part()
        print(f"{part.__name__} {time.time() - started:.0f} s {json.dumps(bench.result)}", flush=True)
    speed = bench.studio.speed[0]
    bench.result["seconds a picture"], bench.result["CPU seconds a picture"] = round(speed["seconds"], 2), round(speed["cpu_seconds"], 2)
    bench.result["memory in MB"], bench.result["version"] = round(speed["memory_mb"]), speed["version"]
    path = sys.argv[3] if len(sys.argv) > 3 else work_file("evaluation.json")
    with open(path, "w") as file:
        json.dump(bench.result, file, indent=1)


if __name__ == "__main__":
    main()
