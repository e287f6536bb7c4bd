"""A plan says what a picture holds; this draws random plans in balanced proportions."""
import bisect
import hashlib
from dataclasses import dataclass, field
from itertools import accumulate

from .art import painter_bank
from .config import CONFIG
from .names import common_labels
from .words import COLOURS, FILTERS, GROUNDS, INDOOR, PLAN_STYLES, RELATIONS, SCENES, SKIES, TINTS

# Smileys and people outnumber what people ask for; animals, food and places lead.
GROUP_WEIGHT = {0: 0.35, 1: 0.5, 3: 1.6, 4: 1.5, 5: 1.0, 6: 1.2, 7: 0.8}
STYLE_ODDS = {"any": 0.45, "3d": 0.15, "flat": 0.11, "cartoon": 0.13, "vector": 0.1, "stencil": 0.06}
HELD_OUT = 0.1


@dataclass
class Plan:
    objects: list = field(default_factory=list)
    style: str = "any"
    filter: str = "none"
    ground: str = "none"
    sky: str = "day"
    tints: list = field(default_factory=list)
    count: int = 1
    relation: str = "none"


def chosen_for_tests(*words):
    """The same tenth of all combinations on every machine."""
    return int(hashlib.sha256("|".join(words).encode()).hexdigest()[:8], 16) % 1000 < HELD_OUT * 1000


def held_out(plan, labels):
    """Whether a combination (object in a scene in a style, or two objects together) is kept from every training."""
    names = [labels[number] for number in plan.objects if number >= 0]
    together = len(names) == 2 and chosen_for_tests(*sorted(names))
    return together or (plan.ground in SCENES and any(chosen_for_tests(name, plan.ground, plan.style) for name in names))


class PlanMaker:
    def __init__(self):
        bank, share = painter_bank(), CONFIG["plans"]
        common = common_labels()
        self.share = share
        self.bank = bank
        weights = [
            GROUP_WEIGHT[entry["group"]] * (share["common_weight"] if entry["label"] in common else 1.0)
            for entry in bank.objects
        ]
        self.ladder = list(accumulate(weights))

    def object(self, random):
        return bisect.bisect(self.ladder, random.random() * self.ladder[-1] * 0.999999)

    def tint(self, random):
        return random.choice(TINTS[1:]) if random.random() < self.share["tint"] else "none"

    def ground(self, random):
        draw = random.random()
        if draw < self.share["plain_ground"]:
            return "none", "day"
        if draw < self.share["plain_ground"] + self.share["colour_ground"]:
            return random.choice(list(COLOURS)), "day"
        ground = random.choice(list(SCENES) + ["none"])
        if ground in INDOOR:
            return ground, "day"
        if ground == "none":
            return ground, random.choice(list(SKIES)[1:])
        return ground, random.choice(list(SKIES)[1:]) if random.random() < 0.28 else "day"

    def style(self, random):
        return random.choices(list(STYLE_ODDS), list(STYLE_ODDS.values()))[0]

    def make(self, random):
        """A plan for training: never one of those kept for tests."""
        while True:
            plan = self.any(random)
            if not held_out(plan, self.bank.labels):
                return plan

    def any(self, random):
        share, draw = self.share, random.random()
        plan = Plan()
        plan.style = self.style(random)
        plan.ground, plan.sky = self.ground(random)
        if random.random() < share["filter"]:
            plan.filter = random.choice(list(FILTERS)[1:])
        if draw < share["single"]:
            plan.relation, plan.objects = "single", [self.object(random)]
        elif draw < share["single"] + share["pair"]:
            plan.relation = random.choice(["beside", "beside", "above"])
            plan.objects = [self.object(random), self.object(random)]
        elif draw < share["single"] + share["pair"] + share["several"]:
            plan.relation, plan.objects = "several", [self.object(random)]
            plan.count = random.choice([2, 2, 3, 3, 4])
        elif plan.ground == "none" and plan.sky == "day":
            plan.ground = random.choice(list(SCENES))
        plan.tints = [self.tint(random) for _ in plan.objects]
        return plan


def plan_indices(plan):
    """The numbers the heads of the planner learn to name."""
    return {
        "style": PLAN_STYLES.index(plan.style),
        "filter": list(FILTERS).index(plan.filter),
        "ground": GROUNDS.index(plan.ground),
        "sky": list(SKIES).index(plan.sky),
        "relation": RELATIONS.index(plan.relation),
        "count": plan.count - 1,
        "first_tint": TINTS.index(plan.tints[0]) if plan.tints else 0,
        "second_tint": TINTS.index(plan.tints[1]) if len(plan.tints) > 1 else 0,
    }


PLAN_SIZES = {
    "style": len(PLAN_STYLES), "filter": len(FILTERS), "ground": len(GROUNDS), "sky": len(SKIES),
    "relation": len(RELATIONS), "count": 4, "first_tint": len(TINTS), "second_tint": len(TINTS),
}
