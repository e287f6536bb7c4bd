"""Reads a prompt and names what to draw: objects, style, filter, ground, sky, tints, count and relation."""
import torch
from torch import nn

from .config import CONFIG
from .plans import PLAN_SIZES
from .tokenizer import LENGTH, NULL, PAD
from .words import RELATIONS

SETTINGS = CONFIG["planner"]


class TextBlock(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.before, self.between = nn.LayerNorm(width), nn.LayerNorm(width)
        self.mix, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.feed = nn.Sequential(nn.Linear(width, 3 * width), nn.GELU(), nn.Linear(3 * width, width))

    def forward(self, x, bias):
        batch, length, width = x.shape
        query, key, value = (
            part.view(batch, length, self.heads, width // self.heads).transpose(1, 2) for part in self.mix(self.before(x)).chunk(3, -1))
        weights = (query @ key.transpose(-1, -2) * (width // self.heads) ** -0.5 + bias).softmax(-1)
        x = x + self.out((weights @ value).transpose(1, 2).reshape(batch, length, width))
        return x + self.feed(self.between(x))


class Planner(nn.Module):
    """One learned question per answer looks over the words; each answer is a choice from a closed list."""

    def __init__(self, vocabulary, objects):
        super().__init__()
        width = SETTINGS["width"]
        self.objects = objects
        self.words = nn.Embedding(vocabulary, width)
        self.places = nn.Parameter(torch.randn(LENGTH, width) * 0.02)
        self.blocks = nn.ModuleList([TextBlock(width, SETTINGS["heads"]) for _ in range(SETTINGS["layers"])])
        self.norm = nn.LayerNorm(width)
        self.questions = nn.Parameter(torch.randn(2 + len(PLAN_SIZES), width) * 0.1)
        self.keys, self.values = nn.Linear(width, width), nn.Linear(width, width)
        # The last answer of the object list is "nothing".
        self.object_head = nn.Linear(width, objects + 1)
        self.heads = nn.ModuleList([nn.Linear(width, size) for size in PLAN_SIZES.values()])
        nn.init.normal_(self.words.weight, std=0.05)

    def forward(self, numbers):
        hidden = torch.where(numbers == PAD, torch.tensor(-1e4), torch.tensor(0.0))
        x = self.words(numbers) + self.places[:numbers.shape[1]]
        for block in self.blocks:
            x = block(x, hidden[:, None, None, :])
        x = self.norm(x)
        attention = self.questions @ self.keys(x).transpose(1, 2) * SETTINGS["width"] ** -0.5 + hidden[:, None, :]
        answers = attention.softmax(-1) @ self.values(x)
        return self.object_head(answers[:, :2]), [head(answers[:, 2 + place]) for place, head in enumerate(self.heads)]


class TextEncoder(nn.Module):
    """The exported graph: token numbers to the plan and the remembered drawings among which chance will choose."""

    def __init__(self, planner, memory):
        super().__init__()
        self.planner, self.memory = planner, memory
        self.register_buffer("slots", torch.tensor([(name != "none", name in ("beside", "above")) for name in RELATIONS]))

    def forward(self, numbers):
        objects, heads = self.planner(numbers)
        asked = (numbers[:, :1] != NULL).float()
        best = {name: head.argmax(-1) for name, head in zip(PLAN_SIZES, heads)}
        # The relation decides how many objects there are, so that doubt about which never means none at all.
        wanted = self.slots[best["relation"]]
        named = objects[:, :, :-1].argmax(-1)
        chosen = torch.where(wanted, named, torch.full_like(named, self.planner.objects))
        present = (chosen != self.planner.objects).float() * asked
        # Sharpened, since the drawing model only knows plans that are sure of themselves.
        sure = [(head * 4).softmax(-1) * asked for head in heads]
        plan = torch.cat(sure + [self.memory.turning[chosen] * present], -1)
        tints = torch.stack([best["first_tint"], best["second_tint"]], 1)
        return plan, self.memory(chosen, best["style"], tints) * present[:, :, None, None, None, None]
