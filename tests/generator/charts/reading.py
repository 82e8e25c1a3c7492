"""Reads a chart as a browser would: well-formed, and nothing in it that a strict policy forbids."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {"svg", "g", "title", "rect", "path", "circle", "text"}
LOOKS = "fill stroke stroke-width stroke-dasharray font-family font-size font-weight text-anchor"
PLACES = "viewBox width height x y d cx cy r role aria-label"


def read(chart: str) -> Element:
    """The picture; only shapes, words and presentation attributes are in it."""
    root = fromstring(chart)  # noqa: S314  the program's own
    for one in root.iter():
        assert one.tag.removeprefix(SVG) in SHAPES
        assert one.attrib.keys() <= {*LOOKS.split(), *PLACES.split()}
    assert root.get("role") == "img"
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == root.get("aria-label") != ""
    return root


def texts_of(chart: str) -> list[str]:
    """What is written in it."""
    return [one.text or "" for one in read(chart).iter(f"{SVG}text")]


def titles_of(chart: str) -> list[str]:
    """Its tooltips, its own first."""
    return [one.text or "" for one in read(chart).iter(f"{SVG}title")]


def boxes_of(chart: str) -> Iterator[dict[str, str]]:
    """Its rectangles, as attributes."""
    return (dict(one.attrib) for one in read(chart).iter(f"{SVG}rect"))


def numbers_in(text: str) -> set[str]:
    """Every figure of a text."""
    return set(re.findall(r"\d+(?:\.\d+)?", text))
