"""A curator at the desk, by HTTP: saves a draft every few seconds, and publishes it every few saves."""

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from threading import Event, Thread
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from tests.load.crowd import NONE, PATIENCE, Answer
from tests.load.site import Site

EVERY, PUBLISHED = 2.0, 3  # seconds from save to save; every third is published
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
SLUG = "load-test-news"
REPORT = f"""\
format: rostrum-report/1
report:
  slug: {SLUG}
  kind: news
  title: Load
  language: en
definitions:
  forums:
  - slug: load-test-forum
    kind: forum
    label: Load
forums:
- forum: load-test-forum
  citations:
  - paragraphs: [1]
"""
PART = '--{edge}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{value}\r\n'


class Curator:
    def __init__(self, site: Site) -> None:
        self.site, self.cookies = site, CookieJar()
        self.browser = build_opener(HTTPCookieProcessor(self.cookies))
        self.edition = site.edition()
        self.answers: list[Answer] = []
        self.saves = 0
        self._sign_in()
        self.draft = self._begin()
        said = self._send("GET", "draft")
        self.version, self.document = said["version"], said["document"]

    @contextmanager
    def working(self) -> Iterator["Curator"]:
        over = Event()
        thread = Thread(target=self._work, args=[over])
        thread.start()
        try:
            yield self
        finally:
            over.set()
            thread.join()

    def _work(self, over: Event) -> None:
        due = time.perf_counter()
        while not over.wait(max(0, due - time.perf_counter())):
            self.saves += 1
            if self._do("save", self._save) and self.saves % PUBLISHED == 0:
                self._do("publish", self._publish)
            due = max(due + EVERY, time.perf_counter())

    def _do(self, kind: str, do: Any) -> bool:
        start = time.perf_counter()
        status, is_polite = 200, False
        try:
            do()
        except HTTPError as error:
            status, is_polite = error.code, error.code == 503 and bool(error.headers.get("Retry-After"))
            error.close()
        except OSError:
            status = NONE
        self.answers.append(Answer(kind, start, time.perf_counter() - start, status, is_polite))
        return status == 200

    def _save(self) -> None:
        title = f"Load {self.edition}-{self.saves}"
        document = {**self.document, "report": {**self.document["report"], "title": title}}
        said = self._send("PUT", "draft", document=document, version=self.version, tab="load")
        self.version, self.document = said["version"], document

    def _publish(self) -> None:
        said = self._send("POST", "publish", version=self.version, overwrite=True)
        self.version, self.document = said["version"], said["document"]
        self.edition = self.site.edition()

    def _sign_in(self) -> None:
        link = self.site.sign_in_link()
        with self.browser.open(link, timeout=PATIENCE) as page:
            [token] = TOKEN.findall(page.read().decode())
        self._form(link, csrfmiddlewaretoken=token)

    def _begin(self) -> str:
        """The address of the draft of a new report, or of that which a run before has published."""
        desk = f"{self.site.address}/admin/desk/"
        with self.browser.open(desk, timeout=PATIENCE) as page:
            token = TOKEN.findall(page.read().decode())[0]
        try:
            return self._form(f"{desk}reopen/{SLUG}/", csrfmiddlewaretoken=token)
        except HTTPError as error:
            error.close()
        edge, file = "part-of-a-form", '; filename="load.yaml"'
        body = PART.format(edge=edge, name="csrfmiddlewaretoken", value=token, more="")
        body += PART.format(edge=edge, name="report_file", value=REPORT, more=file) + f"--{edge}--\r\n"
        headers = {"Content-Type": f"multipart/form-data; boundary={edge}"}
        with self.browser.open(Request(desk, body.encode(), headers), timeout=PATIENCE) as page:
            return str(page.url)

    def _form(self, address: str, **fields: str) -> str:
        with self.browser.open(Request(address, urlencode(fields).encode()), timeout=PATIENCE) as page:
            return str(page.url)

    def _send(self, method: str, what: str, **said: Any) -> dict[str, Any]:
        token = next(cookie.value for cookie in self.cookies if "csrf" in cookie.name) or ""
        headers = {"Content-Type": "application/json", "X-CSRFToken": token}
        body = json.dumps(said).encode() if said else None
        request = Request(f"{self.draft}{what}.json", body, headers, method=method)
        with self.browser.open(request, timeout=PATIENCE) as answer:
            return dict(json.loads(answer.read()))
