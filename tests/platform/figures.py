#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds every figure of a platform against one that is worked out here from its raw log.

  figures.py run URL DIR       a busy hour of duty over REST, in a few seconds
  figures.py age DIR           of a platform that is stopped: moves what the log tells into the past and apart,
                               so that there are days, shifts and long times
  figures.py compare URL DIR [aged]
                               asks for figures in many ways and works each out from the events

Nothing here is taken from the platform's code: the definitions are those of GET /figures/definitions."""

import datetime
import itertools
import json
import math
import os
import pathlib
import random
import re
import sqlite3
import sys
import time
import urllib.error
import urllib.request
import uuid

NORTH, SOUTH = "01890000-0000-7000-8000-000000000002", "01890000-0000-7000-8000-000000000003"
UNITS = ["01890000-0000-7000-8000-000000000021", "01890000-0000-7000-8000-000000000022"]
ORGANISATION = "01890000-0000-7000-8000-000000000010"
CAMERAS = ["01890000-0000-7000-8000-000000000031", "01890000-0000-7000-8000-000000000032",
           "01890000-0000-7000-8000-000000000033"]
ALGORITHM = "01890000-0000-7000-8000-000000000041"
PASSWORD, API_KEY = "correct horse battery", "key-for-tests"
NORTH_POINT = {"type": "Point", "coordinates": [121.40, 31.22]}
SOUTH_POINT = {"type": "Point", "coordinates": [121.40, 31.17]}
DAY = 86_400_000
HOUR = 3_600_000
AHEAD = 8 * HOUR  # of the district's clock


def fresh_id():
    bits = (int(time.time() * 1000) << 80) | (7 << 76) | (random.getrandbits(12) << 64) | (2 << 62) | random.getrandbits(62)
    return str(uuid.UUID(int=bits))


class Platform:
    def __init__(self, url):
        self.url, self.tokens = url + "/api/v1", {}

    def send(self, who, method, path, body=None):
        if who not in self.tokens and who != "tests":
            self.tokens[who] = None
            self.tokens[who] = self.do(who, "POST", "/session", {"username": who, "password": PASSWORD})["token"]
        headers = {"Content-Type": "application/json", "Idempotency-Key": fresh_id()}
        if who == "tests":
            headers |= {"X-API-Key": API_KEY, "Content-Type": "application/cloudevents-batch+json"}
        elif self.tokens[who]:
            headers["Authorization"] = f"Bearer {self.tokens[who]}"
        request = urllib.request.Request(self.url + path, method=method, headers=headers,
                                         data=None if body is None else json.dumps(body).encode())
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"null")

    def do(self, who, method, path, body=None):
        status, answer = self.send(who, method, path, body)
        if status // 100 != 2:
            raise SystemExit(f"{who} {method} {path} {body}: {status} {answer}")
        return answer

    def ingest(self, events):
        batch = [{"specversion": "1.0", "id": fresh_id(), "source": "/tests", **event} for event in events]
        items = self.do("tests", "POST", "/ingest/events", batch)["items"]
        for item in items:
            if item["status"] == "refused":
                raise SystemExit(f"refused: {item}")
        return [item["entity"] for item in items]


# --- a busy hour ---------------------------------------------------------------------------------------


def raise_alerts(platform, chance):
    """Alerts of sources and algorithms, some of them again and worse, some by telephone, some of a drill."""
    events = []
    for n in range(60):
        data = {"kind": chance.choice(["smoke_fire", "exposed_garbage", "illegal_parking"]),
                "severity": chance.choice(["low", "medium", "high", "urgent"]), "title": f"告警 {n}",
                "device": chance.choice(CAMERAS), "dedup_key": str(n), "mode": "drill" if n % 7 == 0 else "live"}
        if n % 3 == 0:
            data |= {"algorithm": ALGORITHM, "score": 0.9}
        events.append({"type": "alert.raised", "data": data})
    ids = platform.ingest(events)
    platform.ingest(chance.sample(events, 25))
    for _ in range(8):
        again = chance.choice(events)
        platform.ingest([{"type": "alert.raised", "data": again["data"] | {"severity": "urgent"}}])
    for point in (NORTH_POINT, SOUTH_POINT):
        ids.append(platform.do("officer", "POST", "/alerts",
                               {"id": fresh_id(), "kind": "citizen_report", "severity": "medium", "location": point})["id"])
    return ids


