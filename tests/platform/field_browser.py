#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages for a unit's telephone in a real browser, with the platform stopped and started in between.

A desk dispatches a case over REST; the telephone (360 × 740) signs in by a code, accepts, sets out and arrives. What
is typed while there is no line stays; "done", pressed while there is none, waits, outlives the page, and is done
once when the platform is back. Its pictures are kept in $ZHIBAN_BUILD/field/. What the pages do without script is
tested over HTTP (test-field.c): a browser that runs none cannot be driven.

  field_browser.py            needs Debian's chromium, chromium-driver and python3-selenium; without them, code 77"""

import base64
import json
import os
import pathlib
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid

try:
    from selenium import webdriver
    from selenium.common.exceptions import WebDriverException
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.by import By
except ImportError:
    print("SKIP: python3-selenium is not installed")
    sys.exit(77)

BUILD = pathlib.Path(os.environ["ZHIBAN_BUILD"])
PICTURES = BUILD / "field"
DRIVER = "/usr/bin/chromedriver"
PATIENCE = 30
WORD = "油烟机起火，已扑灭，现场留一人看守"


# --- the platform ---------------------------------------------------------------------------------------------


class Platform:
    """The real program, in a folder of its own, always at the same address."""

    def __init__(self, folder):
        self.folder = folder
        self.listen = "127.0.0.1:0"
        self.token = None
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [BUILD / "src/platform/zhiban-platform", "--demo", "--alerts-per-minute", "0", "--listen", self.listen,
             "--data-dir", self.folder], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        ready = json.loads(self.process.stdout.readline())
        self.url = ready["url"]
        self.listen = self.url.removeprefix("http://")
        self.officer = next(account for account in ready["accounts"] if account["role"] == "duty_officer")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(PATIENCE) == 0, "the platform did not end well"

    def ask(self, method, path, body=None, raw=False):
        headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
        if self.token:
            headers["Authorization"] = "Bearer " + self.token
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.url + "/api/v1" + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                found = answer.read()
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.code} {error.read()}") from error
        return found if raw else json.loads(found or b"null")

    def sign_in(self):
        self.token = None
        session = self.ask("POST", "/session", {name: self.officer[name] for name in ("username", "password")})
        self.token = session["token"]

    def count(self, sql, *values):
        database = sqlite3.connect(f"file:{self.folder}/platform.db?mode=ro", uri=True)
        try:
            return database.execute(sql, values).fetchone()[0]
        finally:
            database.close()


def dispatch(platform, unit, title, severity):
    case, assignment = str(uuid.uuid4()), str(uuid.uuid4())
    platform.ask("POST", "/cases", {
        "id": case, "kind": "smoke_fire", "severity": severity, "title": title, "place": "天山路 789 弄 12 号",
        "description": "居民来电：二楼厨房冒烟，未见明火。", "location": unit["location"]})
    platform.ask("POST", f"/cases/{case}/file", {})
    platform.ask("POST", f"/cases/{case}/dispatch", {
        "assignments": [{"id": assignment, "unit": unit["id"], "lead": True}], "note": "带灭火器，注意燃气阀门。"})
    return case, assignment


# --- the telephone --------------------------------------------------------------------------------------------


def make_browser(profile):
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for word in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                 "--disable-background-networking", "--lang=zh-CN", f"--user-data-dir={profile}"]:
        options.add_argument(word)
    options.add_experimental_option("mobileEmulation", {
        "deviceMetrics": {"width": 360, "height": 740, "pixelRatio": 2.0, "touch": True, "mobile": True}})
    options.add_experimental_option("prefs", {"intl.accept_languages": "zh-CN,zh"})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(service=Service(DRIVER), options=options)
    browser.set_page_load_timeout(PATIENCE)
    return browser


