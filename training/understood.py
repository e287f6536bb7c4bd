"""How many names of common things the trained planner understands, alone, as the right object: `python3 understood.py`."""
import torch

from painter.art import painter_bank
from painter.names import common_concepts
from painter.planner import Planner
from painter.progress import load, prepare
from painter.tokenizer import Tokenizer


@torch.no_grad()
def main():
    prepare("understood")
    bank, tokenizer = painter_bank(), Tokenizer()
    planner = Planner(len(tokenizer.vocabulary), len(bank.objects)).eval()
    planner.load_state_dict(load("planner.pt")["average"])
    for language, way in (("English", "a {}"), ("Chinese", "{}")):
        asked = [(word, bank.index_of[label]) for label, words in common_concepts().items() for word in words[language == "Chinese"]]
        objects, _ = planner(torch.tensor([tokenizer(way.format(word)) for word, _ in asked]))
        named = objects[:, 0, :-1].argmax(-1).tolist()
        wrong = [f"{word} as {bank.labels[found]}" for (word, wanted), found in zip(asked, named) if found != wanted]
        print(f"{language}: {len(asked) - len(wrong)} of {len(asked)}{'; not ' if wrong else ''}{', '.join(wrong)}")


if __name__ == "__main__":
    main()
