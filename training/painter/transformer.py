"""The drawing model: lays remembered drawings where chance and plan want them, and paints the rest by a transformer."""
import itertools
import math

import torch
import torch.nn.functional as F
from torch import nn

from .autoencoder import Basis, Norm
from .config import CONFIG, LATENT_CHANNELS, LATENT_SIZE
from .filters import filtered
from .layouts import COPIES, NAMES, layout_name, places, tables
from .memory import ALPHA_CHANNELS, VISUAL_CHANNELS, laid, unfolded
from .plans import PLAN_SIZES
from .variants import CHOICES
from .words import COUNTS, FILTERS, GROUNDS, RELATIONS, SKIES

SETTINGS = CONFIG["transformer"]
PLAN_WIDTH = sum(PLAN_SIZES.values())
GRID = LATENT_SIZE // 2
SLOTS = 2
NEAREST = 0.02


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
        plan_key, plan_value = self.plan(plan[:, :PLAN_WIDTH]).chunk(2, -1)
        query = self.split_heads(query * self.scale)
        key = self.split_heads(torch.cat([key, plan_key], 1))
        value = self.split_heads(torch.cat([value, plan_value], 1))
        weights = (query @ key.transpose(-1, -2)).softmax(-1)
        return self.out((weights @ value).transpose(1, 2).reshape(x.shape))

    def forward(self, x, plan, modulation):
        shift, scale, gate, shift_feed, scale_feed, gate_feed = (modulation + self.table.to(modulation.dtype)).unsqueeze(2).unbind(1)
        x = torch.addcmul(x, gate, self.attend(torch.addcmul(shift, unscaled_norm(x), 1 + scale), plan))
        return torch.addcmul(x, gate_feed, self.feed(torch.addcmul(shift_feed, unscaled_norm(x), 1 + scale_feed)))


class Brush(nn.Module):
    """Noisy latent, time, plan and laid drawings in; the clean picture out, and what lies behind the drawings."""

    def __init__(self):
        super().__init__()
        width, conv = SETTINGS["width"], SETTINGS["conv_width"]
        self.width = width
        self.basis = Basis()
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

    def seen(self, ink, cover, places):
        """The laid drawings of each object as latents, copies joined."""
        found = []
        for slot in range(SLOTS):
            mine = (places[:, :, 1] == slot).to(ink.dtype)[:, :, None, None, None]
            found.append(self.basis.shrunk_to_latent((ink * mine).sum(1), centred=False))
            found.append(F.pixel_unshuffle(F.avg_pool2d((cover * mine).sum(1), 2), 2))
        return torch.cat(found, 1)

    def composed(self, ground, ink, cover):
        """Lays the drawings over the painted ground, in the shrunk picture the latents stand for."""
        picture = self.basis.latent_to_shrunk(ground)
        for copy in range(COPIES):
            picture = picture * (1 - cover[:, copy]) + cover[:, copy] + ink[:, copy]
        return picture

    def tokens(self, x):
        """2 x 2 neighbours become one token."""
        batch, channels = x.shape[0], int(x.shape[1])
        return x.reshape(batch, channels, GRID, 2, GRID, 2).permute(0, 2, 4, 1, 3, 5).reshape(batch, GRID * GRID, channels * 4)

    def spread(self, tokens):
        batch, channels = tokens.shape[0], int(tokens.shape[2]) // 4
        return tokens.reshape(batch, GRID, GRID, channels, 2, 2).permute(0, 3, 1, 4, 2, 5).reshape(batch, channels, LATENT_SIZE, LATENT_SIZE)

    def forward(self, latent, time, plan, ink, cover, places):
        batch = latent.shape[0]
        waves = time[:, None] * 1000 * torch.exp(-math.log(10000) * torch.arange(128, device=time.device).float() / 128)
        condition = self.clock(torch.cat([waves.cos(), waves.sin()], -1)) + self.plan(plan[:, :PLAN_WIDTH])
        active = F.silu(condition)
        modulation = self.modulation(active).view(batch, 6, self.width)

        given = torch.cat([latent, self.seen(ink, cover, places)], 1)
        given = given.contiguous(memory_format=torch.channels_last)
        x = self.enter(given)
        for layer in self.before:
            x = layer(x, active)

        parts = plan.split(list(PLAN_SIZES.values()) + [2], 1)
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
        start = PLAN_SIZES["style"] + 1
        # The network names the clean picture, not the noise: with little training that is the simpler of the two, and
        # the last step of sampling leaves no noise behind. Arithmetic is done in full precision.
        with torch.cpu.amp.autocast(enabled=False):
            picture = filtered(self.composed(ground, ink, cover), plan[:, start:start + len(FILTERS) - 1])
            return self.basis.shrunk_to_latent(picture) + change, ground


