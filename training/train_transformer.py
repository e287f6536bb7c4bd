"""Trains the drawing model on composed pictures: `python3 train_transformer.py [until which step]`."""
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch
from PIL import Image

from painter.art import painter_bank
from painter.composer import compose_parts
from painter.config import CONFIG, work_file
from painter.filters import filtered
from painter.flow import noised, sample
from painter.memory import Memory, plan_vectors, trained_autoencoder
from painter.plans import PLAN_SIZES, Plan, PlanMaker
from painter.progress import Feeder, Training, dice_of, prepare
from painter.transformer import Brush, Painter
from painter.words import FILTERS, PLAN_STYLES, TINTS

SETTINGS = CONFIG["transformer"]


def picture(number, maker=[]):
    maker or maker.append(PlanMaker())
    dice = dice_of("picture", number)
    return compose_parts(maker[0].make(dice), dice)


class Pool:
    """Recent pictures as latents; each is learned from several times before a new one takes its place."""

    def __init__(self, basis, step):
        self.basis, self.size = basis, SETTINGS["pool"]
        self.latents, self.items = [None] * self.size, [None] * self.size
        made = SETTINGS["first_fill"] + step * SETTINGS["fresh_per_step"]
        self.next = max(0, made - self.size)
        self.feeder = Feeder(picture, self.next)
        self.take(made - self.next)

    @torch.no_grad()
    def take(self, count):
        for _ in range(count):
            item = self.feeder.take()
            pictures = torch.from_numpy(np.stack([item.picture, item.ground])).permute(0, 3, 1, 2).float().div(127.5).sub(1)
            shrunk = torch.nn.functional.avg_pool2d(pictures, 4)
            item.picture = item.ground = None
            self.latents[self.next % self.size] = self.basis.shrunk_to_latent(shrunk).half()
            self.items[self.next % self.size] = item
            self.next += 1

    def batch(self, dice, count):
        filled = min(self.size, self.next)
        chosen = [dice.randrange(filled) for _ in range(count)]
        return torch.stack([self.latents[number] for number in chosen]).float(), [self.items[number] for number in chosen]


@torch.no_grad()
def lesson(pool, memory, step):
    """What the brush is shown in this step, and what it should answer: picture and ground. To be asked for step by step."""
    pool.take(SETTINGS["fresh_per_step"])
    dice = dice_of("transformer", step)
    latents, items = pool.batch(dice, SETTINGS["batch"])
    shown, wanted, ground = latents[:, 0].clone(), latents[:, 0].clone(), latents[:, 1].clone()
    plans = plan_vectors([item.plan for item in items])
    ink, cover, places = memory.of_composed(items)
    for place in range(len(items)):
        draw = dice.random()
        if draw >= SETTINGS["drop_condition"] + SETTINGS["restyle"]:
            continue
        # Nothing is asked, so that guidance has something to lean away from; or only a filter, for a picture that is given.
        plans[place], ink[place], cover[place], places[place] = 0, 0, 0, 0
        ground[place] = wanted[place]
        if draw < SETTINGS["restyle"]:
            plan = Plan(filter=dice.choice(list(FILTERS)[1:]))
            plans[place] = plan_vectors([plan])[0]
            start = PLAN_SIZES["style"] + 1
            shrunk = pool.basis.latent_to_shrunk(wanted[place:place + 1])
            wanted[place] = pool.basis.shrunk_to_latent(filtered(shrunk, plans[place:place + 1, start:start + len(FILTERS) - 1]))[0]
    return shown, wanted, ground, plans, ink, cover, places


def fixed_plans():
    """The same two dozen pictures at every checkpoint, to watch the learning by eye."""
    bank = painter_bank()

    def plan(*labels, relation="single", **more):
        objects = [bank.index_of[label] for label in labels]
        tints = more.pop("tints", ["none"] * len(objects))
        return Plan(objects=objects, tints=tints, relation=relation, **more)

    return [
        plan("red apple"), plan("cat"), plan("dog", ground="beach"), plan("rocket", ground="space"), plan("pizza"), plan("owl", sky="night"),
        plan("automobile", tints=["blue"], ground="road"), plan("house", ground="forest"), plan("penguin", ground="snow"), plan("hot beverage", ground="table"),
        plan("guitar", filter="neon"), plan("shark", ground="underwater"), plan("rose", ground="white"), plan("robot", ground="city"),
        plan("cat", "dog", relation="beside"), plan("red apple", "banana", relation="above"), plan("mushroom", filter="pixel art"),
        plan("horse", filter="pencil sketch"), plan("fox", ground="snow", style="cartoon", filter="watercolor"), plan("frog", tints=["green"], filter="oil painting"),
        plan("whale", ground="sea", style="vector"), plan("castle", sky="sunset"), plan("star", relation="several", count=3), plan("banana", filter="pop art"),
    ]


@torch.no_grad()
def sheet(weights, memory, path):
    plans = fixed_plans()
    brush = Brush().eval()
    brush.load_state_dict(weights)
    objects = torch.tensor([(plan.objects + [len(memory.choices) - 1] * 2)[:2] for plan in plans])
    tints = torch.tensor([[TINTS.index(tint) for tint in (plan.tints + ["none", "none"])[:2]] for plan in plans])
    visual = memory(objects, torch.tensor([PLAN_STYLES.index(plan.style) for plan in plans]), tints)
    latents = sample(Painter(brush).eval(), plan_vectors(plans), visual, 7)
    pictures = trained_autoencoder().decode(latents).clamp(-1, 1)
    rows = [torch.cat(list(pictures[start:start + 8]), 2) for start in range(0, 24, 8)]
    image = ((torch.cat(rows, 1).permute(1, 2, 0) + 1) * 127.5).byte().numpy()
    Image.fromarray(image).resize((1280, 480), Image.LANCZOS).save(path)


def main():
    prepare("transformer")
    memory = Memory()
    model = Brush().to(memory_format=torch.channels_last)
    model.basis.load_state_dict(memory.basis.state_dict())
    decay = [p for p in model.parameters() if p.ndim > 1]
    rest = [p for p in model.parameters() if p.ndim <= 1]
    training = Training("transformer", model, [{"params": decay, "weight_decay": 0.01}, {"params": rest, "weight_decay": 0.0}], SETTINGS)
    pool = Pool(memory.basis, training.step)
    training.feeders.append(pool.feeder)

    # The next lesson is made ready on the second core while this one is learned. It has no chance but its own dice.
    beside = ThreadPoolExecutor(1)
    ready = [beside.submit(lesson, pool, memory, training.step)]

    def one_step(step, _):
        shown, wanted, ground, plans, *drawings = ready.pop().result()
        ready.append(beside.submit(lesson, pool, memory, step + 1))
        latent, times = noised(shown)
        with torch.cpu.amp.autocast(dtype=torch.bfloat16):
            found, behind = model(latent, times, plans, *drawings)
        # As the error of a velocity, which grows towards the clean end; there it may not outweigh the rest.
        weight = times.clamp(min=SETTINGS["enlarged_below"])[:, None, None, None] ** -2
        error = (weight * (found.float() - wanted) ** 2).mean()
        behind_error = (weight * (behind.float() - ground) ** 2).mean()
        return error + SETTINGS["ground_weight"] * behind_error, {"error": error.item(), "ground": behind_error.item()}

    training.run(one_step, int(sys.argv[1]) if sys.argv[1:] else None,
                 lambda: sheet(training.average, memory, work_file(f"samples-{training.step}.png")))


if __name__ == "__main__":
    main()