def judge_alerts(platform, chance, ids):
    """Most are claimed, many judged, one raised anew by a worse one and judged again."""
    true = []
    for n, alert in enumerate(ids):
        if chance.random() < 0.15:
            continue
        time.sleep(0.002 * chance.randrange(4))
        platform.do("officer", "POST", f"/alerts/{alert}/claim", {})
        if chance.random() < 0.15:
            platform.do("officer", "POST", f"/alerts/{alert}/release", {})
            continue
        seen = platform.do("officer", "GET", f"/alerts/{alert}")
        verdict = chance.choice(["true", "true", "false", "false", "test", "undetermined"])
        platform.do("officer", "POST", f"/alerts/{alert}/verdict",
                    {"verdict": verdict, "seen_occurrence": seen["occurrences"]})
        if verdict == "true":
            true.append(seen)
        if n % 9 == 4 and seen["severity"] in ("low", "medium") and seen.get("dedup_key"):
            platform.ingest([{"type": "alert.raised", "data": {
                "kind": seen["kind"], "severity": "urgent", "device": seen["device"], "dedup_key": seen["dedup_key"],
                "mode": seen["mode"]}}])
            if n % 2 == 0:
                platform.do("officer", "POST", f"/alerts/{alert}/claim", {})
                platform.do("officer", "POST", f"/alerts/{alert}/verdict",
                            {"verdict": "false", "seen_occurrence": seen["occurrences"] + 1})
            true = [one for one in true if one["id"] != alert]
    return true


class Case:
    """A case on its way through the steps."""

    def __init__(self, platform, n, mode, alerts):
        self.platform, self.id, self.n = platform, fresh_id(), n
        kind = alerts[0]["kind"] if alerts else ["smoke_fire", "dispute"][n % 2]
        point = alerts[0]["location"] if alerts else [NORTH_POINT, SOUTH_POINT][n % 3 == 0]
        platform.do("officer", "POST", "/cases", {"id": self.id, "kind": kind, "severity": "high", "title": f"案件 {n}",
                                                  "place": "天山路", "location": point, "mode": mode,
                                                  "alerts": [alert["id"] for alert in alerts]})
        self.sent = []

    def do(self, who, verb, **body):
        time.sleep(0.003)
        return self.platform.do(who, "POST", f"/cases/{self.id}/{verb}", body)

    def act(self, who, n, verb, **body):
        time.sleep(0.003)
        return self.platform.do(who, "POST", f"/assignments/{self.sent[n]}/{verb}", body)

    def dispatch(self, soon=False):
        self.sent = [fresh_id(), fresh_id()]
        second = {"organisation": ORGANISATION} if self.n % 4 == 0 else {"unit": UNITS[1]}
        body = {"assignments": [{"id": self.sent[0], "unit": UNITS[0], "lead": True}, {"id": self.sent[1]} | second]}
        if soon:
            body["deadlines"] = {"accept": rfc(time.time() * 1000 + 400)}
        self.do("officer", "dispatch", **body)

    def handle(self):
        self.act("leader", 1, "decline", reason="处置另案", note="代")
        self.act("handler", 0, "accept")
        self.act("handler", 0, "en-route")
        if self.n % 3 != 2:
            self.act("handler", 0, "arrive")
        self.act("handler", 0, "done", note="已处置")

    def report(self):
        self.do("handler", "report", note="已清运")
        checklist = self.platform.do("officer", "GET", f"/cases/{self.id}").get("checklist") or []
        for index, item in enumerate(checklist):
            if item.get("stage") == "check":
                self.do("checker", "checklist", index=index, done=True)


