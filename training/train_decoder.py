"""Fits the latent basis, then trains the decoder on composed pictures: `python3 train_decoder.py [basis | until which step]`."""
import sys

import numpy as np
import torch
from PIL import Image
from torch import nn

from painter.autoencoder import Autoencoder, Basis
from painter.composer import compose, compose_parts
from painter.config import CONFIG, work_file
from painter.filters import APPLY
from painter.memory import Memory
from painter.plans import PlanMaker
from painter.progress import Feeder, Training, dice_of, load, prepare, save

SETTINGS = CONFIG["decoder"]
CELLS = SETTINGS["crop"] // 16


def to_tensor(pictures):
    return torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).float().div(127.5).sub(1)


def fit_basis():
    dice, maker = prepare("basis"), PlanMaker()
    pictures = to_tensor([compose(maker.make(dice), dice) for _ in range(400)])
    basis = Basis()
    print(f"the basis keeps {basis.fit(pictures):.4f} of the variance")
    latent = basis.shrunk_to_latent(nn.functional.avg_pool2d(pictures, 4))
    print("deviation of each channel", [round(value, 2) for value in latent.std((0, 2, 3)).tolist()])
    save("basis.pt", basis.state_dict())


def picture(number, maker=[]):
    maker or maker.append(PlanMaker())
    dice = dice_of("decoder picture", number)
    return compose_parts(maker[0].make(dice), dice)


class Pool:
    """Recent pictures, each with its latent and with the softer one that the drawing model makes of remembered drawings."""

    def __init__(self, basis, step):
        self.basis, self.memory, self.size = basis, Memory(), SETTINGS["pool"]
        self.items, self.next = [None] * self.size, step
        self.feeder = Feeder(picture, step, 16)
        while self.next < step + self.size:
            self.take()

    @torch.no_grad()
    def take(self):
        item = self.feeder.take()
        shrunk = nn.functional.avg_pool2d(to_tensor([item.picture, item.ground]), 4)
        ink, cover, _ = self.memory.of_composed([item])
        remembered = shrunk[1:]
        for copy in range(ink.shape[1]):
            remembered = remembered * (1 - cover[:, copy]) + cover[:, copy] + ink[:, copy]
        if item.plan.filter != "none":
            remembered = APPLY[item.plan.filter](remembered, 1)
        latents = self.basis.shrunk_to_latent(torch.cat([shrunk[:1], remembered]))
        self.items[self.next % self.size] = (item.picture, latents)
        self.next += 1

    def batch(self, dice):
        """Crops on the latent's grid, with the latents of the whole picture cut alike."""
        pictures, latents = [], []
        for _ in range(SETTINGS["batch"]):
            picture, pair = dice.choice(self.items)
            share = dice.choice([0.0, dice.random(), 1.0])
            y, x = (dice.randrange(0, 17 - CELLS) for _ in range(2))
            pictures.append(picture[y * 16:(y + CELLS) * 16, x * 16:(x + CELLS) * 16])
            latents.append(torch.lerp(pair[0], pair[1], share)[:, y:y + CELLS, x:x + CELLS])
        return to_tensor(pictures), torch.stack(latents)


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
def sheet(weights, pool, path):
    model = Autoencoder()
    model.load_state_dict(weights)
    pictures = to_tensor([picture for picture, _ in pool.items[:8]])
    rebuilt = model.decode(torch.stack([latents[1] for _, latents in pool.items[:8]])).clamp(-1, 1)
    rows = [torch.cat(list(half), 2) for half in (pictures[:4], rebuilt[:4], pictures[4:], rebuilt[4:])]
    Image.fromarray(((torch.cat(rows, 1).permute(1, 2, 0) + 1) * 127.5).byte().numpy()).save(path)


def main():
    prepare("decoder")
    model = Autoencoder().to(memory_format=torch.channels_last)
    model.basis.load_state_dict(load("basis.pt"))
    training = Training("decoder", model, [{"params": list(model.network.parameters()), "weight_decay": 1e-4}], SETTINGS, (0.9, 0.95), 0.03)
    pool = Pool(model.basis, training.step)
    training.feeders.append(pool.feeder)

    def one_step(step, dice):
        pool.take()
        loss, error = loss_of(model, *pool.batch(dice))
        return loss, {"error": error.item()}

    training.run(one_step, int(sys.argv[1]) if sys.argv[1:] else None, lambda: sheet(training.average, pool, work_file("decoder.png")))


if __name__ == "__main__":
    fit_basis() if sys.argv[1:] == ["basis"] else main()
