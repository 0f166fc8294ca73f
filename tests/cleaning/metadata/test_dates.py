"""Dates as pages write them, and what is none."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.cleaning.metadata.dates import UNSET, iso_date

DATES = [
    pytest.param("2022-10-05", "2022-10-05", id="iso-day"),
    pytest.param(" 2022-10-05\n", "2022-10-05", id="iso-day-with-space"),
    pytest.param("2022-10-05T11:41:32+00:00", "2022-10-05T11:41:32+00:00", id="iso-moment"),
    pytest.param("2022-10-05T11:41:32Z", "2022-10-05T11:41:32+00:00", id="iso-zulu"),
    pytest.param("2022-10-05T11:41:32.123Z", "2022-10-05T11:41:32.123000+00:00", id="iso-milliseconds"),
    pytest.param("2022-10-05T11:41:32+0530", "2022-10-05T11:41:32+05:30", id="zone-without-colon"),
    pytest.param("2022-10-05 11:41:32", "2022-10-05T11:41:32", id="space-for-t-and-no-zone"),
    pytest.param("2022/10/05", "2022-10-05", id="slashes-year-first"),
    pytest.param("1665000000", "2022-10-05T20:00:00+00:00", id="unix-seconds"),
    pytest.param("1665000000123", "2022-10-05T20:00:00+00:00", id="unix-milliseconds"),
    pytest.param("Wed, 05 Oct 2022 11:41:32 GMT", "2022-10-05T11:41:32+00:00", id="rfc-2822"),
    pytest.param("Wed, 05 Oct 2022 11:41:32 -0400", "2022-10-05T11:41:32-04:00", id="rfc-2822-with-zone"),
    pytest.param("October 5, 2022", "2022-10-05", id="american"),
    pytest.param("Oct. 5, 2022", "2022-10-05", id="american-short"),
    pytest.param("October 5th, 2022", "2022-10-05", id="american-ordinal"),
    pytest.param("5 October 2022", "2022-10-05", id="british"),
    pytest.param("Published: 5th October 2022 at 3pm", "2022-10-05", id="words-around-it"),
    pytest.param("5. Oktober 2022", "2022-10-05", id="german"),
    pytest.param("05.10.2022", "2022-10-05", id="german-numbers"),
    pytest.param("3. März 2022", "2022-03-03", id="german-umlaut"),
    pytest.param("le 5 août 2022", "2022-08-05", id="french"),
    pytest.param("5 de octubre de 2022", "2022-10-05", id="spanish"),
    pytest.param("Oct 5, 2022 10:15 PM", "2022-10-05T22:15:00", id="twelve-hours-evening"),
    pytest.param("Oct 5, 2022, 12:05 a.m. ET", "2022-10-05T00:05:00", id="twelve-hours-past-midnight"),
    pytest.param("Wed, Oct 5, 2022 at 9:15 AM", "2022-10-05T09:15:00", id="twelve-hours-morning"),
    pytest.param("Oct 5, 2022 at 31:15 PM", "2022-10-05", id="twelve-hours-out-of-range"),
    pytest.param("2022-10-05 11:41:32 UTC", "2022-10-05T11:41:32+00:00", id="zone-by-name"),
    pytest.param("2022-10-05 11:41:32 +0200", "2022-10-05T11:41:32+02:00", id="space-before-the-offset"),
    pytest.param(
        "Wed Oct 05 2022 11:41:32 GMT+0200 (Central European Summer Time)", "2022-10-05T11:41:32+02:00", id="js"
    ),
    pytest.param("Wed Oct 05 2022 11:41:32 GMT-0330 (NDT)", "2022-10-05T11:41:32-03:30", id="javascript-half-hour"),
    pytest.param("2022-10-05 11:41 GMT+2", "2022-10-05T11:41:00+02:00", id="offset-of-one-digit"),
    pytest.param("Wed, 05 Oct 2022 11:41:32 CEST", "2022-10-05T11:41:32+02:00", id="european-summer-time"),
    pytest.param("Wed, 05 Oct 2022 11:41:32 EDT", "2022-10-05T11:41:32-04:00", id="american-summer-time"),
    pytest.param("Wed Oct 05 11:41:32 CEST 2022", "2022-10-05T11:41:32+02:00", id="zone-before-the-year"),
    pytest.param("2022-10-05 11:41:32 MEZ", "2022-10-05T11:41:32+01:00", id="german-zone"),
    pytest.param("2022-10-05 11:41:32 XYZ", "2022-10-05", id="zone-that-nobody-knows"),
    pytest.param("5 października 2022", "2022-10-05", id="polish"),
    pytest.param("5 de outubro de 2022", "2022-10-05", id="portuguese"),
    pytest.param("2022/6/9 15:07:41", "2022-06-09", id="slashes-year-first-short"),
    pytest.param("25/10/2022", "2022-10-25", id="day-that-is-no-month"),
    pytest.param("10/25/2022", "2022-10-25", id="american-numbers"),
    pytest.param("05/05/2022", "2022-05-05", id="day-and-month-the-same"),
    pytest.param("2022年10月5日 10時15分", "2022-10-05", id="chinese-and-japanese"),
    pytest.param("2022년 10월 5일", "2022-10-05", id="korean"),
    pytest.param("5-Oct-2022", "2022-10-05", id="hyphens-beside-letters"),
    pytest.param("Oct-05-2022", "2022-10-05", id="hyphens-beside-letters-american"),
    pytest.param("5/oct/2022", "2022-10-05", id="slashes-beside-letters"),
    pytest.param("2022 Oct 5", "2022-10-05", id="year-first-in-words"),
    pytest.param("2022. október 5.", "2022-10-05", id="hungarian"),
    pytest.param("Octubre 25 de 2022", "2022-10-25", id="american-spanish"),
    pytest.param("25-10-2022 10:15", "2022-10-25", id="hyphens-day-first"),
    pytest.param("25 / 10 / 2022", "2022-10-25", id="slashes-with-spaces"),
    pytest.param("25. 10. 2022", "2022-10-25", id="czech-numbers"),
    pytest.param("25.10.2022г.", "2022-10-25", id="letter-behind-the-year"),
    pytest.param("2022.10.05 10:15", "2022-10-05", id="dots-year-first"),
    pytest.param("2022. 10. 5.", "2022-10-05", id="korean-numbers"),
    pytest.param("2022 年 10 月 5 日", "2022-10-05", id="chinese-with-spaces"),
    pytest.param("२५ नवंबर २०२२", "2022-11-25", id="hindi"),
    pytest.param("5 मई 2022", "2022-05-05", id="hindi-month-of-two-signs"),
    pytest.param("٢٥ نوفمبر ٢٠٢٢", "2022-11-25", id="arabic"),
    pytest.param("25 تشرين الثاني 2022", "2022-11-25", id="month-of-two-words"),
    pytest.param("25 نوفمبر/تشرين الثاني 2022", "2022-11-25", id="month-with-two-names"),
    pytest.param("25 Νοεμβρίου 2022", "2022-11-25", id="greek"),
    pytest.param("25 בנובמבר 2022", "2022-11-25", id="hebrew"),
    pytest.param("25 ARALIK 2022", "2022-12-25", id="turkish-capitals"),
    pytest.param("25 нояб. 2022", "2022-11-25", id="russian-short"),
    pytest.param("3. Jänner 2022", "2022-01-03", id="austrian"),
    pytest.param("3 out. 2022", "2022-10-03", id="portuguese-short"),
    pytest.param("20221005T114132Z", "2022-10-05T11:41:32+00:00", id="iso-without-signs"),
    pytest.param("2022-10-05T11:41:32 02:00", "2022-10-05T11:41:32+02:00", id="plus-read-as-a-space"),
    pytest.param("2022-10-05T11:41:32+02", "2022-10-05T11:41:32+02:00", id="offset-of-hours"),
    pytest.param("2022-10-05T11:41:32+02:00[Europe/Berlin]", "2022-10-05T11:41:32+02:00", id="java"),
    pytest.param("2022-10-05T10:15:00 PM", "2022-10-05T22:15:00", id="iso-with-twelve-hours"),
    pytest.param("1665000000.5", "2022-10-05T20:00:00+00:00", id="unix-seconds-with-a-fraction"),
    pytest.param("Wednesday, 05-Oct-22 11:41:32 GMT", "2022-10-05T11:41:32+00:00", id="rfc-850"),
    pytest.param("Wed, 05 Oct 2022 11:41:32 WIB", "2022-10-05T11:41:32+07:00", id="indonesian-zone"),
    pytest.param("Oct 5, 2022 9:15 PM EDT", "2022-10-05T21:15:00-04:00", id="twelve-hours-with-a-zone"),
    pytest.param("9.15pm, 5 October 2022", "2022-10-05T21:15:00", id="twelve-hours-before-the-day"),
    pytest.param("Oct 5, 2022 | Updated Oct 7, 2022 3:05 PM", "2022-10-05", id="time-of-another-day"),
    pytest.param("۱۴۰۱/۰۷/۱۳", None, id="year-of-another-calendar"),
    pytest.param("25/10/2565", None, id="year-of-the-thai-calendar"),
    pytest.param("1900-01-01T00:00:00", None, id="never-set-in-a-database"),
    pytest.param("1969-12-31T19:00:00-05:00", None, id="never-set-unix-in-america"),
    pytest.param("0001-01-01T00:00:00", None, id="never-set"),
    pytest.param("1970-01-01T00:00:00Z", None, id="never-set-unix"),
    pytest.param("29 February 2024", "2024-02-29", id="leap-day"),
    pytest.param(None, None, id="none"),
    pytest.param("", None, id="empty"),
    pytest.param("yesterday", None, id="word"),
    pytest.param("10/05/2022", None, id="which-is-the-month"),
    pytest.param("October 2022", None, id="no-day"),
    pytest.param("2022", None, id="year"),
    pytest.param("31 June 2022", None, id="no-such-day"),
    pytest.param("29.02.2023", None, id="no-leap-day"),
    pytest.param("2022-13-45", None, id="no-such-month"),
    pytest.param("5 Smarch 2022", None, id="no-such-name"),
    pytest.param("Call 555 0100 2022", None, id="telephone"),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_iso_date(text: str | None, expected: str | None) -> None:
    assert iso_date(text) == expected


@pytest.mark.parametrize("text", [value for param in DATES if isinstance(value := param.values[1], str)])
def test_a_date_of_ours_reads_as_itself(text: str) -> None:
    assert iso_date(text) == text


@given(st.dates())
def test_every_day_reads_as_itself_but_for_those_that_mean_never(day: Any) -> None:
    never = day.isoformat() in UNSET
    assert iso_date(day.isoformat()) == (None if never else day.isoformat())


@given(st.text(alphabet="0123456789-:.,/+TZ OctMaiWedGMT", max_size=30))
def test_no_text_is_too_strange_for_a_date(text: str) -> None:
    found = iso_date(text)
    assert found is None or iso_date(found) == found
