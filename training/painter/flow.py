"""Flow matching: noising pictures for training, and walking from noise to picture."""
import torch

from .config import LATENT_CHANNELS, LATENT_SIZE


def noised(pictures, generator=None):
    """x_t = (1 - t) picture + t noise; the target is noise - picture. Times lean a little to the noisy side."""
    time = torch.sigmoid(torch.randn(len(pictures), generator=generator) + 0.3)
    noise = torch.randn(pictures.shape, generator=generator)
    t = time[:, None, None, None]
    return (1 - t) * pictures + t * noise, time, noise - pictures


def schedule(steps, shift):
    times = torch.linspace(1, 0, steps + 1)
    return shift * times / (1 + (shift - 1) * times)


@torch.no_grad()
def sample(model, plan, visual, steps, guidance, shift=1.0, seed=0):
    """Every picture has its own noise from its own seed, so that a batch equals its pictures one by one."""
    shape = (LATENT_CHANNELS, LATENT_SIZE, LATENT_SIZE)
    latent = torch.stack([torch.randn(shape, generator=torch.Generator().manual_seed(seed + number)) for number in range(len(plan))])
    times = schedule(steps, shift)
    plans, visuals = torch.cat([plan, torch.zeros_like(plan)]), torch.cat([visual, torch.zeros_like(visual)])
    for step in range(steps):
        time = times[step].expand(2 * len(plan))
        asked, unasked = model(torch.cat([latent, latent]), time, plans, visuals).float().chunk(2)
        latent = latent + (times[step + 1] - times[step]) * (unasked + guidance * (asked - unasked))
    return latent
