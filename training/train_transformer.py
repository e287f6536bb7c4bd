"""Trains the drawing model on composed pictures, stoppable at any moment: `python3 train_transformer.py`."""
import csv
import multiprocessing
import random as randomness
import time

import numpy as np
import torch
from PIL import Image
from torch import nn

from painter.art import painter_bank
from painter.composer import compose
from painter.config import CONFIG, work_file
from painter.flow import noised, sample
from painter.memory import Memory, plan_vectors, trained_autoencoder
from painter.plans import Plan, PlanMaker
from painter.progress import Average, Budget, learning_rate, load, prepare, save
from painter.transformer import Painter

SETTINGS = CONFIG["transformer"]


def feed(queue, seed):
    """A second process composes pictures while this one trains."""
    torch.set_num_threads(1)
    dice, maker = randomness.Random(seed), PlanMaker()
    while True:
        plan = maker.make(dice)
        queue.put((compose(plan, dice), plan))


class Pool:
    """Recent pictures as latents; each is learned from several times before a new one takes its place."""

    def __init__(self, encoder, queue, size):
        self.encoder, self.queue, self.size = encoder, queue, size
        self.latents, self.plans, self.next = [], [], 0

    @torch.no_grad()
    def take(self, count):
        items = [self.queue.get() for _ in range(count)]
        pictures = torch.from_numpy(np.stack([picture for picture, _ in items])).permute(0, 3, 1, 2).float().div(127.5).sub(1)
        with torch.cpu.amp.autocast(dtype=torch.bfloat16):
            latents = self.encoder.encode(pictures.contiguous(memory_format=torch.channels_last)).half()
        for latent, (_, plan) in zip(latents, items):
            if len(self.plans) < self.size:
                self.latents.append(latent)
                self.plans.append(plan)
            else:
                self.latents[self.next], self.plans[self.next] = latent, plan
                self.next = (self.next + 1) % self.size

    def batch(self, dice, count):
        chosen = [dice.randrange(len(self.plans)) for _ in range(count)]
        return torch.stack([self.latents[number] for number in chosen]).float(), [self.plans[number] for number in chosen]


def fixed_plans():
    """The same two dozen pictures at every checkpoint, to watch the learning by eye."""
    bank = painter_bank()

    def plan(*labels, relation="single", **more):
        objects = [bank.index_of[label] for label in labels]
        tints = more.pop("tints", ["none"] * len(objects))
        return Plan(objects=objects, tints=tints, relation=relation, **more)

    return [
        plan("red apple"), plan("cat"), plan("dog", ground="beach"), plan("rocket", ground="space"), plan("pizza"), plan("owl", sky="night"),
        plan("automobile", tints=["blue"]), plan("house", ground="forest"), plan("penguin", ground="snow"), plan("hot beverage", ground="table"),
        plan("guitar", style="flat"), plan("shark", ground="underwater"), plan("rose", ground="white"), plan("robot", ground="city"),
        plan("cat", "dog", relation="beside"), plan("red apple", "banana", relation="above"), plan("mushroom", filter="pixel art"),
        plan("horse", filter="pencil sketch"), plan("fox", ground="snow", style="cartoon"), plan("frog", tints=["green"]),
        plan("whale", ground="sea", style="vector"), plan("castle", sky="sunset"), plan("star", relation="several", count=3), plan("grapes", style="stencil"),
    ]


@torch.no_grad()
def sheet(model, decoder, memory, path):
    plans = fixed_plans()
    latents = sample(model, plan_vectors(plans), memory.of_plans(plans), CONFIG["sampling"]["steps"], CONFIG["sampling"]["guidance"])
    pictures = decoder.decode(latents).clamp(-1, 1)
    rows = [torch.cat(list(pictures[start:start + 8]), 2) for start in range(0, 24, 8)]
    image = ((torch.cat(rows, 1).permute(1, 2, 0) + 1) * 127.5).byte().numpy()
    Image.fromarray(image).resize((1280, 480), Image.LANCZOS).save(path)


