import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.dates import EdtfError, in_words, parse, validate_edtf
from events.models import Report
from tests import records as make

reproducible = settings(derandomize=True, max_examples=300, deadline=None)

# Each date, the first and last day it can mean, the years it is known to touch, and how it is said.
VALID = {
    "2024": ("2024-01-01", "2024-12-31", [2024], "2024"),
    "0001": ("0001-01-01", "0001-12-31", [1], "1"),
    "9999": ("9999-01-01", "9999-12-31", [9999], "9999"),
    "2024-11": ("2024-11-01", "2024-11-30", [2024], "November 2024"),
    "2024-02": ("2024-02-01", "2024-02-29", [2024], "February 2024"),
    "2023-02": ("2023-02-01", "2023-02-28", [2023], "February 2023"),
    "1900-02": ("1900-02-01", "1900-02-28", [1900], "February 1900"),
    "2024-11-04": ("2024-11-04", "2024-11-04", [2024], "4 November 2024"),
    "2024-02-29": ("2024-02-29", "2024-02-29", [2024], "29 February 2024"),
    "9999-12-31": ("9999-12-31", "9999-12-31", [9999], "31 December 9999"),
    "2024-11-04T09:00:00": ("2024-11-04", "2024-11-04", [2024], "4 November 2024"),
    "2024-11-04T23:59:59Z": ("2024-11-04", "2024-11-04", [2024], "4 November 2024"),
    "2024-11-04T09:00:00+08:00": ("2024-11-04", "2024-11-04", [2024], "4 November 2024"),
    "2024-11-04T09:00:00-05": ("2024-11-04", "2024-11-04", [2024], "4 November 2024"),
    # doubt widens nothing
    "2024?": ("2024-01-01", "2024-12-31", [2024], "2024 (uncertain)"),
    "2024~": ("2024-01-01", "2024-12-31", [2024], "about 2024"),
    "2024%": ("2024-01-01", "2024-12-31", [2024], "about 2024 (uncertain)"),
    "2024-11?": ("2024-11-01", "2024-11-30", [2024], "November 2024 (uncertain)"),
    "2024-11-04?": ("2024-11-04", "2024-11-04", [2024], "4 November 2024 (uncertain)"),
    "2024-11-04~": ("2024-11-04", "2024-11-04", [2024], "about 4 November 2024"),
    # what is not known
    "2024-XX": ("2024-01-01", "2024-12-31", [2024], "2024"),
    "2024-XX-XX": ("2024-01-01", "2024-12-31", [2024], "2024"),
    "2024-11-XX": ("2024-11-01", "2024-11-30", [2024], "November 2024"),
    "199X": ("1990-01-01", "1999-12-31", [], "the 1990s"),
    "199X~": ("1990-01-01", "1999-12-31", [], "about the 1990s"),
    "19XX": ("1900-01-01", "1999-12-31", [], "between 1900 and 1999"),
    "000X": ("0001-01-01", "0009-12-31", [], "the 0000s"),
    "00XX": ("0001-01-01", "0099-12-31", [], "between 0000 and 0099"),
    "99XX": ("9900-01-01", "9999-12-31", [], "between 9900 and 9999"),
    # a season is as precise as its year
    "2024-21": ("2024-01-01", "2024-12-31", [2024], "spring 2024"),
    "2024-22": ("2024-01-01", "2024-12-31", [2024], "summer 2024"),
    "2024-23?": ("2024-01-01", "2024-12-31", [2024], "autumn 2024 (uncertain)"),
    "2024-24": ("2024-01-01", "2024-12-31", [2024], "winter 2024"),
    # ranges
    "2024-11-04/2024-11-06": ("2024-11-04", "2024-11-06", [2024], "4–6 November 2024"),
    "2024-10-30/2024-11-06": ("2024-10-30", "2024-11-06", [2024], "30 October – 6 November 2024"),
    "2023-12-28/2024-01-03": ("2023-12-28", "2024-01-03", [2023, 2024], "28 December 2023 – 3 January 2024"),
    "2024-11/2024-12": ("2024-11-01", "2024-12-31", [2024], "November 2024 – December 2024"),
    "2024-11-04/2024-12": ("2024-11-04", "2024-12-31", [2024], "4 November 2024 – December 2024"),
    "2022/2024": ("2022-01-01", "2024-12-31", [2022, 2023, 2024], "2022 – 2024"),
    "2024-11-04/2024-11-04": ("2024-11-04", "2024-11-04", [2024], "4 November 2024"),
    "2024-11-04?/2024-11-06": ("2024-11-04", "2024-11-06", [2024], "4 November 2024 (uncertain) – 6 November 2024"),
    "2024-11-04/2024-11-06?": ("2024-11-04", "2024-11-06", [2024], "4–6 November 2024 (uncertain)"),
    "2022?/2024~": ("2022-01-01", "2024-12-31", [2022, 2023, 2024], "2022 (uncertain) – about 2024"),
    "198X/1993": ("1980-01-01", "1993-12-31", [1993], "the 1980s – 1993"),
    "1985/199X": ("1985-01-01", "1999-12-31", [1985], "1985 – the 1990s"),
    "197X/198X": ("1970-01-01", "1989-12-31", [], "the 1970s – the 1980s"),
    "2024-21/2024-23": ("2024-01-01", "2024-12-31", [2024], "spring 2024 – autumn 2024"),
    # ranges of which one end holds the other
    "2024/2024-06": ("2024-01-01", "2024-06-30", [2024], "2024 – June 2024"),
    "2024-06/2024": ("2024-06-01", "2024-12-31", [2024], "June 2024 – 2024"),
    "2024-06-15/2024-06": ("2024-06-15", "2024-06-30", [2024], "15 June 2024 – June 2024"),
    "2024-12-31/2024": ("2024-12-31", "2024-12-31", [2024], "31 December 2024 – 2024"),
    "1985/198X": ("1985-01-01", "1989-12-31", [1985], "1985 – the 1980s"),
    # one end not known or open: no day, no year
    "/2016-11-05": (None, "2016-11-05", [2016], "until 5 November 2016"),
    "../2016-11-05": (None, "2016-11-05", [2016], "until 5 November 2016"),
    "/2016": (None, "2016-12-31", [2016], "until 2016"),
    "/2016?": (None, "2016-12-31", [2016], "until 2016 (uncertain)"),
    "/199X": (None, "1999-12-31", [], "until the 1990s"),
    "2024-11-04/": ("2024-11-04", None, [2024], "from 4 November 2024"),
    "2024-11-04/..": ("2024-11-04", None, [2024], "from 4 November 2024"),
    "2024-11~/": ("2024-11-01", None, [2024], "from about November 2024"),
    "2024-24/..": ("2024-01-01", None, [2024], "from winter 2024"),
}
NOT_A_DATE = "which is not YYYY, YYYY-MM or YYYY-MM-DD (EDTF; X for an unknown digit, ? for doubt)"
NO_INTERVAL = "is not an interval: write START/END, with nothing or .. for one end that is not known or open"
NO_MONTH = "months run from 01 to 12, seasons from 21 to 24 without a day"
NO_TIME = "has a time that is not Thh:mm:ss after a whole day, without doubt"
BACKWARDS = "ends before it starts: put the earlier date first"
INVALID = {
    "": f"has '', {NOT_A_DATE}",
    " 2024": f"has ' 2024', {NOT_A_DATE}",
    "2024\n": f"has '2024\\n', {NOT_A_DATE}",
    "24": f"has '24', {NOT_A_DATE}",
    "20240": f"has '20240', {NOT_A_DATE}",
    "20241104": f"has '20241104', {NOT_A_DATE}",
    "2024-1": f"has '2024-1', {NOT_A_DATE}",
    "2024-11-4": f"has '2024-11-4', {NOT_A_DATE}",
    "2024-11-04-05": f"has '2024-11-04-05', {NOT_A_DATE}",
    "4 November 2024": f"has '4 November 2024', {NOT_A_DATE}",
    "２０２４": f"has '２０２４', {NOT_A_DATE}",
    "٢٠٢٤": f"has '٢٠٢٤', {NOT_A_DATE}",
    "2024‐11": f"has '2024‐11', {NOT_A_DATE}",
    "Y20240": f"has 'Y20240', {NOT_A_DATE}",
    "-0044": f"has '-0044', {NOT_A_DATE}",
    "XXXX": f"has 'XXXX', {NOT_A_DATE}",
    "2XXX": f"has '2XXX', {NOT_A_DATE}",
    "199x": f"has '199x', {NOT_A_DATE}",
    "199u": f"has '199u', {NOT_A_DATE}",
    "20X4": f"has '20X4', {NOT_A_DATE}",
    "2024-1X": f"has '2024-1X', {NOT_A_DATE}",
    "2024??": f"has '2024??', {NOT_A_DATE}",
    "2024?~": f"has '2024?~', {NOT_A_DATE}",
    "?2024": f"has '?2024', {NOT_A_DATE}",
    "[2023,2024]": f"has '[2023,2024]', {NOT_A_DATE}",
    "2024..2025": f"has '2024..2025', {NOT_A_DATE}",
    "today": f"has 'today', {NOT_A_DATE}",
    "0000": "has the year 0000: years run from 0001 to 9999",
    "0000-01-01": "has the year 0000: years run from 0001 to 9999",
    "2024-00": f"has the month 00: {NO_MONTH}",
    "2024-13": f"has the month 13: {NO_MONTH}",
    "2024-20": f"has the month 20: {NO_MONTH}",
    "2024-25": f"has the month 25: {NO_MONTH}",
    "2024-21-04": f"has the month 21: {NO_MONTH}",
    "2024-11-00": "has the day 00, which 2024-11 does not have",
    "2024-11-31": "has the day 31, which 2024-11 does not have",
    "2023-02-29": "has the day 29, which 2023-02 does not have",
    "1900-02-29": "has the day 29, which 1900-02 does not have",
    "2024-XX-04": "names a day of an unknown month: write XX for the day too",
    "199X-05": "names a month of an unknown year: leave the month out or write XX",
    "19XX-05-04": "names a month of an unknown year: leave the month out or write XX",
    "2024-11-04T24:00:00": NO_TIME,
    "2024-11-04T09:60:00": NO_TIME,
    "2024-11-04T09:00": NO_TIME,
    "2024-11-04T09:00:00+24:00": NO_TIME,
    "2024-11-XXT09:00:00": NO_TIME,
    "2024-11-04T09:00:00Z?": NO_TIME,
    "2024-11T09:00:00": f"has '2024-11T09:00:00', {NOT_A_DATE}",
    "/": NO_INTERVAL,
    "../..": NO_INTERVAL,
    "../": NO_INTERVAL,
    "2024/11/04": NO_INTERVAL,
    "2023/2024/2025": NO_INTERVAL,
    "2024/today": f"has 'today', {NOT_A_DATE}",
    "2024 /2025": f"has '2024 ', {NOT_A_DATE}",
    "2025/2024": BACKWARDS,
    "2024-11-06/2024-11-04": BACKWARDS,
    "2024-12/2024-11": BACKWARDS,
    "2024-12-01/2024-11": BACKWARDS,
    "2000/199X": BACKWARDS,
    "2025/2024-21": BACKWARDS,
    "2024-11-04/" + "2024-11-06" * 6: "is longer than 64 characters: write START/END at most",
}


