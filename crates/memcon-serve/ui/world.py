"""Makes world.paths: the outlines of land and the borders of states, projected, as two SVG paths.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python3 world.py package/countries-110m.json > world.paths

The shapes are Natural Earth's at 1:110 million (public domain), packed as TopoJSON by world-atlas (ISC licence, Michael Bostock).
The projection is Equal Earth (Šavrič, Patterson and Jenny 2018), scaled so that the world is 1000 wide; `plots/map.rs`
places points by the same formula. Needs Python 3.11 and no package.
"""
import json
import math
import sys

A = (1.340264, -0.081106, 0.000893, 0.003796)
# The easternmost point of the equator in the formula's own unit, which becomes 500.
EDGE = 2.7066299836960748
SOUTH = -58.0


def project(lon, lat):
    t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(max(lat, SOUTH))))
    d = A[0] + 3 * A[1] * t**2 + t**6 * (7 * A[2] + 9 * A[3] * t**2)
    x = 2 * math.sqrt(3) * math.radians(lon) * math.cos(t) / (3 * d)
    y = t * (A[0] + A[1] * t**2 + t**6 * (A[2] + A[3] * t**2))
    return round(500 + x / EDGE * 500, 1), round(250 - y / EDGE * 500, 1)


def arcs(topology):
    sx, sy = topology["transform"]["scale"]
    tx, ty = topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        yield line


def ring(numbers, lines):
    """The points of a ring of arcs; a negative number is an arc backwards."""
    points = []
    for number in numbers:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        points += line[1:] if points else line
    return points


def unrolled(points):
    """The same line without jumps at the antimeridian: longitudes go on past 180."""
    out = [points[0]]
    for lon, lat in points[1:]:
        while lon - out[-1][0] > 180:
            lon -= 360
        while lon - out[-1][0] < -180:
            lon += 360
        out.append((lon, lat))
    return out


def clipped(points, edge, keep, closed):
    """The part of a line for which keep(longitude), cut at the meridian `edge` (Sutherland and Hodgman)."""
    out = []
    for n, (lon, lat) in enumerate(points):
        before = points[n - 1] if n or closed else None
        if before and keep(before[0]) != keep(lon):
            share = (edge - before[0]) / (lon - before[0])
            out.append((edge, before[1] + share * (lat - before[1])))
        if keep(lon):
            out.append((lon, lat))
    return out


def path(points, closed):
    """One line or ring, and once more on the other side of the map where it crosses the antimeridian."""
    points = unrolled(points)
    text = ""
    for turn in (-360, 0, 360):
        part = [(lon + turn, lat) for lon, lat in points]
        if max(lon for lon, _ in part) <= -180 or min(lon for lon, _ in part) >= 180:
            continue
        part = clipped(part, -180, lambda lon: lon >= -180, closed)
        part = clipped(part, 180, lambda lon: lon <= 180, closed)
        text += drawn(part, closed)
    return text


def number(value):
    text = "%g" % round(value, 1)
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def drawn(points, closed):
    shown = []
    for point in (project(*point) for point in points):
        if not shown or point != shown[-1]:
            shown.append(point)
    if len(shown) < (3 if closed else 2):
        return ""
    text = "M" + number(shown[0][0]) + "," + number(shown[0][1]) + "l"
    steps = []
    for (x0, y0), (x1, y1) in zip(shown, shown[1:]):
        steps.append(number(x1 - x0) + "," + number(y1 - y0))
    return text + " ".join(steps) + ("z" if closed else "")


def rings(geometry):
    if geometry["type"] == "Polygon":
        return geometry["arcs"]
    if geometry["type"] == "MultiPolygon":
        return [ring for polygon in geometry["arcs"] for ring in polygon]
    return [ring for inner in geometry.get("geometries", []) for ring in rings(inner)]


def main(name):
    with open(name, encoding="utf-8") as file:
        topology = json.load(file)
    lines = list(arcs(topology))
    land = rings(topology["objects"]["land"])
    coast = {number if number >= 0 else ~number for ring in land for number in ring}
    inland = {number if number >= 0 else ~number for ring in rings(topology["objects"]["countries"]) for number in ring}
    # Antarctica lies south of the map.
    shapes = [points for points in (ring(numbers, lines) for numbers in land) if max(lat for _, lat in points) > SOUTH]
    print("".join(path(points, True) for points in shapes))
    print("".join(path(lines[number], False) for number in sorted(inland - coast)))


main(sys.argv[1])
