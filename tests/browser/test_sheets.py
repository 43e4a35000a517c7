"""Bringing a sheet in with a real browser: by keyboard, without JavaScript, on a telephone too."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from people.models import Person
from tests import records as make
from tests.browser.test_accessible import AXE, RULES, SIZES
from tests.browser.test_identity import INSIDE, signed_in

pytestmark = pytest.mark.django_db(transaction=True)

LINES = "slug,name,note,orcid\nli-xiang,Li Xiang,of the port,\nwang-wei,Wang Wei,,0000-0002-1825-0097\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(LINES)
    return path


def test_a_sheet_is_mended_and_brought_in_without_javascript(
    browser: Browser, live_server: LiveServer, file: Path
) -> None:
    page = signed_in(browser, live_server, java_script_enabled=False).new_page()
    page.goto("/admin/")
    page.get_by_role("link", name="Bring in a sheet").click()
    file.write_text(LINES.replace("0097", "0096"))
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Show what").press("Enter")
    expect(page.locator("tr.refused")).to_contain_text("check digit")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").press("Enter")
    back = Path(download.value.path()).read_text("utf-8-sig").replace("0096", "0097")
    page.get_by_role("link", name="Choose another file").press("Enter")
    file.write_text(back)
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Show what").press("Enter")
    page.get_by_label("Why").fill("The list of members of May")
    page.get_by_label("Why").press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("2 rows were brought in.")
    assert list(Person.objects.values_list("slug", flat=True)) == ["li-xiang", "wang-wei"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("step", ["choose", "preview"])
def test_its_pages_break_no_rule(browser: Browser, live_server: LiveServer, file: Path, size: str, step: str) -> None:
    make.person("Li Xiang")
    context = signed_in(browser, live_server, viewport=SIZES[size], bypass_csp=True)  # for what checks alone
    page = context.new_page()
    page.add_init_script(AXE)
    page.goto("/admin/sheets/")
    if step == "preview":
        page.get_by_label("File").set_input_files(file)
        page.get_by_role("button", name="Show what").click()
    assert page.evaluate(INSIDE, RULES) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