@pytest.mark.parametrize("text", VALID)
def test_a_date_spans_its_days_and_years(text: str) -> None:
    earliest, latest, years, _ = VALID[text]
    edtf = parse(text)
    days = [day and day.isoformat() for day in (edtf.earliest, edtf.latest)]
    assert (edtf.text, days, edtf.years) == (text, [earliest, latest], years)


@pytest.mark.parametrize("text", VALID)
def test_a_date_is_said_in_words_that_say_no_more_than_is_known(text: str) -> None:
    assert in_words(text) == VALID[text][3]


@pytest.mark.parametrize("text", INVALID)
def test_what_is_no_date_is_refused_with_the_mend(text: str) -> None:
    with pytest.raises(EdtfError) as refused:
        parse(text)
    assert str(refused.value) == INVALID[text]
    with pytest.raises(ValidationError) as in_form:
        validate_edtf(text)
    assert in_form.value.messages == [f"{text} {INVALID[text]}."]


def test_no_date_is_said_in_no_words() -> None:
    assert in_words("") == ""


@pytest.mark.parametrize(
    ("text", "words"),
    {
        "2023": "2023年",
        "2024-11": "2024年11月",
        "2024-11-04": "2024年11月4日",
        "2024-11-04?": "2024年11月4日（存疑）",
        "2024~": "约2024年",
        "199X": "1990年代",
        "19XX": "1900年至1999年之间",
        "2024-21": "2024年春",
        "2024-11-04/2024-11-06": "2024年11月4日至6日",
        "2024-11-04/2024-11-06%": "2024年11月4日至约6日（存疑）",
        "2024-10-30/2024-11-06": "2024年10月30日至11月6日",
        "2023-12-28/2024-01-03": "2023年12月28日至2024年1月3日",
        "2024-11/2024-12": "2024年11月至2024年12月",
        "/2016-11-05": "截至2016年11月5日",
        "2016-11-05/..": "自2016年11月5日起",
    }.items(),
)
def test_a_date_is_said_in_the_order_of_the_language(text: str, words: str) -> None:
    with translation.override("zh-hans"):
        assert in_words(text) == words


