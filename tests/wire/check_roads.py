#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds ways along the district's roads against another working out of the same definition: here every
point, every crossing and every end beside a line is a vertex of its own; vertices within two metres are tied
together at no cost, and the search goes from who comes to the place, not the other way round."""

import collections
import heapq
import json
import math
import random
import subprocess
import sys
import tempfile

RADIUS = 6371008.8
JOIN = 2.0
REACH = 500.0
SQUARE = 50.0
SPEED = {"expressway": 60 / 3.6, "primary": 40 / 3.6, "secondary": 30 / 3.6, "street": 20 / 3.6, "lane": 15 / 3.6}
WALK = 1.2
N_PAIRS = 200


def haversine(a, b):
    south_north = math.sin(math.radians(b[1] - a[1]) / 2)
    west_east = math.sin(math.radians(b[0] - a[0]) / 2)
    h = south_north ** 2 + math.cos(math.radians(a[1])) * math.cos(math.radians(b[1])) * west_east ** 2
    return 2 * RADIUS * math.asin(math.sqrt(min(1, h)))


class Roads:
    def __init__(self, path):
        lines = []
        with open(path, encoding="utf-8") as file:
            for text in file:
                feature = json.loads(text)
                lines.append((feature["properties"]["class"], feature["geometry"]["coordinates"]))
        points = [point for _, line in lines for point in line]
        self.lon = sum(point[0] for point in points) / len(points)
        self.lat = sum(point[1] for point in points) / len(points)
        self.scale = math.radians(1) * RADIUS
        self.narrow = math.cos(math.radians(self.lat))
        self.segments = []
        for kind, line in lines:
            spots = [self.place(point) for point in line]
            self.segments += [(a, b, kind) for a, b in zip(spots, spots[1:]) if a != b]
        self.squares = collections.defaultdict(list)
        for number, (a, b, _) in enumerate(self.segments):
            for square in self.squares_of(a, b):
                self.squares[square].append(number)
        self.build()

    def place(self, point):
        return ((point[0] - self.lon) * self.scale * self.narrow, (point[1] - self.lat) * self.scale)

    @staticmethod
    def squares_of(a, b, margin=JOIN):
        n = max(1, math.ceil(math.dist(a, b) / (SQUARE / 2)))
        seen = set()
        for i in range(n + 1):
            x = a[0] + (b[0] - a[0]) * i / n
            y = a[1] + (b[1] - a[1]) * i / n
            for dx in (-SQUARE / 2 - margin, 0, SQUARE / 2 + margin):
                for dy in (-SQUARE / 2 - margin, 0, SQUARE / 2 + margin):
                    seen.add((int((x + dx) // SQUARE), int((y + dy) // SQUARE)))
        return seen

    @staticmethod
    def project(spot, a, b):
        x, y = b[0] - a[0], b[1] - a[1]
        t = ((spot[0] - a[0]) * x + (spot[1] - a[1]) * y) / (x * x + y * y)
        t = min(1, max(0, t))
        return t, math.dist(spot, (a[0] + t * x, a[1] + t * y))

    @staticmethod
    def crossing(a, b, c, d):
        x, y, v, w = b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]
        turn = x * w - y * v
        if turn == 0:
            return None
        t = ((c[0] - a[0]) * w - (c[1] - a[1]) * v) / turn
        u = ((c[0] - a[0]) * y - (c[1] - a[1]) * x) / turn
        return t if 0 <= t <= 1 and 0 <= u <= 1 else None

    def neighbours(self, number):
        found = set()
        for square in self.squares_of(self.segments[number][0], self.segments[number][1], 0):
            found.update(self.squares[square])
        found.discard(number)
        return found

    def build(self):
        """Vertices are numbered; ties hold those together that are one spot on the ground."""
        self.spots = []
        self.arcs = []  # (vertex, vertex, metres, kind)
        for number, (a, b, kind) in enumerate(self.segments):
            at = {0.0, 1.0}
            for other in self.neighbours(number):
                c, d, _ = self.segments[other]
                t = self.crossing(a, b, c, d)
                if t is not None:
                    at.add(t)
                for end in (c, d):
                    t, off = self.project(end, a, b)
                    if off < JOIN:
                        at.add(t)
            last = None
            for t in sorted(at):
                self.spots.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
                if last is not None:
                    self.arcs.append((last, len(self.spots) - 1,
                                      math.dist(self.spots[last], self.spots[-1]), kind))
                last = len(self.spots) - 1
        self.at = [[] for _ in self.spots]
        for number, (a, b, _, _) in enumerate(self.arcs):
            self.at[a].append(number)
            self.at[b].append(number)
        self.tie()
        self.keep_largest()
        self.by_square = collections.defaultdict(list)
        for number, (a, b, _, kind) in enumerate(self.arcs):
            if kind != "expressway" and self.part[a] == self.largest:
                for square in self.squares_of(self.spots[a], self.spots[b]):
                    self.by_square[square].append(number)

    def tie(self):
        grid = collections.defaultdict(list)
        for number, spot in enumerate(self.spots):
            grid[(int(spot[0] // JOIN), int(spot[1] // JOIN))].append(number)
        self.ties = [[] for _ in self.spots]
        for number, spot in enumerate(self.spots):
            column, row = int(spot[0] // JOIN), int(spot[1] // JOIN)
            for i in (-1, 0, 1):
                for j in (-1, 0, 1):
                    for other in grid.get((column + i, row + j), ()):
                        if other != number and math.dist(spot, self.spots[other]) < JOIN:
                            self.ties[number].append(other)

    def keep_largest(self):
        self.part = [-1] * len(self.spots)
        lengths = []
        for start in range(len(self.spots)):
            if self.part[start] >= 0:
                continue
            stack, name, total = [start], len(lengths), 0.0
            self.part[start] = name
            while stack:
                here = stack.pop()
                for number in self.at[here]:
                    a, b, metres, _ = self.arcs[number]
                    total += metres
                    self.visit(b if a == here else a, name, stack)
                for other in self.ties[here]:
                    self.visit(other, name, stack)
            lengths.append(total)
        self.largest = max(range(len(lengths)), key=lengths.__getitem__)

    def visit(self, vertex, name, stack):
        if self.part[vertex] < 0:
            self.part[vertex] = name
            stack.append(vertex)

    def stand(self, point):
        spot = self.place(point)
        column, row = int(spot[0] // SQUARE), int(spot[1] // SQUARE)
        best = (REACH, None, 0.0)
        for ring in range(int(REACH // SQUARE) + 2):
            for i in range(-ring, ring + 1):
                for j in range(-ring, ring + 1):
                    if max(abs(i), abs(j)) != ring:
                        continue
                    for number in self.by_square.get((column + i, row + j), ()):
                        a, b, metres, _ = self.arcs[number]
                        t, off = self.project(spot, self.spots[a], self.spots[b]) if metres > 0 else (0.0, math.dist(
                            spot, self.spots[a]))
                        if off < best[0]:
                            best = (off, number, t)
            if best[0] <= (ring - 1) * SQUARE:
                break
        return best

    def pace(self, kind, foot):
        if foot:
            return 0 if kind == "expressway" else WALK
        return SPEED[kind]

    def way(self, start, goal, foot):
        off, arc, t = self.stand(start)
        goal_off, goal_arc, u = self.stand(goal)
        if arc is None or goal_arc is None:
            return math.nan, math.nan
        beside = off + goal_off
        a, b, metres, kind = self.arcs[arc]
        pace = self.pace(kind, foot)
        cost, length = {}, {}
        heap = [(t * metres / pace, t * metres, a), ((1 - t) * metres / pace, (1 - t) * metres, b)]
        c, d, goal_metres, goal_kind = self.arcs[goal_arc]
        goal_pace = self.pace(goal_kind, foot)
        best = (math.inf, math.inf)
        if arc == goal_arc:
            best = (abs(u - t) * metres / pace, abs(u - t) * metres)
        heapq.heapify(heap)
        while heap:
            seconds, far, here = heapq.heappop(heap)
            if here in cost or seconds > 3600:
                continue
            if seconds >= best[0]:
                break
            cost[here], length[here] = seconds, far
            for end, rest in ((c, u * goal_metres), (d, (1 - u) * goal_metres)):
                if here == end:
                    best = min(best, (seconds + rest / goal_pace, far + rest))
            for number in self.at[here]:
                one, other, step, step_kind = self.arcs[number]
                step_pace = self.pace(step_kind, foot)
                if step_pace > 0:
                    heapq.heappush(heap, (seconds + step / step_pace, far + step, other if one == here else one))
            for other in self.ties[here]:
                heapq.heappush(heap, (seconds, far, other))
        if best[0] > 3600:
            return math.nan, math.nan
        return best[1] + beside, (best[0] + beside / WALK) / 60


def make_pairs(roads, dice):
    """Places beside roads of the district, as units and cases are."""
    for number in range(N_PAIRS):
        ends = []
        for _ in range(2):
            a, b, _ = dice.choice(roads.segments)
            t = dice.random()
            x = a[0] + t * (b[0] - a[0]) + dice.gauss(0, 30)
            y = a[1] + t * (b[1] - a[1]) + dice.gauss(0, 30)
            ends.append((roads.lon + x / (roads.scale * roads.narrow), roads.lat + y / roads.scale))
        yield ends[0], ends[1], number % 4 == 0


def main(program, path, facts):
    roads = Roads(path)
    pairs = list(make_pairs(roads, random.Random(310105)))
    asked = "".join(f"{a[0]:.7f} {a[1]:.7f} {b[0]:.7f} {b[1]:.7f} {int(foot)}\n" for a, b, foot in pairs)
    said = subprocess.run([program, path], input=asked, stdout=subprocess.PIPE, text=True, check=True).stdout
    answers = [tuple(map(float, line.split())) for line in said.splitlines()]
    print("1..5")
    worst, off, detour, n_ways = 0.0, 0, 0.0, 0
    shorter = 0
    for (a, b, foot), (metres, minutes) in zip(pairs, answers):
        _, expected = roads.way(a, b, foot)
        if math.isnan(expected) or math.isnan(minutes):
            off += math.isnan(expected) != math.isnan(minutes)
            continue
        n_ways += 1
        difference = abs(minutes - expected) / max(expected, 1)
        worst = max(worst, difference)
        off += difference > 0.02
        shorter += metres < haversine(a, b) - 2
        detour += metres / max(haversine(a, b), 1)
    print(f"# {len(roads.segments)} segments; {n_ways} ways of {len(pairs)}, the worst {worst:.2%} apart;"
          f" {detour / max(n_ways, 1):.2f} times the crow's distance on the average")
    print("ok 1 all were answered" if len(answers) == len(pairs) else "not ok 1 all were answered")
    print("ok 2 most have a way" if n_ways > 0.8 * len(pairs) else "not ok 2 most have a way")
    print("ok 3 both agree" if off == 0 else f"not ok 3 both agree: {off} do not")
    print("ok 4 no way is shorter than the crow's" if shorter == 0 else "not ok 4 no way is shorter")
    check_creek(roads, program, path, facts)
    return 0


def read_creek(roads, facts):
    with open(facts, encoding="utf-8") as file:
        features = json.load(file)["features"]
    creek = next(f for f in features if f["properties"]["layer"] == "water")
    return [roads.place(point) for point in creek["geometry"]["coordinates"]]


def find_bridges(roads, creek):
    """Where a road of the largest part crosses the middle of the creek."""
    bridges = []
    for a, b, _, _ in roads.arcs:
        if roads.part[a] != roads.largest:
            continue
        p, q = roads.spots[a], roads.spots[b]
        for c, d in zip(creek, creek[1:]):
            t = roads.crossing(p, q, c, d)
            if t is not None:
                bridges.append((p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])))
    return bridges


def find_banks(roads, creek):
    """Pairs of places off the middle of the creek on both sides, whose roads are on their own side."""
    steps = [(c, d, share / 10, off) for c, d in zip(creek, creek[1:]) for share in range(1, 10, 2)
             for off in (60, 120, 200, 300, 400)]
    for c, d, share, off in steps:
        length = math.dist(c, d)
        normal = ((d[1] - c[1]) / length * off, (c[0] - d[0]) / length * off)
        middle = (c[0] + (d[0] - c[0]) * share, c[1] + (d[1] - c[1]) * share)
        ends = [(middle[0] + side * normal[0], middle[1] + side * normal[1]) for side in (1, -1)]
        points = [(roads.lon + x / (roads.scale * roads.narrow), roads.lat + y / roads.scale) for x, y in ends]
        if all(stays(roads, creek, point, end) for point, end in zip(points, ends)):
            yield points, ends


def stays(roads, creek, point, end):
    _, arc, t = roads.stand(point)
    if arc is None:
        return False
    a, b = roads.spots[roads.arcs[arc][0]], roads.spots[roads.arcs[arc][1]]
    foot = (a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]))
    return all(roads.crossing(end, foot, c, d) is None for c, d in zip(creek, creek[1:]))


def add_other_bank(roads, creek, path):
    """The district ends at the creek: a road along its other bank, and two bridges to it."""
    north, feet = [], []
    for before, here, after in zip(creek, creek[1:], creek[2:]):
        length = math.dist(before, after)
        normal = ((before[1] - after[1]) / length, (after[0] - before[0]) / length)
        north.append((here[0] + 60 * normal[0], here[1] + 60 * normal[1]))
        feet.append((here[0] - 500 * normal[0], here[1] - 500 * normal[1]))
    lines = [north, [north[2], feet[2]], [north[-3], feet[-3]]]
    with open(path, encoding="utf-8") as file:
        text = file.read()
    for line in lines:
        coordinates = [(roads.lon + x / (roads.scale * roads.narrow), roads.lat + y / roads.scale) for x, y in line]
        text += json.dumps({"type": "Feature", "properties": {"class": "street"},
                            "geometry": {"type": "LineString", "coordinates": coordinates}}) + "\n"
    file = tempfile.NamedTemporaryFile("w", suffix=".geojsonl", encoding="utf-8")
    file.write(text)
    file.flush()
    return file


def check_creek(roads, program, path, facts):
    creek = read_creek(roads, facts)
    with add_other_bank(roads, creek, path) as file:
        check_banks(Roads(file.name), program, file.name, facts)


def check_banks(roads, program, path, facts):
    creek = read_creek(roads, facts)
    bridges = find_bridges(roads, creek)
    banks = list(find_banks(roads, creek))
    asked = "".join(f"{a[0]:.7f} {a[1]:.7f} {b[0]:.7f} {b[1]:.7f} 0\n" for (a, b), _ in banks)
    said = subprocess.run([program, path], input=asked, stdout=subprocess.PIPE, text=True, check=True).stdout
    shortest, wrong = math.inf, 0
    for (points, ends), line in zip(banks, said.splitlines()):
        metres = float(line.split()[0])
        over = min(math.dist(ends[0], bridge) + math.dist(bridge, ends[1]) for bridge in bridges)
        wrong += metres < max(over, haversine(*points)) - 3
        if not math.isnan(metres):
            shortest = min(shortest, metres / haversine(*points))
    print(f"# {len(bridges)} bridges; {len(banks)} pairs of banks, the nearest {shortest:.1f} times the crow's distance")
    good = banks and bridges and wrong == 0
    print("ok 5 the creek is crossed at bridges" if good else f"not ok 5 the creek is crossed at bridges: {wrong}")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