def run_cases(platform, true):
    late = []
    for n in range(32):
        mode = "drill" if n % 6 == 5 else "live"
        alerts = [true.pop()] if true and true[-1]["mode"] == mode and n % 2 == 0 else []
        case = Case(platform, n, mode, alerts)
        way = n % 11
        if way == 0:
            continue
        if way == 1:
            case.do("leader", "void", reason="重复")
            continue
        case.do("officer", "file")
        # No real unit is sent to a drill; those of a drill with shadows are in test-drills.c.
        if mode == "drill":
            continue
        if way == 2:
            case.do("leader", "suspend", until=rfc(time.time() * 1000 + HOUR), reason="等待备件")
            continue
        case.dispatch(soon=way == 3)
        if way == 3:
            late.append(case)
            continue
        if way == 4:
            case.act("handler", 0, "accept")
            case.act("handler", 0, "hand-back", reason="车辆故障")
            case.act("leader", 1, "cancel", reason="派错")
            if n > 10:
                case.dispatch()
                case.handle()
            continue
        if way == 5:
            case.do("leader", "suspend", until=rfc(time.time() * 1000 + HOUR), reason="等待备件")
            case.handle()
            case.do("leader", "resume")
        else:
            case.handle()
        if way == 6:
            continue
        case.report()
        if way == 7:
            case.do("checker", "return", reason="未清理干净")
            if n > 10:
                case.dispatch()
                case.handle()
                case.report()
                case.do("checker", "check")
            continue
        if way == 8:
            continue
        case.do("checker", "check")
        if way == 9:
            case.do("leader", "reopen", reason="复发")
            if n > 15:
                case.dispatch()
                case.handle()
                case.report()
                case.do("checker", "check")
    edited = Case(platform, 100, "live", [])
    status = platform.do("officer", "GET", f"/cases/{edited.id}")
    edit(platform, edited.id, status["revision"], {"kind": "gas_leak", "location": SOUTH_POINT})
    moved = Case(platform, 101, "live", [])
    moved.do("officer", "file")
    moved.dispatch()
    status = platform.do("officer", "GET", f"/cases/{moved.id}")
    edit(platform, moved.id, status["revision"], {"kind": "gas_leak", "location": SOUTH_POINT})
    return late


