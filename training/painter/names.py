"""Collects every English and Chinese name an object may be asked for by, without stealing another's."""
import re
from collections import Counter
from functools import lru_cache

from .art import painter_bank
from .config import ROOT


@lru_cache(maxsize=1)
def common_concepts():
    """The hand-written list of everyday things: label -> (English, Chinese, look-alikes)."""
    concepts = {}
    known = painter_bank().index_of
    for line in (ROOT / "painter" / "common.tsv").read_text().splitlines():
        if line.startswith("#"):
            continue
        label, english, chinese, lookalikes = line.split("|")
        if label in known:
            concepts[label] = tuple([word for word in part.split(",") if word] for part in (english, chinese, lookalikes))
    return concepts


def common_labels():
    return set(common_concepts())


def plain(text):
    return re.sub(r"\s+", " ", text.lower().replace("’", "'")).strip()


@lru_cache(maxsize=1)
def object_names():
    """For each object: ([(English name, weight)], [(Chinese name, weight)])."""
    objects = painter_bank().objects
    concepts = common_concepts()
    taken_english = {plain(entry["label"]) for entry in objects}
    taken_chinese = {entry["chinese"] for entry in objects}
    for english, chinese, _ in concepts.values():
        taken_english.update(plain(word) for word in english)
        taken_chinese.update(chinese)
    tag_use = Counter(plain(tag) for entry in objects for tag in entry["tags"])
    chinese_tag_use = Counter(tag for entry in objects for tag in entry["chineseTags"])
    names = []
    for entry in objects:
        label = plain(entry["label"])
        english, chinese = Counter(), Counter()
        common = concepts.get(entry["label"])
        if common:
            for place, word in enumerate(common[0]):
                english[plain(word)] += 4 if place == 0 else 2
            for place, word in enumerate(common[1]):
                chinese[word] += 4 if place == 0 else 2.5
        owned_elsewhere = any(label in map(plain, other[0]) for name, other in concepts.items() if name != entry["label"])
        if not owned_elsewhere:
            english[label] += 3
        stripped = re.sub(r"^(face with|smiling face with) | face$", "", label)
        if stripped != label and stripped not in taken_english:
            english[stripped] += 1
        for tag in map(plain, entry["tags"]):
            if tag not in taken_english and tag_use[tag] <= 3:
                english[tag] += 0.7 / tag_use[tag]
        chinese_elsewhere = any(entry["chinese"] in other[1] for name, other in concepts.items() if name != entry["label"])
        if entry["chinese"] and not chinese_elsewhere:
            chinese[entry["chinese"]] += 3
        for tag in entry["chineseTags"]:
            if tag not in taken_chinese and chinese_tag_use[tag] <= 2:
                chinese[tag] += 0.6 / chinese_tag_use[tag]
        names.append((list(english.items()) or [(label, 1)], list(chinese.items())))
    return names
