#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that every action that a button, a menu or a line of code asks for exists: as a row of the
window's table, or as an action that a widget class installs. GTK says nothing of one that does not."""

import pathlib
import re
import sys

NAME = r"[a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*"
ROW = re.compile(rf'\{{\s*"({NAME})",')
INSTALLED = re.compile(rf'(?:install_action \([^"]*|install_property_action \([^"]*|ACTION \()"({NAME})"')
ASKED_IN_C = re.compile(rf'(?:activate_action(?:_variant)?|set_action_name|set_detailed_action_name|menu_append'
                        rf'|menu_item_new|hand_on|hand_on_text) \([^;]*?"({NAME})(?:::?[^"]*)?"')
ASKED_IN_UI = re.compile(rf'(?:action(?:-name)?:\s*|item \([^\n]*, )"({NAME})(?:::?[^"]*)?"')
# Those that widgets of GTK install.
OF_GTK = {"list.select-item", "list.activate-item", "list.scroll-to-item", "window.close", "clipboard.copy"}
# The application's own, which notices ask for when there is no window.
OF_APPLICATION = re.compile(r'g_simple_action_new \("([a-z-]+)"')
LITERAL = re.compile(rf'"({NAME})"')

TABLE = "src/app/zb-actions.c"
COMMANDS = "src/wire/zb-command-request.c"
EVENTS = "data/api/asyncapi.yaml"
# What happened to a case is called as the command that did it was, and more besides.
HISTORY = {"src/cases/zb-entry-words.c", "src/app/zb-window-commands.c", "src/drills/zb-debrief-dialog.c"}
SCREENS = ["alerts", "app", "cases", "common", "devices", "drills", "figures", "map", "units", "video"]


def rows_of(root, name):
    return set(ROW.findall((root / name).read_text(encoding="utf-8")))


def sources(root):
    for floor in SCREENS:
        for path in sorted((root / "src" / floor).rglob("*.c")):
            yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")


def installed(root):
    """The actions of widget classes; those of a table are in the first column of its rows."""
    for name, text in sources(root):
        yield from (f"app.{action}" for action in OF_APPLICATION.findall(text))
        if name == TABLE or "install_action (" not in text:
            continue
        yield from INSTALLED.findall(text)
        if re.search(r"install_action \([^;]*\[i\]\.action", text):
            yield from ROW.findall(text)


def numbered(text, pattern):
    for match in pattern.finditer(text):
        yield text.count("\n", 0, match.start(1)) + 1, match.group(1)


def complaints(root):
    known = rows_of(root, TABLE) | set(installed(root)) | OF_GTK
    groups = {name.split(".")[0] for name in known}
    commands = rows_of(root, COMMANDS)
    events = set(re.findall(rf"\b({NAME})\b", (root / EVENTS).read_text(encoding="utf-8")))
    for path in sorted((root / "ui").rglob("*.blp")):
        for line, name in numbered(path.read_text(encoding="utf-8"), ASKED_IN_UI):
            if name not in known:
                yield f"{path.relative_to(root)}:{line}: there is no action {name}"
    for path, text in sources(root):
        asked = set(numbered(text, ASKED_IN_C))
        others = set() if path in HISTORY else set(numbered(text, LITERAL)) - asked
        for line, name in sorted(asked):
            if name not in known:
                yield f"{path}:{line}: there is no action {name}"
        for line, name in sorted(others):
            if name.split(".")[0] in groups and name not in known | commands | events:
                yield f"{path}:{line}: {name} is no action, command or event"


def main(arguments):
    root = pathlib.Path(arguments[0]) if arguments else pathlib.Path(__file__).resolve().parents[2]
    found = list(complaints(root))
    for complaint in found:
        print(f"lint: {complaint}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
