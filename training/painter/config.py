"""Reads the one config file and knows where working files live."""
import json
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = Path(os.environ.get("PAINTER_WORK", ROOT / "work"))
CONFIG = json.loads((ROOT / "config.json").read_text())

SIZE = CONFIG["picture"]["size"]
LATENT_CHANNELS = CONFIG["picture"]["latent_channels"]
LATENT_SIZE = CONFIG["picture"]["latent_size"]


def work_file(name):
    WORK.mkdir(parents=True, exist_ok=True)
    return WORK / name
