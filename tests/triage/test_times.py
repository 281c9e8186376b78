"""When the facts happened: what people write, in 13 languages, and what it means; ambiguous is never a guess."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import dateparser  # type: ignore[import-untyped]
import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from assistant.fields import Period
from assistant.triage.times import When, when
from assistant.triage.times.almanac import HOLIDAYS, last_season, last_weekday, months_back, weekend
from assistant.triage.times.lexicon import LANGUAGES, language, lexicon
from assistant.triage.times.values import PARTS

pytestmark = pytest.mark.chat

WEDNESDAY = "2026-03-18T14:30"
NOW = dt.datetime.fromisoformat(WEDNESDAY)
PERIOD = Period(id="periode", type="period", label="Quand ?")


def rows(name: str) -> Iterator[tuple[str, str, str]]:
    """The moment, the message and what is expected, from a table beside this file."""
    now = WEDNESDAY
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            now = line[1:].strip()
        elif line and not line.startswith("#"):
            text, _, expected = line.rpartition(" => ")
            yield now, text, expected


TABLE = [row for name in ("times_fr.txt", "times_more.txt", "times_other.txt") for row in rows(name)]


def told(found: When | None) -> str:
    """As the tables write it."""
    if found is None:
        return "null"
    value = found.value()
    span = value["start"] if value["start"] == value["end"] else f"{value['start']}/{value['end']}"
    return f"{span} {value['precision']}"


@pytest.mark.parametrize(("now", "text", "expected"), TABLE)
def test_expression(now: str, text: str, expected: str) -> None:
    found = when(text, dt.datetime.fromisoformat(now))
    assert told(found) == expected
    assert found is None or text[slice(*found.at)] == found.words


def test_enough_expressions() -> None:
    assert len(TABLE) >= 600


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("On m'a volé mon sac hier soir vers 22h15, rue Thiers.", "hier soir vers 22h15"),
        ("C'était la semaine dernière.", "la semaine dernière"),
        ("Hier je marchais et vers 22h on m'a frappé", "Hier je marchais et vers 22h"),
        ("Mon vélo acheté le 3 janvier a été volé SAMEDI dernier", "SAMEDI dernier"),
        ("garé hier à 19h et ce matin plus rien", "hier à 19h et ce matin"),
    ],
)
def test_words_are_the_persons_own(text: str, words: str) -> None:
    found = when(text, NOW)
    assert found is not None and found.words == words


def test_words_said_very_far_apart_are_those_of_the_day() -> None:
    text = "Hier, " + "je marchais dans la rue avec mon amie et " * 6 + "vers 22h un homme m'a frappé"
    found = when(text, NOW)
    assert found is not None and (found.words, told(found)) == ("Hier", "2026-03-17T22:00 hour")


@pytest.mark.parametrize("lang", ["en", "es", "de", "it"])
@pytest.mark.parametrize("pattern", ["long", "d MMMM y"])
def test_full_dates_are_read_as_a_library_reads_them(lang: str, pattern: str) -> None:
    for back in range(1, 3000, 29):
        day = NOW.date() - dt.timedelta(days=back)
        said = format_date(day, pattern, locale=lang)
        by_library = dateparser.parse(said, languages=[lang])
        found = when(f"{said}", NOW)
        assert by_library is not None and found is not None
        assert (found.start.date(), found.end.date()) == (by_library.date(), by_library.date()), said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_reads_a_full_date_as_the_cldr_writes_it(lang: str) -> None:
    for month in range(1, 13):
        day = dt.date(2025, month, 5)
        found = when(format_date(day, "d MMMM y" if lang != "zh" else "long", locale=lang), NOW)
        assert found is not None and found.start.date() == found.end.date() == day


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_knows_yesterday_and_its_own_days(lang: str) -> None:
    known = lexicon(lang)
    offsets = {m["day"] for phrases in known.time.values() for _, m in phrases if "day" in m}
    assert {-2, -1, 0, 1} <= offsets
    assert {m["weekday"] for phrases in known.time.values() for _, m in phrases if "weekday" in m} == set(range(7))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_lexicon_names_only_parts_and_holidays_that_exist(lang: str) -> None:
    meanings = [m for phrases in lexicon(lang).time.values() for _, m in phrases]
    special = {"tonight", "so far", "just now", "day"}
    parts = {str(m["part"]) for m in meanings if "part" in m} | {
        str(m["moment"]).partition(" ")[2] for m in meanings if "moment" in m
    }
    assert parts <= set(PARTS) | special
    assert {m["holiday"] for m in meanings if "holiday" in m} <= set(HOLIDAYS)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("on m'a volé mon vélo hier", "fr"),
        ("my bike was stolen yesterday", "en"),
        ("ich bin hier in Grenoble", "de"),
        ("me robaron el bolso ayer", "es"),
        ("mi hanno rubato la borsa", "it"),
        ("вчера у меня украли велосипед", "ru"),
        ("вчора вкрали велосипед", "uk"),
        ("昨天我的自行车被偷了", "zh"),
        ("", "fr"),
    ],
)
def test_language_by_its_words(text: str, lang: str) -> None:
    from assistant.triage.times.reading import read

    assert read(text, NOW).lang == lang
    assert text or language([]) == "fr"


@given(st.text(max_size=300), st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2090, 1, 1)))
def test_never_raises_on_any_text(text: str, now: dt.datetime) -> None:
    check(text, now)


WORDS = (
    "hier lundi samedi dernier prochain le 12 31 29 février mars 2026 1850 / . - : 12/03 h 22 à vers entre et de du au nuit soir ce cette il y a "
    "trois mois ans semaine week end depuis avant après jusqu'à ou pas non Noël été l' mi début fin matin minuit midi tous les un premier mille "
    "1er pm am last ago yesterday gestern ayer ieri 昨天 月 日 vor fa hace , ; \n volé garé acheté né on m'a"
).split(" ")


@given(st.lists(st.sampled_from(WORDS), max_size=25), st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2090, 1, 1)))
def test_never_raises_on_words_of_time_in_any_order(words: list[str], now: dt.datetime) -> None:
    check(" ".join(words), now)


def check(text: str, now: dt.datetime) -> None:
    """What holds of any answer: words of the text, in order, and a value that the questionnaire reads as it is."""
    found = when(text, now)
    if found:
        assert text[slice(*found.at)] == found.words and found.words.strip()
        assert found.start <= found.end
        value = found.value()
        assert PERIOD.read(dict(value)) == value


@given(st.integers(0, 6), st.dates(dt.date(2000, 1, 1), dt.date(2060, 1, 1)))
def test_the_last_weekday_is_within_the_week_before_today(weekday: int, today: dt.date) -> None:
    day = last_weekday(today, weekday)
    assert day.weekday() == weekday and 1 <= (today - day).days <= 7


@given(st.dates(dt.date(2000, 1, 1), dt.date(2060, 1, 1)))
def test_the_last_weekend_is_over_and_the_next_has_not_begun(today: dt.date) -> None:
    last, coming = weekend(today, 1), weekend(today, -1)
    assert last.first.weekday() == coming.first.weekday() == 5
    assert last.first < today < coming.first
    assert (today - last.last).days <= 7 and (coming.first - today).days <= 7


@given(st.integers(1, 4), st.dates(dt.date(2000, 1, 1), dt.date(2060, 1, 1)))
def test_the_last_season_has_begun(number: int, today: dt.date) -> None:
    assert last_season(today, number, over=False).first < today
    assert last_season(today, number, over=True).last < today


@given(st.dates(dt.date(1950, 1, 1), dt.date(2060, 1, 1)), st.integers(0, 500))
def test_months_back_keeps_the_day_or_takes_the_last(day: dt.date, count: int) -> None:
    found = months_back(day, count)
    assert found.day == day.day or (found + dt.timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    "text", ["hier " * 20_000, "12/03/" * 20_000, "昨" * 100_000, "entre le 1 et " * 8_000, "9" * 100_000]
)
def test_a_huge_text_is_read_up_to_a_limit(text: str) -> None:
    assert when(text, NOW) == when(text[:6_000], NOW)


@pytest.mark.parametrize("day", ["2024-02-29", "2025-12-31", "2026-01-01", "2026-03-29", "2026-10-25"])
@pytest.mark.parametrize("hour", [0, 4, 12, 21, 23])
def test_no_time_of_the_facts_is_to_come(day: str, hour: int) -> None:
    now = dt.datetime.fromisoformat(day).replace(hour=hour)
    for text in ("on m'a volé mon sac ce matin", "cette nuit on m'a frappé", "cette semaine on m'a volé", "hier soir"):
        found = when(text, now)
        assert found is None or found.start <= now or found.start.date() == now.date()
        assert found is None or found.end <= max(now, found.start) or text.startswith("on m'a volé mon sac")
