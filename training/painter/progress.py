"""Training that can stop at any moment and goes on as if it had not: seeds by step, atomic checkpoints, CPU time counted."""
import csv
import hashlib
import json
import multiprocessing
import os
import queue as queues
import random as randomness
import signal
import time

import torch
from torch import nn

from .config import CONFIG, work_file


def dice_of(*words):
    """A random generator of its own for everything that has a name."""
    return randomness.Random(f"{CONFIG['seed']} {words}")


def seed_torch(*words):
    torch.manual_seed(int(hashlib.sha256(f"{CONFIG['seed']} {words}".encode()).hexdigest()[:12], 16))


def prepare(*words):
    torch.set_num_threads(CONFIG["threads"])
    seed_torch(*words)
    return dice_of(*words)


def learning_rate(top, step, steps, warm=200, flat=0.5, floor=0.02):
    """Warm up, hold, then fall in a straight line to the last step."""
    fraction = step / steps
    fall = 1.0 if fraction < flat else max(floor, (1 - fraction) / (1 - flat))
    return top * min(1.0, (step + 1) / warm) * fall


def save(name, state):
    """Writes beside and renames, so that a stop in the middle leaves the last checkpoint whole."""
    path = work_file(name)
    torch.save(state, f"{path}.part")
    os.replace(f"{path}.part", path)


def load(name):
    path = work_file(name)
    return torch.load(path, map_location="cpu") if path.exists() else None


def _feed(make, queue, first, parent):
    torch.set_num_threads(1)
    number = first
    while True:
        item = make(number)
        while True:
            try:
                queue.put(item, timeout=5)
                break
            except queues.Full:
                if os.getppid() != parent:
                    return
        number += 1


class Feeder:
    """A second process makes item after item; which item it is depends on its number alone."""

    def __init__(self, make, first, ahead=48):
        self.queue = multiprocessing.Queue(ahead)
        self.process = multiprocessing.Process(target=_feed, args=(make, self.queue, first, os.getpid()), daemon=True)
        self.process.start()

    def take(self):
        return self.queue.get()

    def cpu_seconds(self):
        with open(f"/proc/{self.process.pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Training:
    """Runs steps up to a number, saving itself every few minutes, when told to stop, and at the end."""

    def __init__(self, name, model, groups, settings, betas=(0.9, 0.98), floor=0.02):
        self.name, self.model, self.settings, self.floor = name, model, settings, floor
        self.average = {key: value.clone() for key, value in model.state_dict().items()}
        self.optimiser = torch.optim.AdamW(groups, lr=1e-3, betas=betas)
        self.step, self.spent, self.smooth, self.stopped = 0, 0.0, {}, False
        state = load(f"{name}.pt")
        if state:
            assert state["settings"] == settings, f"{name}.pt was trained with other settings; a new form needs a new work folder"
            model.load_state_dict(state["model"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.average, self.step, self.spent, self.smooth = state["average"], state["step"], state["cpu_seconds"], state["smooth"]
        self.feeders = []

    @property
    def cpu_seconds(self):
        return self.spent + time.process_time() + sum(feeder.cpu_seconds() for feeder in self.feeders)

    def save(self):
        save(f"{self.name}.pt", {
            "model": self.model.state_dict(), "average": self.average, "optimiser": self.optimiser.state_dict(),
            "step": self.step, "cpu_seconds": self.cpu_seconds, "smooth": self.smooth, "settings": self.settings})
        progress = {"step": self.step, "of": self.settings["steps"], "cpu_hours": round(self.cpu_seconds / 3600, 4)}
        work_file(f"{self.name}-progress.json").write_text(json.dumps(progress))

    @torch.no_grad()
    def follow(self):
        """The exponential moving average of the weights."""
        keep = min(self.settings["ema"], 1 - 1 / (1 + self.step * 0.1))
        for key, value in self.model.state_dict().items():
            kept = self.average[key]
            kept.lerp_(value, 1 - keep) if kept.is_floating_point() else kept.copy_(value)

    def run(self, one_step, until=None, after_save=None):
        """`one_step(step, dice)` gives the loss and figures to log."""
        signal.signal(signal.SIGTERM, lambda *_: setattr(self, "stopped", True))
        settings = self.settings
        last, saved = min(until or settings["steps"], settings["steps"]), time.time()
        log = csv.writer(open(work_file(f"{self.name}-log.csv"), "a", buffering=1))
        parameters = [parameter for group in self.optimiser.param_groups for parameter in group["params"]]
        print(f"{self.name}: {sum(p.numel() for p in parameters) / 1e6:.2f} M parameters, steps {self.step} to {last}", flush=True)
        while self.step < last and not self.stopped:
            seed_torch(self.name, self.step)
            for group in self.optimiser.param_groups:
                group["lr"] = learning_rate(settings["learning_rate"], self.step, settings["steps"], floor=self.floor)
            loss, figures = one_step(self.step, dice_of(self.name, self.step))
            self.optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(parameters, 1.0)
            self.optimiser.step()
            self.step += 1
            self.follow()
            for key, value in {"loss": loss.item(), **figures}.items():
                self.smooth[key] = 0.98 * self.smooth.get(key, value) + 0.02 * value
            if self.step % 50 == 0:
                said = " ".join(f"{key} {value:.4f}" for key, value in self.smooth.items())
                print(f"{time.strftime('%H:%M')} step {self.step} {self.cpu_seconds / 3600:.3f} CPU h {said}", flush=True)
                log.writerow([self.step, round(self.cpu_seconds), *(round(value, 5) for value in self.smooth.values())])
            if time.time() - saved > settings["save_minutes"] * 60:
                self.save()
                saved = time.time()
        self.save()
        if after_save and not self.stopped:
            after_save()
