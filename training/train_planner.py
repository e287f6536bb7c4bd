"""Trains the planner on captions alone, no pictures needed: `python3 train_planner.py [until which step]`."""
import sys

import torch
import torch.nn.functional as F

from painter.art import painter_bank
from painter.captions import Speaker
from painter.config import CONFIG
from painter.planner import Planner
from painter.plans import PLAN_SIZES, Plan, PlanMaker, plan_indices
from painter.progress import Training, prepare
from painter.tokenizer import PAD, Tokenizer

SETTINGS = CONFIG["planner"]
NOISE_SHARE, BARE_SHARE, UNKNOWN_SHARE, RESTYLE_SHARE = 0.015, 0.17, 0.03, 0.02
ANY = -100


def example(maker, speaker, dice):
    """A plan and words for it."""
    draw = dice.random()
    if draw < NOISE_SHARE:
        return Plan(), speaker.noise(dice)
    draw -= NOISE_SHARE
    if draw < BARE_SHARE:
        plan = Plan(objects=[maker.object(dice)], tints=["none"], relation="single")
        return plan, speaker.name(plan.objects[0], dice.random() < 0.5, dice)
    draw -= BARE_SHARE
    if draw < UNKNOWN_SHARE:
        # A word nobody knows still asks for something: which, the letters may decide.
        return Plan(objects=[ANY], tints=["none"], relation="single"), speaker.unknown(dice)
    if draw < UNKNOWN_SHARE + RESTYLE_SHARE:
        return speaker.restyling(dice)
    plan = maker.make(dice)
    return plan, speaker.caption(plan, dice)


def examples(maker, speaker, tokenizer, dice, count, nothing):
    """Captions as token numbers, with the answers every head should give."""
    numbers, objects, answers = [], [], []
    for _ in range(count):
        plan, text = example(maker, speaker, dice)
        numbers.append(tokenizer(text, SETTINGS["split_words"], dice))
        objects.append((plan.objects + [nothing, nothing])[:2])
        indices = plan_indices(plan)
        answers.append([indices[name] for name in PLAN_SIZES])
    # Most captions are short; what is padding in all of them need not be read.
    longest = max(len(row) - row.count(PAD) for row in numbers)
    return torch.tensor(numbers)[:, :longest], torch.tensor(objects), torch.tensor(answers)


def main():
    prepare("planner")
    maker, speaker, tokenizer = PlanMaker(), Speaker(), Tokenizer()
    count = len(painter_bank().objects)
    model = Planner(len(tokenizer.vocabulary), count)
    training = Training("planner", model, [{"params": list(model.parameters()), "weight_decay": 0.01}], SETTINGS)

    def one_step(step, dice):
        numbers, objects, answers = examples(maker, speaker, tokenizer, dice, SETTINGS["batch"], count)
        with torch.cpu.amp.autocast(dtype=torch.bfloat16):
            named, heads = model(numbers)
        named, heads = named.float(), [head.float() for head in heads]
        loss = 2 * F.cross_entropy(named.flatten(0, 1), objects.flatten(), label_smoothing=0.02)
        loss = loss + sum(F.cross_entropy(head, answers[:, place]) for place, head in enumerate(heads))
        figures = {"object": (named[:, 0].argmax(-1) == objects[:, 0]).float().mean().item()}
        for place, (name, head) in enumerate(zip(PLAN_SIZES, heads)):
            figures[name] = (head.argmax(-1) == answers[:, place]).float().mean().item()
        return loss, figures

    training.run(one_step, int(sys.argv[1]) if sys.argv[1:] else None)


if __name__ == "__main__":
    main()
