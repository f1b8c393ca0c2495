#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads what the console exported (CSV, ODS) and compares it with the platform's answer (JSON)."""

import csv
import json
import re
import sys
import xml.etree.ElementTree as xml
import zipfile

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def same(values, numbers, what):
    """The numbers of a line are those of the answer, where there is a figure, in the same order."""
    wanted = sorted(round(value, 6) for value in values.values() if value is not None)
    found = sorted(round(number, 6) for number in numbers)
    assert wanted == found, f"{what}: {found} instead of {wanted}"


def read_csv(name, answer):
    raw = open(name, "rb").read()
    assert raw.startswith(b"\xef\xbb\xbf"), "no byte order mark"
    assert raw.count(b"\n") == raw.count(b"\r\n"), "a line does not end as RFC 4180 wants it"
    head, *lines = list(csv.reader(raw.decode("utf-8-sig").splitlines()))
    assert all(len(line) == len(head) for line in lines)
    assert len(lines) == 1 + len(answer["groups"])
    columns = {title: i for i, title in enumerate(head)}
    assert len(columns) == len(head), "two columns are called the same"
    for line, values in zip(lines, [answer["total"]] + [group["values"] for group in answer["groups"]]):
        same(values, [float(cell) for cell in line[6:] if cell], "csv")


def number_of(cell):
    kind = cell.get(OFFICE + "value-type")
    if kind == "time":
        hours, minutes, seconds = map(int, re.fullmatch(r"PT(\d+)H(\d+)M(\d+)S", cell.get(OFFICE + "time-value")).groups())
        return hours * 3600 + minutes * 60 + seconds
    return float(cell.get(OFFICE + "value")) if kind in ("float", "percentage") else None


def read_ods(name, answer):
    archive = zipfile.ZipFile(name)
    assert archive.testzip() is None
    first = archive.infolist()[0]
    assert first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED
    assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet"
    for entry in ("styles.xml", "META-INF/manifest.xml"):
        xml.fromstring(archive.read(entry))
    tables = list(xml.fromstring(archive.read("content.xml")).iter(TABLE + "table"))
    assert len(tables) == 7, [table.get(TABLE + "name") for table in tables]
    rows = [[[number_of(cell) for cell in row] for row in list(table.iter(TABLE + "table-row"))[5:]] for table in tables]
    numbers = [[[number for number in row if number is not None] for row in table] for table in rows]
    same(answer["total"], [number for row in numbers[0] for number in row], "ods total")
    for table, name in ((1, "groups"), (3, "algorithms"), (4, "devices"), (5, "units"), (6, "online")):
        assert len(numbers[table]) == len(answer[name])
        for row, wanted in zip(numbers[table], answer[name]):
            same(wanted["values"], row, f"ods {name}")


def main(csv_name, ods_name, json_name):
    answer = json.load(open(json_name, encoding="utf-8"))
    read_csv(csv_name, answer)
    read_ods(ods_name, answer)


if __name__ == "__main__":
    main(*sys.argv[1:])
