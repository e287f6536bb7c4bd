"""Says a plan in English or Chinese, the many ways people would."""
from bisect import bisect
from itertools import accumulate

from .art import painter_bank
from .config import CONFIG
from .names import object_names
from .plans import Plan
from .wordnet import related_words
from .words import COLOURS, COUNT_WORDS, FILTERS, SCENES, SKIES, STYLES

FLUFF = ["cute", "little", "small", "big", "beautiful", "happy", "lovely", "nice", "funny", "old", "young", "simple", "charming", "adorable", "fresh", "shiny", "giant"]
CHINESE_FLUFF = ["可爱的", "小", "大", "漂亮的", "美丽的", "快乐的", "一个", "一只", "一辆", "一朵", "一座", "一颗"]
OPENINGS = ["a picture of", "an illustration of", "a drawing of", "draw", "an image of", "a painting of", "photo of", "a photo of"]
CHINESE_OPENINGS = ["画一个", "一幅", "一张", "画", "请画"]
ENDINGS = ["high quality", "detailed", "masterpiece", "digital art", "4k", "colorful", "soft light", "minimal", "children's book", "illustration"]
NOISE = ["blurry", "ugly", "low quality", "bad", "watermark", "text", "deformed", "extra fingers", "cropped", "noisy", "worst quality", "模糊", "低质量", "丑陋", "水印", "文字"]
SCENE_NOUNS = {
    "beach": (["beach", "seaside", "coast"], ["海滩", "沙滩"]), "forest": (["forest", "woods", "jungle"], ["森林", "树林"]),
    "snow": (["snowy landscape", "snow", "winter landscape"], ["雪地", "雪景"]), "desert": (["desert", "dunes"], ["沙漠"]),
    "sea": (["sea", "ocean", "lake"], ["大海", "湖"]), "meadow": (["meadow", "grassland", "park"], ["草地", "草原"]),
    "space": (["outer space", "galaxy", "stars in space"], ["太空", "宇宙"]), "city": (["city", "skyline", "town"], ["城市", "街景"]),
    "mountains": (["mountains", "mountain landscape", "hills"], ["群山", "山景"]), "underwater": (["underwater scene", "sea floor"], ["海底", "水下世界"]),
    "garden": (["garden", "flower garden"], ["花园"]), "room": (["room", "living room"], ["房间", "客厅"]),
    "table": (["empty table", "wooden table"], ["桌子"]), "road": (["road", "street"], ["马路", "街道"]), "sky": (["blue sky", "clouds"], ["蓝天", "天空"]),
}


def article(words, random):
    if random.random() < 0.2:
        return words
    if random.random() < 0.1:
        return f"the {words}"
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def plural(word):
    if word.endswith(("s", "x", "ch", "sh")):
        return f"{word}es" if not word.endswith("s") else word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}s"


