#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The check of the floors has to fail where an include crosses them, and only there."""

import pathlib
import tempfile
import unittest

import floors


class Floors(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.folder.name)
        for name in ["geo/zb-point.h", "model/zb-world.h", "client/zb-link.h", "alerts/zb-queue-view.h", "map/zb-map.h"]:
            self.write(name, "#pragma once\n")

    def tearDown(self):
        self.folder.cleanup()

    def write(self, name, text):
        path = self.root / "src" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def complaints(self, name, line):
        self.write(name, f"{line}\n")
        return list(floors.complaints(self.root))

    def test_downwards_is_well(self):
        self.assertEqual(self.complaints("model/a.c", '#include "zb-point.h"'), [])
        self.assertEqual(self.complaints("alerts/a.c", '#include <gtk/gtk.h>'), [])
        self.assertEqual(self.complaints("app/a.c", '#include "zb-link.h"'), [])

    def test_upwards_is_refused(self):
        self.assertIn("model may not use client", self.complaints("model/a.c", '#include "zb-link.h"')[0])

    def test_a_widget_never_reaches_the_network(self):
        self.assertIn("alerts may not use client", self.complaints("alerts/a.c", '#include "zb-link.h"')[0])
        self.assertIn("<libsoup/soup.h>", self.complaints("alerts/a.c", '#include <libsoup/soup.h>')[0])

    def test_features_do_not_know_each_other(self):
        self.assertIn("alerts may not use map", self.complaints("alerts/a.c", '#include "zb-map.h"')[0])

    def test_a_way_round_is_refused(self):
        self.assertIn("names a header", self.complaints("model/a.c", '#include "../client/zb-link.h"')[0])

    def test_a_library_of_another_floor_is_refused(self):
        self.assertIn("<sqlite3.h>", self.complaints("model/a.c", "#include <sqlite3.h>")[0])

    def test_an_unknown_folder_is_refused(self):
        self.assertIn("no floor", self.complaints("utils/a.c", "#include <glib.h>")[0])


if __name__ == "__main__":
    unittest.main()