def edit(platform, case, revision, body):
    request = urllib.request.Request(
        f"{platform.url}/cases/{case}", method="PATCH", data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "Idempotency-Key": fresh_id(), "If-Match": f'"{revision}"',
                 "Authorization": f"Bearer {platform.tokens['officer']}"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        assert answer.status == 200


def flap_devices(platform):
    for n, (camera, status) in enumerate(itertools.product(CAMERAS, ["offline", "online", "maintenance", "fault", "online"])):
        if n != 4:
            platform.ingest([{"type": "device.health", "data": {"device": camera, "status": status}}])
            time.sleep(0.02)


def wait_for_late(platform, late):
    deadline = time.monotonic() + 20
    for case in late:
        while not (platform.do("officer", "GET", f"/cases/{case.id}").get("deadlines") or {}).get("past"):
            if time.monotonic() > deadline:
                raise SystemExit("no deadline has passed")
            time.sleep(0.05)
    for case in late[1:]:
        case.handle()
        case.report()
        case.do("checker", "check")


def run(url, _folder):
    platform, chance = Platform(url), random.Random(20261126)
    flap_devices(platform)
    ids = raise_alerts(platform, chance)
    true = judge_alerts(platform, chance, ids)
    wait_for_late(platform, run_cases(platform, true))


# --- into the past ------------------------------------------------------------------------------------------

RFC = re.compile(r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$')
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def rfc(ms):
    return (EPOCH + datetime.timedelta(milliseconds=int(ms))).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def ms_of(text):
    if not text:
        return None
    moment = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return round((moment - EPOCH) / datetime.timedelta(milliseconds=1))


def move_times(value, move):
    if isinstance(value, dict):
        return {key: move_times(item, move) for key, item in value.items()}
    if isinstance(value, list):
        return [move_times(item, move) for item in value]
    return rfc(move(ms_of(value))) if isinstance(value, str) and RFC.match(value) else value


def age(folder):
    """Each alert, and each case with its assignments, goes back by a time of its own and is drawn out; devices change
    every seven hours."""
    chance = random.Random(7)
    with sqlite3.connect(pathlib.Path(folder) / "platform.db") as database:
        rows = database.execute("SELECT seq, kind, id, at, body FROM event WHERE body IS NOT NULL ORDER BY seq").fetchall()
        now, spans, n_device = int(time.time() * 1000), {}, 0
        groups = {seq: (json.loads(body).get("case") if kind == "assignment" else id_)
                  for seq, kind, id_, at, body in rows if kind in ("alert", "case", "assignment")}
        for seq, kind, id_, at, body in rows:
            if seq in groups:
                first, last = spans.get(groups[seq], (at // 1000, at // 1000))
                spans[groups[seq]] = (min(first, at // 1000), max(last, at // 1000))
        moves = {}
        for group, (first, last) in sorted(spans.items()):
            factor = chance.choice([400, 900, 5000])
            back = chance.randrange(40 * DAY) + (last - first) * factor
            moves[group] = lambda ms, first=first, factor=factor, begin=now - back: begin + (ms - first) * factor
        devices = sum(kind == "device" for _, kind, *_ in rows)
        for seq, kind, id_, at, body in rows:
            if seq in groups:
                move = moves[groups[seq]]
            elif kind == "device":
                n_device += 1
                move = lambda ms, n=n_device: now - (devices - n + 1) * 7 * HOUR - 12345
            else:
                continue
            database.execute("UPDATE event SET at = ?, body = ? WHERE seq = ?",
                             (move(at // 1000) * 1000, json.dumps(move_times(json.loads(body), move)), seq))
    database.close()


# --- the same figures again ----------------------------------------------------------------------------------


class Log:
    """What the events of a log tell, by the definitions."""

    def __init__(self, folder):
        path = pathlib.Path(folder) / "platform.db"
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
            events = database.execute("SELECT seq, kind, id, at / 1000, body FROM event ORDER BY seq").fetchall()
            self.audited = dict(database.execute("SELECT action, count(DISTINCT id) FROM audit GROUP BY action").fetchall())
        database.close()
        history = {}
        for seq, kind, id_, at, body in events:
            history.setdefault(kind, {}).setdefault(id_, []).append((seq, at, json.loads(body) if body else None))
        self.history = history
        self.areas = {id_: versions[-1][2] for id_, versions in history["area"].items()}
        self.organisation_of = {id_: versions[-1][2].get("organisation") for id_, versions in history["unit"].items()}
        self.alerts = [self.read_alert(versions) for versions in history.get("alert", {}).values()]
        assignments = history.get("assignment", {}).values()
        self.cases = [self.read_case(id_, versions, assignments) for id_, versions in history.get("case", {}).items()]
        self.assignments = [self.read_assignment(versions) for versions in assignments]
        self.devices = [[(at, body) for _, at, body in versions] for versions in history["device"].values()]

    def lineage(self, area):
        while area:
            yield area
            area = self.areas[area].get("parent") if area in self.areas else None

    def subdistrict(self, area):
        return next((one for one in self.lineage(area) if self.areas[one]["kind"] == "subdistrict"), None)

    @staticmethod
    def read_alert(versions):
        received, last = versions[0][1], versions[-1][2]
        claimed = [at for _, at, body in versions if body["state"] == "claimed"]
        verdict = last.get("verdict") or "none"
        given = None
        for _, at, body in reversed(versions):
            if (body.get("verdict") or "none") != verdict:
                break
            given = at
        return {"received": received, "mode": last["mode"], "area": last["area"], "kind": last["kind"],
                "severity": last["severity"], "occurrences": last["occurrences"], "verdict": verdict,
                "claim_s": (claimed[0] - received) // 1000 if claimed else None,
                "verdict_s": (given - received) // 1000 if verdict != "none" else None,
                "algorithm": last.get("algorithm"), "device": last.get("device")}

    def read_case(self, id_, versions, assignments):
        last, first_at, reached = versions[-1][2], versions[0][1], {}
        for _, _, body in versions:
            for step in body.get("steps") or []:
                reached.setdefault(step["step"], ms_of(step["at"]))
        latest = {step["step"]: ms_of(step["at"]) for step in last.get("steps") or []}
        mine = sorted((seq, body) for rows in assignments for seq, _, body in rows if body["case"] == id_)
        leads = [body for _, body in mine if body.get("lead")]
        arrivals = [ms_of(body["on_scene_at"]) for _, body in mine if body.get("on_scene_at")]
        steps = [body["step"] for _, _, body in versions]
        over = last["step"] if last["step"] in ("closed", "void") else None
        return {"received": first_at, "mode": last["mode"], "area": last["area"], "kind": last["kind"], "over": over,
                "over_at": latest.get(over) if over else math.inf,
                "organisation": self.organisation(leads[-1]) if leads else None,
                "filed": reached.get("filed"), "dispatched": reached.get("dispatched"), "accepted": reached.get("handling"),
                "arrived": arrivals[0] if arrivals else None, "reported": reached.get("reported"),
                "checking": latest.get("checking"),
                "late": any((body.get("deadlines") or {}).get("past") for _, _, body in versions),
                "past": bool((last.get("deadlines") or {}).get("past")),
                "returned": (last.get("returned") or 0) > 0,
                "reopened": any(a == "closed" and b != "closed" for a, b in zip(steps, steps[1:])),
                "on_time": bool((last.get("evaluation") or {}).get("on_time"))}

    def organisation(self, assignment):
        return assignment.get("organisation") or self.organisation_of.get(assignment.get("unit"))

    def read_assignment(self, versions):
        sent_seq, last = versions[0][0], versions[-1][2]
        ends = {"done": "done_at", "declined": "declined_at", "handed_back": "handed_back_at", "cancelled": "cancelled_at"}
        case = [body for seq, _, body in self.history["case"][last["case"]] if seq < sent_seq][-1]
        end = ends.get(last["state"])
        return {"received": ms_of(last["sent_at"]), "mode": last["mode"], "area": last["area"], "kind": case["kind"],
                "unit": last.get("unit"), "organisation": self.organisation(last), "state": last["state"],
                "ended": ms_of(last[end]) if end else math.inf}


def rank(values, percent):
    ordered = sorted(values)
    return ordered[math.ceil(len(ordered) * percent / 100) - 1] if ordered else None


def share(part, whole):
    return part / whole if whole else None


def seconds(rows, begin, end):
    return [(row[end] - row[begin]) // 1000 for row in rows if row[begin] is not None and row[end] not in (None, math.inf)]


class Period:
    """A question, and its answer from a log."""

    def __init__(self, log, question, as_of, areas):
        self.log, self.q, self.areas = log, question, areas
        first, last = (datetime.date.fromisoformat(question[key]) for key in ("from", "to"))
        self.days = [first + datetime.timedelta(days=n) for n in range((last - first).days + 1)]
        self.begin, self.end = self.midnight(first), self.midnight(last) + DAY
        self.now = as_of
        self.until = min(self.end, as_of + 1)
        self.by = [part for part in question.get("by", "").split(",") if part]
        self.alerts, self.cases, self.assignments = (
            [row for row in rows if row["mode"] == question["mode"] and self.counts(row["area"])
             and question.get("kind") in (None, row["kind"])]
            for rows in (log.alerts, log.cases, log.assignments))

    @staticmethod
    def midnight(day):
        return (day - datetime.date(1970, 1, 1)).days * DAY - AHEAD

    def counts(self, area):
        lineage = list(self.log.lineage(area))
        wanted = self.q.get("subdistrict")
        return (not self.areas or any(one in self.areas for one in lineage)) and (
            wanted is None or self.log.subdistrict(area) == wanted)

    def part(self, name, row, at):
        local = (at + AHEAD) % DAY // HOUR
        return {"day": lambda: ((at + AHEAD) // DAY), "shift": lambda: ["night", "early", "late"][local // 8],
                "subdistrict": lambda: self.log.subdistrict(row["area"]),
                "organisation": lambda: row.get("organisation"), "kind": lambda: row["kind"]}[name]()

    def key(self, row, at):
        return tuple(self.part(name, row, at) for name in self.by)

    def place_key(self, row):
        return tuple(self.part(name, row, 0) for name in self.by if name not in ("day", "shift"))

    def slots(self):
        """The stretches of time by which it is grouped, as (what of the key is time, begin, end)."""
        if "shift" in self.by:
            stretches = [(self.midnight(day) + n * 8 * HOUR, 8 * HOUR) for day in self.days for n in range(3)]
        elif "day" in self.by:
            stretches = [(self.midnight(day), DAY) for day in self.days]
        else:
            stretches = [(self.begin, self.end - self.begin)]
        for begin, length in stretches:
            if begin < self.until:
                yield (tuple(self.part(name, None, begin) for name in self.by if name in ("day", "shift")),
                       begin, min(begin + length, self.until))

    def received(self, rows):
        return [row for row in rows if self.begin <= row["received"] < self.end]

    def groups(self):
        if not self.by:
            return {}
        groups = {}
        for name, rows in (("received", self.received(self.cases)), ("assigned", self.received(self.assignments)),
                           ("alerts", [] if "organisation" in self.by else self.received(self.alerts))):
            for row in rows:
                groups.setdefault(self.key(row, row["received"]), {}).setdefault(name, []).append(row)
        for row in self.closed():
            groups.setdefault(self.key(row, row["over_at"]), {}).setdefault("closed", []).append(row)
        self.add_in_hand(groups)
        if not set(self.by) & {"organisation", "kind"}:
            self.add_online(groups)
        return {key: self.values(group) for key, group in groups.items()}

    def add_in_hand(self, groups):
        places = {}
        for row in self.cases:
            places.setdefault(self.place_key(row), []).append(row)
        for place, rows in places.items():
            for when, _, end in self.slots():
                n = sum(row["received"] < end <= row["over_at"] for row in rows)
                key = when + place
                if n or key in groups:
                    groups.setdefault(key, {})["in_hand"] = n

    def add_online(self, groups):
        for place in {self.log.subdistrict(body["area"]) for device in self.log.devices for _, body in device}:
            for when, begin, end in self.slots():
                online, known = self.online(begin, min(end, self.now), lambda body: self.log.subdistrict(body["area"]) == place)
                key = when + ((place,) if "subdistrict" in self.by else ())
                if known:
                    had = groups.setdefault(key, {}).setdefault("online", [0, 0])
                    had[0] += online
                    had[1] += known

    def online(self, begin, end, of):
        online = known = 0
        for device in self.log.devices:
            for (since, body), (until, _) in zip(device, device[1:] + [(math.inf, None)]):
                time_in = max(0, min(until, end) - max(since, begin))
                if body["status"] == "maintenance" or not self.counts(body["area"]) or not of(body):
                    continue
                known += time_in
                online += time_in if body["status"] == "online" else 0
        return online, known

    def closed(self):
        return [row for row in self.cases if row["over"] == "closed" and self.begin <= row["over_at"] < self.until]

    def sources(self, rows):
        return self.verdicts(rows) | {"alerts_received": len(rows)}

    @staticmethod
    def verdicts(rows):
        by = {verdict: sum(row["verdict"] == verdict for row in rows) for verdict in ("true", "false", "test", "undetermined")}
        return {"alerts_judged": sum(by.values()), "alerts_true": by["true"], "alerts_false": by["false"],
                "alerts_test": by["test"], "alerts_undetermined": by["undetermined"],
                "false_alarm_rate": share(by["false"], by["true"] + by["false"])}

    def values(self, group, total=False):
        alerts, cases = group.get("alerts", []), group.get("received", [])
        closed, sent = group.get("closed", []), group.get("assigned", [])
        closed_of_received = [row for row in cases if row["over"] == "closed"]
        values, times = {}, {}
        if total or "organisation" not in self.by:
            values |= self.sources(alerts)
            values |= {"alerts_occurrences": sum(row["occurrences"] for row in alerts),
                       "alerts_high": sum(row["severity"] in ("high", "urgent") for row in alerts),
                       "alerts_claimed": sum(row["claim_s"] is not None for row in alerts)}
            times |= {"claim": [row["claim_s"] for row in alerts if row["claim_s"] is not None],
                      "verdict": [row["verdict_s"] for row in alerts if row["verdict_s"] is not None]}
        if total or not set(self.by) & {"organisation", "kind"}:
            online = group.get("online", [0, 0])
            values["device_online_rate"] = share(online[0], online[1])
        values |= {
            "cases_received": len(cases), "cases_void": sum(row["over"] == "void" for row in cases),
            "cases_closed_of_received": len(closed_of_received),
            "closing_rate": share(len(closed_of_received), sum(row["over"] != "void" for row in cases)),
            "cases_closed": len(closed), "on_time_rate": share(sum(row["on_time"] for row in closed), len(closed)),
            "cases_in_hand": group.get("in_hand", 0), "cases_overdue": sum(row["late"] for row in cases),
            "cases_returned": sum(row["returned"] for row in cases), "cases_reopened": sum(row["reopened"] for row in cases),
            "assignments": len(sent), "assignments_declined": sum(row["state"] == "declined" for row in sent),
            "assignments_handed_back": sum(row["state"] == "handed_back" for row in sent)}
        times |= {"file": seconds(cases, "received", "filed"), "dispatch": seconds(cases, "filed", "dispatched"),
                  "accept": seconds(cases, "dispatched", "accepted"), "arrive": seconds(cases, "dispatched", "arrived"),
                  "handle": seconds(cases, "accepted", "reported"), "finish": seconds(cases, "dispatched", "reported"),
                  "check": seconds(closed_of_received, "checking", "over_at"),
                  "close": seconds(closed_of_received, "received", "over_at")}
        for name, taken in times.items():
            values |= {f"{name}_s_median": rank(taken, 50), f"{name}_s_p90": rank(taken, 90)}
        return values

    def total(self):
        return self.values({"alerts": self.received(self.alerts), "received": self.received(self.cases),
                            "closed": self.closed(), "assigned": self.received(self.assignments),
                            "in_hand": sum(row["received"] < self.until <= row["over_at"] for row in self.cases),
                            "online": self.online(self.begin, min(self.until, self.now), lambda body: True)}, True)

    def by_source(self, name):
        rows = {}
        for row in self.received(self.alerts):
            if row[name]:
                rows.setdefault(row[name], []).append(row)
        found = {source: self.sources(alerts) for source, alerts in rows.items()}
        return {source: values for source, values in found.items() if name == "algorithm" or values["alerts_false"]}

    def units(self):
        loads = {}
        for row in self.assignments:
            if row["unit"] and row["ended"] >= self.begin and row["received"] < self.until:
                loads.setdefault(row["unit"], []).append(row)
        return {unit: {"assignments": len(self.received(rows)), "busy_s": self.busy(rows),
                       "assignments_declined": sum(row["state"] == "declined" for row in self.received(rows)),
                       "assignments_handed_back": sum(row["state"] == "handed_back" for row in self.received(rows))}
                for unit, rows in loads.items()}

    def busy(self, rows):
        """Every ms counts once, however many assignments were open in it: by the edges between them."""
        spans = [(max(row["received"], self.begin), min(row["ended"], self.until, self.now)) for row in rows]
        edges = sorted({edge for span in spans for edge in span})
        return sum(b - a for a, b in zip(edges, edges[1:]) if any(begin <= a and b <= end for begin, end in spans)) // 1000

    def kinds(self):
        kind_of = lambda body: (body["kind"], None if body.get("project") == "none" else body.get("project"))
        kinds = {kind_of(body) for device in self.log.devices for at, body in device
                 if at < self.until and body["status"] != "maintenance" and self.counts(body["area"])}
        found = {}
        for kind in kinds:
            of = lambda body: kind_of(body) == kind
            online, known = self.online(self.begin, min(self.until, self.now), of)
            last = [[body for at, body in device if at < self.until][-1:] for device in self.log.devices]
            now = [body["status"] for bodies in last for body in bodies if of(body) and self.counts(body["area"])]
            n, n_online = sum(status != "maintenance" for status in now), now.count("online")
            if n or known:
                found[kind] = {"device_online_rate": share(online, known), "devices": n, "devices_online": n_online,
                               "devices_online_rate": share(n_online, n)}
        return found


# --- holding the two against each other ----------------------------------------------------------------------


def differences(where, ours, theirs):
    for name in sorted(set(ours) | set(theirs), key=str):
        if name not in ours or name not in theirs:
            yield f"{where}: {name} is only {'in the answer' if name in theirs else 'in the log'}"
        elif isinstance(ours[name], dict):
            yield from differences(f"{where} {name}", ours[name], theirs[name])
        elif ours[name] != theirs[name] and not (
                isinstance(ours[name], float) and theirs[name] is not None and math.isclose(ours[name], theirs[name], rel_tol=1e-9)):
            yield f"{where} {name}: {ours[name]} by the log, {theirs[name]} by the platform"


def key_of(group, by):
    parts = []
    for name in by:
        value = group[name]
        parts.append((datetime.date.fromisoformat(value) - datetime.date(1970, 1, 1)).days if name == "day" else value)
    return tuple(parts)


def compare_one(platform, log, who, areas, question):
    query = "&".join(f"{name}={value}" for name, value in question.items())
    answer = platform.do(who, "GET", f"/figures?{query}")
    period = Period(log, question, ms_of(answer["as_of"]), areas)
    order = [name for name in ("day", "shift", "subdistrict", "organisation", "kind") if name in period.by]
    assert answer["by"] == order
    period.by = order
    ours = {"total": period.total(), "groups": period.groups(), "algorithms": period.by_source("algorithm"),
            "devices": period.by_source("device"), "units": period.units(), "online": period.kinds()}
    theirs = {"total": answer["total"],
              "groups": {key_of(group, order): group["values"] for group in answer["groups"]},
              **{name: {item["id"]: item["values"] for item in answer[name]} for name in ("algorithms", "devices", "units")},
              "online": {(item["kind"], item["project"]): item["values"] for item in answer["online"]}}
    assert len(theirs["groups"]) == len(answer["groups"]), "a group stands twice"
    return list(differences(f"{who} {query}", ours, theirs)), ours


def compare_day(platform, log, who, areas, mode):
    answer = platform.do(who, "GET", f"/figures/day?mode={mode}")
    now, today = ms_of(answer["as_of"]), answer["day"]
    question = {"from": today, "to": today, "mode": mode, "by": "subdistrict"}
    period = Period(log, question, now, areas)
    assert Period.midnight(datetime.date.fromisoformat(today)) <= now < period.end
    figures = {item["id"]: item for item in platform.do(who, "GET", "/figures/definitions")["items"]}
    shown = lambda values: {name: value for name, value in values.items() if "day" in figures[name]["found"]}
    yesterday = lambda rows: sum(period.begin - DAY <= row["received"] <= now - DAY for row in rows)
    ours = shown(period.total()) | {
        "alerts_received_yesterday": yesterday(period.alerts), "cases_received_yesterday": yesterday(period.cases),
        "cases_overdue_now": sum(row["over"] is None and row["past"] for row in period.cases)}
    groups = {key[0]: shown(values) for key, values in period.groups().items()}
    theirs = {item["subdistrict"]: item["values"] for item in answer["subdistricts"]}
    for place in theirs:
        groups.setdefault(place, shown(period.values({})))
    groups.pop(None, None)
    ours_hours = [hours(period.alerts, period.begin + n * HOUR, now) | previous(period.alerts, period.begin + n * HOUR)
                  for n in range(24)]
    online = {(item["kind"], item["project"]): item["values"] for item in answer["online"]}
    now_online = {kind: {name: values[name] for name in ("devices", "devices_online", "devices_online_rate")}
                  for kind, values in period.kinds().items()}
    where = f"{who} day {mode}"
    return (list(differences(where, ours, answer["total"])) + list(differences(f"{where} subdistrict", groups, theirs)) +
            list(differences(f"{where} online", now_online, online)) +
            [line for n in range(24) for line in differences(f"{where} hour", ours_hours[n] | {"hour": n}, answer["hours"][n])])


def hours(alerts, begin, now):
    rows = [row for row in alerts if begin <= row["received"] < begin + HOUR]
    if begin > now:
        return {"today": None, "today_high": None}
    return {"today": len(rows), "today_high": sum(row["severity"] in ("high", "urgent") for row in rows)}


def previous(alerts, begin):
    values = hours(alerts, begin - DAY, math.inf)
    return {"yesterday": values["today"], "yesterday_high": values["today_high"]}


def questions(now):
    today = datetime.date(1970, 1, 1) + datetime.timedelta(days=(now + AHEAD) // DAY)
    day = lambda back: (today - datetime.timedelta(days=back)).isoformat()
    bys = ["", "day", "shift", "subdistrict", "organisation", "kind", "day,shift", "day,subdistrict", "kind,day",
           "subdistrict,kind", "organisation,kind", "organisation,day", "shift,subdistrict", "day,shift,subdistrict,kind"]
    for by in bys:
        for first, last in ((0, 0), (6, 0), (60, 0), (11, 11), (30, 9)):
            yield {"from": day(first), "to": day(last), "mode": "live"} | ({"by": by} if by else {})
    for extra in ({"mode": "drill"}, {"mode": "drill", "by": "day,kind"}, {"subdistrict": NORTH, "by": "day"},
                  {"kind": "smoke_fire", "by": "subdistrict,day"}, {"kind": "smoke_fire", "subdistrict": SOUTH},
                  {"kind": "nothing_such", "by": "kind"}):
        yield {"from": day(60), "to": day(0), "mode": "live"} | extra


def compare(url, folder, aged=""):
    platform, log = Platform(url), Log(folder)
    found, n, busy = [], 0, None
    for who, areas in (("officer", []), ("wall", []), ("north", [NORTH])):
        for question in questions(int(time.time() * 1000)):
            if areas and question.get("subdistrict") not in (None, *areas):
                continue  # which is refused
            lines, ours = compare_one(platform, log, who, areas, question)
            found, n = found + lines, n + 1
            busy = busy or ours
            if who == "officer" and question == {"from": question["from"], "to": question["to"], "mode": "live"}:
                busy = max(busy, ours, key=lambda values: values["total"]["alerts_received"])
        for mode in ("live", "drill"):
            found, n = found + compare_day(platform, log, who, areas, mode), n + 1
    # A log in which nothing happens would agree with anything.
    for name, value in busy["total"].items():
        if not value and (aged or "_s_" not in name):  # nothing takes a second before it is drawn out
            found.append(f"nothing in the log makes {name}: the test would not see it wrong")
    audited = {"alert.raise": len(log.alerts), "case.create": len(log.cases),
               "case.reopen": sum(row["reopened"] for row in log.cases),
               "case.void": sum(row["over"] == "void" for row in log.cases)}
    found += [f"{action}: {log.audited.get(action)} in the audit, {n_log} in the events"
              for action, n_log in audited.items() if log.audited.get(action) != n_log]
    print(f"{n} answers held against the log, {len(found)} differences")
    for line in found[:40]:
        print(line)
    return 1 if found else 0


def main(arguments):
    deed, *rest = arguments
    return {"run": lambda: run(*rest), "age": lambda: age(rest[0]), "compare": lambda: compare(*rest)}[deed]() or 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
