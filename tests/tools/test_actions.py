#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every action that is asked for exists; and the check has to fail where one does not."""

import pathlib
import tempfile
import unittest

import actions

TABLE = '  { "case.show", "s", NULL },\n  { "case.compose", "s", NULL },\n'
COMMANDS = '  { "case.note", ZB_KIND_ENTRY, "POST" },\n'
PANE = 'gtk_widget_class_install_action (widget_class, "case-pane.compose", NULL, compose);\n'


class Actions(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.folder.name)
        self.write("src/app/zb-actions.c", TABLE)
        self.write("src/wire/zb-command-request.c", COMMANDS)
        self.write("data/api/asyncapi.yaml", "case.updated\n")
        self.write("src/cases/pane.c", PANE)

    def tearDown(self):
        self.folder.cleanup()

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def complaints(self, name, text):
        self.write(name, text)
        return list(actions.complaints(self.root))

    def test_this_tree(self):
        self.assertEqual(list(actions.complaints(pathlib.Path(__file__).resolve().parents[2])), [])

    def test_what_is_there_is_well(self):
        self.assertEqual(self.complaints("src/cases/a.c", 'gtk_widget_activate_action (w, "case.show", "s", id);'), [])
        self.assertEqual(self.complaints("ui/cases/a.blp", 'action-name: "case-pane.compose";'), [])
        self.assertEqual(self.complaints("src/cases/a.c", 'zb_case_pane_send (self, "case.note", args);'), [])

    def test_an_action_that_nobody_has(self):
        found = self.complaints("src/cases/a.c", 'gtk_widget_activate_action (w, "case.send", "s", id);')
        self.assertEqual(found, ["src/cases/a.c:1: there is no action case.send"])

    def test_a_command_is_no_action(self):
        self.assertIn("no action case.note",
                      self.complaints("src/cases/a.c", 'gtk_widget_activate_action (w, "case.note", NULL);')[0])

    def test_a_button_that_does_nothing(self):
        self.assertIn("no action case-pane.send", self.complaints("ui/cases/a.blp", 'action-name: "case-pane.send";')[0])

    def test_a_name_in_a_variable(self):
        self.assertIn("case.sent is no action", self.complaints("src/cases/a.c", 'name = "case.sent";')[0])


if __name__ == "__main__":
    unittest.main()
