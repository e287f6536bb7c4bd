"""The closed lists the painter understands besides objects, with their English and Chinese wording."""

STYLES = {
    "3d": (["3d render", "3d", "3d style", "glossy 3d"], ["3D渲染", "3D", "立体"]),
    "flat": (["flat illustration", "flat design", "flat style"], ["扁平插画", "扁平风格"]),
    "cartoon": (["cartoon", "cartoon style", "cartoon drawing"], ["卡通", "卡通风格", "动画"]),
    "vector": (["vector art", "sticker", "vector illustration", "clip art"], ["矢量图", "贴纸"]),
    "stencil": (["icon", "stencil", "line art", "silhouette", "black icon"], ["图标", "剪影", "线稿"]),
}

# Most captions name no style; then chance picks among the drawings.
PLAN_STYLES = ["any"] + list(STYLES)

FILTERS = {
    "none": ([], []),
    "pixel art": (["pixel art", "8-bit", "pixelated"], ["像素画", "像素风"]),
    "watercolor": (["watercolor", "watercolour", "watercolor painting"], ["水彩画", "水彩"]),
    "pencil sketch": (["pencil sketch", "pencil drawing", "sketch"], ["铅笔素描", "素描"]),
    "black and white": (["black and white", "monochrome", "greyscale photo"], ["黑白", "黑白照片"]),
    "oil painting": (["oil painting", "impressionist painting"], ["油画"]),
    "pop art": (["pop art", "poster", "comic poster"], ["波普艺术", "海报"]),
    "neon": (["neon", "neon glow", "neon sign"], ["霓虹", "霓虹灯"]),
    "vintage": (["vintage", "sepia", "old photo"], ["复古", "老照片"]),
}

COLOURS = {
    "red": ((222, 44, 44), ["red", "crimson", "scarlet"], ["红色", "红"]),
    "orange": ((246, 138, 36), ["orange"], ["橙色", "橘色"]),
    "yellow": ((252, 212, 50), ["yellow", "golden"], ["黄色", "金色"]),
    "green": ((62, 172, 74), ["green", "emerald"], ["绿色", "绿"]),
    "teal": ((34, 166, 166), ["teal", "turquoise", "cyan"], ["青色"]),
    "blue": ((48, 112, 224), ["blue", "navy"], ["蓝色", "蓝"]),
    "purple": ((142, 78, 204), ["purple", "violet"], ["紫色", "紫"]),
    "pink": ((246, 132, 178), ["pink"], ["粉色", "粉红色"]),
    "brown": ((140, 92, 58), ["brown"], ["棕色", "褐色"]),
    "black": ((34, 34, 38), ["black"], ["黑色"]),
    "white": ((250, 250, 250), ["white"], ["白色"]),
    "gray": ((150, 152, 158), ["gray", "grey"], ["灰色"]),
}

TINTS = ["none", "red", "orange", "yellow", "green", "teal", "blue", "purple", "pink", "brown", "black", "white", "gray"]

SCENES = {
    "beach": (["on the beach", "at the beach", "by the seaside", "on the sand"], ["海滩上", "沙滩上", "海边"]),
    "forest": (["in the forest", "in the woods", "among trees", "in the jungle"], ["森林里", "树林里"]),
    "snow": (["in the snow", "in winter", "on the ice", "in a snowy field"], ["雪地里", "雪中", "冬天"]),
    "desert": (["in the desert", "on the dunes"], ["沙漠里", "沙漠中"]),
    "sea": (["on the sea", "on the ocean", "on the water", "on a lake"], ["海上", "大海上", "水面上"]),
    "meadow": (["on the grass", "in a meadow", "in the park", "in a field"], ["草地上", "公园里", "田野里"]),
    "space": (["in space", "in outer space", "among the stars", "in the universe"], ["太空中", "宇宙中"]),
    "city": (["in the city", "in town", "downtown", "among skyscrapers"], ["城市里", "城里"]),
    "mountains": (["in the mountains", "by a mountain", "in the hills"], ["山里", "群山中", "山上"]),
    "underwater": (["underwater", "under the sea", "under water"], ["水下", "海底", "水里"]),
    "garden": (["in the garden", "among flowers", "in spring"], ["花园里", "花丛中", "春天"]),
    "room": (["in a room", "at home", "indoors", "in the living room"], ["房间里", "家里", "室内"]),
    "table": (["on a table", "on the table", "on a wooden table", "in the kitchen"], ["桌子上", "桌上", "厨房里"]),
    "road": (["on the road", "on the street", "on the highway"], ["路上", "街上", "马路上"]),
    "sky": (["in the sky", "in the air", "above the clouds", "in the clouds"], ["天空中", "空中", "云上"]),
}

GROUNDS = ["none"] + list(COLOURS) + list(SCENES)

SKIES = {
    "day": ([], []),
    "night": (["at night", "in the night sky", "under the stars", "under the moon"], ["夜空中", "夜晚", "夜里"]),
    "sunset": (["at sunset", "at dusk", "in the evening", "at sunrise"], ["日落时分", "黄昏", "夕阳下"]),
    "rain": (["in the rain", "on a rainy day", "in a storm"], ["雨中", "雨天", "下雨"]),
    "snowfall": (["in falling snow", "while it snows", "in a snowstorm"], ["下雪", "大雪中"]),
}

INDOOR = {"space", "underwater", "room", "table"}

RELATIONS = ["none", "single", "beside", "above", "several"]
COUNTS = ["one", "two", "three", "four"]
COUNT_WORDS = {
    2: (["two", "2", "a pair of"], ["两只", "两个", "2个"]),
    3: (["three", "3"], ["三只", "三个", "3个"]),
    4: (["four", "4"], ["四只", "四个", "4个"]),
}
