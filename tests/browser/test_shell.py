"""The shell in a real browser: first bytes, quick exit, focus, announcements, language, theme, narrow screens."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.conftest import running
from tests.browser.still import settled

pytestmark = pytest.mark.journey

PHONE = {"width": 390, "height": 844}
NARROW = {"viewport": {"width": 320, "height": 640}}
WIDE = {"viewport": {"width": 1280, "height": 800}}
EXIT = "https://www.meteofrance.com/"
Axe = Callable[[Page], list[str]]


def open_page(page: Page, url: str) -> None:
    """Opens the address and waits until the page is still."""
    page.goto(url)
    settled(page)


def catch_exit(page: Page) -> None:
    """Stands for the neutral site: the tests send nobody out."""
    page.route(f"{EXIT}**", lambda route: route.fulfill(body="<title>Météo</title>ailleurs", content_type="text/html"))


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_the_numbers_and_the_way_are_there(page: Page, contract_url: str) -> None:
    page.goto(contract_url)
    strip = page.locator("#prelude-strip")
    expect(strip.get_by_role("link", name="17, appeler")).to_have_attribute("href", "tel:17")
    expect(strip.get_by_role("link", name="SMS 114")).to_have_attribute("href", "sms:114")
    expect(page.locator("#p-quit")).to_have_attribute("href", EXIT)
    for words in ("3919", "119", "116 006", "JavaScript", "n’importe quel commissariat"):
        expect(page.get_by_role("main")).to_contain_text(words)
    expect(page.get_by_text("Chargement…")).to_be_hidden()


def test_the_strip_stays_on_top_of_a_long_page_and_of_a_dialog(page: Page, contract_url: str) -> None:
    open_page(page, contract_url)
    page.get_by_role("button", name="Fenêtre").click()
    page.get_by_role("dialog").wait_for()
    for selector in ("#p-quit", "a[href='tel:17']"):
        assert page.evaluate(
            """selector => {
                const element = document.querySelector(selector), box = element.getBoundingClientRect();
                const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                return element.contains(top) && box.y >= 0 && !element.closest("[inert], [aria-hidden=true]");
            }""",
            selector,
        )


def test_one_click_leaves_for_good(page: Page, contract_url: str) -> None:
    catch_exit(page)
    open_page(page, contract_url)
    before = page.evaluate("history.length")
    page.locator("#p-quit").click()
    page.wait_for_url(EXIT)
    assert page.evaluate("history.length") == before  # replaced, not added


def test_escape_three_times_leaves_even_from_a_dialog_and_without_a_question(page: Page, contract_url: str) -> None:
    catch_exit(page)
    page.on("dialog", lambda dialog: pytest.fail(f"a question was asked: {dialog.message}"))
    open_page(page, contract_url)
    page.get_by_role("button", name="Suite").click()
    expect(page.locator("h1")).to_contain_text("deux")  # this step is guarded
    page.get_by_role("button", name="Fenêtre").click()
    page.get_by_role("dialog").wait_for()
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url(EXIT)


def test_escape_twice_stays(page: Page, contract_url: str) -> None:
    open_page(page, contract_url)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.get_by_label("Votre nom").fill("Ada")
    assert page.url.startswith(contract_url)
    expect(page.locator("html")).to_be_visible()


def test_a_guarded_step_asks_before_closing(page: Page, contract_url: str) -> None:
    asked: list[str] = []
    open_page(page, contract_url)
    page.get_by_role("button", name="Suite").click()
    expect(page.locator("h1")).to_contain_text("deux")
    settled(page)  # it is the shell that asks: it must have read the page

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    page.reload()
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("link", ["tel:17", "tel:112", "sms:114"])
def test_nobody_is_asked_anything_before_calling_for_help(page: Page, contract_url: str, link: str) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    open_page(page, contract_url)
    page.get_by_role("button", name="Suite").click()
    expect(page.locator("h1")).to_contain_text("deux")  # this step is guarded
    settled(page)
    page.evaluate("window.addEventListener('beforeunload', () => (window.left = true))")
    page.locator(f"#prelude-strip a[href='{link}']").click()
    page.wait_for_function("() => window.left === true")  # the browser did think of leaving
    assert asked == []


def test_a_new_step_moves_the_focus_to_its_heading_and_says_it(page: Page, contract_url: str) -> None:
    open_page(page, contract_url)
    assert page.evaluate("document.activeElement === document.body")  # the first page steals nothing
    button = page.get_by_role("button", name="Suite")
    button.scroll_into_view_if_needed()
    button.click()
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator("h1")).to_contain_text("deux")
    expect(page.locator("#prelude-live")).to_have_text("Étape deux")
    assert page.evaluate("document.querySelector('#stMain').scrollTop") == 0


def test_errors_take_the_focus_again_and_lead_to_their_fields(page: Page, contract_url: str) -> None:
    open_page(page, contract_url)
    name = page.get_by_label("Votre nom")
    expect(name).to_have_accessible_description("Comme sur votre pièce d’identité.")
    for _ in range(2):  # the same errors a second time take the focus again
        page.get_by_role("button", name="Vérifier").click()
        expect(page.locator("[data-prelude-error]")).to_be_focused()
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(name).to_have_accessible_description("Écrivez votre nom. Comme sur votre pièce d’identité.")
    expect(page.get_by_role("radiogroup")).to_have_attribute("aria-invalid", "true")
    page.get_by_role("link", name="Votre nom").click()
    expect(name).to_be_focused()
    page.get_by_role("button", name="Suite").click()
    expect(page.locator("h1")).to_contain_text("deux")
    expect(name).not_to_have_attribute("aria-invalid", "true")


def test_the_language_follows_the_page_without_reloading(page: Page, contract_url: str) -> None:
    open_page(page, contract_url)
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.get_by_role("combobox")).to_have_attribute("placeholder", "Choisissez")
    expect(page.get_by_role("spinbutton").last).to_have_text("aaaa")
    page.get_by_label("Votre nom").fill("Ada")
    assert page.context.cookies() == []  # nothing is kept before somebody chooses
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("combobox")).to_have_attribute("placeholder", "Choose an option")
    expect(page.get_by_label("Votre nom")).to_have_value("Ada")
    [cookie] = page.context.cookies()
    assert (cookie["name"], cookie["value"]) == ("prelude_lang", "en")
    assert (cookie["sameSite"], cookie["expires"]) == ("Strict", -1)  # gone with the browser
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_theme_changes_at_once_and_keeps_what_is_typed(page: Page, contract_url: str) -> None:
    open_page(page, contract_url)
    page.get_by_label("Votre nom").fill("Ada")
    toggle = page.get_by_role("button", name="Affichage sombre")
    expect(toggle).to_have_attribute("aria-pressed", "false")
    for pressed, background in (("true", "rgb(20, 25, 27)"), ("false", "rgb(251, 249, 245)")):
        toggle.click()
        expect(toggle).to_have_attribute("aria-pressed", pressed)
        for selector in ("body", "[data-testid=stApp]"):
            expect(page.locator(selector)).to_have_css("background-color", background)
    expect(page.get_by_label("Votre nom")).to_have_value("Ada")
    toggle.click()
    page.reload()
    expect(page.locator("[data-testid=stApp]")).to_have_css("background-color", "rgb(20, 25, 27)")
    assert page.evaluate("Object.keys(localStorage)") == []  # no trace of the address of a page


def test_the_tab_and_the_history_stay_neutral(page: Page, contract_url: str) -> None:
    open_page(page, contract_url)
    expect(page).to_have_title("Prélude")
    page.evaluate("document.title = 'Violences'")
    expect(page).to_have_title("Prélude")


def test_a_cut_line_is_said_in_french_without_a_dialog(page: Page, tmp_path: Path, axe: Axe) -> None:
    with running("tests/browser/contract/main.py", tmp_path) as url:
        open_page(page, url)
        page.get_by_label("Votre nom").fill("Ada")
        expect(page.locator("#p-net")).to_be_hidden()
    expect(page.locator("#p-net")).to_contain_text("Connexion interrompue", timeout=10_000)
    expect(page.locator("#prelude-live")).to_contain_text("Connexion interrompue")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_label("Votre nom")).to_have_value("Ada")
    assert axe(page) == []


@pytest.mark.parametrize("page", [NARROW, {}, WIDE], indirect=True, ids=["320", "390", "1280"])
def test_nothing_overflows_and_the_strip_is_one_line(page: Page, contract_url: str) -> None:
    open_page(page, contract_url)
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("document.querySelector('#stMain').scrollWidth") <= width
    quit_box, call_box = page.locator("#p-quit").bounding_box(), page.locator("a[href='tel:17']").bounding_box()
    assert quit_box and call_box and quit_box["y"] < call_box["y"] + call_box["height"]
    last = page.get_by_role("button", name="Recharger")
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport(ratio=0.9)


@pytest.mark.parametrize(
    "page",
    [{"color_scheme": scheme, **size} for scheme in ("light", "dark") for size in ({}, NARROW)],
    indirect=True,
    ids=["light-390", "light-320", "dark-390", "dark-320"],
)
def test_axe_finds_nothing(page: Page, contract_url: str, axe: Axe) -> None:
    open_page(page, contract_url)
    assert axe(page) == []
    page.get_by_role("button", name="Vérifier").click()
    page.locator("[data-prelude-error]").wait_for()
    assert axe(page) == []
    page.get_by_role("button", name="Fenêtre").click()
    page.get_by_role("dialog").wait_for()
    assert axe(page) == []


@pytest.mark.parametrize("page", [{"java_script_enabled": True}, {"color_scheme": "dark"}], indirect=True)
def test_axe_finds_nothing_while_the_page_loads(page: Page, contract_url: str, axe: Axe) -> None:
    page.route("**/static/js/**", lambda route: route.abort())
    page.goto(contract_url)
    expect(page.get_by_text("Chargement…")).to_be_visible()
    assert axe(page) == []


def test_a_first_visit_is_light(page: Page, contract_url: str) -> None:
    network = page.context.new_cdp_session(page)
    sizes: list[float] = []
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    open_page(page, contract_url)
    page.wait_for_load_state("networkidle")
    assert sum(sizes) <= 1_250_000, f"{len(sizes)} requests, {sum(sizes):.0f} bytes"


def test_the_real_app_opens_inside_the_shell(page: Page, server_url: str) -> None:
    open_page(page, server_url)
    expect(page).to_have_title("Prélude")
    expect(page.locator("#prelude-strip")).to_be_visible()
