"""Trains the planner on captions alone, no pictures needed: `python3 train_planner.py`."""
import csv
import time

import torch
import torch.nn.functional as F
from torch import nn

from painter.art import painter_bank
from painter.captions import Speaker
from painter.config import CONFIG, work_file
from painter.planner import Planner
from painter.plans import PLAN_SIZES, Plan, PlanMaker, plan_indices
from painter.progress import Average, Budget, learning_rate, load, prepare, save
from painter.tokenizer import PAD, Tokenizer

SETTINGS = CONFIG["planner"]
NOISE_SHARE, BARE_SHARE, UNKNOWN_SHARE = 0.015, 0.17, 0.03
ANY = -100


def examples(maker, speaker, tokenizer, dice, count, nothing):
    """Captions as token numbers, with the answers every head should give."""
    numbers, objects, answers = [], [], []
    for _ in range(count):
        draw = dice.random()
        plan = maker.make(dice)
        if draw < NOISE_SHARE:
            plan = Plan()
            text = speaker.noise(dice)
        elif draw < BARE_SHARE:
            plan = Plan(objects=[maker.object(dice)], tints=["none"], relation="single")
            text = speaker.name(plan.objects[0], dice.random() < 0.5, dice)
        elif draw < BARE_SHARE + UNKNOWN_SHARE:
            # A word nobody knows still asks for something: which, the letters may decide.
            plan = Plan(objects=[ANY], tints=["none"], relation="single")
            text = speaker.unknown(dice)
        else:
            text = speaker.caption(plan, dice)
        numbers.append(tokenizer(text, SETTINGS["split_words"], dice))
        objects.append((plan.objects + [nothing, nothing])[:2])
        indices = plan_indices(plan)
        answers.append([indices[name] for name in PLAN_SIZES])
    # Most captions are short; what is padding in all of them need not be read.
    longest = max(len(row) - row.count(PAD) for row in numbers)
    return torch.tensor(numbers)[:, :longest], torch.tensor(objects), torch.tensor(answers)


def main():
    state = load("planner.pt")
    step = state["step"] if state else 0
    dice = prepare(salt=100 + step)
    maker, speaker, tokenizer = PlanMaker(), Speaker(), Tokenizer()
    count = len(painter_bank().objects)
    model, average_model = Planner(len(tokenizer.vocabulary), count), Planner(len(tokenizer.vocabulary), count)
    average_model.load_state_dict(model.state_dict())
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-3, betas=(0.9, 0.98), weight_decay=0.01)
    average, spent = Average(model, average_model, 0.995), 0.0
    if state:
        model.load_state_dict(state["model"])
        average_model.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        spent, average.steps = state["spent"], step
    budget, saved, right = Budget(SETTINGS["minutes"], spent), time.time(), None
    log = csv.writer(open(work_file("planner-log.csv"), "a", buffering=1))
    while not budget.over:
        numbers, objects, answers = examples(maker, speaker, tokenizer, dice, SETTINGS["batch"], count)
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(SETTINGS["learning_rate"], step, budget.fraction, warm=100)
        with torch.cpu.amp.autocast(dtype=torch.bfloat16):
            named, heads = model(numbers)
        named, heads = named.float(), [head.float() for head in heads]
        loss = 2 * F.cross_entropy(named.flatten(0, 1), objects.flatten(), label_smoothing=0.02)
        loss = loss + sum(F.cross_entropy(head, answers[:, place]) for place, head in enumerate(heads))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        average.update()
        step += 1
        now = (named[:, 0].argmax(-1) == objects[:, 0]).float().mean().item()
        right = now if right is None else 0.97 * right + 0.03 * now
        if step % 100 == 0:
            shares = " ".join(f"{name} {(head.argmax(-1) == answers[:, place]).float().mean():.2f}" for place, (name, head) in enumerate(zip(PLAN_SIZES, heads)))
            print(f"step {step} {budget.spent:.0f} s loss {loss.item():.3f} object {right:.3f} {shares}", flush=True)
            log.writerow([step, round(budget.spent), round(loss.item(), 4), round(right, 4)])
        if budget.look() or time.time() - saved > SETTINGS["save_minutes"] * 60:
            save("planner.pt", {
                "model": model.state_dict(), "average": average_model.state_dict(), "optimiser": optimiser.state_dict(),
                "step": step, "spent": budget.spent})
            saved = time.time()


if __name__ == "__main__":
    main()
