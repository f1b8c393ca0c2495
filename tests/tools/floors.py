#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks who includes whom: each floor may use its own headers, those of the floors below it that
the table names, and the system headers of the libraries it is given. The compiler lets a relative
include and any system header through; this does not."""

import pathlib
import re
import sys

BASE = {"glib", "glib-object", "c"}
GIO = BASE | {"gio"}
GTK = GIO | {"gtk", "adwaita", "pango", "gdk", "graphene", "cairo"}
FEATURE = ["geo", "model", "common"]

# floor: (floors it may use, libraries it may use)
FLOORS = {
    "geo": ([], BASE),
    "model": (["geo"], GIO),
    "wire": (["geo", "model"], GIO | {"json-glib", "yyjson"}),
    "database": ([], GIO | {"sqlite3", "libdex"}),
    "client": (["geo", "model", "wire", "database"],
               GIO | {"json-glib", "yyjson", "libsoup", "sqlite3", "libdex", "libsecret", "sodium"}),
    "common": (["geo", "model"], GTK | {"icu"}),
    # The names of a map follow from its style, which is JSON.
    "map": (FEATURE, GTK | {"shumate", "sqlite3", "yyjson"}),
    "video": (FEATURE, GTK | {"gst"}),
    # The address of the pages, as a picture for a telephone.
    "units": (FEATURE, GTK | {"qrencode"}),
    **{name: (FEATURE, GTK) for name in
       ["alerts", "cases", "devices", "algorithms", "figures", "shifts", "wall", "settings", "drills"]},
    "app": (["geo", "model", "wire", "client", "common", "map", "video", "alerts", "cases", "units",
             "devices", "algorithms", "figures", "shifts", "wall", "settings", "drills"],
            GTK | {"json-glib", "yyjson", "libsoup", "libdex", "gst", "libsecret", "shumate",
                   "gperftools"}),
    "platform": (["geo", "model", "wire", "database"],
                 GIO | {"json-glib", "yyjson", "libsoup", "sqlite3", "libdex", "gst", "sodium", "cairo", "pango"}),
}

LIBRARIES = [
    (r"glib-object\.h", "glib-object"), (r"gobject/.*", "glib-object"),
    (r"glib(-unix)?(/.*)?\.h|glib/gstdio\.h", "glib"), (r"gmodule\.h", "glib"),
    (r"gio/.*", "gio"), (r"json-glib/.*", "json-glib"), (r"yyjson\.h", "yyjson"),
    (r"libsoup/.*", "libsoup"), (r"sqlite3\.h", "sqlite3"), (r"libdex\.h", "libdex"),
    (r"libsecret/.*", "libsecret"), (r"gtk/.*", "gtk"), (r"gdk.*", "gdk"), (r"adwaita\.h", "adwaita"),
    (r"pango/.*", "pango"), (r"graphene.*", "graphene"), (r"cairo.*", "cairo"), (r"shumate/.*", "shumate"),
    (r"gst/.*", "gst"), (r"unicode/.*", "icu"), (r"sodium\.h", "sodium"),
    (r"qrencode\.h", "qrencode"), (r"gperftools/.*", "gperftools"),
    (r"(sys/|arpa/|netinet/|linux/)?[a-z0-9_]+\.h", "c"),
]


def library_of(header):
    for pattern, name in LIBRARIES:
        if re.fullmatch(pattern, header):
            return name
    return None


def floor_of(path, root):
    return path.relative_to(root / "src").parts[0]


def headers_of(root):
    return {path.name: path for path in (root / "src").rglob("*.h")}


def complaints(root):
    own = headers_of(root)
    for path in sorted((root / "src").rglob("*.[ch]")):
        floor = floor_of(path, root)
        if floor not in FLOORS:
            yield f"{path.relative_to(root)}: {floor} is no floor of this house"
            continue
        floors, libraries = FLOORS[floor]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if not match:
                continue
            where = f"{path.relative_to(root)}:{number}"
            kind, header = match.groups()
            if ".." in header:
                yield f"{where}: {header}: an include names a header, not a way to it"
            elif kind == '"':
                target = own.get(header)
                if target is not None and floor_of(target, root) not in [floor, *floors]:
                    yield f"{where}: {floor} may not use {floor_of(target, root)} ({header})"
            elif library_of(header) not in libraries:
                yield f"{where}: {floor} may not use <{header}>"


def main(arguments):
    root = pathlib.Path(arguments[0]) if arguments else pathlib.Path(__file__).resolve().parents[2]
    found = list(complaints(root))
    for complaint in found:
        print(f"lint: {complaint}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
