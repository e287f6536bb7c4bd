"""Pictures to latents by a fixed linear map, and latents back to 256 px by a learned decoder."""
import torch
import torch.nn.functional as F
from torch import nn

from .config import CONFIG, LATENT_CHANNELS, LATENT_SIZE, SIZE

SETTINGS = CONFIG["decoder"]
SMALL = LATENT_SIZE * 4


class Norm(nn.GroupNorm):
    """Group norm in float32: bfloat16 loses the small differences it is there to keep."""

    def __init__(self, width):
        super().__init__(8, width)

    def forward(self, x):
        return F.group_norm(x.float(), self.num_groups, self.weight, self.bias, self.eps)


class Residual(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.first = nn.Sequential(Norm(width), nn.SiLU(), nn.Conv2d(width, width, 3, 1, 1))
        self.second = nn.Sequential(Norm(width), nn.SiLU(), nn.Conv2d(width, width, 3, 1, 1))

    def forward(self, x):
        return x + self.second(self.first(x))


class Basis(nn.Module):
    """The principal components of 4 x 4 pixel patches of the picture shrunk four times."""

    def __init__(self):
        super().__init__()
        self.register_buffer("mean", torch.zeros(48))
        self.register_buffer("down", torch.zeros(LATENT_CHANNELS, 48))
        self.register_buffer("up", torch.zeros(48, LATENT_CHANNELS))

    @torch.no_grad()
    def fit(self, pictures):
        patches = F.pixel_unshuffle(F.avg_pool2d(pictures, SIZE // SMALL), 4).permute(0, 2, 3, 1).reshape(-1, 48)
        self.mean.copy_(patches.mean(0))
        values, vectors = torch.linalg.eigh((patches - self.mean).T @ (patches - self.mean) / len(patches))
        values, vectors = values.flip(0)[:LATENT_CHANNELS], vectors.flip(1)[:, :LATENT_CHANNELS]
        kept = values.sum() / (patches - self.mean).pow(2).sum(1).mean()
        # Between raw and whitened: coarse parts settle first, yet fine parts still count.
        wanted = values.sqrt() ** 0.5
        scale = wanted / wanted.pow(2).mean().sqrt() / values.sqrt()
        self.down.copy_((vectors * scale).T)
        self.up.copy_(vectors / scale)
        return kept.item()

    def shrunk_to_latent(self, small, centred=True):
        patches = F.pixel_unshuffle(small, 4)
        if centred:
            patches = patches - self.mean[:, None, None]
        return F.conv2d(patches, self.down[:, :, None, None])

    def latent_to_shrunk(self, latent, centred=True):
        patches = F.conv2d(latent, self.up[:, :, None, None])
        if centred:
            patches = patches + self.mean[:, None, None]
        return F.pixel_shuffle(patches, 4)


class Autoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        inner, middle, outer = SETTINGS["widths"]
        self.basis = Basis()
        self.network = nn.Sequential(
            nn.Conv2d(LATENT_CHANNELS, inner, 3, 1, 1), Residual(inner), Residual(inner), Norm(inner), nn.SiLU(),
            nn.Conv2d(inner, 4 * middle, 1), nn.PixelShuffle(2), Residual(middle), Residual(middle), Norm(middle), nn.SiLU(),
            nn.Conv2d(middle, 4 * outer, 1), nn.PixelShuffle(2), Residual(outer), Residual(outer), Norm(outer), nn.SiLU(),
            nn.Conv2d(outer, 48, 3, 1, 1), nn.PixelShuffle(4),
        )
        nn.init.zeros_(self.network[-2].weight)
        nn.init.zeros_(self.network[-2].bias)

    def encode(self, pictures):
        return self.basis.shrunk_to_latent(F.avg_pool2d(pictures, SIZE // SMALL))

    def decode(self, latent):
        """The network only adds what plain enlarging lacks: sharp edges and lost detail."""
        plain = F.interpolate(self.basis.latent_to_shrunk(latent), scale_factor=4, mode="bilinear", align_corners=False)
        return plain + self.network(latent).float()
