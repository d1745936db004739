"""Text can be read on its ground: WCAG 2.2 AA asks for a contrast of 4.5."""

from __future__ import annotations

import re

import pytest

from marsad.web.rendering import HERE

CSS = (HERE / "static" / "pages.css").read_text("utf-8")
BLOCKS = re.findall(r":root[^{]*\{([^}]*--bg:[^}]*)\}", CSS)
PAIRS = [("ink", "bg"), ("ink", "card"), ("soft", "bg"), ("soft", "card"), ("accent", "bg"), ("accent", "card"), ("on-accent", "accent"), ("warn", "warn-bg"),
         *(("ink", f"c-{name}") for name in ("red", "orange", "yellow", "green", "teal", "blue", "violet", "pink", "grey"))]  # fmt: skip


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_formula():
    assert contrast("#000000", "#ffffff") == pytest.approx(21) and contrast("#777777", "#ffffff") < 4.5
    assert len(BLOCKS) == 3  # light, dark by the system, dark by choice


@pytest.mark.parametrize("block", BLOCKS, ids=["light", "dark", "dark-chosen"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_contrast(block: str, text: str, ground: str):
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    assert contrast(colours[text], colours[ground]) >= 4.5
