"""The drawing model: convolutions around a transformer, led by a plan and by remembered drawings."""
import math

import torch
import torch.nn.functional as F
from torch import nn

from .autoencoder import Basis, Norm
from .config import CONFIG, LATENT_CHANNELS, LATENT_SIZE
from .memory import ALPHA_CHANNELS, VISUAL_CHANNELS, covered
from .plans import PLAN_SIZES
from .words import FILTERS

SETTINGS = CONFIG["transformer"]
PLAN_WIDTH = sum(PLAN_SIZES.values())
GRID = LATENT_SIZE // 2
SLOTS = 2
NEAREST = 0.02
ARITHMETIC = ("pixel art", "black and white", "vintage")


def unscaled_norm(x):
    return F.layer_norm(x, (int(x.shape[-1]),))


class ModulatedResidual(nn.Module):
    """Two convolutions whose second norm is scaled and shifted by the condition."""

    def __init__(self, width, condition):
        super().__init__()
        self.first = nn.Sequential(Norm(width), nn.SiLU(), nn.Conv2d(width, width, 3, 1, 1))
        self.norm = Norm(width)
        self.film = nn.Linear(condition, 2 * width)
        self.second = nn.Conv2d(width, width, 3, 1, 1)
        nn.init.zeros_(self.second.weight)
        nn.init.zeros_(self.second.bias)

    def forward(self, x, condition):
        scale, shift = self.film(condition)[..., None, None].chunk(2, 1)
        inner = torch.addcmul(shift.float(), self.norm(self.first(x)), 1 + scale.float())
        return x + self.second(F.silu(inner))


