"""By keyboard alone, on a phone's width, and without anything that axe finds wrong."""

import json
from typing import Any

import pytest

from tests.playground import kit
from tests.playground_page.conftest import Scene, Show
from tests.playground_page.views import EVERY_INPUT
from tests.support.browser import DESK, PHONE

pytest.importorskip("playwright.async_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.async_playwright")
from playwright.async_api import Page, expect  # noqa: E402

POINTS = [{"label": "Q1", "value": 41.5}, {"label": "Q2", "value": 39}]
CHART = {
    "type": "bar",
    "series": [{"name": "Yours", "data": POINTS}, {"name": "Median", "data": POINTS}],
    "axis_config": {"categories": ["Q1", "Q2"], "x_label": "Quarter", "y_label": "Items"},
}
CELLS = [["Group", "Agree"], ["Members", "62% (51 to 72)"]]
TABLE = {
    "type": "table",
    "rows": [[{"type": "raw_text", "text": cell} for cell in row] for row in CELLS],
}
DAYS = [kit.option("Monday"), kit.option("Tuesday")]
WITH_EVERYTHING = (
    {"type": "header", "text": kit.plain("How things are")},
    kit.section("Some *words* with `code`, <https://example.org|a link>\n&gt; quoted\n• one"),
    {"type": "section", "fields": [kit.plain("Practice"), kit.plain("Ash")]},
    kit.section("More", accessory={"type": "overflow", "action_id": "o", "options": DAYS}),
    kit.section("Day", accessory=kit.static_select("Monday", "Tuesday")),
    kit.actions(
        kit.button("Answer", "a", style="primary"),
        kit.button("Stop", "b", style="danger"),
        kit.button("Why?", "c"),
        {"type": "datepicker", "action_id": "d", "placeholder": kit.plain("A day")},
        {"type": "checkboxes", "action_id": "e", "options": DAYS},
    ),
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "23 of 41 have answered"}]},
    {"type": "divider"},
    {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "Dots"},
    {"type": "data_visualization", "title": "Items", "chart": CHART},
    TABLE,
)
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 3


async def populated(scene: Scene) -> None:
    await scene.person("Ben").say("general", f"Look at {LONG}")
    await scene.person("Carol").say("general", "Thank you", thread="Look at")
    await scene.person("Ben").react("general", "Look at", "tada")
    await scene.post(*WITH_EVERYTHING)
    who = scene.id("Amira")
    await scene.api("chat.postEphemeral", channel=scene.general.id, user=who, text="Only you")
    view = kit.home(kit.section("*Waiting*", accessory=kit.button("Answer", style="primary")))
    await scene.api("views.publish", user_id=who, view=view)
    await scene.person("Ben").say("plans", "Unread")


