"""Which drawings answer equally well to the same word, and which may be shown the other way round."""
from .art import painter_bank
from .words import PLAN_STYLES

CHOICES = 4
VARIANTS = {
    "cat": ["cat face"], "dog": ["dog face"], "tiger": ["tiger face"], "horse": ["horse face"], "cow": ["cow face"], "pig": ["pig face"],
    "mouse": ["mouse face"], "rabbit": ["rabbit face"], "monkey": ["monkey face"], "dragon": ["dragon face"], "whale": ["spouting whale"],
    "fish": ["tropical fish"], "deciduous tree": ["evergreen tree"], "house": ["house with garden"], "baby chick": ["front-facing baby chick"],
    "sun": ["sun with face"], "automobile": ["sport utility vehicle"], "mountain": ["snow-capped mountain"], "camel": ["two-hump camel"],
    "ice cream": ["soft ice cream"], "star": ["glowing star"], "train": ["high-speed train"], "ship": ["passenger ship"],
    "airplane": ["small airplane"], "hourglass done": ["hourglass not done"], "camera": ["camera with flash"],
    "globe showing Asia-Australia": ["globe showing Americas", "globe showing Europe-Africa"],
}
# Animals, plants, food and vehicles look well from either side; signs, clocks, hands and writing do not.
MIRRORED_GROUPS = {3, 4}
MIRRORED_SUBGROUPS = {54, 55, 56}
NEVER_MIRRORED = {"moon cake", "salt", "stop sign", "bus stop", "construction", "fuel pump", "police car light", "oil drum", "taxi", "oncoming taxi", "police car", "ambulance"}


def readings(number):
    """The object itself and the first and last of those that answer as well to its name."""
    bank = painter_bank()
    others = [bank.index_of[label] for label in VARIANTS.get(bank.labels[number], []) if label in bank.index_of]
    return number, (others + [number])[0], (others[::-1] + [number])[0], len(others) > 1


def choices(number, style):
    """Four drawings (object, style) of which a training picture shows one; unnamed style means glossy, now and then a cartoon."""
    number, first, second, several = readings(number)
    if style == "any":
        return [(number, "3d"), (first, "3d"), (second if several else number, "3d"), (number, "cartoon")]
    return [(number, style), (first, style), (number, style), (second, style)]


def remembered(number, style):
    """Four drawings among which chance chooses when a picture is made: if no style is named, glossy twice, a cartoon and a vector drawing."""
    number, first, second, _ = readings(number)
    return [(number, "3d"), (first, "cartoon"), (second, "3d"), (number, "vector")] if style == "any" else choices(number, style)


def mirrorable(number):
    entry = painter_bank().objects[number]
    fits = entry["group"] in MIRRORED_GROUPS or entry["subgroup"] in MIRRORED_SUBGROUPS
    return fits and entry["label"] not in NEVER_MIRRORED


def all_choices():
    """For every object and style: the drawings to remember."""
    return [[remembered(number, style) for style in PLAN_STYLES] for number in range(len(painter_bank().objects))]
