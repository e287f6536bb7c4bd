"""The table of remembered drawings: looked up by the text encoder, laid into the picture by the drawing model."""
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from .art import painter_bank
from .autoencoder import SMALL, Autoencoder, Basis
from .config import LATENT_CHANNELS
from .layouts import resizing
from .plans import PLAN_SIZES, plan_indices
from .progress import load, save
from .variants import all_choices, mirrorable
from .words import COLOURS, STYLES, TINTS

ALPHA_CHANNELS = 4
VISUAL_CHANNELS = LATENT_CHANNELS + ALPHA_CHANNELS


def trained_autoencoder():
    model = Autoencoder()
    state = load("decoder.pt")
    model.load_state_dict(state["average"]) if state else model.basis.load_state_dict(load("basis.pt"))
    return model.eval()


def build_memory():
    """Each drawing becomes ink (what it adds to white paper, as a latent) and a coarse outline, in 8-bit numbers."""
    bank, basis = painter_bank(), Basis()
    basis.load_state_dict(load("basis.pt"))
    known, rows = {}, []

    def row_of(number, style):
        drawn = (number, bank.style_for(number, style))
        if drawn not in known:
            known[drawn] = len(rows)
            rows.append(drawn)
        return known[drawn]

    where = torch.tensor([[row_of(number, style) for style in STYLES] for number in range(len(bank.objects))])
    choices = torch.tensor([[[row_of(*choice) for choice in style] for style in styles] for styles in all_choices()])
    turning = torch.tensor([float(mirrorable(number)) for number in range(len(bank.objects))])
    latents = []
    for start in range(0, len(rows), 64):
        drawings = np.stack([np.asarray(bank.drawing(*row)) for row in rows[start:start + 64]])
        pixels = torch.from_numpy(drawings).permute(0, 3, 1, 2).float() / 255
        alpha = pixels[:, 3:]
        ink = F.avg_pool2d((pixels[:, :3] * 2 - 2) * alpha, bank.size // SMALL)
        outline = F.avg_pool2d(alpha, bank.size // (SMALL // 2))
        latents.append(torch.cat([basis.shrunk_to_latent(ink, centred=False), F.pixel_unshuffle(outline, 2)], 1))
    latents = torch.cat(latents)
    scale = latents.abs().amax((0, 2, 3)) / 127
    table = (latents / scale[:, None, None]).round().clamp(-127, 127).to(torch.int8)
    memory = {"table": table, "scale": scale, "where": where, "choices": choices, "turning": turning}
    save("memory.pt", memory)
    return memory


def covered(ink, outline):
    """How much of each spot a drawing hides; the outline is coarse, but where there is ink, the ink itself tells."""
    wide = F.interpolate(outline, scale_factor=2, mode="bilinear", align_corners=False)
    return torch.maximum(wide * 2 - 0.5, -ink.amin(1, keepdim=True) / 2).clamp(0, 1)


def unfolded(basis, drawings):
    """Latents of drawings [N, 28, 16, 16] -> ink [N, 3, 64, 64] and cover [N, 1, 64, 64]."""
    ink, outline = drawings.split([LATENT_CHANNELS, ALPHA_CHANNELS], 1)
    ink = basis.latent_to_shrunk(ink, centred=False)
    return ink, covered(ink, F.pixel_shuffle(outline, 2))


def laid(ink, cover, places):
    """Puts each copy where it stands: ink [B, 4, 3, 64, 64] and cover [B, 4, 1, 64, 64], empty where there is no copy."""
    there, _, scale, x, y, mirrored = places.unbind(2)
    scale = scale + (1 - there)
    rows, columns = resizing(scale, y, SMALL), resizing(scale, x, SMALL, mirrored).transpose(-1, -2)
    both = torch.cat([ink, cover], 2) * there[:, :, None, None, None]
    both = rows[:, :, None] @ both @ columns[:, :, None]
    return both[:, :, :3], both[:, :, 3:]


class Memory(nn.Module):
    """Looks drawings up and tints them."""

    def __init__(self):
        super().__init__()
        kept = load("memory.pt") or build_memory()
        self.basis = Basis()
        self.basis.load_state_dict(load("basis.pt"))
        self.register_buffer("table", kept["table"])
        self.register_buffer("scale", kept["scale"])
        self.register_buffer("where", kept["where"], persistent=False)
        # One more object at the end stands for "nothing".
        self.register_buffer("choices", torch.cat([kept["choices"], torch.zeros_like(kept["choices"][:1])]))
        self.register_buffer("turning", torch.cat([kept["turning"], torch.zeros(1)]))
        colours = [COLOURS[tint][0] if tint != "none" else (0, 0, 0) for tint in TINTS]
        self.register_buffer("colours", torch.tensor(colours).float() / 255)

    def drawings(self, rows, tints, pale=False):
        """rows [N], tints [N] -> [N, 28, 16, 16]. `pale`: change the pale colour of pale things wholly."""
        kept = self.table[rows].float() * self.scale[:, None, None]
        ink, cover = unfolded(self.basis, kept)
        changed = self.basis.shrunk_to_latent(self.tinted(ink, cover, tints, pale) - ink, centred=False)
        return torch.cat([kept[:, :LATENT_CHANNELS] + changed, kept[:, LATENT_CHANNELS:]], 1)

    def forward(self, objects, style, tints):
        """objects [B, 2], style [B], tints [B, 2] -> four drawings of each [B, 2, 4, 28, 16, 16]."""
        rows = self.choices.flatten(0, 1)[objects * int(self.choices.shape[1]) + style[:, None]]
        tints = tints[:, :, None].expand(-1, -1, int(rows.shape[2]))
        found = self.drawings(rows.flatten(), tints.flatten(), pale=True)
        return found.reshape(-1, 2, int(rows.shape[2]), *(int(size) for size in found.shape[1:]))

    def tinted(self, ink, cover, tints, pale):
        """The composer's recolouring, done on remembered drawings."""
        body = (1 + ink / cover.clamp(min=0.05) / 2).clamp(0, 1)
        high, low = body.amax(1, keepdim=True), body.amin(1, keepdim=True)
        saturation = (high - low) / (high + 1 / 255)
        typical = (saturation * cover).sum((2, 3), keepdim=True) / (cover.sum((2, 3), keepdim=True) + 0.01)
        # Training pictures change a light blue shirt by half, as the composer does; who asks for a purple one wants it purple.
        reach = (typical * 0.8 - 0.12).clamp(0.04, 0.25) if pale else 0.25
        share = ((saturation - 0.12) / reach).clamp(0, 1)
        share = torch.maximum(share, (typical <= 0.25).float())
        light = body.mean(1, keepdim=True)
        if pale:
            # Of a white flower not the middle and the leaves alone: where little is coloured, what is light takes the colour, too.
            coloured = (share * cover).sum((2, 3), keepdim=True) / (cover.sum((2, 3), keepdim=True) + 0.01)
            share = torch.maximum(share, (coloured < 0.4).float() * (light > 0.55).float())
        weight = cover * share
        centre = (light * weight).sum((2, 3), keepdim=True) / (weight.sum((2, 3), keepdim=True) + 0.01)
        shade = (0.5 + (light - centre) * 0.9).clamp(0.04, 0.98)
        colour = self.colours[tints][:, :, None, None]
        recoloured = colour * (shade * 2).clamp(max=1) + (1 - colour) * (shade * 2 - 1).clamp(0, 1) * 0.85
        asked = (tints > 0).float()[:, None, None, None]
        return ink + asked * ((body * (1 - share) + recoloured * share) * 2 - 2 - ink / cover.clamp(min=0.05)) * cover

    @torch.no_grad()
    def of_composed(self, items):
        """What the drawing model is shown of composed pictures: ink and cover of each copy, laid where it stands."""
        places = torch.from_numpy(np.stack([item.places for item in items]))
        rows, tints, at = [], [], []
        for place, item in enumerate(items):
            for slot, ((number, style), tint) in enumerate(zip(item.drawn, item.plan.tints)):
                rows.append(self.where[number, list(STYLES).index(style)])
                tints.append(TINTS.index(tint))
                at.append((place, slot))
        ink, cover = torch.zeros(len(items), 2, 3, SMALL, SMALL), torch.zeros(len(items), 2, 1, SMALL, SMALL)
        if rows:
            found = unfolded(self.basis, self.drawings(torch.stack(rows), torch.tensor(tints)))
            for number, (place, slot) in enumerate(at):
                ink[place, slot], cover[place, slot] = found[0][number], found[1][number]
        which = places[:, :, 1].long()
        batch = torch.arange(len(items))[:, None]
        return laid(ink[batch, which], cover[batch, which], places) + (places,)


def plan_vectors(plans):
    """One-hot plan numbers in the order of PLAN_SIZES, and at the end whether each object may be mirrored."""
    vectors = torch.zeros(len(plans), sum(PLAN_SIZES.values()) + 2)
    for place, plan in enumerate(plans):
        start, indices = 0, plan_indices(plan)
        for name, size in PLAN_SIZES.items():
            vectors[place, start + indices[name]] = 1
            start += size
        for slot, number in enumerate(plan.objects):
            vectors[place, start + slot] = float(mirrorable(number))
    return vectors