async def violations(page: Page) -> list[str]:
    found: dict[str, Any] = (await axe.Axe().run(page)).response
    return [
        f"{each['id']}: {json.dumps([node['html'][:160] for node in each['nodes'][:3]])}"
        for each in found["violations"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_axe_finds_nothing_wrong(
    scene: Scene, show: Show, scheme: str, size: tuple[int, int]
) -> None:
    await populated(scene)
    page = await show(size=size, color_scheme=scheme)
    await expect(page.get_by_role("link", name="Amira GP")).to_be_visible()
    assert await violations(page) == [], "choosing a person"
    base = f"{scene.url}/?user={scene.id('Amira')}"
    thread = f"&in={scene.general.id}&thread={next(iter(scene.general.messages))}"
    for place, sign in {
        "": page.get_by_role("navigation").get_by_role("link", name="plans"),
        f"&in={scene.general.id}": page.get_by_text("23 of 41 have answered"),
        thread: page.get_by_text("Thank you"),
        "&in=home": page.get_by_text("Waiting"),
    }.items():
        await page.goto(base + place)
        await expect(sign).to_be_visible()
        assert await violations(page) == [], place
    await page.goto(f"{base}&in={scene.general.id}")
    scene.opens(EVERY_INPUT)
    await page.get_by_label("Message #general").fill("/pulse new")
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Everything")
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog.get_by_text("Please complete this required field.").first).to_be_visible()
    await dialog.get_by_label("Surgeries").click()
    await expect(dialog.get_by_role("listbox")).to_be_visible()
    assert await violations(page) == [], "a modal with errors and an open menu"


async def test_nothing_is_wider_than_a_phone(scene: Scene, show: Show) -> None:
    await populated(scene)
    page = await show("Amira", size=PHONE, has_touch=True, is_mobile=True)
    navigation = page.get_by_role("navigation")
    await expect(navigation.get_by_role("link", name="general")).to_be_visible()
    await expect(page.get_by_role("main")).to_be_hidden()
    assert await too_wide(page) == []
    await navigation.get_by_role("link", name="general").tap()
    await expect(page.get_by_text("23 of 41 have answered")).to_be_visible()
    await expect(navigation).to_be_hidden()
    assert await too_wide(page) == []
    assert await too_small(page) == []
    await page.get_by_role("link", name="1 reply").tap()
    await expect(page.get_by_text("Thank you")).to_be_visible()
    await expect(page.get_by_role("main")).to_be_hidden()
    assert await too_wide(page) == []
    await page.get_by_role("link", name="Close the thread").tap()
    scene.opens(EVERY_INPUT)
    await page.get_by_label("Message #general").fill("/pulse new")
    await page.get_by_role("button", name="Send").tap()
    await expect(page.get_by_role("dialog", name="Everything")).to_be_visible()
    assert await too_wide(page) == []
    assert await too_small(page) == []
    await page.get_by_role("button", name="Cancel").tap()
    await page.get_by_role("link", name="Back to the list").tap()
    await expect(navigation.get_by_role("link", name="general")).to_be_focused()


async def too_wide(page: Page) -> list[str]:
    """What reaches beyond the edge of the page, unless it scrolls in a box of its own."""
    found: list[str] = await page.evaluate("""() => {
        const edge = document.documentElement.clientWidth;
        const wide = document.documentElement.scrollWidth > edge ? ["the page itself"] : [];
        const seen = (node) => node.checkVisibility() && !node.closest(".scrolling, .sr-only, .skip");
        return wide.concat([...document.querySelectorAll("body *")]
            .filter((node) => seen(node) && node.getBoundingClientRect().right > edge + 1)
            .map((node) => node.outerHTML.slice(0, 120)));
    }""")
    return found


async def too_small(page: Page) -> list[str]:
    """What a finger would miss: less than 44 pixels high. Links within words are free of that."""
    found: list[str] = await page.evaluate("""() => {
        const inert = (node) => document.querySelector("dialog[open]") && !node.closest("dialog");
        const free = ".skip, .mrkdwn a, .picture-elsewhere a, .scrolling, [hidden]";
        const height = (node) => (node.type === "radio" || node.type === "checkbox"
            ? node.closest(".choice") : node).getBoundingClientRect().height;
        return [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
            .filter((node) => node.checkVisibility() && !inert(node) && !node.closest(free))
            .filter((node) => height(node) < 43.5)
            .map((node) => `${height(node)} ${node.outerHTML.slice(0, 140)}`);
    }""")
    return found


async def test_a_modal_can_be_filled_and_sent_by_keyboard_alone(scene: Scene, show: Show) -> None:
    view = kit.modal(
        kit.input_("Topic"),
        kit.input_("Day", kit.radio("Monday", "Tuesday"), "day"),
        kit.input_("Week", kit.static_select("This", "Next"), "week"),
        kit.input_(
            "Surgeries",
            {"type": "multi_static_select", "action_id": "m", "options": DAYS},
            "surgeries",
        ),
    )
    scene.opens(view)
    page = await show("Amira", "general")
    keys = page.keyboard
    await page.get_by_label("Message #general").focus()
    await keys.type("/pulse new")
    await keys.press("Enter")
    dialog = page.get_by_role("dialog", name="A modal")
    await expect(dialog.get_by_label("Topic")).to_be_focused()
    await keys.type("Falls")
    await keys.press("Tab")
    await keys.press("Space")
    await keys.press("ArrowDown")
    await expect(dialog.get_by_label("Tuesday")).to_be_checked()
    await keys.press("Tab")
    await keys.type("Next")
    await keys.press("Tab")
    await keys.type("Tue")
    await expect(dialog.get_by_role("listbox")).to_be_visible()
    await keys.press("ArrowDown")
    await keys.press("Enter")
    await expect(dialog.get_by_role("button", name="Remove Tuesday")).to_be_visible()
    await keys.press("Tab")
    await expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    await keys.press("Tab")
    await keys.press("Enter")
    await expect(dialog).to_have_count(0)
    said = scene.entered()
    assert said["topic"]["value"] == "Falls"
    assert said["day"]["selected_option"]["value"] == "tuesday"
    assert said["week"]["selected_option"]["value"] == "next"
    assert [each["value"] for each in said["surgeries"]["selected_options"]] == ["tuesday"]
    await expect(page.get_by_label("Message #general")).to_be_focused()


async def test_the_tab_key_stays_inside_a_modal(scene: Scene, show: Show) -> None:
    scene.opens(kit.modal(kit.input_("Topic")))
    page = await show("Amira", "general")
    await page.get_by_label("Message #general").fill("/pulse new")
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_label("Topic")).to_be_focused()
    names = []
    for _ in range(5):
        await page.keyboard.press("Tab")
        names.append(await page.evaluate("document.activeElement.textContent"))
    assert names == ["Cancel", "Send", "×", "", "Cancel"]
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Shift+Tab")
    await expect(dialog.get_by_role("button", name="Send")).to_be_focused()


async def test_the_whole_page_is_reached_from_the_first_tab(scene: Scene, show: Show) -> None:
    await scene.person("Ben").say("general", "Hello")
    page = await show("Amira", "general")
    await expect(page.get_by_text("Hello")).to_be_visible()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Skip to the messages")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("main")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("region", name="Messages in # general")).to_be_focused()
    link = page.get_by_role("navigation").get_by_role("link", name="plans")
    await link.press("Enter")
    await expect(page.get_by_role("heading", name="# plans")).to_be_focused()
    await page.go_back()
    await expect(page.get_by_role("heading", name="# general")).to_be_visible()