class Painter(nn.Module):
    """The exported graph. The last channel of the latent stays pure noise: the chance that places, turns and picks."""

    def __init__(self, brush):
        super().__init__()
        self.brush = brush
        rows = torch.zeros(len(RELATIONS), len(COUNTS), len(GROUNDS), len(SKIES), dtype=torch.long)
        for place in itertools.product(*(range(size) for size in rows.shape)):
            relation, count, ground, sky = place
            rows[place] = NAMES.index(layout_name(RELATIONS[relation], count + 1, GROUNDS[ground], list(SKIES)[sky]))
        base, reach = tables()
        # Trained over the whole range of sizes, drawn in its upper part: what is larger is known more easily.
        reach[:, 0] += CONFIG["sampling"]["smallest"] * (reach[:, 1] - reach[:, 0])
        self.register_buffer("rows", rows.flatten())
        self.register_buffer("base", base)
        self.register_buffer("reach", reach)

    def forward(self, latent, time, plan, visual):
        """latent [B, 25, 16, 16], time [B], plan, visual [B, 2, 4, 28, 16, 16] -> velocity, noise minus picture."""
        picture, noise = latent.split([LATENT_CHANNELS, 1], 1)
        clock = time.clamp(min=NEAREST)[:, None, None, None]
        # The clean picture of that channel is nothing at all, so that at any time it is the time's share of the noise.
        chance = 0.5 * (1 + torch.erf(noise.flatten(1) / clock[:, :, 0, 0] / math.sqrt(2)))
        copies = self.placed(plan, chance)
        ink, cover = self.chosen(visual, chance, copies)
        clean, _ = self.brush(picture, time, plan, *laid(ink, cover, copies), copies)
        return torch.cat([(picture - clean) / clock, noise / clock], 1)

    def placed(self, plan, chance):
        best = {name: part.argmax(-1) for name, part in zip(PLAN_SIZES, plan.split(list(PLAN_SIZES.values()) + [2], 1))}
        row = self.rows[((best["relation"] * len(COUNTS) + best["count"]) * len(GROUNDS) + best["ground"]) * len(SKIES) + best["sky"]]
        moves = chance[:, 16:16 + COPIES * 4].reshape(-1, COPIES, 4)
        return places(self.base[row], self.reach[row], moves, plan[:, -2:])

    def chosen(self, visual, chance, copies):
        """One of the four drawings of each object, and of those the one that each copy shows."""
        draw = (chance[:, :1] * CHOICES).floor().clamp(max=CHOICES - 1)
        picks = (torch.arange(CHOICES, dtype=draw.dtype) == draw).to(visual.dtype)[:, None, :, None, None, None]
        picked = (visual * picks).sum(2)
        ink, cover = unfolded(self.brush.basis, picked.flatten(0, 1))
        both = torch.cat([ink, cover], 1).reshape(-1, SLOTS, 4, 4 * LATENT_SIZE, 4 * LATENT_SIZE)
        which = copies[:, :, 1, None, None, None]
        each = both[:, :1] * (1 - which) + both[:, 1:] * which
        return each[:, :, :3], each[:, :, 3:]