class Telephone:
    def __init__(self, profile, platform):
        self.browser = make_browser(profile)
        self.platform = platform
        self.complaints = []

    def path(self, path):
        try:
            self.browser.get(self.platform.url + path)
        except WebDriverException as error:
            assert "ERR_CONNECTION" in str(error), error

    def find(self, selector):
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector="body"):
        # A page that is just being loaded anew has no text yet.
        try:
            found = self.find(selector)
            return found[0].text if found else ""
        except WebDriverException:
            return ""

    def value(self, selector):
        found = self.find(selector)
        return found[0].get_property("value") if found else None

    def wait(self, condition, what):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            # What was found may be gone with the page that it was on.
            try:
                if condition():
                    return
            except WebDriverException:
                pass
            time.sleep(0.05)
        self.picture("failed")
        raise AssertionError(f"waited in vain: {what}; the page says: {self.text()}")

    def press(self, selector):
        self.wait(lambda: any(item.is_enabled() for item in self.find(selector)), selector)
        self.find(selector)[0].click()

    def do(self, verb, state):
        self.press(f'button[data-verb="{verb}"]')
        self.wait(lambda: self.text("#state") == state, f"{verb} → {state}")

    def type(self, words):
        self.find("#word")[0].send_keys(words)

    def see(self, scheme):
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": scheme}]})

    def picture(self, name):
        PICTURES.mkdir(exist_ok=True)
        height = max(740, self.browser.execute_script("return document.documentElement.scrollHeight"))
        shot = self.browser.execute_cdp_cmd("Page.captureScreenshot", {
            "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": 360, "height": height, "scale": 1}})
        (PICTURES / f"{name}.png").write_bytes(base64.b64decode(shot["data"]))

    def check_page(self):
        """Nothing sticks out, everything that is touched is as large as a thumb, and has a name."""
        found = self.browser.execute_script("""
            const small = [];
            for (const item of document.querySelectorAll('a, button, input:not([type=hidden]), textarea')) {
                const box = item.getBoundingClientRect();
                if (box.height < 47.5 || box.width < 47.5)
                    small.push(item.outerHTML + ' ' + box.width + '×' + box.height);
            }
            return [document.documentElement.scrollWidth, small];""")
        assert found[0] <= 360, f"the page is {found[0]} px wide"
        assert found[1] == [], f"too small to touch: {found[1]}"
        for node in self.browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]:
            role = node.get("role", {}).get("value")
            if role in ("button", "link", "textbox", "form") and not node.get("ignored") and role != "form":
                assert node.get("name", {}).get("value"), f"a {role} without a name"

    def check_complaints(self):
        """What the browser complains of: no line is told, anything else is a fault of the page."""
        for entry in self.browser.get_log("browser"):
            if "ERR_CONNECTION" not in entry["message"] and entry["level"] == "SEVERE":
                if not re.search(r"status of (401|409|422)|favicon", entry["message"]):
                    self.complaints.append(entry["message"])
        assert self.complaints == [], self.complaints


# --- what has to hold -------------------------------------------------------------------------------------------


def sign_in(telephone, code):
    telephone.path("/field")
    telephone.see("dark")
    telephone.check_page()
    telephone.picture("1-sign-in")
    telephone.find("#code")[0].send_keys("AAAA")
    telephone.press(".sign-in button")
    telephone.wait(lambda: telephone.text(".problem"), "a wrong code is refused in words")
    telephone.picture("2-wrong-code")
    telephone.find("#code")[0].send_keys(f"{code[:4]} {code[4:]}".lower())
    telephone.press(".sign-in button")
    telephone.wait(lambda: telephone.text("h1") == "任务", "the list of tasks")


def go_there(telephone, title):
    telephone.wait(lambda: title in telephone.text("main"), "the task is in the list")
    telephone.check_page()
    telephone.picture("3-tasks")
    telephone.press("a.card")
    telephone.wait(lambda: telephone.text("#state") == "待受理", "the task")
    telephone.check_page()
    telephone.picture("4-task")
    for part in ["居民来电", "带灭火器", "天山路 789 弄"]:
        assert part in telephone.text("main"), part
    telephone.do("accept", "处理中")
    telephone.do("en-route", "前往中")
    telephone.do("arrive", "已到场")
    telephone.picture("5-on-the-scene")


def make_photograph(folder):
    """Larger than two million pixels, as a telephone's camera takes it."""
    path = folder / "photograph.jpg"
    subprocess.run(["convert", "-size", "2400x1800", "plasma:orange-gray", "-quality", "92", path], check=True)
    return path


def wait_until_kept(telephone):
    """The page itself is kept for the time without a line."""
    telephone.wait(lambda: telephone.browser.execute_async_script(
        "caches.match(location.href).then(kept => arguments[0](!!kept), () => arguments[0](false));"), "the page is kept")


def lose_the_line(telephone, platform, photograph):
    """What was typed outlives pages that are loaded anew, without a line and with one, and so does its picture."""
    page = telephone.browser.current_url.removeprefix(platform.url)
    wait_until_kept(telephone)
    telephone.type(WORD)
    telephone.find("#pictures")[0].send_keys(str(photograph))
    telephone.wait(lambda: len(telephone.find("#chosen li")) == 1, "the picture is kept")
    telephone.wait(lambda: telephone.find("#chosen canvas")[0].get_property("width") == 144, "and shown")
    platform.stop()
    for _ in range(2):
        telephone.path(page)
        telephone.wait(lambda: telephone.value("#word") == WORD, "the word is there without a line")
        telephone.wait(lambda: len(telephone.find("#chosen li")) == 1, "and so is the picture")
    telephone.picture("6-kept")
    platform.start()
    telephone.path(page)
    telephone.wait(lambda: telephone.value("#word") == WORD, "the word is there still")
    telephone.wait(lambda: len(telephone.find("#chosen li")) == 1, "and so is the picture")


