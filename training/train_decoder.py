"""Fits the latent basis, then trains the decoder on composed pictures: `python3 train_decoder.py [basis]`."""
import csv
import multiprocessing
import random as randomness
import sys
import time

import numpy as np
import torch
from PIL import Image
from torch import nn

from painter.autoencoder import Autoencoder, Basis
from painter.composer import compose
from painter.config import CONFIG, work_file
from painter.plans import PlanMaker
from painter.progress import Average, Budget, learning_rate, load, prepare, save

SETTINGS = CONFIG["decoder"]


def feed(queue, seed):
    """A second process composes pictures while this one trains."""
    torch.set_num_threads(1)
    dice, maker = randomness.Random(seed), PlanMaker()
    while True:
        queue.put(compose(maker.make(dice), dice))


def to_tensor(pictures):
    return torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).float().div(127.5).sub(1)


def fit_basis():
    dice, maker = prepare(salt=50), PlanMaker()
    pictures = to_tensor([compose(maker.make(dice), dice) for _ in range(400)])
    basis = Basis()
    print(f"the basis keeps {basis.fit(pictures):.4f} of the variance")
    latent = basis.shrunk_to_latent(nn.functional.avg_pool2d(pictures, 4))
    print("deviation of each channel", [round(value, 2) for value in latent.std((0, 2, 3)).tolist()])
    save("basis.pt", basis.state_dict())


def crops(pool, dice):
    """Crops on the latent's grid, with the latents of the whole picture cut alike."""
    cells, batch, latents = SETTINGS["crop"] // 16, [], []
    for _ in range(SETTINGS["batch"]):
        picture, latent = dice.choice(pool)
        y, x = (dice.randrange(0, 17 - cells) for _ in range(2))
        batch.append(picture[y * 16:(y + cells) * 16, x * 16:(x + cells) * 16])
        latents.append(latent[:, y:y + cells, x:x + cells])
    return to_tensor(batch), torch.stack(latents)


def loss_of(model, pictures, latents):
    # A little noise, since the transformer's latents are never exact.
    noisy = latents + torch.randn_like(latents) * torch.rand(len(latents), 1, 1, 1) * SETTINGS["noise"]
    with torch.cpu.amp.autocast(dtype=torch.bfloat16):
        added = model.network(noisy.contiguous(memory_format=torch.channels_last))
    plain = nn.functional.interpolate(model.basis.latent_to_shrunk(noisy), scale_factor=4, mode="bilinear", align_corners=False)
    difference = plain + added.float() - pictures
    error = difference.abs().mean()
    across = (difference[..., 1:] - difference[..., :-1]).abs().mean()
    down = (difference[..., 1:, :] - difference[..., :-1, :]).abs().mean()
    return error + SETTINGS["gradient_weight"] * (across + down), error


@torch.no_grad()
def sheet(model, pool, path):
    pictures = to_tensor([picture for picture, _ in pool[:8]])
    rebuilt = model.decode(model.encode(pictures)).clamp(-1, 1)
    rows = [torch.cat(list(half), 2) for half in (pictures[:4], rebuilt[:4], pictures[4:], rebuilt[4:])]
    Image.fromarray(((torch.cat(rows, 1).permute(1, 2, 0) + 1) * 127.5).byte().numpy()).save(path)


def main():
    state = load("decoder.pt")
    step = state["step"] if state else 0
    dice = prepare(salt=step)
    model, average_model = Autoencoder().to(memory_format=torch.channels_last), Autoencoder()
    model.basis.load_state_dict(load("basis.pt"))
    average_model.load_state_dict(model.state_dict())
    optimiser = torch.optim.AdamW(model.network.parameters(), lr=1e-3, betas=(0.9, 0.95), weight_decay=1e-4)
    average, spent = Average(model, average_model, 0.998), 0.0
    if state:
        model.load_state_dict(state["model"])
        average_model.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        spent, average.steps = state["spent"], step
    queue = multiprocessing.Queue(16)
    multiprocessing.Process(target=feed, args=(queue, CONFIG["seed"] + step + 1), daemon=True).start()

    def fresh():
        picture = queue.get()
        with torch.no_grad():
            return picture, model.encode(to_tensor([picture]))[0]

    pool = [fresh() for _ in range(240)]
    budget, saved, smooth = Budget(SETTINGS["minutes"], spent), time.time(), None
    log = csv.writer(open(work_file("decoder-log.csv"), "a", buffering=1))
    print(f"{sum(p.numel() for p in model.network.parameters()) / 1e6:.2f} M parameters, from step {step}", flush=True)
    while not budget.over:
        pool[dice.randrange(len(pool))] = fresh()
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(SETTINGS["learning_rate"], step, budget.fraction, warm=100, floor=0.03)
        loss, error = loss_of(model, *crops(pool, dice))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.network.parameters(), 1.0)
        optimiser.step()
        average.update()
        step += 1
        smooth = error.item() if smooth is None else 0.98 * smooth + 0.02 * error.item()
        if step % 50 == 0:
            print(f"step {step} {budget.spent:.0f} s error {smooth:.4f}", flush=True)
            log.writerow([step, round(budget.spent), round(time.process_time()), round(smooth, 5)])
        if budget.look() or time.time() - saved > SETTINGS["save_minutes"] * 60:
            save("decoder.pt", {
                "model": model.state_dict(), "average": average_model.state_dict(),
                "optimiser": optimiser.state_dict(), "step": step, "spent": budget.spent})
            sheet(average_model, pool, work_file("decoder.png"))
            saved = time.time()


if __name__ == "__main__":
    fit_basis() if sys.argv[1:] == ["basis"] else main()
