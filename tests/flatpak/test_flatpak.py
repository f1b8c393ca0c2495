#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the desktop and Flatpak are told of the console, and the programs that prove it.

Usage: test_flatpak.py SOURCE_DIR BUILD_DIR VERSION
"""
import configparser
import json
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

SOURCE, BUILD, VERSION = (pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3])
ID = "cn.zhiban.Console"
DESKTOP = BUILD / "data" / f"{ID}.desktop"
METAINFO = BUILD / "data" / f"{ID}.metainfo.xml"
README = (SOURCE / "flatpak" / "README.md").read_text()
MANIFEST = json.loads((SOURCE / "flatpak" / f"{ID}.json").read_text())


def run(*command):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)


def read_ini(path):
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str
    parser.read_string(path.read_text())
    return parser


class Desktop(unittest.TestCase):
    def test_desktop_file_is_valid(self):
        result = run("desktop-file-validate", DESKTOP)
        self.assertEqual((result.returncode, result.stdout), (0, ""))

    def test_metainfo_is_valid(self):
        result = run("appstreamcli", "validate", "--strict", "--no-net", METAINFO)
        self.assertEqual(result.returncode, 0, result.stdout)

    def test_both_are_translated(self):
        self.assertIn("Name[zh_CN]=值班台", DESKTOP.read_text())
        self.assertIn('<name xml:lang="zh-Hans-CN">值班台</name>', METAINFO.read_text())

    def test_activated_by_name(self):
        entry = read_ini(DESKTOP)["Desktop Entry"]
        service = read_ini(BUILD / "data" / f"{ID}.service")["D-BUS Service"]
        self.assertEqual(entry["DBusActivatable"], "true")
        self.assertEqual(service["Name"], ID)
        self.assertRegex(service["Exec"], r"^/.*/zhiban --gapplication-service$")
        self.assertEqual(entry["MimeType"], "x-scheme-handler/zhiban;")
        self.assertTrue(entry["Exec"].endswith("%U"))


class Metainfo(unittest.TestCase):
    def setUp(self):
        self.root = xml.etree.ElementTree.parse(METAINFO).getroot()

    def test_newest_release_is_this_one(self):
        self.assertEqual(self.root.find("releases/release").get("version"), VERSION)

    def test_screenshots_are_here(self):
        images = self.root.findall("screenshots/screenshot/image")
        self.assertGreaterEqual(len(images), 3)
        for image in images:
            file = SOURCE / "data" / "screenshots" / image.text.rpartition("/")[2]
            size = struct.unpack(">II", file.read_bytes()[16:24])
            self.assertEqual(size, (int(image.get("width")), int(image.get("height"))), file)


class Manifest(unittest.TestCase):
    def test_every_source_is_pinned(self):
        for module in MANIFEST["modules"]:
            for source in module["sources"]:
                if source["type"] == "dir":
                    self.assertEqual((module["name"], source["path"]), ("zhiban", ".."))
                    continue
                self.assertRegex(source["url"], r"^https://", module["name"])
                self.assertRegex(source["sha256"], r"^[0-9a-f]{64}$", module["name"])

    def test_every_permission_is_explained(self):
        explained = re.findall(r"^\| `(--[^`]+)` \|", README, re.MULTILINE)
        self.assertEqual(sorted(explained), sorted(MANIFEST["finish-args"]))

    def test_no_more_than_is_needed(self):
        for permission in MANIFEST["finish-args"]:
            self.assertNotRegex(permission, r"filesystem|talk-name|own-name|device=all|socket=(session|system)-bus|allow")

    def test_every_module_says_what_its_sum_rests_on(self):
        proof = README.partition("## Not proven here")[2]
        for module in MANIFEST["modules"]:
            if "x-debian" in module:
                self.assertRegex(proof, rf"(?m)^\| {re.escape(module['name'])} \d", module["name"])

    def test_derived_manifest_keeps_the_rest(self):
        result = run(SOURCE / "flatpak" / "local-manifest", "cn.zhiban.Runtime", "13")
        derived = json.loads(result.stdout)
        self.assertEqual([module["name"] for module in derived["modules"]], ["zhiban"])
        self.assertEqual(derived["runtime"], "cn.zhiban.Runtime")
        for key in ("finish-args", "command", "cleanup", "id"):
            self.assertEqual(derived[key], MANIFEST[key])


TREE = """window "值班台"
  list "页面"
    list-item "告警" [selected]
      label "67"
  generic "辖区地图" (视图内 11,004 个设备)
    label "苏州河"
  list "告警队列"
    list-item "高, 人员密集"
      label "5 分"
  group "玉屏南路 2 号, 实时"
    label "实时"
  button
    label "3 条新告警"
  tab-panel
    label "数据截至 03:44:16 · 夜班"
  button "认领"
"""


class Trees(unittest.TestCase):
    def compare(self, inside, outside):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in (("inside", inside), ("outside", outside)):
                path = pathlib.Path(folder, name)
                path.mkdir()
                (path / "01-step.a11y.txt").write_text(text)
            return run(SOURCE / "flatpak" / "compare-trees", pathlib.Path(folder, "inside"),
                       pathlib.Path(folder, "outside"))

    def same(self, *changes):
        other = TREE
        for old, new in changes:
            self.assertIn(old, other)
            other = other.replace(old, new)
        return self.compare(other, TREE).returncode == 0

    def test_what_time_and_chance_change_is_masked(self):
        self.assertTrue(self.same())
        self.assertTrue(self.same(("03:44:16", "21:05:59"), ('"67"', '"9"'), ("11,004", "9")))
        self.assertTrue(self.same(("高, 人员密集", "低, 占道经营"), ("5 分", "40 秒"), ("苏州河", "中环路")))
        self.assertTrue(self.same(("2 号, 实时", "2 号, 正在重连"), ('label "实时"', 'label "无画面"')))
        self.assertTrue(self.same(("夜班", "早班"), ('  button\n    label "3 条新告警"\n', "")))

    def test_everything_else_is_seen(self):
        self.assertFalse(self.same(("[selected]", "[disabled]")))
        self.assertFalse(self.same(('button "认领"', 'button "Claim"')))
        self.assertFalse(self.same(('button "认领"', 'label "认领"')))
        self.assertFalse(self.same(('label "5 分"', 'button "5 分"')))
        self.assertFalse(self.same(("苏州河", "底图无法读取。")))
        self.assertFalse(self.same(('  button "认领"\n', "")))
        self.assertFalse(self.same(("数据截至", "数据来自")))

    def test_nothing_is_no_proof(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertNotEqual(run(SOURCE / "flatpak" / "compare-trees", folder, folder).returncode, 0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
