"""Finds, for every English noun near enough to a known object, which object it should fall to."""
import heapq
import json
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

from .art import painter_bank
from .config import work_file
from .names import common_concepts, plain

FOLDER = Path("/usr/share/wordnet")
# WordNet's lexicographer files that fit each emoji group: animals and plants, food, places, things.
FITTING = {3: {5, 20, 13}, 4: {13, 20, 6, 5}, 5: {6, 15, 17, 19}, 6: {6, 17, 19, 15, 4}, 7: {6, 10, 13}, 1: {18}, 0: set()}
FARTHEST = 3.2
PERSON_FILE = 18


def read_index():
    """Lemma -> (synsets in order of use, how often it was seen in tagged text)."""
    index = {}
    for line in (FOLDER / "index.noun").read_text().splitlines():
        if line.startswith(" "):
            continue
        parts = line.split()
        synsets = int(parts[2])
        index[parts[0].replace("_", " ")] = (parts[-synsets:], int(parts[-synsets - 1]))
    return index


def read_synsets():
    """Synset -> (its words, its file, hypernyms, hyponyms)."""
    synsets = {}
    for line in (FOLDER / "data.noun").read_text().splitlines():
        if line.startswith(" "):
            continue
        parts = line.split("|")[0].split()
        count = int(parts[3], 16)
        words = [parts[4 + 2 * place].replace("_", " ").lower() for place in range(count)]
        pointers, above, below = parts[5 + 2 * count:], [], []
        for place in range(0, len(pointers) - 3, 4):
            if pointers[place] in ("@", "@i"):
                above.append(pointers[place + 1])
            elif pointers[place] in ("~", "~i"):
                below.append(pointers[place + 1])
        synsets[parts[0]] = (words, int(parts[1]), above, below)
    return synsets


def object_synsets(index, synsets):
    """The WordNet meaning of each object: the first sense that fits its kind."""
    found = {}
    for number, entry in enumerate(painter_bank().objects):
        concept = common_concepts().get(entry["label"])
        for word in [plain(entry["label"])] + [plain(word) for word in (concept[0] if concept else [])]:
            senses = index.get(word, ([], 0))[0][:4]
            fit = [sense for sense in senses if synsets[sense][1] in FITTING.get(entry["group"], set())]
            if fit:
                found.setdefault(fit[0], number)
    return found


def nearest_objects(starts, synsets):
    """Walks out from the objects: down to kinds of them is near, up to what they are kinds of is far."""
    best, queue = {}, [(0.0, synset, number) for synset, number in starts.items()]
    heapq.heapify(queue)
    while queue:
        cost, synset, number = heapq.heappop(queue)
        if synset in best or cost > FARTHEST:
            continue
        best[synset] = (cost, number)
        _, _, above, below = synsets[synset]
        for other in below:
            heapq.heappush(queue, (cost + 0.6, other, number))
        for other in above:
            heapq.heappush(queue, (cost + 1.3, other, number))
    return best


@lru_cache(maxsize=1)
def related_words():
    """Object number -> [(word, weight)] that should fall to it; kept in a file, for reading WordNet takes seconds."""
    path = work_file("related-words.json")
    if path.exists():
        return {int(number): words for number, words in json.loads(path.read_text()).items()}
    index, synsets = read_index(), read_synsets()
    near = nearest_objects(object_synsets(index, synsets), synsets)
    own = {plain(entry["label"]) for entry in painter_bank().objects}
    own.update(plain(word) for concept in common_concepts().values() for word in concept[0])
    related = defaultdict(list)
    for lemma, (senses, seen) in index.items():
        fitting = [sense for sense in senses[:2] if sense in near]
        if not fitting or lemma in own or not lemma.replace(" ", "").isalpha() or not lemma.isascii() or lemma.count(" ") > 1:
            continue
        cost, number = near[fitting[0]]
        if (senses[0] != fitting[0] and seen > 1) or (seen == 0 and cost > 1.3) or len(lemma) < 3:
            continue
        related[number].append((lemma, 1 + min(seen, 12)))
    path.write_text(json.dumps(related))
    return dict(related)
