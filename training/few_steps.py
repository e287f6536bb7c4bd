"""How far walks of few steps end from a long one: `python3 few_steps.py <checkpoint> [another checkpoint, such as a distilled one]`."""
import sys

from evaluate import Studio
from painter.progress import prepare
from painter.showcase import PROMPTS

LONG, FEW = 48, (3, 4, 6, 8, 12)


def main():
    prepare("few steps")
    prompts = PROMPTS[::3]
    studios = {checkpoint: Studio(checkpoint) for checkpoint in sys.argv[1:]}

    def draw(checkpoint, steps):
        return studios[checkpoint].draw([{"prompt": prompt, "seed": 7, "steps": steps} for prompt in prompts])

    far = draw(sys.argv[1], LONG)
    print(f"mean difference, 0..2, to {LONG} steps of {sys.argv[1]}, over {len(prompts)} prompts")
    for steps in FEW:
        for checkpoint, studio in studios.items():
            difference = (draw(checkpoint, steps) - far).abs().mean().item()
            print(f"{steps} steps of {checkpoint}: {difference:.4f}, {studio.speed[-1]['seconds']:.2f} s a picture", flush=True)


if __name__ == "__main__":
    main()