class Speaker:
    def __init__(self):
        def ladder(names):
            return [word for word, _ in names], list(accumulate(weight for _, weight in names))

        related = related_words()
        self.names = [
            [ladder(names) for names in pair] for pair in object_names()]
        self.related = [ladder(related.get(number, [])) for number in range(len(painter_bank().objects))]

    def name(self, number, chinese, random):
        words, ladder = self.names[number][1 if chinese else 0]
        if not chinese and self.related[number][0] and random.random() < 0.22:
            words, ladder = self.related[number]
        if not words:
            words, ladder = self.names[number][0]
        word = words[min(bisect(ladder, random.random() * ladder[-1]), len(words) - 1)]
        return word.replace("-", " ") if "-" in word and random.random() < 0.5 else word

    def thing(self, plan, place, chinese, random):
        words = self.name(plan.objects[place], chinese, random)
        tint = plan.tints[place]
        if tint != "none":
            colour = random.choice(COLOURS[tint][2 if chinese else 1])
            words = f"{colour}{random.choice(['的', ''])}{words}" if chinese else f"{colour} {words}"
        if random.random() < 0.12:
            words = random.choice(CHINESE_FLUFF) + words if chinese else f"{random.choice(FLUFF)} {words}"
        return words

    def english_subject(self, plan, random):
        if not plan.objects:
            return ""
        first = self.thing(plan, 0, False, random)
        if plan.relation == "several":
            return f"{random.choice(COUNT_WORDS[plan.count][0])} {plural(first)}"
        first = article(first, random)
        if plan.relation == "single":
            return first
        second = article(self.thing(plan, 1, False, random), random)
        if plan.relation == "beside":
            return random.choice([
                f"{first} and {second}", f"{first} and {second}", f"{first} next to {second}", f"{first} beside {second}", f"{first} with {second}",
                f"{first} eating {second}", f"{first} holding {second}", f"{first} playing with {second}", f"{first} looking at {second}", f"{first} by {second}",
                f"{first} left of {second}", f"{first} to the left of {second}", f"{second} to the right of {first}", f"{second} right of {first}"])
        return random.choice([
            f"{first} above {second}", f"{first} on top of {second}", f"{first} on {second}", f"{first} over {second}",
            f"{first} riding {second}", f"{first} sitting on {second}", f"{first} standing on {second}",
            f"{second} under {first}", f"{second} below {first}"])

    def chinese_subject(self, plan, random):
        if not plan.objects:
            return ""
        first = self.thing(plan, 0, True, random)
        if plan.relation == "several":
            return random.choice(COUNT_WORDS[plan.count][1]) + first
        if plan.relation == "single":
            return first
        second = self.thing(plan, 1, True, random)
        if plan.relation == "beside":
            return random.choice([f"{first}和{second}", f"{first}与{second}", f"{first}在{second}左边", f"{second}在{first}右边", f"{first}旁边有{second}", f"{first}拿着{second}", f"{first}吃{second}"])
        return random.choice([f"{first}在{second}上面", f"{first}在{second}上", f"{second}在{first}下面", f"{second}上的{first}", f"{first}坐在{second}上", f"{first}骑{second}"])

    def english(self, plan, random):
        subject, after = self.english_subject(plan, random), []
        if plan.ground in COLOURS:
            colour = random.choice(COLOURS[plan.ground][1])
            after.append(random.choice([f"on a {colour} background", f"{colour} background", f"against a {colour} background"]))
        elif plan.ground in SCENES:
            after.append(random.choice(SCENES[plan.ground][0]) if subject else article(random.choice(SCENE_NOUNS[plan.ground][0]), random))
        if plan.sky != "day":
            after.append(random.choice(SKIES[plan.sky][0]))
        random.shuffle(after) if subject else None
        text = subject
        for part in after:
            text = f"{text}{random.choice([' ', ' ', ', '])}{part}" if text else part
        if random.random() < 0.12:
            text = f"{random.choice(OPENINGS)} {text}"
        for said, words in ((plan.style != "any", STYLES.get(plan.style, ((), ()))[0]), (plan.filter != "none", FILTERS[plan.filter][0])):
            if said:
                word = random.choice(words)
                text = random.choice([f"{text}, {word}", f"{text}, {word}", f"{word} of {text}", f"{word} {text}", f"{text} in {word} style", f"{text} as {word}"])
        return f"{text}, {random.choice(ENDINGS)}" if random.random() < 0.08 else text

    def chinese(self, plan, random):
        subject, before = self.chinese_subject(plan, random), []
        if plan.ground in COLOURS:
            before.append(random.choice(COLOURS[plan.ground][2]) + "背景")
        elif plan.ground in SCENES:
            before.append(random.choice(SCENES[plan.ground][1]) if subject else random.choice(SCENE_NOUNS[plan.ground][1]))
        if plan.sky != "day":
            before.append(random.choice(SKIES[plan.sky][1]))
        text = subject
        for part in before:
            text = random.choice([f"{part}的{text}", f"{part}，{text}", f"{text}，{part}", f"{text}在{part}"]) if text else part
        if random.random() < 0.1:
            text = random.choice(CHINESE_OPENINGS) + text
        for said, words in ((plan.style != "any", STYLES.get(plan.style, ((), ()))[1]), (plan.filter != "none", FILTERS[plan.filter][1])):
            if said:
                text = random.choice(["{0}，{1}", "{0}，{1}", "{1}，{0}", "{1}风格的{0}", "{0}的{1}"]).format(text, random.choice(words))
        return text

    def caption(self, plan, random):
        chinese = random.random() < CONFIG["plans"]["chinese"]
        return self.chinese(plan, random) if chinese else self.english(plan, random)

    def noise(self, random):
        """What negative prompts are made of; it asks for nothing that can be drawn."""
        return ", ".join(random.choice(NOISE) for _ in range(random.choice([1, 2, 3])))

    def unknown(self, random):
        """A word of no language."""
        word = "".join(random.choice("bcdfglmnprstvz") + random.choice("aeiou") + random.choice(["", "", "n", "r", "st"]) for _ in range(random.choice([2, 3])))
        return random.choice([word, f"a {word}", f"the {word} {word[:3]}", f"a {word} and more"])

    def restyling(self, random):
        """Words for changing a picture that is given: a filter alone."""
        name = random.choice(list(FILTERS)[1:])
        chinese = random.random() < CONFIG["plans"]["chinese"]
        words = random.choice(FILTERS[name][1 if chinese else 0])
        if chinese:
            return Plan(filter=name), random.choice(["{}", "{}", "{}风格", "变成{}"]).format(words)
        return Plan(filter=name), random.choice(["{}", "{}", "a {}", "as a {}", "in {} style", "make it a {}", "{} style"]).format(words)
