"""The table of remembered drawings, and placing them where a plan wants them."""
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from .art import painter_bank
from .autoencoder import SMALL, Autoencoder, Basis
from .config import LATENT_CHANNELS, LATENT_SIZE
from .layouts import NAMES, layout_name, placement_matrices
from .plans import PLAN_SIZES, plan_indices
from .progress import load, save
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
    known, rows, where = {}, [], torch.zeros(len(bank.objects), len(STYLES), dtype=torch.long)
    for number in range(len(bank.objects)):
        for place, style in enumerate(STYLES):
            drawn = (number, bank.style_for(number, style))
            if drawn not in known:
                known[drawn] = len(rows)
                rows.append(drawn)
            where[number, place] = known[drawn]
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
    memory = {"table": table, "scale": scale, "where": where}
    save("memory.pt", memory)
    return memory


def covered(ink, outline):
    """How much of each spot a drawing hides; the outline is coarse, but where there is ink, the ink itself tells."""
    wide = F.interpolate(outline, scale_factor=2, mode="bilinear", align_corners=False)
    return torch.maximum(wide * 2 - 0.5, -ink.amin(1, keepdim=True) / 2).clamp(0, 1)


class Memory(nn.Module):
    """Looks drawings up and puts each where its layout says; all linear, so it exports as a few products."""

    def __init__(self):
        super().__init__()
        kept = load("memory.pt") or build_memory()
        self.basis = Basis()
        self.basis.load_state_dict(load("basis.pt"))
        self.register_buffer("table", kept["table"])
        self.register_buffer("scale", kept["scale"])
        # One more object at the end stands for "nothing".
        self.register_buffer("where", torch.cat([kept["where"], kept["where"].new_zeros(1, len(STYLES))]))
        colours = [COLOURS[tint][0] if tint != "none" else (0, 0, 0) for tint in TINTS]
        self.register_buffer("colours", torch.tensor(colours).float() / 255)
        for name, size in (("fine", SMALL), ("coarse", SMALL // 2)):
            rows, columns = placement_matrices(size)
            self.register_buffer(f"{name}_rows", torch.from_numpy(rows))
            self.register_buffer(f"{name}_columns", torch.from_numpy(columns).transpose(-1, -2).contiguous())

    def forward(self, objects, style, layout, tints):
        """objects [B, 2], style [B], layout [B], tints [B, 2] -> placed drawings [B, 2, channels, 16, 16]."""
        rows = self.where[objects].gather(2, style[:, None, None].expand(-1, 2, 1)).squeeze(2).flatten()
        drawings = self.table[rows].float() * self.scale[:, None, None]
        ink, outline = drawings.split([LATENT_CHANNELS, ALPHA_CHANNELS], 1)
        ink = self.placed(self.basis.latent_to_shrunk(ink, centred=False), self.fine_rows, self.fine_columns, layout)
        outline = self.placed(F.pixel_shuffle(outline, 2), self.coarse_rows, self.coarse_columns, layout)
        ink = self.tinted(ink, covered(ink, outline), tints.flatten())
        together = torch.cat([self.basis.shrunk_to_latent(ink, centred=False), F.pixel_unshuffle(outline, 2)], 1)
        return together.reshape(-1, 2, VISUAL_CHANNELS, LATENT_SIZE, LATENT_SIZE)

    def placed(self, pictures, rows, columns, layout):
        return rows[layout].flatten(0, 1)[:, None] @ pictures @ columns[layout].flatten(0, 1)[:, None]

    def tinted(self, ink, cover, tints):
        """The composer's recolouring, done on remembered drawings."""
        body = (1 + ink / cover.clamp(min=0.05) / 2).clamp(0, 1)
        high, low = body.amax(1, keepdim=True), body.amin(1, keepdim=True)
        saturation = (high - low) / (high + 1 / 255)
        typical = (saturation * cover).sum((2, 3), keepdim=True) / (cover.sum((2, 3), keepdim=True) + 0.01)
        share = ((saturation - 0.12) / 0.25).clamp(0, 1)
        share = torch.maximum(share, (typical <= 0.25).float())
        light, weight = body.mean(1, keepdim=True), cover * share
        centre = (light * weight).sum((2, 3), keepdim=True) / (weight.sum((2, 3), keepdim=True) + 0.01)
        shade = (0.5 + (light - centre) * 0.9).clamp(0.04, 0.98)
        colour = self.colours[tints][:, :, None, None]
        recoloured = colour * (shade * 2).clamp(max=1) + (1 - colour) * (shade * 2 - 1).clamp(0, 1) * 0.85
        asked = (tints > 0).float()[:, None, None, None]
        return ink + asked * ((body * (1 - share) + recoloured * share) * 2 - 2 - ink / cover.clamp(min=0.05)) * cover

    @torch.no_grad()
    def of_plans(self, plans):
        nothing, styles = len(self.where) - 1, list(STYLES)
        objects = torch.tensor([(plan.objects + [nothing, nothing])[:2] for plan in plans])
        layout = torch.tensor([NAMES.index(layout_name(plan.relation, plan.count, plan.ground, plan.sky)) for plan in plans])
        tints = torch.tensor([[TINTS.index(tint) for tint in (plan.tints + ["none", "none"])[:2]] for plan in plans])
        return self(objects, torch.tensor([styles.index(plan.style) for plan in plans]), layout, tints)


def plan_vectors(plans):
    """One-hot plan numbers, in the order of PLAN_SIZES."""
    vectors = torch.zeros(len(plans), sum(PLAN_SIZES.values()))
    for place, plan in enumerate(plans):
        start, indices = 0, plan_indices(plan)
        for name, size in PLAN_SIZES.items():
            vectors[place, start + indices[name]] = 1
            start += size
    return vectors
