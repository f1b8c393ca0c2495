# SPDX-License-Identifier: GPL-3.0-or-later
"""The three machines as the contract's page has them, written down a second time: which command whom which state
allows, what has to hold beside, and what comes of it. Nothing here is taken from the platform's code. Where the page is
silent (in which order a refusal is put when several things are wrong), any of them is right.

What is asked is one moment of a district: an object with get(kind, id) and sent(case), see machines.py."""

import datetime
import math

ROLES = {
    "duty": {"duty_officer", "duty_leader"},
    "leader": {"duty_leader"},
    "desk": {"duty_officer", "duty_leader", "subdistrict_officer"},
    "checker": {"checker", "duty_leader"},  # a leader may be named as checker, too
    "lead": {"handler", "duty_officer", "duty_leader"},
    "unit": {"handler", "duty_officer", "duty_leader"},
    "platform": set(),
}
CASE_OPEN = "collected,filed,dispatched,handling,reported,checking,suspended"

# machine, states, command, by, then
TABLE = f"""
alert       new                                                claim        desk      claimed
alert       claimed                                            claim        desk      claimed
alert       claimed                                            presence     desk      same
alert       claimed                                            release      desk      new
alert       claimed                                            verdict      desk      verified
alert       new,claimed,verified                               merge        duty      closed
alert       new,claimed                                        snooze       duty      same
alert       verified                                           case         duty      same
alert       verified                                           close        duty      closed
case        collected                                          file         duty      filed
case        filed                                              dispatch     desk      dispatched
case        dispatched,handling                                assignments  duty      same
case        handling                                           report       lead      reported
case        reported                                           checker      leader    checking
case        checking                                           check        checker   closed
case        checking                                           return       checker   filed
case        filed,dispatched,handling,reported,checking        suspend      leader    suspended
case        suspended                                          resume       leader    back
case        filed,dispatched,handling                          extend       leader    same
case        filed,dispatched,handling                          supervise    leader    same
case        {CASE_OPEN}                                        void         leader    void
case        closed                                             reopen       leader    filed
assignment  sent                                               accept       unit      accepted
assignment  sent                                               decline      unit      declined
assignment  accepted                                           en-route     unit      en_route
assignment  en_route                                           arrive       unit      on_scene
assignment  accepted,en_route,on_scene                         done         unit      done
assignment  accepted,en_route,on_scene                         hand-back    unit      handed_back
assignment  sent,accepted,en_route,on_scene                    cancel       duty      cancelled
"""
# What an assignment and time make of the others, without anybody's command.
BY_PLATFORM = {("alert", "claimed", "new"), ("case", "dispatched", "handling"), ("case", "dispatched", "filed"),
               ("case", "handling", "filed"), ("case", "reported", "checking")}
OPEN = {"sent", "accepted", "en_route", "on_scene"}
EPOCH, MILLISECOND = datetime.datetime.fromtimestamp(0, datetime.timezone.utc), datetime.timedelta(milliseconds=1)
LEASE = 60_000
SNOOZE = 4 * 3_600_000


class Row:
    def __init__(self, line):
        self.machine, states, self.command, by, self.then = line.split()
        self.states, self.roles = set(states.split(",")), ROLES[by]

    def __str__(self):
        return f"{self.machine} {'|'.join(sorted(self.states))} {self.command}"


ROWS = [Row(line) for line in TABLE.strip().splitlines()]
COMMANDS = {machine: list(dict.fromkeys(row.command for row in ROWS if row.machine == machine))
            for machine in ("alert", "case", "assignment")}


def to_ms(text):
    """Whole milliseconds: a lease is compared to the millisecond."""
    return (datetime.datetime.fromisoformat(text.replace("Z", "+00:00")) - EPOCH) // MILLISECOND if text else 0


def state_of(machine, entity, now):
    """A claim whose lease has run out binds nobody."""
    if machine == "case":
        return entity["step"]
    if machine == "alert" and entity["state"] == "claimed" and to_ms((entity.get("claim") or {}).get("until")) <= now:
        return "new"
    return entity["state"]


def may(machine, command, role):
    return any(row.machine == machine and row.command == command and role in row.roles for row in ROWS)


