"""Plots each training's loss over its minutes as one SVG: `python3 plot_curves.py <file.svg>`."""
import csv
import sys

from painter.config import work_file

PANELS = [("transformer", "drawing model: velocity error", 1, 4), ("decoder", "decoder: mean pixel error", 1, 3)]
WIDTH, HEIGHT, MARGIN = 420, 240, 46


def points(name, minutes, value):
    with open(work_file(f"{name}-log.csv")) as file:
        rows = [(float(row[minutes]), float(row[value])) for row in csv.reader(file)]
    return [(seconds / 60, loss) for seconds, loss in rows]


def panel(title, data, left):
    wide, high = max(x for x, _ in data), max(y for _, y in data[len(data) // 20:])
    low = min(y for _, y in data) * 0.9
    place = lambda x, y: (left + MARGIN + x / wide * (WIDTH - 2 * MARGIN), HEIGHT - MARGIN - (min(y, high) - low) / (high - low) * (HEIGHT - 2 * MARGIN))
    line = " ".join(f"{a:.1f},{b:.1f}" for a, b in (place(*point) for point in data))
    right, bottom = left + WIDTH - MARGIN, HEIGHT - MARGIN
    return f"""<text x="{left + MARGIN}" y="24" font-weight="600">{title}</text>
<path d="M{left + MARGIN} {MARGIN}V{bottom}H{right}" fill="none" stroke="#999"/>
<polyline points="{line}" fill="none" stroke="#3b6fd4" stroke-width="2"/>
<text x="{left + MARGIN - 6}" y="{MARGIN + 4}" text-anchor="end">{high:.3g}</text><text x="{left + MARGIN - 6}" y="{bottom}" text-anchor="end">{low:.3g}</text>
<text x="{right}" y="{bottom + 18}" text-anchor="end">{wide:.0f} minutes</text>"""


def main():
    panels = [panel(title, points(name, minutes, value), place * WIDTH) for place, (name, title, minutes, value) in enumerate(PANELS)]
    with open(sys.argv[1], "w") as file:
        file.write(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH * len(panels)} {HEIGHT}" font-family="sans-serif" font-size="12" fill="#444">'
                   f'<rect width="100%" height="100%" fill="#fff"/>{"".join(panels)}</svg>\n')


if __name__ == "__main__":
    main()