@pytest.mark.django_db
@pytest.mark.parametrize("text", VALID)
def test_the_archive_keeps_a_date_with_its_days(text: str) -> None:
    report = make.report(on=text)
    report.refresh_from_db()
    edtf = parse(text)
    assert (report.edtf, report.earliest, report.latest, report.years) == (text, edtf.earliest, edtf.latest, edtf.years)


@pytest.mark.django_db
def test_days_go_with_the_date() -> None:
    report = make.report(on="2024-11-04")
    report.edtf = ""
    report.save()
    report.refresh_from_db()
    assert (report.earliest, report.latest, report.years) == (None, None, [])


@pytest.mark.django_db
def test_records_are_put_in_order_by_the_day_that_is_known() -> None:
    for on in ("2024", "", "/2024-06-01", "2024-05-01/", "2024-03?"):
        make.report(on=on)
    assert [report.edtf for report in Report.objects.latest_first()] == [
        "/2024-06-01",
        "2024-05-01/",
        "2024-03?",
        "2024",
        "",
    ]


# --- against another reader of EDTF, which invents bounds for open ends but knows closed dates ------------------------

years = st.integers(1, 9999).map("{:04}".format)
months = st.integers(0, 13).map("{:02}".format) | st.just("XX")
days = st.integers(0, 32).map("{:02}".format) | st.just("XX")
plain = st.one_of(years, st.builds("{}-{}".format, years, months), st.builds("{}-{}-{}".format, years, months, days))
decades = years.map(lambda year: f"{year[:3]}X") | years.map(lambda year: f"{year[:2]}XX")
doubt = st.sampled_from(["", "", "?", "~", "%"])
points = st.builds("{}{}".format, plain | decades, doubt)
# The other reader fails on ranges with X.
closed = points | st.builds("{}{}/{}{}".format, plain, doubt, plain, doubt).filter(lambda text: "X" not in text)
dates = points | st.builds("{}/{}".format, points, points)
anything = dates | st.text("0123456789X-/?~%T:.Z ", max_size=30) | st.text(max_size=10)


