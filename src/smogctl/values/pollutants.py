"""Pollutants and indices: the names of code, files and JSON, and the words that people type."""

from collections.abc import Mapping
from typing import Literal

Pollutant = Literal["PM2.5", "PM10", "O3", "SO2", "NO2", "CO", "dust"]
"""A primary pollutant; dust: 沙尘, whatever its PM10."""

Index = Literal["AQI", "PM2.5", "O3-8h"]
"""What a scheme sets its bounds in.

The AQI, PM2.5 by the day, ozone's highest over 8 hours of a day; both in µg/m³.
"""

POLLUTANTS: Mapping[Pollutant, str] = {
    "PM2.5": "细颗粒物",
    "PM10": "可吸入颗粒物",
    "O3": "臭氧",
    "SO2": "二氧化硫",
    "NO2": "二氧化氮",
    "CO": "一氧化碳",
    "dust": "沙尘",
}

_TYPED: Mapping[str, Pollutant] = {
    "PM25": "PM2.5",
    "细颗粒": "PM2.5",
    "颗粒物PM2.5": "PM2.5",
    "O3-8H": "O3",
    "O38H": "O3",
    "O3_8H": "O3",
    "沙尘暴": "dust",
    "扬沙": "dust",
    "浮尘": "dust",
    "DUST": "dust",
}
"""Other spellings, in capitals and without blanks, subscripts made plain."""


def pollutant(word: str) -> Pollutant | None:
    """The pollutant that a word in NFKC means: PM2.5, 细颗粒物, 细颗粒物(PM2.5), O3-8h.

    None for another word.
    """
    plain = "".join(word.split()).upper()
    outer, _, inner = plain.rstrip(")").partition("(")
    named = set(map(_called, filter(None, (outer, inner))))
    if len(named) != 1:
        return None
    return named.pop()


def _called(word: str) -> Pollutant | None:
    for key, name in POLLUTANTS.items():
        if word in (key.upper(), name):
            return key
    return _TYPED.get(word)
