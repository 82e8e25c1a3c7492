"""A pen that signs: strokes as a browser hands them in."""

import json
import math
from random import Random

FIELD = {"w": 600, "h": 220}


def signature(name: str = "董玥") -> bytes:
    """The strokes of a name: a few curves a character, the same for the same name."""
    chance, strokes, clock = Random(name), [], 0
    width = 520 / len(name)
    for place in range(len(name)):
        left = 40 + place * width
        for _ in range(5):
            clock += 120
            x, y = left + chance.uniform(0, 0.6) * width, chance.uniform(35, 150)
            bend, angle = chance.uniform(-0.12, 0.12), chance.choice((0.1, 0.8, 1.6, 2.2))
            stroke = []
            for _ in range(chance.randint(9, 18)):
                stroke.append([round(x, 1), round(y, 1), clock])
                x, y = x + 5.5 * math.cos(angle), y + 5.5 * math.sin(angle)
                angle, clock = angle + bend, clock + 16
            strokes.append(stroke)
    return json.dumps({**FIELD, "strokes": strokes}).encode()


def mark(points: int, width: float) -> bytes:
    """One straight stroke of so many points."""
    step = width / max(1, points - 1)
    stroke = [[round(10 + place * step, 3), 100, place * 16] for place in range(points)]
    return json.dumps({**FIELD, "strokes": [stroke]}).encode()
