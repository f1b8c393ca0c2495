#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds what the platform says against the contract.

  check_contract.py OPENAPI ASYNCAPI TRACE_DIR    every answer and feed frame that was recorded
  check_contract.py --files OPENAPI ASYNCAPI      the two files themselves

The validator is python3-jsonschema (JSON Schema 2020-12), which OpenAPI 3.1 and AsyncAPI 3 build on.
A trace holds one JSON object a line: {"method", "route", "status", "headers", "content_type", "body"} for
an answer and {"frame": …} for a frame of the feed, as the platform writes them while the tests run. Each
status has a schema of its own, headers that the contract requires have to be there, and every operation has
to have succeeded at least once."""

import collections
import json
import pathlib
import sys

import jsonschema
import referencing
import referencing.jsonschema
import yaml

DRAFT = referencing.jsonschema.DRAFT202012

# Operations of the contract that no test can bring to succeed yet, each with the reason.
NOT_YET = {}


class Contract:
    def __init__(self, openapi, asyncapi):
        self.rest = yaml.safe_load(pathlib.Path(openapi).read_text(encoding="utf-8"))
        self.feed = yaml.safe_load(pathlib.Path(asyncapi).read_text(encoding="utf-8"))
        self.registry = referencing.Registry().with_resources([
            ("openapi.yaml", DRAFT.create_resource(self.rest)),
            ("asyncapi.yaml", DRAFT.create_resource(self.feed)),
        ])
        self.validators = {}

    def validator(self, reference):
        if reference not in self.validators:
            self.validators[reference] = jsonschema.Draft202012Validator(
                {"$ref": reference}, registry=self.registry)
        return self.validators[reference]

    def follow(self, path):
        """The object at a JSON pointer of openapi.yaml, and where it really stands."""
        found = dig(self.rest, path)
        if "$ref" in found:
            path = [part for part in found["$ref"].removeprefix("#").split("/") if part]
            found = dig(self.rest, path)
        return found, path

    def answer(self, method, route, status):
        """What the contract says of an answer, and where; KeyError where it does not have it."""
        return self.follow(["paths", route, method.lower(), "responses", str(status)])

    def operations(self):
        return {(method.upper(), route): operation["operationId"]
                for route, path in self.rest["paths"].items() for method, operation in path.items()}


def pointer(path):
    return "/" + "/".join(escape(part) for part in path)


def escape(part):
    return part.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")


def dig(value, path):
    for part in path:
        value = value[part]
    return value


def explain(error):
    where = "/".join(str(part) for part in error.absolute_path)
    deepest = jsonschema.exceptions.best_match([error]) or error
    return f"/{where}: {deepest.message[:300]}"


# A path or a method that the contract does not have is answered with a problem, too.
def check_elsewhere(contract, row, where):
    if row["status"] not in (404, 405):
        yield f"{where}: not in the contract"
        return
    body = row.get("body")
    for error in contract.validator("openapi.yaml#/components/schemas/Problem").iter_errors(body):
        yield f"{where}: {explain(error)}"
    if isinstance(body, dict) and body.get("status") != row["status"]:
        yield f"{where}: the problem tells another status"
    if row["status"] == 405 and "Allow" not in row.get("headers", {}):
        yield f"{where}: the header Allow is missing"


def check_headers(contract, row, answer, path, where):
    given = {name.lower(): value for name, value in row.get("headers", {}).items()}
    for name in answer.get("headers", {}):
        header, at = contract.follow(path + ["headers", name])
        if name.lower() not in given:
            if header.get("required"):
                yield f"{where}: the header {name} is missing"
            continue
        for error in contract.validator(f"openapi.yaml#{pointer(at)}/schema").iter_errors(given[name.lower()]):
            yield f"{where}: {name}: {explain(error)}"


def check_body(contract, row, answer, path, where):
    media = answer.get("content", {})
    kind = (row.get("content_type") or "").partition(";")[0]
    if not media or kind not in media:
        if kind or media:
            yield f"{where}: {kind or 'nothing'} where the contract has {' or '.join(media) or 'nothing'}"
        return
    if "json" not in kind:
        return
    if "body" not in row:
        yield f"{where}: no body where the contract has one"
        return
    reference = f"openapi.yaml#{pointer(path + ['content', kind])}/schema"
    for error in contract.validator(reference).iter_errors(row["body"]):
        yield f"{where}: {explain(error)}"


def check_answer(contract, row):
    where = f"{row['method']} {row['route']} → {row['status']}"
    try:
        answer, path = contract.answer(row["method"], row["route"], row["status"])
    except KeyError:
        yield from check_elsewhere(contract, row, where)
        return
    yield from check_headers(contract, row, answer, path, where)
    yield from check_body(contract, row, answer, path, where)


def check_exercised(contract, answers):
    succeeded = {(method, route) for method, route, status in answers if status < 300}
    for (method, route), name in contract.operations().items():
        if (method, route) not in succeeded and name not in NOT_YET:
            yield f"{method} {route} ({name}): no test has seen it succeed"
    names = set(contract.operations().values())
    succeeded_names = {contract.operations().get(at) for at in succeeded}
    for name in NOT_YET:
        if name not in names or name in succeeded_names:
            yield f"{name}: stands among those that cannot succeed yet, and should not"


def check_frame(contract, frame):
    kind = frame.get("type") if isinstance(frame, dict) else None
    if kind not in contract.feed["components"]["messages"]:
        yield f"frame {kind!r}: not in the contract"
        return
    reference = f"asyncapi.yaml#/components/messages/{kind}/payload"
    for error in contract.validator(reference).iter_errors(frame):
        yield f"frame {kind}: {explain(error)}"


def check_traces(contract, folder):
    answers, frames, found = collections.Counter(), 0, collections.Counter()
    seen = set()
    for path in sorted(pathlib.Path(folder).glob("**/*")):
        if not path.is_file():
            continue
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                if hash(line) in seen:
                    continue
                seen.add(hash(line))
                try:
                    row = json.loads(line)
                except json.JSONDecodeError:
                    if line.endswith("\n"):
                        found[f"{path.name}: a line that is no JSON"] += 1
                    continue  # the last line of a platform that a test has killed
                if "frame" in row:
                    frames += 1
                    found.update(check_frame(contract, row["frame"]))
                else:
                    answers[(row["method"], row["route"], row["status"])] += 1
                    found.update(check_answer(contract, row))
    return answers, frames, found


def references(value, path=""):
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "$ref" and isinstance(item, str):
                yield path, item
            else:
                yield from references(item, f"{path}/{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from references(item, f"{path}/{index}")


def check_files(contract):
    documents = {"openapi.yaml": contract.rest, "asyncapi.yaml": contract.feed}
    for name, document in documents.items():
        for where, reference in references(document):
            file, _, pointer = reference.partition("#")
            try:
                dig(documents[file or name], [p for p in pointer.split("/") if p])
            except (KeyError, TypeError):
                yield f"{name}{where}: {reference} leads nowhere"
        for key, schema in document["components"]["schemas"].items():
            try:
                jsonschema.Draft202012Validator.check_schema(schema)
            except jsonschema.SchemaError as error:
                yield f"{name} {key}: {error.message}"
    names = collections.Counter(
        operation["operationId"] for path in contract.rest["paths"].values()
        for operation in path.values())
    yield from (f"openapi.yaml: operationId {name} stands {n} times" for name, n in names.items() if n > 1)


def main(arguments):
    if arguments[:1] == ["--files"]:
        found = list(check_files(Contract(*arguments[1:3])))
        for complaint in found:
            print(f"contract: {complaint}", file=sys.stderr)
        return 1 if found else 0
    contract = Contract(*arguments[:2])
    answers, frames, found = check_traces(contract, arguments[2])
    found.update(check_exercised(contract, answers))
    print(f"{sum(answers.values())} answers of {len(answers)} sorts and {frames} frames held against the contract")
    for complaint, times in found.most_common(80):
        print(f"{times} × {complaint}")
    if not answers or not frames:
        print("nothing was recorded: run the whole suite with ./dev test")
        return 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