class Block(nn.Module):
    """Attention from picture tokens to themselves and to the plan, then a feed-forward layer."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.own = nn.Linear(width, 3 * width)
        self.plan = nn.Linear(width, 2 * width)
        self.out = nn.Linear(width, width)
        self.feed = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))
        self.table = nn.Parameter(torch.zeros(6, width))
        self.scale = (width // heads) ** -0.5

    def split_heads(self, x):
        return x.view(x.shape[0], -1, self.heads, x.shape[-1] // self.heads).transpose(1, 2)

    def attend(self, x, plan):
        query, key, value = self.own(x).chunk(3, -1)
        plan_key, plan_value = self.plan(plan).chunk(2, -1)
        query = self.split_heads(query * self.scale)
        key = self.split_heads(torch.cat([key, plan_key], 1))
        value = self.split_heads(torch.cat([value, plan_value], 1))
        weights = (query @ key.transpose(-1, -2)).softmax(-1)
        return self.out((weights @ value).transpose(1, 2).reshape(x.shape))

    def forward(self, x, plan, modulation):
        shift, scale, gate, shift_feed, scale_feed, gate_feed = (modulation + self.table.to(modulation.dtype)).unsqueeze(2).unbind(1)
        x = torch.addcmul(x, gate, self.attend(torch.addcmul(shift, unscaled_norm(x), 1 + scale), plan))
        return torch.addcmul(x, gate_feed, self.feed(torch.addcmul(shift_feed, unscaled_norm(x), 1 + scale_feed)))


class Painter(nn.Module):
    """Latent, time, plan and remembered drawings in; velocity (noise minus picture) out."""

    def __init__(self):
        super().__init__()
        width, conv = SETTINGS["width"], SETTINGS["conv_width"]
        self.width = width
        self.basis = Basis()
        self.register_buffer("sepia", torch.tensor([[52, 32, 16], [168, 126, 82], [250, 234, 200]]) / 127.5 - 1, persistent=False)
        self.clock = nn.Sequential(nn.Linear(256, width), nn.SiLU(), nn.Linear(width, width))
        self.plan = nn.Linear(PLAN_WIDTH, width)
        self.plan_tokens = nn.ModuleList([nn.Linear(size, width) for size in PLAN_SIZES.values()])
        self.modulation = nn.Linear(width, 6 * width)
        self.enter = nn.Conv2d(LATENT_CHANNELS + SLOTS * VISUAL_CHANNELS, conv, 3, 1, 1)
        self.before = nn.ModuleList([ModulatedResidual(conv, width) for _ in range(2)])
        self.down = nn.Linear(4 * conv, width)
        self.places = nn.Parameter(torch.randn(GRID * GRID, width) * 0.5)
        self.blocks = nn.ModuleList([Block(width, SETTINGS["heads"]) for _ in range(SETTINGS["layers"])])
        self.up = nn.Linear(width, 4 * conv)
        self.join = nn.Conv2d(2 * conv, conv, 1)
        self.after = nn.ModuleList([ModulatedResidual(conv, width) for _ in range(2)])
        self.leave = nn.Sequential(Norm(conv), nn.SiLU(), nn.Conv2d(conv, 2 * LATENT_CHANNELS, 3, 1, 1))
        for layer in (self.modulation, self.leave[2]):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)
        # Open gates at the start: a zero gate would keep the attention from learning for long.
        with torch.no_grad():
            self.modulation.bias.view(6, width)[2].fill_(0.5)
            self.modulation.bias.view(6, width)[5].fill_(0.5)

    def composed(self, visual, ground):
        """Lays the placed drawings over the painted ground, in the shrunk picture the latents stand for."""
        picture = self.basis.latent_to_shrunk(ground)
        for slot in range(SLOTS):
            ink, outline = visual[:, slot].split([LATENT_CHANNELS, ALPHA_CHANNELS], 1)
            ink = self.basis.latent_to_shrunk(ink, centred=False)
            cover = covered(ink, F.pixel_shuffle(outline, 2))
            picture = picture * (1 - cover) + cover + ink
        return picture

    def asked(self, plan, name):
        return plan[:, PLAN_SIZES["style"] + list(FILTERS).index(name), None, None, None]

    def filtered(self, picture, plan):
        """The filters that are plain arithmetic are done as such; the network learns the others."""
        blocks = F.interpolate(F.avg_pool2d(picture, 2), scale_factor=2, mode="nearest")
        picture = picture + self.asked(plan, "pixel art") * (blocks - picture)
        grey = picture[:, :1] * 0.3 + picture[:, 1:2] * 0.59 + picture[:, 2:] * 0.11
        picture = picture + self.asked(plan, "black and white") * (grey - picture)
        dark, middle, bright = (self.sepia[place, :, None, None] for place in range(3))
        brown = middle + (bright - middle) * grey.clamp(min=0) + (middle - dark) * grey.clamp(max=0)
        return picture + self.asked(plan, "vintage") * (brown - picture)

    def tokens(self, x):
        """2 x 2 neighbours become one token."""
        batch, channels = x.shape[0], int(x.shape[1])
        return x.reshape(batch, channels, GRID, 2, GRID, 2).permute(0, 2, 4, 1, 3, 5).reshape(batch, GRID * GRID, channels * 4)

    def spread(self, tokens):
        batch, channels = tokens.shape[0], int(tokens.shape[2]) // 4
        return tokens.reshape(batch, GRID, GRID, channels, 2, 2).permute(0, 3, 1, 4, 2, 5).reshape(batch, channels, LATENT_SIZE, LATENT_SIZE)

    def forward(self, latent, time, plan, visual):
        batch = latent.shape[0]
        waves = time[:, None] * 1000 * torch.exp(-math.log(10000) * torch.arange(128, device=time.device).float() / 128)
        condition = self.clock(torch.cat([waves.cos(), waves.sin()], -1)) + self.plan(plan)
        active = F.silu(condition)
        modulation = self.modulation(active).view(batch, 6, self.width)

        given = torch.cat([latent, visual.reshape(batch, SLOTS * VISUAL_CHANNELS, LATENT_SIZE, LATENT_SIZE)], 1)
        given = given.contiguous(memory_format=torch.channels_last)
        x = self.enter(given)
        for layer in self.before:
            x = layer(x, active)

        parts = plan.split(list(PLAN_SIZES.values()), 1)
        answers = torch.stack([layer(part) for layer, part in zip(self.plan_tokens, parts)], 1)
        answers = unscaled_norm(answers).to(modulation.dtype)

        tokens = self.down(self.tokens(x)) + self.places
        tokens = tokens.to(modulation.dtype)
        for block in self.blocks:
            tokens = block(tokens, answers, modulation)

        x = self.join(torch.cat([x, self.spread(self.up(unscaled_norm(tokens))).to(x.dtype)], 1))
        for layer in self.after:
            x = layer(x, active)
        ground, change = self.leave(x).to(latent.dtype).chunk(2, 1)
        picture = self.basis.shrunk_to_latent(self.filtered(self.composed(visual, ground), plan))
        picture = picture + change * (1 - sum(self.asked(plan, name) for name in ARITHMETIC))

        # The network names the clean picture (what lies behind the drawings, and how all of it changes), not the noise:
        # with little training that is the simpler of the two, and the last step of sampling leaves no noise behind.
        return (latent - picture) / time.clamp(min=NEAREST)[:, None, None, None]
