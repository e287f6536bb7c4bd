"""Judges the trained painter on prompts it never saw: `python3 evaluate.py [share of the prompts] [result.json]`."""
import json
import random as randomness
import sys
import time

import torch

from export_checkpoint import load_painter
from painter.art import painter_bank
from painter.config import CONFIG, work_file
from painter.flow import sample
from painter.judge import boxes
from painter.measures import count_things, cut_out, shows_colour, variety
from painter.names import common_concepts
from painter.plans import Plan
from painter.progress import prepare
from painter.words import SCENES, STYLES
from train_judge import real_pictures

SAMPLING = CONFIG["sampling"]
VIVID = ["red", "orange", "yellow", "green", "blue", "purple", "pink"]
PLAIN_SHAPES = ["automobile", "bird", "fish", "butterfly", "balloon", "teapot", "backpack", "t-shirt", "guitar", "umbrella", "cat", "blossom"]


class Studio:
    """Draws prompts in batches with the trained weights."""

    def __init__(self):
        self.tokenizer, self.text_encoder, self.painter, self.autoencoder = load_painter()

    @torch.no_grad()
    def draw(self, prompts, seed=0, batch=12):
        found = []
        for start in range(0, len(prompts), batch):
            numbers = torch.tensor([self.tokenizer(prompt) for prompt in prompts[start:start + batch]])
            plan, visual = self.text_encoder(numbers)
            latent = sample(self.painter, plan, visual, SAMPLING["steps"], SAMPLING["guidance"], SAMPLING["shift"], seed + start)
            found.append(self.autoencoder.decode(latent).clamp(-1, 1))
        return torch.cat(found)