def is_known_here(text: str) -> bool:
    try:
        return bool(parse(text))
    except EdtfError:
        return False


@reproducible
@given(closed.filter(is_known_here))
def test_another_reader_of_edtf_agrees_on_closed_dates(text: str) -> None:
    theirs, ours = parse_edtf(text), parse(text)
    first, last = theirs.lower_strict(), theirs.upper_strict()
    assert (ours.earliest, ours.latest) == (date(max(first[0], 1), *first[1:3]), date(*last[:3]))


@reproducible
@given(anything)
def test_whatever_is_typed_is_a_date_with_sound_days_or_refused(text: str) -> None:
    try:
        edtf = parse(text)
    except EdtfError:
        return
    assert edtf.earliest or edtf.latest
    assert (edtf.earliest or date.min) <= (edtf.latest or date.max)
    assert edtf.years == sorted(set(edtf.years))
    spanned = {day.year for day in (edtf.earliest, edtf.latest) if day}
    assert all(min(spanned) <= year <= max(spanned) for year in edtf.years)


@reproducible
@given(dates.filter(is_known_here))
def test_words_hold_no_number_that_the_date_does_not(text: str) -> None:
    """But for the years between which an unknown one lies."""
    known = {int(number) for number in re.findall(r"\d+", text)}
    years = [int(year.replace("X", digit)) for year in re.findall(r"\d+X+", text) for digit in "09"]
    assert {int(number) for number in re.findall(r"\d+", in_words(text))} <= known | set(years)
