"""Flow matching: noising pictures for training, and walking from noise to picture."""
import torch

from .config import CONFIG, LATENT_CHANNELS, LATENT_SIZE

SAMPLING = CONFIG["sampling"]


def noised(pictures):
    """x_t = (1 - t) picture + t noise. Times lean a little to the noisy side."""
    time = torch.sigmoid(torch.randn(len(pictures)) + 0.3)
    t = time[:, None, None, None]
    return (1 - t) * pictures + t * torch.randn(pictures.shape), time


def schedule(steps, shift):
    times = torch.linspace(1, 0, steps + 1)
    return shift * times / (1 + (shift - 1) * times)


@torch.no_grad()
def sample(painter, plan, visual, seed=0):
    """Every picture has its own noise from its own seed, so that a batch equals its pictures one by one."""
    shape = (LATENT_CHANNELS + 1, LATENT_SIZE, LATENT_SIZE)
    latent = torch.stack([torch.randn(shape, generator=torch.Generator().manual_seed(seed + number)) for number in range(len(plan))])
    times = schedule(SAMPLING["steps"], SAMPLING["shift"])
    least, most = SAMPLING["guidance_interval"]
    for now, after in zip(times, times[1:]):
        velocity = painter(latent, now.expand(len(plan)), plan, visual).float()
        # At the end the picture is the plan's alone: leaning away from nothing would harden it.
        if least - 1e-6 <= now <= most + 1e-6:
            unasked = painter(latent, now.expand(len(plan)), torch.zeros_like(plan), torch.zeros_like(visual)).float()
            velocity = unasked + SAMPLING["guidance"] * (velocity - unasked)
        latent = latent + (after - now) * velocity
    return latent[:, :LATENT_CHANNELS]
