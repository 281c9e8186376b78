"""The finder in a real browser: suggestions, position, filters, the map, and not one request to another host."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.conftest import violations
from tests.browser.filing import Filing, plain

pytestmark = pytest.mark.directory
WIDE = {"locale": "en-GB", "viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"}
LOCATED = {"geolocation": {"latitude": 45.3641, "longitude": 5.5923}, "permissions": ["geolocation"]}


@pytest.fixture
def asked(page: Page) -> list[str]:
    """Hosts asked for; every host but this machine is blocked."""
    hosts: list[str] = []

    def only_here(route: Route, request: Request) -> None:
        host = urlsplit(request.url).hostname or ""
        hosts.append(host)
        if host == "127.0.0.1":
            route.continue_()
        else:
            route.abort()

    page.route("**/*", only_here)
    return hosts


@pytest.fixture
def finder(page: Page, server_url: str, asked: list[str]) -> Filing:
    filing = Filing(page, server_url)
    filing.open("/trouver")
    return filing


def look_for(finder: Filing, typed: str) -> None:
    """Types a commune and presses Enter."""
    box = finder.box("find-commune").locator("input")
    box.fill(typed)
    box.press("Enter")


def wait_for_map(finder: Filing) -> None:
    """The list and the map are there, and the run that drew them is over."""
    expect(finder.page.locator(".pl-map")).to_be_visible()
    finder.settled()


def cards(finder: Filing) -> list[str]:
    """The offices listed, once the run is over: until then those of the run before still stand below the new ones."""
    finder.settled()
    return [plain(name) for name in finder.page.locator("#stMain .pl-office").all_inner_texts()]


def test_a_commune_gives_its_units_its_mairie_and_a_map_without_another_host(
    finder: Filing, asked: list[str], axe: Callable[[Page], list[str]]
) -> None:
    look_for(finder, "voiron")
    wait_for_map(finder)
    assert cards(finder)[0] == "1 Commissariat de police de Voiron"
    assert any(name.endswith("Mairie de Voiron") for name in cards(finder))
    assert finder.page.evaluate("document.querySelector('.pl-map').naturalWidth") > 0
    words = finder.words()
    for expected in ("Compétente pour cette commune", "la source date de décembre 2014", "Licence Ouverte 2.0", "ODbL"):
        assert expected in words
    assert axe(finder.page) == []
    assert set(asked) == {"127.0.0.1"}


def test_an_old_phone_cannot_be_tapped_and_a_recent_one_can(finder: Filing) -> None:
    look_for(finder, "voiron")
    wait_for_map(finder)
    police = finder.page.locator(".pl-card", has_text="Commissariat de police de Voiron")
    hall = finder.page.locator(".pl-card", has_text="Mairie de Voiron")
    expect(police).to_contain_text("04 76")
    expect(police.locator("a[href^='tel:']")).to_have_count(0)
    expect(hall.locator("a[href^='tel:']")).to_have_count(1)


def test_suggestions_come_while_typing_and_homonyms_are_told_apart(finder: Filing) -> None:
    box = finder.box("find-commune").locator("input")
    box.press_sequentially("saint-den", delay=30)
    options = finder.page.locator("#prelude-communes option")
    expect(options.first).to_be_attached()
    values = [option.get_attribute("value") for option in options.all()]
    assert {"Saint-Denis (93)", "Saint-Denis (974)"} <= set(values)
    look_for(finder, "Saint-Denis (93)")
    expect(finder.page.locator("#stMain h2").first).to_contain_text("Seine-Saint-Denis")
    finder.settled()
    assert "Nous n'avons pas les unités de ce département" in finder.words()
    expect(finder.page.locator(".pl-advice a[href^='https://lannuaire.service-public']")).to_have_count(1)
    assert cards(finder) == []


def test_a_name_that_many_bear_must_be_chosen(finder: Filing) -> None:
    look_for(finder, "beaufort")
    choice = finder.box("find-which")
    choice.locator("label").filter(has_text="Beaufort (38)").click()
    expect(finder.page.locator("#stMain h2").first).to_contain_text("Beaufort (38270), Isère")


@pytest.mark.parametrize("page", [LOCATED], indirect=True)
def test_the_position_is_asked_only_by_the_button_and_only_the_commune_stays(finder: Filing) -> None:
    sent: list[str] = []
    finder.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(str(frame))))
    box = finder.box("find-commune").locator("input")
    expect(box).to_have_value("")
    finder.page.locator("[data-prelude-locate]").click()
    expect(box).to_have_value("Voiron (38)")
    expect(finder.page.locator("#stMain h2").first).to_contain_text("Voiron")
    assert "5923" not in "".join(sent), "rounded on the device"
    assert finder.page.evaluate("[localStorage.length, document.cookie]") == [0, ""]
    assert "45.3" not in finder.page.url


def test_a_position_refused_leaves_the_box_and_says_what_to_do(finder: Filing) -> None:
    finder.page.locator("[data-prelude-locate]").click()
    expect(finder.page.locator(".pl-locate [role=status]")).to_contain_text("Écrivez le nom de la commune")


def test_filters_and_directions_only_when_asked(finder: Filing) -> None:
    look_for(finder, "voiron")
    wait_for_map(finder)
    way = finder.page.locator(".pl-way a").first
    expect(way).to_be_hidden()
    finder.page.locator(".pl-way summary").first.click()
    expect(way).to_be_visible()
    for kind in ("PN", "partners"):
        finder.box(f"find-{kind}").locator("label").click()
    expect(finder.page.locator(".pl-office", has_text="ommissariat")).to_have_count(0)
    expect(finder.page.locator(".pl-office", has_text="Mairie")).to_have_count(0)
    assert all("gendarmerie" in name for name in cards(finder))
    finder.box("find-open").locator("label").click()  # the hours of no unit are known
    expect(finder.page.locator("#stMain")).to_contain_text("horaires nous sont inconnus")
    assert cards(finder) == []


@pytest.mark.parametrize("page", [WIDE], indirect=True)
def test_in_english_in_the_dark_and_on_the_narrowest_phone(finder: Filing) -> None:
    look_for(finder, "38193")
    wait_for_map(finder)
    assert "Covers this commune" in finder.words()
    assert "Where to go" in finder.words()
    assert violations(finder.page) == []
    finder.page.set_viewport_size({"width": 320, "height": 640})
    assert finder.page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("page", [{"color_scheme": "light"}, {"color_scheme": "dark"}], indirect=True)
def test_it_prints_as_a_list_black_on_white(finder: Filing) -> None:
    look_for(finder, "voiron")
    wait_for_map(finder)
    finder.page.emulate_media(media="print")
    for hidden in ("[data-prelude-locate]", ".pl-way", ".pl-refusal", "#prelude-strip"):
        expect(finder.page.locator(hidden).first).to_be_hidden()
    expect(finder.page.locator(".pl-card").first).to_be_visible()
    for white in ("body", "[data-testid=stApp]", ".pl-verify"):
        expect(finder.page.locator(white).first).to_have_css("background-color", "rgb(255, 255, 255)")
    for black in (".pl-office", ".pl-source", ".pl-number"):
        expect(finder.page.locator(black).first).to_have_css("color", "rgb(0, 0, 0)")


@pytest.mark.parametrize("page", [{"viewport": {"width": 1280, "height": 800}}], indirect=True)
def test_on_a_wide_screen_the_map_stays_beside_the_list(finder: Filing) -> None:
    look_for(finder, "voiron")
    wait_for_map(finder)
    first = finder.page.locator(".pl-office").first.bounding_box()
    picture = finder.page.locator(".pl-map").bounding_box()
    assert first and picture
    assert picture["x"] > first["x"] + first["width"]
    assert abs(picture["y"] - first["y"]) < 250
    finder.page.locator(".pl-office").nth(4).scroll_into_view_if_needed()
    expect(finder.page.locator(".pl-map")).to_be_in_viewport(ratio=0.9)
    assert finder.page.evaluate("document.querySelector('#stMain').scrollWidth") <= 1280


def test_the_home_page_leads_here(page: Page, server_url: str) -> None:
    filing = Filing(page, server_url)
    filing.open()
    page.get_by_role("link", name="Trouver une brigade ou un commissariat").click()
    expect(page.locator("#stMain h1")).to_have_text("Trouver une brigade ou un commissariat")
