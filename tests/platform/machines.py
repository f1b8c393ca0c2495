#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many clients do random things to a few alerts, cases and assignments at once, and each answer of the platform is
compared with a table of the contract that is written down a second time (machines_table.py).

  machines.py URL DIR

ZHIBAN_MODEL_SEED repeats a run as far as chance goes, ZHIBAN_MODEL_COMMANDS says how many commands, ZHIBAN_MODEL_CLIENTS
how many clients. The platform's log of events says in which order what was accepted was done: each version of an entity
is held against the one before. What was refused has to have been refusable in a moment between question and answer."""

import bisect
import collections
import hashlib
import http.client
import itertools
import json
import os
import pathlib
import random
import sqlite3
import sys
import threading
import time
import urllib.parse

import machines_table as table
from figures import API_KEY, CAMERAS, NORTH, NORTH_POINT, ORGANISATION, PASSWORD, SOUTH, SOUTH_POINT, UNITS, fresh_id, rfc

PEOPLE = ["officer", "officer2", "leader", "north", "south", "handler", "handler2", "checker", "reviewer", "auditor",
          "admin", "wall"]
LYING_IN = {NORTH: {NORTH, "01890000-0000-7000-8000-000000000004"},
            SOUTH: {SOUTH, "01890000-0000-7000-8000-000000000005"}}
PLURALS = {"alert": "alerts", "case": "cases", "assignment": "assignments"}
KINDS = ["smoke_fire", "dispute"]
HOUR = 3_600_000
FORWARD = ("claim", "verdict", "file", "dispatch", "accept", "en-route", "arrive", "done", "report", "check")
NEED_A_LINE = ("claim", "release", "presence")
# What the audit calls what the path calls otherwise.
AUDITED = {"case.assignments": "case.assign", "case.notes": "case.note", "assignment.en-route": "assignment.en_route",
           "assignment.hand-back": "assignment.hand_back", "alert.create": "alert.raise"}


def now_ms():
    return time.time() * 1000


# --- talking ---------------------------------------------------------------------------------------------------


class Line:
    """One client's way to the platform: a connection for each request, so that none is lost with one that was kept."""

    def __init__(self, url):
        self.host = urllib.parse.urlsplit(url).netloc

    def send(self, method, path, body=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items() if value is not None}
        connection = http.client.HTTPConnection(self.host, timeout=60)
        connection.request(method, "/api/v1" + path, None if body is None else json.dumps(body),
                           {"Content-Type": "application/json", "Connection": "close"} | headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return answer.status, json.loads(text) if text else None, answer.headers


class Call:
    """A command, and what became of it."""

    def __init__(self, who, machine, command, entity, body):
        self.who, self.machine, self.command, self.id, self.body = who, machine, command, entity, body
        self.key, self.follows, self.if_match = fresh_id(), None, None
        self.status = self.answer = None
        self.sent = self.received = 0

    def name(self):
        return f"{self.machine}.{self.command}"

    def path(self):
        plural = PLURALS[self.machine]
        if self.command == "create":
            return f"/{plural}"
        return f"/{plural}/{self.id}" if self.command == "edit" else f"/{plural}/{self.id}/{self.command}"

    def __str__(self):
        because = (self.answer or {}).get("because") if self.status and self.status >= 400 else ""
        return f"{self.who}: {self.name()} {self.id[-12:]} {json.dumps(self.body, ensure_ascii=False)} → " \
               f"{self.status} {because or ''}"


# --- what the clients know --------------------------------------------------------------------------------------


class View:
    """All that was answered, for choosing what to do next: it may be old, and that is meant."""

    planned_kind = "smoke_fire"

    def __init__(self, accounts):
        self.accounts = {account["id"]: account for account in accounts.values()}
        self.names = {account["id"]: name for name, account in accounts.items()}
        self.known = {machine: {} for machine in PLURALS}
        self.lock = threading.Lock()
        self.tried = collections.Counter()

    def take(self, machine, entity):
        with self.lock:
            before = self.known[machine].get(entity["id"])
            if before is None or before["version"] < entity["version"]:
                self.known[machine][entity["id"]] = entity

    def choose(self, chance, machine, states=None):
        with self.lock:
            entities = list(self.known[machine].values())
        fitting = [one for one in entities if states is None or table.state_of(machine, one, now_ms()) in states]
        return chance.choice(fitting) if fitting else None

    def assignments_of(self, case):
        with self.lock:
            return [one for one in self.known["assignment"].values() if one["case"] == case]


# --- what they do ------------------------------------------------------------------------------------------------


class Client:
    def __init__(self, number, seed, url, view, people, accounts, calls, raised):
        self.chance, self.line, self.view = random.Random(f"{seed} {number}"), Line(url), view
        self.people, self.accounts, self.calls, self.raised = people, accounts, calls, raised
        self.last = None

    def do(self, call, key=None):
        durable = call.command not in NEED_A_LINE
        call.sent = now_ms()
        call.status, call.answer, headers = self.line.send(
            "PATCH" if call.command == "edit" else "POST", call.path(), call.body,
            Authorization=f"Bearer {self.people[call.who]}", Idempotency_Key=call.key if durable else None,
            Follows=call.follows, If_Match=call.if_match)
        call.received = now_ms()
        self.calls.append(call)
        if call.status in (200, 201) and call.machine in PLURALS and call.command != "notes":
            self.view.take(call.machine, call.answer)
            self.look_at_others(call)
        if call.status in (200, 201) and durable:
            self.last = call
        return call

    def fetch(self, machine, entity):
        status, answer, _ = self.line.send("GET", f"/{PLURALS[machine]}/{entity}",
                                           Authorization=f"Bearer {self.people['officer']}")
        if status == 200:
            self.view.take(machine, answer)

    def look_at_others(self, call):
        if call.machine == "assignment":
            self.fetch("case", call.answer["case"])
        for one in call.body.get("assignments", []):
            self.fetch("assignment", one["id"])

    # bodies

    def spoils(self):
        return self.chance.random() < 0.12

    def say(self, body, member, words):
        if not self.spoils():
            body[member] = words
        return body

    def targets(self, case):
        out = {one.get("unit") or one.get("organisation") for one in self.view.assignments_of(case)
               if one["state"] in table.OPEN}
        free = [one for one in UNITS + [ORGANISATION] if one not in out or self.spoils()]
        chosen = [] if self.spoils() else self.chance.sample(free, min(len(free), self.chance.choice([1, 1, 2])))
        return [{"id": fresh_id()} | ({"organisation": one} if one == ORGANISATION else {"unit": one}) for one in chosen]

    def until(self, most):
        late = self.chance.choice([-HOUR, most + 2 * HOUR]) if self.spoils() else self.chance.randrange(60_000, most)
        return rfc(int(now_ms()) + late)

    def body_for(self, machine, command, entity):
        name, reason = f"{machine}.{command}", lambda: self.say({}, "reason", "试")
        makers = {
            "alert.claim": lambda: {"take_over": "交接"} if self.chance.random() < 0.3 else {},
            "alert.verdict": lambda: {"verdict": self.chance.choice(["true", "true", "undetermined", "false", "test"]),
                                      "seen_occurrence": entity.get("occurrences", 1) + (1 if self.spoils() else 0)},
            "alert.merge": lambda: {"into": self.other(machine, entity)},
            "alert.snooze": lambda: reason() | {"until": self.until(3 * HOUR)},
            "alert.case": lambda: {"case": self.other("case", entity)},
            "alert.close": reason,
            "case.dispatch": lambda: {"assignments": self.targets(entity["id"])},
            "case.assignments": lambda: {"assignments": self.targets(entity["id"])},
            "case.report": lambda: self.say({}, "note", "已处置"),
            "case.checker": lambda: {"checker": self.accounts[self.chance.choice(PEOPLE)]["id"]},
            "case.check": dict, "case.return": reason, "case.void": reason, "case.reopen": reason,
            "case.suspend": lambda: reason() | {"until": self.until(5 * HOUR)},
            "case.extend": lambda: reason() | {"deadline": rfc(int(now_ms()) + self.chance.choice([9, 30]) * HOUR // 9)},
            "assignment.decline": reason, "assignment.hand-back": reason, "assignment.cancel": reason,
            "assignment.done": lambda: self.say({}, "note", "好了"),
        }
        if name in makers:
            return makers[name]()
        return self.say({}, "note", "代") if machine == "assignment" else {}

    def other(self, machine, entity):
        one = None if self.spoils() else self.view.choose(self.chance, machine)
        return one["id"] if one else self.chance.choice([entity["id"], fresh_id()])

    # who does what

    def holder(self, machine, entity, command):
        """Whom the table would let do it most likely."""
        if machine == "alert" and command in ("release", "verdict") and entity.get("claim"):
            return self.view.names.get(entity["claim"]["by"])
        if machine == "case" and command in ("check", "return") and entity.get("checker"):
            return self.view.names.get(entity["checker"])
        if machine == "assignment" and command != "cancel" and entity.get("unit"):
            return "handler" if entity["unit"] == UNITS[0] else "handler2"
        return None

    def aim(self):
        """What is likely to be accepted."""
        rows = [row for row in table.ROWS if row.command != "presence"]
        row = min(self.chance.sample(rows, 4), key=lambda one: self.view.tried[str(one)])
        entity = self.view.choose(self.chance, row.machine, row.states)
        if entity is None:
            return self.advance()
        self.view.tried[str(row)] += 1
        fitting = [who for who in PEOPLE if self.accounts[who]["role"] in row.roles]
        who = self.holder(row.machine, entity, row.command)
        who = who if who and self.chance.random() < 0.8 else self.chance.choice(fitting)
        return Call(who, row.machine, row.command, entity["id"], self.body_for(row.machine, row.command, entity))

    def advance(self):
        """Nothing is so far yet: something is brought a step nearer."""
        row = self.chance.choice([row for row in table.ROWS if row.command in FORWARD])
        entity = self.view.choose(self.chance, row.machine, row.states)
        if entity is None:
            return self.make_something()
        who = self.holder(row.machine, entity, row.command)
        who = who or self.chance.choice([who for who in PEOPLE if self.accounts[who]["role"] in row.roles])
        return Call(who, row.machine, row.command, entity["id"], self.body_for(row.machine, row.command, entity))

    def shoot(self):
        """Anything at anything by anybody."""
        machine = self.chance.choice(list(PLURALS))
        entity = self.view.choose(self.chance, machine)
        if entity is None:
            return self.make_something()
        command = self.chance.choice([one for one in table.COMMANDS[machine] if one != "presence"])
        gone = dict(entity, id=fresh_id()) if self.chance.random() < 0.03 else entity
        return Call(self.chance.choice(PEOPLE), machine, command, gone["id"], self.body_for(machine, command, entity))

    def make_something(self):
        machine, point = self.chance.choice(["alert", "case"]), self.chance.choice([NORTH_POINT, SOUTH_POINT])
        who = self.chance.choice(["officer", "leader", "north", "south", "handler"])
        body = {"id": fresh_id(), "kind": self.chance.choice(KINDS), "location": point, "title": "随机",
                "severity": self.chance.choice(["low", "medium", "high", "urgent"]),
                "mode": "drill" if self.chance.random() < 0.15 else "live"}
        if machine == "case" and not self.spoils():
            body["place"] = "天山路"
        return Call(who, machine, "create", body["id"], body)

    def note(self):
        case = self.view.choose(self.chance, "case")
        if case is None:
            return self.make_something()
        return Call(self.chance.choice(PEOPLE), "case", "notes", case["id"], {"text": "记一笔"})

    def tick(self):
        """So that a check can pass."""
        case = self.view.choose(self.chance, "case", {"checking"})
        items = [n for n, item in enumerate((case or {}).get("checklist") or [])
                 if item.get("stage") == "check" and not item.get("done")]
        if not items or not case.get("checker"):
            return self.aim()
        return Call(self.view.names[case["checker"]], "case", "checklist", case["id"],
                    {"index": items[0], "done": True})

    def edit(self):
        case = self.view.choose(self.chance, "case")
        if case is None:
            return self.make_something()
        call = Call(self.chance.choice(PEOPLE), "case", "edit", case["id"], {"title": f"改 {self.chance.random():.6f}"})
        call.if_match = f'"{case.get("revision", 0)}"'
        return call

    def raise_again(self):
        kind, camera = self.chance.choice(KINDS), self.chance.choice(CAMERAS[:2])
        severity = self.chance.choices(["low", "medium", "high", "urgent"], [4, 4, 4, 1])[0]
        event = {"specversion": "1.0", "id": fresh_id(), "source": "/tests", "type": "alert.raised",
                 "data": {"kind": kind, "severity": severity, "device": camera, "title": "再报",
                          "dedup_key": str(self.chance.randrange(6))}}
        status, answer, _ = self.line.send("POST", "/ingest/events", [event], X_API_Key=API_KEY,
                                           Content_Type="application/cloudevents-batch+json")
        if status != 200 or answer["items"][0]["status"] == "refused":
            raise SystemExit(f"ingest: {status} {answer}")
        self.raised.append(answer["items"][0]["entity"])
        self.fetch("alert", self.raised[-1])

    def be_present(self):
        alert = self.view.choose(self.chance, "alert", {"claimed"})
        if alert is None:
            return
        who = self.chance.choice([self.view.names.get(alert["claim"]["by"], "officer"), self.chance.choice(PEOPLE)])
        call = Call(who, "alert", "presence", alert["id"], {"claims": [alert["id"]]})
        call.sent = now_ms()
        call.status, call.answer, _ = self.line.send("PUT", "/me/presence", call.body,
                                                     Authorization=f"Bearer {self.people[who]}")
        call.received = now_ms()
        self.calls.append(call)

    def sign_out(self):
        """With a session of its own, so that the others at this account go on. All its claims are let go."""
        call = Call("officer2", "session", "end", self.accounts["officer2"]["id"], {})
        _, answer, _ = self.line.send("POST", "/session", {"username": "officer2", "password": PASSWORD})
        call.sent = now_ms()
        call.status, _, _ = self.line.send("DELETE", "/session", Authorization=f"Bearer {answer['token']}")
        call.received = now_ms()
        self.calls.append(call)

    def repeat(self):
        """The same key again: the same answer, and nothing done."""
        call = self.last
        if call is None:
            return
        status, answer, headers = self.line.send(
            "PATCH" if call.command == "edit" else "POST", call.path(), call.body,
            Authorization=f"Bearer {self.people[call.who]}", Idempotency_Key=call.key, Follows=call.follows,
            If_Match=call.if_match)
        if (status, answer, headers["Idempotent-Replay"]) != (call.status, call.answer, "true"):
            raise SystemExit(f"repeated, {call} was answered {status} {answer}")
        status, answer, _ = self.line.send("POST", "/cases", {"id": fresh_id()}, Idempotency_Key=call.key,
                                           Authorization=f"Bearer {self.people[call.who]}")
        if status not in (422, 403):
            raise SystemExit(f"with the key of {call} something else was answered {status} {answer}")

    def step(self):
        dice = self.chance.random()
        for share, deed in ((0.07, self.raise_again), (0.02, self.be_present), (0.003, self.sign_out), (0.02, self.repeat)):
            if dice < share:
                return deed()
            dice -= share
        for share, choose in ((0.05, self.make_something), (0.03, self.note), (0.06, self.tick), (0.03, self.edit),
                              (0.5, self.aim), (1, self.shoot)):
            if dice < share:
                call = choose()
                break
            dice -= share
        if call.command not in NEED_A_LINE and self.chance.random() < 0.02:
            call.follows = fresh_id()
        return self.do(call)


# --- the platform's log ------------------------------------------------------------------------------------------


class Log:
    """Every version of every entity, in the order in which they were committed."""

    def __init__(self, folder, accounts):
        database = sqlite3.connect(f"file:{pathlib.Path(folder) / 'platform.db'}?mode=ro", uri=True)
        rows = database.execute("SELECT seq, kind, id, version, at, body FROM event WHERE kind IN ('alert', 'case',"
                                " 'assignment', 'entry') ORDER BY seq").fetchall()
        self.audit = database.execute("SELECT at, account, name, action, kind, id, area, address, why, previous, hash"
                                      " FROM audit ORDER BY number").fetchall()
        self.accounts = {account["id"]: account for account in accounts.values()}
        self.rows = [(kind, id, version, at // 1000, json.loads(body)) for _, kind, id, version, at, body in rows]
        self.position, self.history, self.of_case = {}, {}, {}
        for n, (kind, id, version, at, body) in enumerate(self.rows):
            self.position[kind, id, version] = n
            places, bodies = self.history.setdefault((kind, id), ([], []))
            if kind == "assignment" and not places:
                self.of_case.setdefault(body["case"], []).append(id)
            places.append(n)
            bodies.append(body)

    def moment(self, n):
        return Moment(self, n)


class Moment:
    """The district after the first so many rows of the log."""

    planned_kind = "smoke_fire"

    def __init__(self, log, n):
        self.log, self.n, self.accounts = log, n, log.accounts

    def get(self, kind, id):
        places, bodies = self.log.history.get((kind, id), ((), ()))
        index = bisect.bisect_right(places, self.n) - 1
        return bodies[index] if index >= 0 else None

    def sent(self, case):
        found = (self.get("assignment", id) for id in self.log.of_case.get(case, ()))
        return [one for one in found if one is not None]

    @staticmethod
    def sees(actor, entity):
        areas = actor.get("areas") or []
        return not areas or any(entity.get("area") in LYING_IN[area] for area in areas)

    @staticmethod
    def sees_target(actor, target):
        """The units are the north's; the organisation is for all."""
        return Moment.sees(actor, {"area": NORTH}) if "unit" in target else True


# --- the comparison ----------------------------------------------------------------------------------------------


class Comparison:
    def __init__(self, log, accounts, calls, raised):
        self.log, self.accounts, self.calls, self.raised = log, accounts, calls, raised
        self.wrong, self.taken, self.refused = [], collections.Counter(), collections.Counter()
        self.explained = set()
        self.received = sorted((call.received, self.find(call)) for call in calls if self.find(call) is not None)
        self.reached = list(itertools.accumulate((position for _, position in self.received), max))

    def find(self, call):
        if call.status not in (200, 201) or call.machine not in PLURALS or call.command == "presence":
            return None
        kind = "entry" if call.command == "notes" else call.machine
        return self.log.position.get((kind, call.answer["id"], call.answer["version"]))

    def blame(self, call, why):
        self.wrong.append(f"{call}\n      {why}")

    # accepted

    def moments_before(self, position):
        """The rows of one transaction follow each other and have one time: it began before one of these."""
        at = self.log.rows[position][3]
        n = position - 1
        while n >= 0 and self.log.rows[n][3] == at:
            yield n
            n -= 1
        yield n

    def judge(self, call, moment, now):
        return table.judge(moment, self.accounts[call.who], call.machine, call.command, call.id, call.body, now)

    def check_accepted(self, call, position):
        at, reasons = self.log.rows[position][3], []
        self.explained.add(position)
        for n in self.moments_before(position):
            moment = self.log.moment(n)
            judgement = self.judge(call, moment, at)
            if not judgement.accepts():
                reasons.append(str(judgement))
                continue
            before, after = moment.get(call.machine, call.id), self.log.rows[position][4]
            complaints = list(table.complain(judgement.row, moment, before, after, self.accounts[call.who], call.body, at))
            if not complaints:
                self.taken[str(judgement.row)] += 1
                return
            reasons += complaints
        self.blame(call, "accepted, but: " + "; ".join(dict.fromkeys(reasons)))

    # refused

    def moments_between(self, call):
        index = bisect.bisect_left(self.received, (call.sent, -1)) - 1
        n = self.reached[index] if index >= 0 else -1
        yield n
        for n in range(n + 1, len(self.log.rows)):
            at = self.log.rows[n][3]
            if at > call.received + 2000:
                return
            if at <= call.received:
                yield n

    def matches(self, call, judgement, moment):
        because = call.answer.get("because")
        if not any(status == call.status and (why is None or why == because) for status, why in judgement.refusals):
            return False
        if call.status == 423:
            return call.answer["claim"]["by"] == moment.get("alert", call.id)["claim"]["by"]
        if call.status != 409:
            return True
        told = set(call.answer["allowed"]) & set(table.COMMANDS[call.machine])
        return call.answer["state"] == judgement.state and told == judgement.choices

    def check_refused(self, call):
        self.refused[f"{call.status} {call.answer.get('because') or ''}".strip()] += 1
        judgements = []
        for n in self.moments_between(call):
            moment = self.log.moment(n)
            for now in (call.sent, call.received):
                judgement = self.judge(call, moment, now)
                if self.matches(call, judgement, moment):
                    return
                judgements.append(f"{judgement} {sorted(judgement.choices)}")
        self.blame(call, f"allowed {call.answer.get('allowed')}; it should have been: " +
                   "; or ".join(dict.fromkeys(judgements)))

    # what has no row of the table

    def check_beside(self, call):
        actor, moment = self.accounts[call.who], None
        desk, accepted = actor["role"] in table.ROLES["desk"], call.status in (200, 201)
        if call.command == "create":
            outside = (actor.get("areas") or [None])[0] not in (None, NORTH if call.body["location"] == NORTH_POINT else SOUTH)
            expected = {201} if desk and not outside else {422} if desk else {403}
        elif call.command == "notes":
            moment = self.log.moment(len(self.log.rows))
            sees = moment.sees(actor, moment.get("case", call.id))
            expected = {403} if not desk and actor["role"] not in ("handler", "checker") else {201} if sees else {404}
        elif call.command == "edit":
            expected = {403} if not desk else {200, 404, 409, 412}
        else:
            expected = {200, 403, 409}
        if call.status not in expected:
            self.blame(call, f"it should have been {expected}")
        if accepted and call.command == "edit":
            position = self.find(call)
            before = [self.log.moment(n).get("case", call.id) for n in self.moments_before(position)]
            if not any(one and f'"{one.get("revision", 0)}"' == call.if_match for one in before):
                self.blame(call, f"it rested on revision {call.if_match}")

    def check_follower(self, call):
        """What it follows was never accepted: 424, where nothing else is wrong before that."""
        if call.status not in (424, 403):
            self.blame(call, "it followed what was not accepted")

    def check_presence(self, call):
        if call.status != 200:
            self.blame(call, "presence is for everybody")
        elif call.id in call.answer["renewed"]:
            self.taken["alert claimed presence"] += 1
            if not any(self.judge(call, self.log.moment(n), now).accepts()
                       for n in self.moments_between(call) for now in (call.sent, call.received)):
                self.blame(call, "it renewed what was not this officer's")

    def check(self, call):
        if call.machine == "session":
            return
        if call.command == "presence":
            self.check_presence(call)
        elif call.follows is not None:
            self.check_follower(call)
        elif call.command in ("create", "notes", "checklist", "edit"):
            self.check_beside(call)
            if self.find(call) is not None:
                self.explained.add(self.find(call))
        elif call.status in (200, 201):
            position = self.find(call)
            if position is None:
                self.blame(call, "what was answered is not in the log")
            else:
                self.check_accepted(call, position)
        else:
            self.check_refused(call)

    # nothing happens that nobody did

    def is_platforms(self, kind, before, after, n):
        at, moment = self.log.rows[n][3], self.log.moment(n)
        key = "step" if kind == "case" else "state"
        worse = kind == "alert" and after["occurrences"] == before["occurrences"] + 1 and before["severity"] != after["severity"]
        if worse and after["state"] == "new":
            return True
        if (kind, before[key], after[key]) not in table.BY_PLATFORM:
            return False
        if kind == "alert":
            left = any(call.machine == "session" and call.id == before["claim"]["by"] and call.sent - 1 <= at <= call.received
                       for call in self.calls)
            return left or table.to_ms(before["claim"]["until"]) <= at
        round_of = table.this_round(moment, after)
        if after["step"] == "handling":
            return any(one.get("accepted_at") for one in round_of)
        if after["step"] == "filed":
            return not any(one["state"] in table.OPEN or one["state"] == "done" for one in table.this_round(moment, before))
        return not table.has_part(moment, after, self.log.accounts[after["checker"]])

    def check_history(self):
        """Each change of a state is somebody's command or a row of the platform's."""
        for (kind, id), (places, bodies) in self.log.history.items():
            if kind == "entry":
                continue
            key = "step" if kind == "case" else "state"
            for index in range(1, len(bodies)):
                before, after, n = bodies[index - 1], bodies[index], places[index]
                if before["version"] + 1 != after["version"]:
                    self.wrong.append(f"{kind} {id} has no version between {before['version']} and {after['version']}")
                same = before[key] == after[key] and (kind != "case" or before.get("resume_step") == after.get("resume_step"))
                reports = any(place in self.explained for place in places[index:index + 2])
                if same or n in self.explained or (kind == "case" and after["step"] == "reported" and reports) or \
                        before[key] == "suspended" == after[key]:
                    continue
                if not self.is_platforms(kind, before, after, n):
                    self.wrong.append(f"{kind} {id} went from {before[key]} to {after[key]}, and nobody did that")

    def check_occurrences(self):
        """Each time that a source raised it is counted once."""
        expected = collections.Counter(self.raised)
        for (kind, id), (_, bodies) in self.log.history.items():
            if kind == "alert" and bodies[-1]["occurrences"] != max(1, expected[id]):
                self.wrong.append(f"alert {id} was raised {expected[id]} times, and says {bodies[-1]['occurrences']}")

    # the audit

    def expect_rows(self):
        rows = collections.Counter()
        for call in self.calls:
            if call.status not in (200, 201) or call.machine not in PLURALS or call.command == "presence":
                continue
            rows[AUDITED.get(call.name(), call.name()), call.id] += 1
            if call.command == "report" and call.answer["step"] == "checking":
                rows["case.checker", call.id] += 1
        return rows

    def check_audit(self):
        """One row for each that was accepted, none for any other, in a chain that nobody has broken."""
        known = {AUDITED.get(call.name(), call.name()) for call in self.calls if call.machine in PLURALS}
        found = collections.Counter((action, id) for _, account, _, action, _, id, _, _, why, _, _ in self.log.audit
                                    if account is not None and action in known and why != "signed out")
        expected = self.expect_rows()
        for key in set(found) | set(expected):
            if found[key] != expected[key]:
                self.wrong.append(f"{key} was accepted {expected[key]} times, and is in the audit {found[key]} times")
        previous = ""
        for number, (*fields, told, hashed) in enumerate(self.log.audit, 1):
            text = "".join("-," if field is None else f"{len(str(field).encode())}:{field},"
                           for field in [previous, *fields])
            if told != previous or hashlib.sha256(text.encode()).hexdigest() != hashed:
                self.wrong.append(f"the chain of the audit breaks at row {number}")
                return
            previous = hashed

    def run(self):
        for call in self.calls:
            self.check(call)
        self.check_history()
        self.check_occurrences()
        self.check_audit()


# --- the run -----------------------------------------------------------------------------------------------------


def sign_in(line, who):
    status, answer, _ = line.send("POST", "/session", {"username": who, "password": PASSWORD})
    if status != 201:
        raise SystemExit(f"{who} could not sign in: {status} {answer}")
    return answer["token"], answer["account"]


def work(client, left, failures):
    try:
        while next(left, None) is not None:
            client.step()
    except BaseException as error:  # told by the main thread
        failures.append(f"{type(error).__name__}: {error}")


def run_clients(url, seed, n_commands, n_clients):
    line = Line(url)
    signed_in = {who: sign_in(line, who) for who in PEOPLE}
    people, accounts = {who: token for who, (token, _) in signed_in.items()}, {who: one for who, (_, one) in signed_in.items()}
    view, calls, raised, failures = View(accounts), [], [], []
    left = iter([n for n in range(n_commands)])
    clients = [Client(n, seed, url, view, people, accounts, calls, raised) for n in range(n_clients)]
    for _ in range(8):
        clients[0].raise_again()
    for _ in range(12):
        clients[0].do(clients[0].make_something())
    threads = [threading.Thread(target=work, args=(client, left, failures)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise SystemExit(f"seed {seed}: " + "\n".join(failures))
    return accounts, calls, raised


def tell(comparison, seed, n_clients, seconds):
    accepted = sum(1 for call in comparison.calls if call.status in (200, 201))
    refused = sum(comparison.refused.values())
    untaken = [str(row) for row in table.ROWS if not comparison.taken[str(row)]]
    print(f"seed {seed}: {len(comparison.calls)} commands by {n_clients} clients in {seconds:.1f} s, {accepted} accepted, "
          f"{refused} refused, {len(comparison.log.rows)} versions, {len(comparison.log.audit)} rows of audit")
    print("  refused: " + ", ".join(f"{name} {n}" for name, n in comparison.refused.most_common()))
    print(f"  rows of the table taken: {len(table.ROWS) - len(untaken)} of {len(table.ROWS)}"
          + (f", not: {'; '.join(untaken)}" if untaken else ""))
    for wrong in comparison.wrong[:20]:
        print("  ✗ " + wrong)
    return untaken


def main(url, folder):
    seed = int(os.environ.get("ZHIBAN_MODEL_SEED") or random.SystemRandom().randrange(1 << 31))
    n_commands = int(os.environ.get("ZHIBAN_MODEL_COMMANDS") or 3000)
    n_clients = int(os.environ.get("ZHIBAN_MODEL_CLIENTS") or 6)
    sys.stdout.reconfigure(encoding="utf-8")
    print(f"seed {seed}", flush=True)
    began = time.monotonic()
    accounts, calls, raised = run_clients(url, seed, n_commands, n_clients)
    seconds = time.monotonic() - began
    comparison = Comparison(Log(folder, accounts), accounts, calls, raised)
    comparison.run()
    untaken = tell(comparison, seed, n_clients, seconds)
    if comparison.wrong:
        raise SystemExit(f"seed {seed}: {len(comparison.wrong)} answers are not the contract's")
    if n_commands >= 2000 and len(untaken) > len(table.ROWS) // 5:
        raise SystemExit(f"seed {seed}: too few rows of the table were taken to prove anything")


if __name__ == "__main__":
    main(*sys.argv[1:])
