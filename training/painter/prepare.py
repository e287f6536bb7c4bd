"""Makes what all trainings share, before any of them starts: memory, related words and vocabulary."""
from .memory import build_memory
from .progress import prepare
from .tokenizer import Tokenizer

if __name__ == "__main__":
    prepare("memory")
    build_memory()
    print(f"{len(Tokenizer().vocabulary)} words")