def find_row(machine, state, command, role):
    for row in ROWS:
        if row.machine == machine and row.command == command and state in row.states and role in row.roles:
            return row
    return None


def allowed(machine, state, role):
    return {row.command for row in ROWS if row.machine == machine and state in row.states and role in row.roles}


# --- what has to hold beside: each gives the refusals that are right, none where there is nothing against it -----


def holds(alert, actor, now):
    return state_of("alert", alert, now) == "claimed" and alert["claim"]["by"] == actor["id"]


def claim(moment, alert, actor, body, now):
    if state_of("alert", alert, now) == "claimed" and not holds(alert, actor, now) and not body.get("take_over"):
        yield 423, "claimed"


def by_holder(moment, alert, actor, body, now):
    if not holds(alert, actor, now):
        yield 423, "claimed"


def verdict(moment, alert, actor, body, now):
    yield from by_holder(moment, alert, actor, body, now)
    if body.get("verdict") not in ("true", "false", "test", "undetermined"):
        yield 422, "verdict"
    if body.get("seen_occurrence") != alert["occurrences"]:
        yield 409, "seen_occurrence"


def metres(one, other):
    (lon, lat), (to_lon, to_lat) = one["coordinates"], other["coordinates"]
    middle = math.radians((lat + to_lat) / 2)
    return math.hypot((to_lat - lat) * 111_195, (to_lon - lon) * 111_195 * math.cos(middle))


def merge(moment, alert, actor, body, now):
    into = moment.get("alert", body.get("into"))
    if into is None or into["id"] == alert["id"] or not moment.sees(actor, into):
        yield 422, "into"
        return
    if into["state"] == "closed":
        yield 409, "target_closed"
    if into.get("mode") != alert.get("mode"):
        yield 409, "other_mode"
    if into["kind"] != alert["kind"]:
        yield 409, "other_kind"
    same = alert.get("device") is not None and alert.get("device") == into.get("device")
    if not same and metres(alert["location"], into["location"]) > 200:
        yield 409, "too_far"


def reason(moment, entity, actor, body, now):
    if not body.get("reason"):
        yield 422, "reason"


def snooze(moment, alert, actor, body, now):
    if alert["severity"] == "urgent":
        yield 409, "urgent"
    if not now < to_ms(body.get("until")) <= now + SNOOZE:
        yield 422, "snooze_until"
    yield from reason(moment, alert, actor, body, now)


def join(moment, alert, actor, body, now):
    case = moment.get("case", body.get("case"))
    if alert.get("verdict") not in ("true", "undetermined"):
        yield 409, "not_real"
    if alert.get("case"):
        yield 409, "has_case"
    if case is None or not moment.sees(actor, case):
        yield 422, "case"
        return
    if case["step"] in ("closed", "void"):
        yield 409, "case_closed"
    if case.get("mode") != alert.get("mode"):
        yield 409, "other_mode"


def close(moment, alert, actor, body, now):
    if alert.get("verdict") in ("false", "test"):
        return
    if alert.get("case"):
        if moment.get("case", alert["case"])["step"] not in ("closed", "void"):
            yield 409, "case_open"
    else:
        yield from reason(moment, alert, actor, body, now)


def entered_at(case, step):
    return max([to_ms(time["at"]) for time in case.get("steps") or [] if time["step"] == step], default=None)


def this_round(moment, case):
    """A case that came back is dispatched anew: only what was sent since then counts."""
    start = entered_at(case, "dispatched")
    return [one for one in moment.sent(case["id"]) if start is not None and to_ms(one["sent_at"]) >= start]


def file(moment, case, actor, body, now):
    if case["kind"] == moment.planned_kind and not (case.get("title") and case.get("place")):
        yield 409, "required_fields"


def sends(moment, case, actor, body, now):
    """Whom one does not see one can not send, and no real unit into a drill."""
    drill = case.get("mode") == "drill"
    if any(not moment.sees_target(actor, one) or (drill and one.get("unit")) for one in body.get("assignments", [])):
        yield 422, None
    if not body.get("assignments"):
        yield 422, "assignments"
    out = [one.get("unit") or one.get("organisation") for one in moment.sent(case["id"]) if one["state"] in OPEN]
    for one in body.get("assignments", []):
        target = one.get("unit") or one.get("organisation")
        if target in out:
            yield 422, None
        out.append(target)


