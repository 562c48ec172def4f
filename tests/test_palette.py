"""The colours: legible on their paper, told apart by everybody, the same in both places."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

from masterplan.charts import palette
from masterplan.vocabulary import Light

CSS = Path("masterplan/ui/style.css").read_text(encoding="utf-8")
ROLES = dict(re.findall(r"--mp-(\w+): light-dark\((#\w+, #\w+)\)", CSS))
THEMES = ("light", "dark")

TEXT, GRAPHIC = 4.5, 3.0
"""The least contrast of text and of what carries meaning (WCAG 2.1, 1.4.3 and 1.4.11)."""

DEFICIENCIES = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB."""  # fmt: skip

APART = 20
"""The least distance in CIELAB between two lights, for everybody. Their shapes differ besides."""

SHOWN = [light.code for light in Light if light.is_assessed]

Triple = tuple[float, float, float]


def colour(role: str, theme: str) -> str:
    return ROLES[role].split(", ")[THEMES.index(theme)]


def linear(code: str) -> Triple:
    parts = [int(code[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return red, green, blue


def luminance(code: str) -> float:
    red, green, blue = linear(code)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def lab(rgb: Triple) -> Triple:
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    x, y, z = (
        (value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116)
        for value in (
            max(sum(a * b for a, b in zip(row, rgb, strict=True)), 0) / full
            for row, full in zip(rows, white, strict=True)
        )
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(code: str, deficiency: str | None) -> Triple:
    rgb = linear(code)
    if deficiency is not None:
        red, green, blue = (
            min(max(sum(a * b for a, b in zip(row, rgb, strict=True)), 0.0), 1.0)
            for row in DEFICIENCIES[deficiency]
        )
        rgb = red, green, blue
    return lab(rgb)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("role", ["ink", "quiet", "accent"])
def test_text_is_legible(role: str, theme: str) -> None:
    papers = palette(theme == "dark").paper, colour("soft", theme)
    assert min(contrast(colour(role, theme), paper) for paper in papers) >= TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("code", SHOWN)
def test_the_shape_of_a_light_stands_out(code: str, theme: str) -> None:
    """Yellow is too pale for white paper: its shape is drawn darker than its bars."""
    drawn = re.search(rf"\.{code} {{ [^}}]*--i: light-dark\((#\w+), (#\w+)\)", CSS)
    shape = drawn.groups()[THEMES.index(theme)] if drawn else colour(code, theme)
    assert contrast(shape, palette(theme == "dark").paper) >= GRAPHIC


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("deficiency", [None, *DEFICIENCIES])
def test_lights_are_told_apart_by_everybody(deficiency: str | None, theme: str) -> None:
    for one, other in combinations(SHOWN, 2):
        pair = [seen(colour(code, theme), deficiency) for code in (one, other)]
        distance = sum((a - b) ** 2 for a, b in zip(*pair, strict=True)) ** 0.5
        assert distance >= APART, (one, other, round(distance, 1))


def test_every_light_has_a_shape_of_its_own() -> None:
    shapes = dict(re.findall(r"\.mp-icon\.(\w+) { --shape: url\(\"([^\"]+)", CSS))
    assert set(shapes) == {light.code for light in Light}
    assert len(set(shapes.values())) == len(shapes)


@pytest.mark.parametrize("theme", THEMES)
def test_charts_and_style_sheet_have_the_same_colours(theme: str) -> None:
    colours = palette(theme == "dark")
    for role in ("ink", "quiet", "line", "accent"):
        assert getattr(colours, role) == colour(role, theme)
    assert {code: colours.lights[code] for code in SHOWN} == {
        code: colour(code, theme) for code in SHOWN
    }
