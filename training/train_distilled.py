"""Teaches the drawing model to need fewer steps, with its own long walks as the teacher: `python3 train_distilled.py [until which step]`.

Progressive distillation (Salimans and Ho, 2022): one step of the student goes where two steps of the teacher go. Guidance is
left out of both, so that it, and prompts of what to avoid, work with the student as before.
"""
import sys
from concurrent.futures import ThreadPoolExecutor

import torch

from painter.config import CONFIG, work_file
from painter.flow import schedule
from painter.memory import Memory
from painter.progress import Training, load, prepare
from painter.transformer import Brush
from train_transformer import Pool, lesson, sheet

SETTINGS = CONFIG["distilled"]
ENLARGED_BELOW = CONFIG["transformer"]["enlarged_below"]


def reached(latent, clean, now, after):
    """One step along the straight line from the noisy latent to the clean picture."""
    return clean + (latent - clean) * (after / now)


@torch.no_grad()
def taught(teacher, latent, now, after, asked):
    """The clean picture that leads in one step to where the teacher's two steps lead, and the teacher's ground."""
    middle = (now + after) / 2
    wide = lambda time: time[:, None, None, None]
    with torch.cpu.amp.autocast(dtype=torch.bfloat16):
        clean, ground = (answer.float() for answer in teacher(latent, now, *asked))
        half = reached(latent, clean, wide(now), wide(middle))
        end = reached(half, teacher(half, middle, *asked)[0].float(), wide(middle), wide(after))
    left = wide(after / now)
    return (end - left * latent) / (1 - left), ground


def main():
    prepare("distilled")
    memory = Memory()
    teacher, student = (Brush().to(memory_format=torch.channels_last) for _ in range(2))
    learned = load("transformer.pt")
    for model in (teacher, student):
        model.load_state_dict(learned["average"])
    teacher.eval().requires_grad_(False)
    # Another teacher is another training: the number of its steps is part of the settings that must stay.
    settings = {**SETTINGS, "teacher": learned["step"]}
    training = Training("distilled", student, [{"params": list(student.parameters()), "weight_decay": 0.0}], settings)
    pool = Pool(memory.basis, learned["step"] + training.step)
    training.feeders.append(pool.feeder)
    times = schedule(SETTINGS["walk"], CONFIG["sampling"]["shift"])
    beside = ThreadPoolExecutor(1)
    ready = [beside.submit(lesson, pool, memory, learned["step"] + training.step)]

    def one_step(step, dice):
        shown, _, _, *asked = ready.pop().result()
        ready.append(beside.submit(lesson, pool, memory, learned["step"] + step + 1))
        place = torch.tensor([dice.randrange(len(times) - 1) for _ in shown])
        now, after = times[place], times[place + 1]
        latent = torch.lerp(shown, torch.randn(shown.shape), now[:, None, None, None])
        wanted, ground = taught(teacher, latent, now, after, asked)
        with torch.cpu.amp.autocast(dtype=torch.bfloat16):
            found, behind = student(latent, now, *asked)
        weight = now.clamp(min=ENLARGED_BELOW)[:, None, None, None] ** -2
        error = (weight * (found.float() - wanted) ** 2).mean()
        behind_error = (weight * (behind.float() - ground) ** 2).mean()
        return error + CONFIG["transformer"]["ground_weight"] * behind_error, {"error": error.item(), "ground": behind_error.item()}

    training.run(one_step, int(sys.argv[1]) if sys.argv[1:] else None,
                 lambda: sheet(training.average, memory, work_file(f"distilled-{training.step}.png")))


if __name__ == "__main__":
    main()
