"""Exports the trained painter as an ONNX checkpoint with a reference to check it by: `python3 export_checkpoint.py <folder> ["distilled"]`."""
import hashlib
import json
import sys
from pathlib import Path

import torch
from torch import nn

from painter.art import painter_bank
from painter.config import CONFIG, LATENT_CHANNELS, LATENT_SIZE, ROOT, SIZE, work_file
from painter.flow import sample
from painter.memory import Memory, trained_autoencoder
from painter.onnx_files import export, halve_weights
from painter.planner import Planner, TextEncoder
from painter.progress import load, prepare
from painter.tokenizer import LENGTH, NULL, PAD, Tokenizer
from painter.transformer import Brush, Painter

REFERENCE_PROMPTS = ["a red apple", "two cats", "雪地里的狐狸", "a dog and a cat on the beach, watercolor"]


class Encode(nn.Module):
    def __init__(self, autoencoder):
        super().__init__()
        self.autoencoder = autoencoder

    def forward(self, image):
        latent = self.autoencoder.encode(image)
        # A given picture holds no chance: that channel's clean value is nothing.
        return torch.cat([latent, torch.zeros_like(latent[:, :1])], 1)


class Decode(nn.Module):
    def __init__(self, autoencoder):
        super().__init__()
        self.autoencoder = autoencoder

    def forward(self, latent):
        return self.autoencoder.decode(latent[:, :LATENT_CHANNELS])


# The drawing model to export: what `train_transformer.py` made of it, or what `train_distilled.py` made of that.
DRAWING_MODEL = sys.argv[2] if len(sys.argv) > 2 else "transformer"


def load_painter():
    """The three trained parts, with averaged weights."""
    tokenizer = Tokenizer()
    planner = Planner(len(tokenizer.vocabulary), len(painter_bank().objects))
    planner.load_state_dict(load("planner.pt")["average"])
    brush = Brush()
    brush.load_state_dict(load(f"{DRAWING_MODEL}.pt")["average"])
    return tokenizer, TextEncoder(planner, Memory()).eval(), Painter(brush).eval(), trained_autoencoder()


def how_it_was_made():
    """Steps, CPU time and a hash of the weights of every training: the same seed and steps give the same hashes."""
    made = {}
    for name in dict.fromkeys(("decoder", "planner", "transformer", DRAWING_MODEL)):
        state = load(f"{name}.pt")
        weights = b"".join(tensor.contiguous().numpy().tobytes() for tensor in state["average"].values())
        made[name] = {"steps": state["step"], "cpu_hours": round(state["cpu_seconds"] / 3600, 3), "sha256": hashlib.sha256(weights).hexdigest()}
    return made


def write_settings(folder, tokenizer):
    sampling = CONFIG["sampling"]
    settings = {
        "_class_name": "PainterPipeline",
        "version": CONFIG["version"],
        **json.loads((ROOT / "card.json").read_text()),
        "latent_channels": LATENT_CHANNELS + 1,
        "latent_size": LATENT_SIZE,
        "pixel_size": SIZE,
        "text_length": LENGTH,
        "pad_token_id": PAD,
        "null_token_id": NULL,
        "default_steps": sampling["steps"],
        "default_guidance": sampling["guidance"],
        "guidance_interval": sampling["guidance_interval"],
        "time": "1 is noise, 0 is picture; x_t = (1-t) x + t noise",
        "prediction": "velocity = noise - picture; x += (t_next - t) * velocity",
        "image_range": [-1, 1],
        "seed": CONFIG["seed"],
        "torch": torch.__version__,
        "training": how_it_was_made(),
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
    latent = torch.randn(len(numbers), LATENT_CHANNELS + 1, LATENT_SIZE, LATENT_SIZE, generator=generator)
    time = torch.linspace(0.2, 0.9, len(numbers))
    tensors = {
        "latent": latent, "time": time, "plan": plan, "visual": visual, "velocity": painter(latent, time, plan, visual),
        "picture": Decode(autoencoder)(latent * 0.5), "encoded": Encode(autoencoder)(Decode(autoencoder)(latent * 0.5)),
        "drawn": autoencoder.decode(sample(painter, plan, visual)),
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
    latent = torch.randn(2, LATENT_CHANNELS + 1, LATENT_SIZE, LATENT_SIZE)
    with torch.no_grad():
        export(text_encoder, (numbers,), folder / "text_encoder/model.onnx", ["input_ids"], ["plan", "visual"])
        export(painter, (latent, torch.rand(2), plan, visual), folder / "transformer/model.onnx", ["latent", "time", "plan", "visual"], ["velocity"])
        export(Encode(autoencoder), (torch.rand(2, 3, SIZE, SIZE),), folder / "vae_encoder/model.onnx", ["image"], ["latent"])
        export(Decode(autoencoder), (latent,), folder / "vae_decoder/model.onnx", ["latent"], ["image"])
    write_settings(folder, tokenizer)
    for path in sorted(folder.glob("*/model.onnx")):
        halve_weights(path)
    files = {str(path.relative_to(folder)): path for path in sorted(folder.rglob("*")) if path.is_file()}
    hashes = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
    work_file("export.json").write_text(json.dumps({"training": how_it_was_made(), "sha256": hashes}, indent=1))
    for name, path in files.items():
        print(f"{name}: {path.stat().st_size / 1e6:.1f} MB, sha256 {hashes[name]}")
    print(f"together {sum(path.stat().st_size for path in files.values()) / 1e6:.1f} MB")
    write_reference(Path(f"{str(folder).rstrip('/')}-reference"), tokenizer, text_encoder, painter, autoencoder)


if __name__ == "__main__":
    main()