def conditions(plans, memory, dice):
    """Plan vectors and drawings; some are left out, so that guidance has something to lean away from."""
    vectors, visual = plan_vectors(plans), memory.of_plans(plans)
    for place in range(len(plans)):
        draw = dice.random()
        if draw < SETTINGS["drop_condition"]:
            vectors[place] = 0
            visual[place] = 0
        elif draw < SETTINGS["drop_condition"] * 1.4:
            visual[place] = 0
    return vectors, visual


def main():
    state = load("transformer.pt")
    step = state["step"] if state else 0
    dice = prepare(salt=1 + step)
    memory, encoder = Memory(), trained_autoencoder()
    model, average_model = Painter().to(memory_format=torch.channels_last), Painter()
    model.basis.load_state_dict(encoder.basis.state_dict())
    average_model.load_state_dict(model.state_dict())
    decay = [p for p in model.parameters() if p.ndim > 1]
    rest = [p for p in model.parameters() if p.ndim <= 1]
    optimiser = torch.optim.AdamW([{"params": decay, "weight_decay": 0.01}, {"params": rest, "weight_decay": 0.0}], lr=1e-3, betas=(0.9, 0.98))
    average = Average(model, average_model, SETTINGS["ema"])
    spent, seen = 0.0, 0
    if state:
        model.load_state_dict(state["model"])
        average_model.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        spent, seen, average.steps = state["spent"], state["seen"], step
    queue = multiprocessing.Queue(96)
    multiprocessing.Process(target=feed, args=(queue, CONFIG["seed"] + 7919 * (step + 1)), daemon=True).start()
    pool = Pool(encoder, queue, SETTINGS["pool"])
    while len(pool.plans) < SETTINGS["pool"] // 4:
        pool.take(SETTINGS["fresh_per_step"])
    budget, saved, drawn, smooth = Budget(SETTINGS["minutes"], spent), time.time(), 0, None
    log = csv.writer(open(work_file("transformer-log.csv"), "a", buffering=1))
    print(f"{sum(p.numel() for p in model.parameters()) / 1e6:.2f} M parameters, from step {step}", flush=True)
    while not budget.over:
        pool.take(SETTINGS["fresh_per_step"])
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(SETTINGS["learning_rate"], step, budget.fraction, warm=150)
        pictures, plans = pool.batch(dice, SETTINGS["batch"])
        vectors, visual = conditions(plans, memory, dice)
        latent, times, target = noised(pictures)
        with torch.cpu.amp.autocast(dtype=torch.bfloat16):
            velocity = model(latent, times, vectors, visual)
        # A velocity error near the clean end is a tiny picture error enlarged; it may not outweigh the rest.
        weight = (times / SETTINGS["enlarged_below"]).clamp(max=1)[:, None, None, None] ** 2
        loss = (weight * (velocity.float() - target) ** 2).mean()
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        average.update()
        step, seen = step + 1, seen + SETTINGS["batch"]
        smooth = loss.item() if smooth is None else 0.98 * smooth + 0.02 * loss.item()
        if step % 50 == 0:
            print(f"step {step} {budget.spent:.0f} s {seen} pictures loss {smooth:.4f}", flush=True)
            log.writerow([step, round(budget.spent), round(time.process_time()), seen, round(smooth, 5)])
        if budget.look() or time.time() - saved > SETTINGS["save_minutes"] * 60:
            save("transformer.pt", {
                "model": model.state_dict(), "average": average_model.state_dict(), "optimiser": optimiser.state_dict(),
                "step": step, "spent": budget.spent, "seen": seen})
            drawn += 1
            if drawn % 2 == 1 or budget.over:
                sheet(average_model, encoder, memory, work_file(f"samples-{step}.png"))
            saved = time.time()


if __name__ == "__main__":
    main()
