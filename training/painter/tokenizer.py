"""A WordPiece tokenizer for English words and single Chinese characters, and its Hugging Face file."""
import json
from collections import Counter

from .art import painter_bank
from .captions import CHINESE_FLUFF, CHINESE_OPENINGS, ENDINGS, FLUFF, NOISE, OPENINGS, SCENE_NOUNS
from .config import CONFIG, work_file
from .names import object_names
from .wordnet import related_words
from .words import COLOURS, COUNT_WORDS, FILTERS, SCENES, SKIES, STYLES

PAD, UNKNOWN, NULL = 0, 1, 2
LENGTH = CONFIG["planner"]["text_length"]
GRAMMAR = ("a an the and with next to left right of above below on top over under beside in at as style background against "
           "的 和 与 在 左边 右边 旁边有 上面 上 下面 背景 风格 ， , . ! ? ' - ; :")


def split(text):
    """Words, single Chinese characters and single marks, as BERT's normaliser and pre-tokenizer give them."""
    pieces, word = [], ""
    for character in text.lower():
        chinese = "\u4e00" <= character <= "\u9fff"
        if character.isalnum() and not chinese:
            word += character
            continue
        if word:
            pieces.append(word)
            word = ""
        if not character.isspace():
            pieces.append(character)
    return pieces + [word] if word else pieces


def build_vocabulary():
    counts = Counter()
    for english, chinese in object_names():
        for word, _ in english + chinese:
            counts.update(split(word))
            counts.update(split(word + "s") if word.isascii() else [])
    for entry in painter_bank().objects:
        for text in entry["tags"] + entry["chineseTags"]:
            counts.update(split(text))
    for table in (STYLES, FILTERS, SCENES, SKIES, SCENE_NOUNS, COUNT_WORDS):
        for english, chinese in table.values():
            for text in english + chinese:
                counts.update(split(text))
    for _, english, chinese in COLOURS.values():
        counts.update(english + [character for word in chinese for character in word])
    for text in FLUFF + CHINESE_FLUFF + OPENINGS + CHINESE_OPENINGS + ENDINGS + NOISE + [GRAMMAR]:
        counts.update(split(text))
    whole = [word for word, _ in counts.most_common()]
    related = Counter()
    for words in related_words().values():
        for word, weight in words:
            for piece in split(word):
                # Names of one word first: the parts of longer ones are mostly known already.
                related[piece] += weight * (3 if " " not in word else 1)
    whole += [word for word, _ in related.most_common() if word not in counts and len(word) <= 14][:9000]
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    parts = Counter()
    for word in list(counts) + list(related):
        if word.isascii():
            for start in range(1, len(word)):
                for length in (2, 3, 4, 5):
                    if start + length <= len(word):
                        parts[word[start:start + length]] += 1
    vocabulary = ["[PAD]", "[UNK]", "[NULL]"] + whole + list(letters)
    vocabulary += ["##" + letter for letter in letters] + ["##" + part for part, _ in parts.most_common(2000)]
    return list(dict.fromkeys(vocabulary))


class Tokenizer:
    def __init__(self):
        path = work_file("vocabulary.json")
        if not path.exists():
            path.write_text(json.dumps(build_vocabulary(), ensure_ascii=False))
        self.vocabulary = json.loads(path.read_text())
        self.number = {piece: place for place, piece in enumerate(self.vocabulary)}

    def pieces(self, word, whole):
        if whole and word in self.number:
            return [self.number[word]]
        found, start = [], 0
        while start < len(word):
            end = min(len(word), start + 12)
            if not whole and start == 0:
                end = min(end, len(word) - 1)
            while end > start and ("##" if start else "") + word[start:end] not in self.number:
                end -= 1
            if end == start:
                return [UNKNOWN]
            found.append(self.number[("##" if start else "") + word[start:end]])
            start = end
        return found

    def __call__(self, text, split_words=0.0, random=None):
        """Now and then a known word is cut to pieces, so that pieces of unknown words mean something too."""
        numbers = []
        for word in split(text):
            cut = split_words and len(word) > 3 and word.isascii() and random.random() < split_words
            numbers += self.pieces(word, not cut)
        numbers = numbers[:LENGTH] or [NULL]
        return numbers + [PAD] * (LENGTH - len(numbers))

    def to_file(self):
        """The same tokenizer as a Hugging Face `tokenizer.json`."""
        special = [
            {"id": place, "content": piece, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
            for place, piece in enumerate(self.vocabulary[:3])]
        return {
            "version": "1.0",
            "truncation": {"max_length": LENGTH, "strategy": "LongestFirst", "stride": 0, "direction": "Right"},
            "padding": {"strategy": {"Fixed": LENGTH}, "direction": "Right", "pad_id": PAD, "pad_type_id": 0, "pad_token": "[PAD]", "pad_to_multiple_of": None},
            "added_tokens": special,
            "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": False, "lowercase": True},
            "pre_tokenizer": {"type": "BertPreTokenizer"},
            "post_processor": None,
            "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
            "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 40, "vocab": self.number},
        }
