#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The check against the contract has to fail where an answer is less than the contract says."""

import pathlib
import unittest

import check_contract

ROOT = pathlib.Path(__file__).resolve().parents[2] / "data" / "api"
CONTRACT = check_contract.Contract(ROOT / "openapi.yaml", ROOT / "asyncapi.yaml")


def row(method, route, status, body=None, headers=None, kind="application/problem+json"):
    made = {"method": method, "route": route, "status": status, "headers": headers or {}}
    if body is not None:
        made |= {"content_type": kind, "body": body}
    return made


def problem(status, **more):
    return {"type": "/problems/x", "title": "x", "status": status} | more


def complaints(*arguments, **more):
    return list(check_contract.check_answer(CONTRACT, row(*arguments, **more)))


class Answers(unittest.TestCase):
    CLAIM = ("POST", "/alerts/{id}/claim")

    def test_what_is_well(self):
        self.assertEqual(complaints(*self.CLAIM, 409, problem(409, state="new", allowed=[], because="state")), [])
        self.assertEqual(complaints(*self.CLAIM, 404, problem(404)), [])
        self.assertEqual(complaints(*self.CLAIM, 401, problem(401), {"WWW-Authenticate": "Bearer"}), [])
        self.assertEqual(complaints(*self.CLAIM, 503, problem(503), {"Retry-After": "5"}), [])

    def test_409_says_why(self):
        whole = {"state": "new", "allowed": [], "because": "state"}
        for name in whole:
            part = {key: value for key, value in whole.items() if key != name}
            self.assertIn(name, complaints(*self.CLAIM, 409, problem(409, **part))[0])

    def test_each_refusal_says_its_own(self):
        self.assertIn("current", complaints("PATCH", "/cases/{id}", 412, problem(412))[0])
        self.assertIn("claim", complaints(*self.CLAIM, 423, problem(423))[0])
        self.assertIn("errors", complaints(*self.CLAIM, 422, problem(422))[0])
        self.assertNotEqual(complaints(*self.CLAIM, 422, problem(422, errors=[])), [])

    def test_a_problem_tells_its_status(self):
        self.assertNotEqual(complaints(*self.CLAIM, 404, problem(403)), [])
        self.assertNotEqual(complaints("GET", "/nowhere", 404, problem(403)), [])

    def test_headers(self):
        self.assertIn("Retry-After", complaints(*self.CLAIM, 503, problem(503))[0])
        self.assertIn("Retry-After", complaints("POST", "/session", 429, problem(429))[0])
        self.assertIn("Retry-After", complaints(*self.CLAIM, 503, problem(503), {"Retry-After": "soon"})[0])
        self.assertIn("WWW-Authenticate", complaints(*self.CLAIM, 401, problem(401))[0])
        page = {"items": [], "next": None}
        self.assertIn("Feed-Seq", complaints("GET", "/alerts", 200, page, kind="application/json")[0])
        self.assertEqual(complaints("GET", "/alerts", 200, page, {"Feed-Seq": "7"}, "application/json"), [])
        self.assertIn("ETag", "".join(complaints("GET", "/alerts/{id}", 200, {}, kind="application/json")))
        self.assertIn("Allow", complaints("BREW", "/alerts", 405, problem(405))[0])

    def test_media_type(self):
        self.assertNotEqual(complaints(*self.CLAIM, 404, problem(404), kind="application/json"), [])
        self.assertNotEqual(complaints(*self.CLAIM, 404), [])

    def test_not_in_the_contract(self):
        self.assertIn("not in the contract", complaints("GET", "/me", 418, problem(418))[0])
        self.assertIn("not in the contract", complaints("GET", "/nowhere", 200, {}, kind="application/json")[0])


class Operations(unittest.TestCase):
    def test_all_are_exercised(self):
        everything = {(method, route, 200) for method, route in CONTRACT.operations()}
        self.assertEqual(list(check_contract.check_exercised(CONTRACT, everything)), [])

    def test_one_is_not(self):
        refused = {(method, route, 403 if route == "/me" else 200) for method, route in CONTRACT.operations()}
        self.assertIn("getMe", "".join(check_contract.check_exercised(CONTRACT, refused)))


if __name__ == "__main__":
    unittest.main()