def leads(moment, case, actor):
    left = [one for one in this_round(moment, case) if one["state"] in OPEN or one["state"] == "done"]
    lead = next((one for one in left if one.get("lead")), left[0] if left else None)
    return lead is not None and actor.get("unit") is not None and lead.get("unit") == actor["unit"]


def report(moment, case, actor, body, now):
    if actor["role"] == "handler" and not leads(moment, case, actor):
        yield 403, "not_lead"
    round_of = this_round(moment, case)
    if any(one["state"] in OPEN for one in round_of):
        yield 409, "assignments_open"
    if not any(one["state"] == "done" for one in round_of):
        yield 409, "none_done"
    if not body.get("note"):
        yield 422, "note"


def has_part(moment, case, account):
    """Neither a handler of this case nor whoever has ever sent one may check it."""
    if account["id"] in (case.get("dispatchers") or []):
        return True
    worked = [one for one in moment.sent(case["id"])
              if one.get("accepted_at") or one.get("done_at") or one["state"] in OPEN]
    return any((account.get("unit") and one.get("unit") == account["unit"]) or
               (account.get("organisation") and one.get("organisation") == account["organisation"]) for one in worked)


def name_checker(moment, case, actor, body, now):
    account = moment.accounts.get(body.get("checker"))
    if account is None or account["role"] not in ROLES["checker"]:
        yield 422, "checker"
    elif has_part(moment, case, account):
        yield 409, "checker_involved"


def by_checker(moment, case, actor, body, now):
    if case.get("checker") != actor["id"]:
        yield 403, "not_checker"


def check(moment, case, actor, body, now):
    yield from by_checker(moment, case, actor, body, now)
    if not all(item.get("done") for item in case.get("checklist") or [] if item.get("stage") == "check"):
        yield 409, "checklist"


def send_back(moment, case, actor, body, now):
    yield from by_checker(moment, case, actor, body, now)
    yield from reason(moment, case, actor, body, now)


def suspend(moment, case, actor, body, now):
    if to_ms(body.get("until")) <= now:
        yield 422, "suspend_until"
    yield from reason(moment, case, actor, body, now)


def extend(moment, case, actor, body, now):
    if to_ms(body.get("deadline")) <= max(now, to_ms((case.get("deadlines") or {}).get("finish"))):
        yield 422, "deadline"
    yield from reason(moment, case, actor, body, now)


def void(moment, case, actor, body, now):
    if any(one["state"] in OPEN for one in moment.sent(case["id"])):
        yield 409, "assignments_open"
    yield from reason(moment, case, actor, body, now)


def is_theirs(assignment, actor):
    return actor.get("unit") is not None and assignment.get("unit") == actor["unit"]


def by_unit(moment, assignment, actor, body, now):
    if actor["role"] == "handler" and not is_theirs(assignment, actor):
        yield 403, "not_yours"


def on_behalf(moment, assignment, actor, body, now):
    yield from by_unit(moment, assignment, actor, body, now)
    if actor["role"] != "handler" and not body.get("note") and not body.get("reason"):
        yield 422, "note"


def with_reason(moment, assignment, actor, body, now):
    yield from by_unit(moment, assignment, actor, body, now)
    yield from reason(moment, assignment, actor, body, now)


def with_note(moment, assignment, actor, body, now):
    yield from by_unit(moment, assignment, actor, body, now)
    if not body.get("note"):
        yield 422, "note"


GUARDS = {
    "alert.claim": claim, "alert.presence": by_holder, "alert.release": by_holder, "alert.verdict": verdict, "alert.merge": merge,
    "alert.snooze": snooze, "alert.case": join, "alert.close": close,
    "case.file": file, "case.dispatch": sends, "case.assignments": sends, "case.report": report,
    "case.checker": name_checker, "case.check": check, "case.return": send_back, "case.suspend": suspend,
    "case.extend": extend, "case.void": void, "case.reopen": reason,
    "assignment.accept": on_behalf, "assignment.decline": with_reason, "assignment.en-route": on_behalf,
    "assignment.arrive": on_behalf, "assignment.done": with_note, "assignment.hand-back": with_reason,
    "assignment.cancel": reason,
}


