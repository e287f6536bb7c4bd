"""The fixed prompts of the contact sheet, the same for every release."""

PROMPTS = [
    "a red apple", "a cat", "a dog on the beach", "a rocket in space", "a slice of pizza", "an owl at night", "a blue car on the road", "a house in the forest",
    "a penguin in the snow", "a cup of coffee on the table", "a guitar", "a shark underwater", "a rose", "a robot in the city", "a fox in the snow", "a frog in the rain",
    "a cat and a dog", "an apple above a banana", "a butterfly and a flower", "a bear next to a honey pot", "three stars at night", "two ducks on a lake", "four strawberries", "three balloons in the sky",
    "pixel art of a mushroom", "watercolor of a fox in the forest", "pencil sketch of a horse", "oil painting of a sunflower", "neon guitar", "pop art of a banana", "black and white photo of a lion", "vintage bicycle",
    "a flat illustration of a castle", "cartoon of a tiger in the jungle", "a sticker of a panda", "an icon of a dolphin", "3d render of a dragon", "a cartoon whale on the sea", "flat design of a mountain", "a sticker of a cupcake",
    "雪地里的狐狸", "太空中的火箭", "一只可爱的猫", "海滩上的狗", "水彩画，城堡", "像素画的龙", "苹果和香蕉", "夜空中的猫头鹰",
    "a green frog", "a yellow banana", "purple grapes", "an orange pumpkin", "a pink pig", "a blue bird", "a red rose", "a purple cat",
    "a castle at sunset", "an airplane in the sky", "a train in the mountains", "a snowman in falling snow", "a cactus in the desert", "a beagle in the garden", "a lighthouse by the seaside", "a violin on a purple background",
]
