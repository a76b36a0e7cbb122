"""The chat page in headless Chromium, against a real server."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.server.process import Server, running
from tests.services import missing

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="module")
def server(model, tmp_path_factory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        missing("Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser, server) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 900, "height": 800})
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.goto(server.url)
    expect(page.locator(".turn.assistant")).to_have_count(1)
    yield page
    context.close()
    assert [trouble for trouble in troubles if "ERR_" not in trouble] == []


def ask(page: Page, text: str) -> None:
    answers = page.locator(".turn.assistant")
    before = answers.count()
    page.fill("#question", text)
    page.keyboard.press("Enter")
    expect(answers).to_have_count(before + 1)


def last(page: Page) -> str:
    return page.locator(".turn.assistant").last.inner_text()


def test_a_conversation_with_typing_and_choices(page):
    ask(page, "what does a back-end developer do?")
    assert "Back-end developer: what the job involves" in last(page)
    assert "Source: ReachTalent" in last(page)
    page.get_by_role("button", name="Skills", exact=True).last.click()
    expect(page.locator(".turn.assistant").last).to_contain_text("Essential")
    ask(page, "what's next after that?")
    assert page.locator(".path li").count() == 3


def test_older_choices_are_off_and_the_newest_on(page):
    ask(page, "what does a nurse do?")
    buttons = page.locator(".choices button")
    assert buttons.first.is_disabled()
    assert buttons.last.is_enabled()


def test_the_conversation_is_there_after_a_reload(page):
    ask(page, "how much does a plumber earn?")
    page.reload()
    expect(page.locator(".turn.visitor")).to_have_count(1)
    expect(page.locator("#log")).to_contain_text("£15,000")
    ask(page, "and the hours?")
    assert "Plumber: working pattern" in last(page)


def test_markup_stays_text(page):
    ask(page, "<img src=x onerror=\"document.title='owned'\"> nurse")
    assert page.locator(".turn img").count() == 0
    assert "owned" not in page.title()


def test_links_are_safe(page):
    ask(page, "how do i become a nurse")
    for link in page.locator(".turn a").all():
        assert link.get_attribute("href").startswith(("https://", "http://", "tel:", "mailto:"))
        assert "noopener" in link.get_attribute("rel")


def test_a_cut_loses_nothing_and_can_be_tried_again(page):
    page.context.set_offline(True)
    page.fill("#question", "what does a chef do?")
    page.keyboard.press("Enter")
    expect(page.locator(".failure")).to_contain_text("cannot be reached")
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".turn.assistant").last).to_contain_text("Chef: what the job involves")
    assert page.locator(".turn.visitor").count() == 1


def test_forget_me_asks_and_erases(page):
    ask(page, "what does a chef do?")
    page.get_by_role("button", name="Forget me").click()
    page.get_by_role("button", name="Erase it").click()
    expect(page.locator(".turn.visitor")).to_have_count(0)
    expect(page.locator(".turn.assistant")).to_have_count(1)


def test_the_keyboard_is_enough(page):
    page.locator("#question").focus()
    page.keyboard.type("what does a nurse do?")
    page.keyboard.press("Enter")
    expect(page.locator(".turn.assistant")).to_have_count(2)
    assert page.evaluate("() => document.activeElement.id") == "question"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_narrow_screen_has_no_sideways_scroll(browser, server, scheme):
    context = browser.new_context(viewport={"width": 320, "height": 600}, color_scheme=scheme)
    page = context.new_page()
    page.goto(server.url)
    expect(page.locator(".turn.assistant")).to_have_count(1)
    ask(page, "how do i become a solicitor?")
    assert page.evaluate("() => document.documentElement.scrollWidth <= 320")
    context.close()