class Bench:
    def __init__(self, share):
        self.bank, self.concepts = painter_bank(), common_concepts()
        self.dice, self.share = randomness.Random(11), share
        self.studio = Studio()
        self.judge = torch.load(work_file("judge.pt"))
        self.common = sorted(self.bank.index_of[label] for label in self.concepts)
        self.result = {}

    def few(self, items, count):
        return self.dice.sample(items, min(len(items), max(4, int(count * self.share))))

    def accepted(self, number):
        label = self.bank.labels[number]
        return {number} | {self.bank.index_of[other] for other in self.concepts.get(label, ([], [], []))[2] if other in self.bank.index_of}

    @torch.no_grad()
    def hits(self, pictures, numbers, among=None, layout="single"):
        """Top-1 and top-5 of the judge, look-alikes of common concepts counted as right."""
        scores = self.judge.scores(pictures, boxes(layout)[0])
        if among is not None:
            allowed = torch.full((scores.shape[1],), -1e9)
            allowed[among] = 0
            scores = scores + allowed
        ranked = scores.topk(5).indices.tolist()
        first = [row[0] in self.accepted(number) for row, number in zip(ranked, numbers)]
        five = [bool(set(row) & self.accepted(number)) for row, number in zip(ranked, numbers)]
        return {"top1": round(sum(first) / len(first), 3), "top5": round(sum(five) / len(five), 3), "pictures": len(first)}

    def word(self, number, language=0):
        names = self.concepts[self.bank.labels[number]][language]
        return names[0] if names else self.bank.labels[number]

    def objects(self):
        numbers = self.few(self.common, 200)
        real = torch.cat([real_pictures(numbers, style, self.dice) for style in ("3d", "cartoon")])
        self.result["judge on real drawings, common"] = self.hits(real, numbers * 2, self.common)
        drawn = self.studio.draw([f"a {self.word(number)}" for number in numbers])
        self.result["common objects"] = self.hits(drawn, numbers, self.common)
        likeness = torch.stack([cut_out(picture) for picture in drawn]).flatten(1)
        drawings = torch.stack([cut_out(picture) for picture in real_pictures(numbers, "3d", self.dice)]).flatten(1)
        nearest = torch.cdist(likeness, drawings).argmin(1)
        self.result["nearest drawing is the remembered one"] = round((nearest == torch.arange(len(numbers))).float().mean().item(), 3)
        some = self.few(self.common, 60)
        self.result["common objects in Chinese"] = self.hits(self.studio.draw([self.word(number, 1) for number in some]), some, self.common)
        scenes, styles = list(SCENES.values()), list(STYLES.items())[:4]
        combined = [f"{self.dice.choice(style[1][0])} of a {self.word(number)} {self.dice.choice(self.dice.choice(scenes)[0])}"
                    for number, style in zip(some, self.dice.choices(styles, k=len(some)))]
        self.result["object x scene x style"] = self.hits(self.studio.draw(combined), some, self.common, "scenic")
        grounds = [self.dice.choice(list(SCENES)) for _ in some]
        real = torch.cat([real_pictures([number], "3d", self.dice, ground=ground) for number, ground in zip(some, grounds)])
        self.result["judge on real scenes"] = self.hits(real, some, self.common, "scenic")
        others = self.few([number for number in range(len(self.bank.objects)) if self.bank.objects[number]["group"] != 0], 160)
        self.result["judge on real drawings, all"] = self.hits(real_pictures(others, "3d", self.dice), others)
        self.result["all objects"] = self.hits(self.studio.draw([f"a {self.bank.labels[number]}" for number in others]), others)

    def colours(self):
        pairs = self.few([(colour, label) for colour in VIVID for label in PLAIN_SHAPES], 72)
        drawn = self.studio.draw([f"a {colour} {self.word(self.bank.index_of[label])}" for colour, label in pairs])
        self.result["colour"] = round(sum(shows_colour(picture, colour) for picture, (colour, _) in zip(drawn, pairs)) / len(pairs), 3)
        self.result["colour, real pictures"] = self.real_share(
            [Plan(objects=[self.bank.index_of[label]], tints=[colour], relation="single") for colour, label in pairs],
            lambda picture, place: shows_colour(picture, pairs[place][0]))

    def real_share(self, plans, test):
        from painter.composer import compose

        pictures = [torch.from_numpy(compose(plan, self.dice).copy()).permute(2, 0, 1).float() / 127.5 - 1 for plan in plans]
        return round(sum(test(picture, place) for place, picture in enumerate(pictures)) / len(pictures), 3)

    @torch.no_grad()
    def in_order(self, picture, first, second, above):
        """Forced choice: do the two places fit the asked order better than its reverse?"""
        box, other = boxes("above" if above else "beside")
        scores = torch.cat([self.judge.scores(picture[None], box), self.judge.scores(picture[None], other)])
        return (scores[0, first] + scores[1, second] > scores[0, second] + scores[1, first]).item()

    def positions(self):
        cases = []
        for place in range(max(4, int(60 * self.share))):
            first, second = self.dice.sample(self.common, 2)
            cases.append((first, second, place % 3 == 0))
        prompts = [f"a {self.word(first)} {'above' if above else self.dice.choice(['to the left of', 'next to', 'left of'])} a {self.word(second)}"
                   for first, second, above in cases]
        drawn = self.studio.draw(prompts)
        self.result["position"] = round(sum(self.in_order(picture, *case) for picture, case in zip(drawn, cases)) / len(cases), 3)
        plans = [Plan(objects=[first, second], tints=["none"] * 2, relation="above" if above else "beside") for first, second, above in cases]
        self.result["position, real pictures"] = self.real_share(plans, lambda picture, place: self.in_order(picture, *cases[place]))

    def counts(self):
        words = {"apples": "red apple", "cats": "cat", "stars": "star", "balloons": "balloon", "strawberries": "strawberry", "ducks": "duck", "cars": "automobile", "roses": "rose"}
        cases = self.few([(count, word) for count in ("two", "three", "four") for word in words], 24)
        wanted = {"two": 2, "three": 3, "four": 4}
        drawn = self.studio.draw([f"{count} {word}" for count, word in cases])
        self.result["count"] = round(sum(count_things(picture) == wanted[count] for picture, (count, _) in zip(drawn, cases)) / len(cases), 3)
        plans = [Plan(objects=[self.bank.index_of[words[word]]], tints=["none"], relation="several", count=wanted[count]) for count, word in cases]
        self.result["count, real pictures"] = self.real_share(plans, lambda picture, place: count_things(picture) == wanted[cases[place][0]])

    def seeds(self):
        values, real = [], []
        for number in self.few(self.common, 10):
            values.append(variety(self.studio.draw([f"a {self.word(number)}"] * 4, seed=100)))
            real.append(variety(real_pictures([number] * 4, "3d", self.dice)))
        self.result["variety over seeds"] = round(sum(values) / len(values), 4)
        self.result["variety, real pictures"] = round(sum(real) / len(real), 4)


def main():
    prepare(salt=400)
    started = time.time()
    bench = Bench(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)
    for part in (bench.objects, bench.colours, bench.positions, bench.counts, bench.seeds):
        part()
        print(json.dumps(bench.result, indent=1), f"{time.time() - started:.0f} s", flush=True)
    path = sys.argv[2] if len(sys.argv) > 2 else work_file("evaluation.json")
    with open(path, "w") as file:
        json.dump(bench.result, file, indent=1)


if __name__ == "__main__":
    main()
