"""Draws the 64 fixed prompts to one sheet for the model card: `python3 contact_sheet.py <checkpoint> <folder> [seed]`."""
import json
import sys
from pathlib import Path

import torch
from PIL import Image

from evaluate import Studio
from painter.progress import prepare
from painter.showcase import PROMPTS


def main():
    prepare("sheet")
    folder, seed = Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1
    folder.mkdir(parents=True, exist_ok=True)
    pictures = Studio(sys.argv[1]).draw([{"prompt": prompt, "seed": seed} for prompt in PROMPTS])
    rows = [torch.cat(list(pictures[start:start + 8]), 2) for start in range(0, 64, 8)]
    sheet = ((torch.cat(rows, 1).permute(1, 2, 0) + 1) * 127.5).round().byte().numpy()
    Image.fromarray(sheet).resize((1536, 1536), Image.LANCZOS).save(folder / "contact-sheet.webp", quality=88, method=6)
    (folder / "prompts.json").write_text(json.dumps(PROMPTS, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
