"""Exports the trained painter as an ONNX checkpoint with a reference to check it by: `python3 export_checkpoint.py <folder>`."""
import hashlib
import json
import sys
from pathlib import Path

import torch
from torch import nn

from painter.art import painter_bank
from painter.config import CONFIG, LATENT_CHANNELS, LATENT_SIZE, ROOT, SIZE
from painter.flow import sample
from painter.memory import Memory, trained_autoencoder
from painter.onnx_files import export, halve_weights
from painter.planner import Planner, TextEncoder
from painter.progress import load, prepare
from painter.tokenizer import LENGTH, NULL, PAD, Tokenizer
from painter.transformer import Painter

REFERENCE_PROMPTS = ["a red apple", "two cats", "雪地里的狐狸", "a dog and a cat on the beach, watercolor"]


class Encode(nn.Module):
    def __init__(self, autoencoder):
        super().__init__()
        self.autoencoder = autoencoder

    def forward(self, image):
        return self.autoencoder.encode(image)


class Decode(nn.Module):
    def __init__(self, autoencoder):
        super().__init__()
        self.autoencoder = autoencoder

    def forward(self, latent):
        return self.autoencoder.decode(latent)


def load_painter():
    """The three trained parts, with averaged weights."""
    tokenizer = Tokenizer()
    planner = Planner(len(tokenizer.vocabulary), len(painter_bank().objects))
    planner.load_state_dict(load("planner.pt")["average"])
    painter = Painter()
    painter.load_state_dict(load("transformer.pt")["average"])
    return tokenizer, TextEncoder(planner, Memory()).eval(), painter.eval(), trained_autoencoder()


def write_settings(folder, tokenizer):
    sampling = CONFIG["sampling"]
    settings = {
        "_class_name": "PainterPipeline",
        "version": CONFIG["version"],
        **json.loads((ROOT / "card.json").read_text()),
        "latent_channels": LATENT_CHANNELS,
        "latent_size": LATENT_SIZE,
        "pixel_size": SIZE,
        "text_length": LENGTH,
        "pad_token_id": PAD,
        "null_token_id": NULL,
        "default_steps": sampling["steps"],
        "default_guidance": sampling["guidance"],
        "time": "1 is noise, 0 is picture; x_t = (1-t) x + t noise",
        "prediction": "velocity = noise - picture; x += (t_next - t) * velocity",
        "image_range": [-1, 1],
        "seed": CONFIG["seed"],
        "art": {name: entry["sha256"] for name, entry in painter_bank().summary.items()},
    }
    scheduler = {"_class_name": "FlowMatchEulerDiscreteScheduler", "num_train_timesteps": 1000, "shift": sampling["shift"]}
    for name, content in (("model_index.json", settings), ("scheduler/scheduler_config.json", scheduler), ("tokenizer/tokenizer.json", tokenizer.to_file())):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False, indent=None if "tokenizer" in name else 1))


@torch.no_grad()
def write_reference(folder, tokenizer, text_encoder, painter, autoencoder):
    """What PyTorch answers, so that the exported graphs can be held against it."""
    numbers = torch.tensor([tokenizer(prompt) for prompt in REFERENCE_PROMPTS])
    plan, visual = text_encoder(numbers)
    generator = torch.Generator().manual_seed(1)
    latent = torch.randn(len(numbers), LATENT_CHANNELS, LATENT_SIZE, LATENT_SIZE, generator=generator)
    time = torch.linspace(0.2, 0.9, len(numbers))
    tensors = {
        "latent": latent, "time": time, "plan": plan, "visual": visual, "velocity": painter(latent, time, plan, visual),
        "picture": autoencoder.decode(latent * 0.5), "encoded": autoencoder.encode(autoencoder.decode(latent * 0.5)),
        "drawn": autoencoder.decode(sample(painter, plan, visual, CONFIG["sampling"]["steps"], CONFIG["sampling"]["guidance"], CONFIG["sampling"]["shift"])),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, tensor in tensors.items():
        (folder / f"{name}.f32").write_bytes(tensor.float().numpy().tobytes())
    shapes = {name: list(tensor.shape) for name, tensor in tensors.items()}
    noise = [torch.randn(latent.shape[1:], generator=torch.Generator().manual_seed(number)) for number in range(len(numbers))]
    (folder / "noise.f32").write_bytes(torch.stack(noise).numpy().tobytes())
    (folder / "reference.json").write_text(json.dumps({"prompts": REFERENCE_PROMPTS, "input_ids": numbers.tolist(), "shapes": shapes}, ensure_ascii=False))


def main():
    folder = Path(sys.argv[1])
    prepare()
    tokenizer, text_encoder, painter, autoencoder = load_painter()
    numbers = torch.tensor([tokenizer("a red apple"), tokenizer("")])
    plan, visual = text_encoder(numbers)
    latent = torch.randn(2, LATENT_CHANNELS, LATENT_SIZE, LATENT_SIZE)
    with torch.no_grad():
        export(text_encoder, (numbers,), folder / "text_encoder/model.onnx", ["input_ids"], ["plan", "visual"])
        export(painter, (latent, torch.rand(2), plan, visual), folder / "transformer/model.onnx", ["latent", "time", "plan", "visual"], ["velocity"])
        export(Encode(autoencoder), (torch.rand(2, 3, SIZE, SIZE),), folder / "vae_encoder/model.onnx", ["image"], ["latent"])
        export(Decode(autoencoder), (latent,), folder / "vae_decoder/model.onnx", ["latent"], ["image"])
    write_settings(folder, tokenizer)
    total = 0
    for path in sorted(folder.glob("*/model.onnx")):
        halve_weights(path)
        total += path.stat().st_size
        print(f"{path.parent.name}: {path.stat().st_size / 1e6:.1f} MB, sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}")
    print(f"together {total / 1e6:.1f} MB")
    write_reference(Path(f"{str(folder).rstrip('/')}-reference"), tokenizer, text_encoder, painter, autoencoder)


if __name__ == "__main__":
    main()