class Judgement:
    """What the table says to a command: the row that takes it, or the refusals that are right."""

    def __init__(self, row=None, refusals=(), state=None, choices=frozenset()):
        self.row, self.refusals, self.state, self.choices = row, set(refusals), state, choices

    def accepts(self):
        return not self.refusals

    def __str__(self):
        return f"accepted by {self.row}" if self.accepts() else f"one of {sorted(self.refusals, key=str)} in {self.state}"


def judge(moment, actor, machine, command, entity_id, body, now):
    if not may(machine, command, actor["role"]):
        return Judgement(refusals={(403, "role")})
    entity = moment.get(machine, entity_id)
    if entity is None or not moment.sees(actor, entity):
        return Judgement(refusals={(404, None)})
    state = state_of(machine, entity, now)
    choices = allowed(machine, state, actor["role"])
    row = find_row(machine, state, command, actor["role"])
    if row is None:
        return Judgement(refusals={(409, "state")}, state=state, choices=choices)
    guard = GUARDS.get(f"{machine}.{command}")
    refusals = set(guard(moment, entity, actor, body, now)) if guard else set()
    return Judgement(row, refusals, state, choices)


# --- what comes of it --------------------------------------------------------------------------------------------


def then(row, before):
    """The states that are right afterwards."""
    old = before["step" if row.machine == "case" else "state"]
    if row.then == "same":
        return {old}
    if row.then == "back":
        return {before.get("resume_step")}
    # Where the rule finds somebody, a reported case is being checked in the same moment.
    return {"reported", "checking"} if row.then == "reported" else {row.then}


def joined(ids, one):
    return ids if one in ids else [*ids, one]


def clears_claim(row):
    return row.machine == "alert" and row.command in ("release", "verdict", "merge", "close")


def complain(row, moment, before, after, actor, body, at):
    """What is not as the table has it, in words."""
    state = after["step" if row.machine == "case" else "state"]
    name = f"{row.machine}.{row.command}"
    wishes = {
        "alert.claim": lambda: (after.get("claim") or {}).get("by") == actor["id"]
        and to_ms(after["claim"]["until"]) == at + LEASE,
        "alert.verdict": lambda: after.get("verdict") == body["verdict"],
        "alert.merge": lambda: after.get("merged_into") == body["into"] and after.get("close_reason") == "duplicate",
        "alert.snooze": lambda: abs(to_ms(after.get("snoozed_until")) - to_ms(body["until"])) < 2,
        "alert.case": lambda: after.get("case") == body["case"],
        "case.file": lambda: bool(after.get("number")) and after["number"] == (before.get("number") or after["number"]),
        "case.assignments": lambda: after.get("dispatchers") == joined(before.get("dispatchers") or [], actor["id"]),
        "case.dispatch": lambda: after.get("dispatcher") == actor["id"]
        and after.get("dispatchers") == joined(before.get("dispatchers") or [], actor["id"])
        and (after["kind"] != moment.planned_kind or bool((after.get("deadlines") or {}).get("finish"))),
        "case.checker": lambda: after.get("checker") == body["checker"],
        "case.check": lambda: after.get("evaluation") is not None,
        "case.return": lambda: (after.get("returned") or 0) == (before.get("returned") or 0) + 1,
        "case.suspend": lambda: after.get("resume_step") == before["step"],
        "case.resume": lambda: not after.get("resume_step"),
        "case.extend": lambda: abs(to_ms(after["deadlines"]["finish"]) - to_ms(body["deadline"])) < 2,
        "case.reopen": lambda: not after.get("evaluation"),
    }
    if state not in then(row, before):
        yield f"it became {state}, not {' or '.join(sorted(map(str, then(row, before))))}"
    if clears_claim(row) and after.get("claim"):
        yield "its claim is still there"
    if row.machine == "assignment" and to_ms(after.get(f"{row.then}_at")) != at:
        yield f"it has no time of {row.then}"
    if name in wishes and not wishes[name]():
        yield f"{name} did not bring about what it says: {after}"