def finish_without_a_line(telephone, platform):
    page = telephone.browser.current_url.removeprefix(platform.url)
    platform.stop()
    telephone.press('button[data-verb="done"]')
    telephone.wait(lambda: "等待" in telephone.text("#line") and WORD in telephone.text("#line"), "it says that it waits")
    assert not telephone.find('button[data-verb="done"]')[0].is_enabled(), "nothing is pressed twice"
    telephone.path(page)
    telephone.wait(lambda: "等待" in telephone.text("#line") and WORD in telephone.text("#line"), "it waits still")
    telephone.see("light")
    telephone.picture("7-waiting-light")
    telephone.see("dark")
    telephone.picture("7-waiting")
    platform.start()
    telephone.wait(lambda: telephone.text("#state") == "已完成", "it is sent by itself")
    telephone.check_page()
    telephone.picture("8-done")


def measure(content, folder):
    path = folder / "stored"
    path.write_bytes(content)
    shown = subprocess.run(["identify", "-format", "%w %h", path], check=True, capture_output=True, text=True)
    return [int(number) for number in shown.stdout.split()]


def check_platform(platform, case, assignment, folder):
    platform.sign_in()
    done = platform.ask("GET", f"/assignments/{assignment}")
    assert done["state"] == "done" and done["note"] == WORD, done
    assert len(done["evidence"]) == 1, done["evidence"]
    for action in ("accept", "en_route", "arrive", "done"):
        n = platform.count("SELECT count(*) FROM audit WHERE action = ? AND id = ?", "assignment." + action, assignment)
        assert n == 1, f"{action} is in the audit log {n} times"
    width, height = measure(platform.ask("GET", "/evidence/" + done["evidence"][0]["id"], raw=True), folder)
    assert width * height <= 2_010_000 and width > 1000, f"the picture is {width} × {height}"
    timeline = platform.ask("GET", f"/cases/{case}/timeline")["items"]
    assert sum(entry["what"] == "assignment.done" and entry["note"] == WORD for entry in timeline) == 1, timeline
    assert platform.ask("GET", f"/cases/{case}")["step"] == "handling"


def refuse(telephone, platform, unit):
    """What is refused is told in the guard's words, and what was typed stays."""
    _, assignment = dispatch(platform, unit, "弄堂口垃圾堆积", "medium")
    telephone.path(f"/field/assignments/{assignment}")
    telephone.press('button[data-verb="decline"]')
    telephone.wait(lambda: "理由" in telephone.text("#line"), "it asks for a reason")
    telephone.picture("9-refused")
    platform.ask("POST", f"/assignments/{assignment}/cancel", {"reason": "派错"})
    telephone.type("车辆故障")
    telephone.press('button[data-verb="decline"]')
    telephone.wait(lambda: telephone.text("#line") not in ("", "正在发送…") and telephone.value("#word") == "车辆故障",
                   "the word is given back")


def in_english(telephone):
    telephone.browser.execute_cdp_cmd("Network.enable", {})
    telephone.browser.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": {"Accept-Language": "en"}})
    telephone.see("light")
    telephone.path("/field")
    telephone.wait(lambda: telephone.text("h1") == "Tasks", "the list in English")
    telephone.check_page()
    telephone.picture("10-english-light")


def sign_out(telephone):
    """Nothing of the unit stays on the telephone for who comes after."""
    telephone.press("#sign-out button")
    telephone.wait(lambda: telephone.find("#code"), "signed out")
    names = telephone.browser.execute_async_script(
        "caches.open('zhiban-field').then(kept => kept.keys()).then(all => arguments[0](all.map(one => one.url)));")
    assert not any("/assignments/" in name for name in names), names


def run(folder):
    platform = Platform(folder / "platform")
    telephone = None
    try:
        platform.sign_in()
        unit = next(unit for unit in platform.ask("GET", "/units?limit=100")["items"] if unit["on_duty"] and unit["location"])
        case, assignment = dispatch(platform, unit, "厨房冒烟", "urgent")
        code = platform.ask("POST", f"/units/{unit['id']}/field-code")["code"]
        photograph = make_photograph(folder)
        telephone = Telephone(folder / "profile", platform)
        sign_in(telephone, code)
        go_there(telephone, "厨房冒烟")
        telephone.check_complaints()
        lose_the_line(telephone, platform, photograph)
        finish_without_a_line(telephone, platform)
        check_platform(platform, case, assignment, folder)
        refuse(telephone, platform, unit)
        in_english(telephone)
        sign_out(telephone)
        telephone.check_complaints()
    finally:
        if telephone:
            telephone.browser.quit()
        if platform.process.poll() is None:
            platform.process.terminate()
            platform.process.wait(PATIENCE)


if __name__ == "__main__":
    if not os.path.exists(DRIVER):
        print("SKIP: chromium-driver is not installed")
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix="zb-field-", ignore_cleanup_errors=True) as name:
        run(pathlib.Path(name))
    print("the pages hold")
