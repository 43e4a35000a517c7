"""What every answer, at every address, tells browsers to refuse; and that pages hold nothing of it."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client, override_settings
from selectolax.lexbor import LexborHTMLParser

from tests.test_addresses import TABLE, _filled, parts, quiet

__all__ = ["parts", "quiet"]
pytestmark = pytest.mark.django_db
POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
EXPECTED = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
STATIC = ("rostrum.css", "rostrum.svg", "search.js", "admin-extras/passkey.js", "mfa/js/webauthn.js")


def told(answer: Any) -> dict[str, str | None]:
    return {name: answer.headers.get(name) for name in EXPECTED}


def refused(page: str) -> list[str]:
    """What is in a page and would not run or show under the policy."""
    tree = LexborHTMLParser(page)
    inside = [one.html for one in tree.css("script:not([src])") if one.attributes.get("type") != "application/json"]
    inside = [one for one in inside if one and "application/ld+json" not in one]
    handlers = [one.html for one in tree.css("*") if any(name.startswith("on") for name in one.attributes)]
    return [str(one) for one in [*inside, *handlers, *(node.html for node in tree.css("style, [style]"))]]


def look_at(site: Client, address: str) -> tuple[Any, list[str]]:
    answer = site.get(address)
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    return answer, refused(b"".join(answer).decode()) if is_page else []


@pytest.mark.parametrize("who", ["anonymous", "administrator"])
def test_every_address_tells_browsers_what_to_refuse_and_holds_none_of_it(who: str, parts: dict[str, Any]) -> None:
    site = Client()
    if who != "anonymous":
        site.force_login(User.objects.create_superuser("root"))
    wrong = {}
    for address in (f"/{_filled(row.at or address, parts)}" for address, row in TABLE.items()):
        answer, inside = look_at(site, address)
        expected = EXPECTED
        if address.startswith("/api/"):  # data, which other sites may show too
            expected = EXPECTED | {"Cross-Origin-Resource-Policy": "cross-origin"}
        if (told(answer), inside) != (expected, []):
            wrong[address] = {name: value for name, value in told(answer).items() if expected[name] != value}, inside
    assert wrong == {}


@pytest.mark.parametrize("path", STATIC)
def test_static_files_say_so_too(path: str) -> None:
    answer = Client().get(f"/static/{path}")
    answer.close()
    assert (answer.status_code, told(answer)) == (200, EXPECTED | {"X-Frame-Options": None})


@pytest.mark.parametrize(("path", "status"), [("/no-such-page/", 404), ("/admin/login/", 403), ("/?format=json", 200)])
def test_errors_and_data_say_so_too(path: str, status: int) -> None:
    site = Client(enforce_csrf_checks=True, raise_request_exception=False)
    answer = site.post(path) if status == 403 else site.get(path)
    corp = "cross-origin" if "format" in path else "same-origin"
    assert (answer.status_code, told(answer)) == (status, EXPECTED | {"Cross-Origin-Resource-Policy": corp})


def test_what_breaks_on_our_side_says_so_too_and_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(*args: Any, **more: Any) -> None:
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr("archive.access.signin._user", fall)
    answer = Client(raise_request_exception=False).get("/admin/sign-in/x/")
    assert (answer.status_code, told(answer)) == (500, EXPECTED)
    assert b"secret of the house" not in answer.content and b"Traceback" not in answer.content


def test_a_page_that_the_browser_has_still_says_so() -> None:
    tag = Client().get("/corrections/")["ETag"]
    answer = Client(headers={"If-None-Match": tag}).get("/corrections/")
    assert (answer.status_code, answer["Content-Security-Policy"]) == (304, POLICY)


def test_pages_behind_the_door_are_not_kept_by_browsers() -> None:
    site = Client()
    site.force_login(User.objects.create_superuser("root"))
    assert {"no-store" in site.get(page)["Cache-Control"] for page in ("/admin/", "/admin/second-factor/")} == {True}


@override_settings(SECURE_HSTS_SECONDS=31_536_000, SECURE_HSTS_INCLUDE_SUBDOMAINS=True)
def test_https_is_insisted_on() -> None:
    answer = Client().get("/", secure=True)
    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_folders_are_not_listed_and_nothing_is_echoed() -> None:
    assert [Client().get(f"/{folder}/").status_code for folder in ("static", "static/admin-extras", "data/x")] == [
        404
    ] * 3
    echo = Client().trace("/corrections/", headers={"cookie": "secret=1"})
    assert (echo.status_code, b"secret" in echo.content) == (405, False)
