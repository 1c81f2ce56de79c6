"""Modals: every input, what is wrong with it, and that nothing typed is ever lost."""

import pytest

from tests.playground import kit
from tests.playground.conftest import Json
from tests.playground_page.conftest import Scene, Show
from tests.playground_page.views import EVERY_INPUT

pytest.importorskip("playwright.async_api", reason="playwright is not installed")
from playwright.async_api import Locator, Page, expect


async def open_modal(scene: Scene, page: Page, view: Json) -> Locator:
    scene.opens(view)
    await page.get_by_label("Message #general").fill("/pulse new")
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name=view["title"]["text"])
    await expect(dialog).to_be_visible()
    return dialog


async def pick(dialog: Locator, label: str, *options: str, typed: str = "") -> None:
    """Choose in a field that suggests."""
    box = dialog.get_by_role("combobox", name=label, exact=True)
    for option in options:
        await box.click()
        if typed:
            await box.press_sequentially(typed)
        await dialog.get_by_role("listbox").get_by_role("option", name=option).click()


def surgeries(payload: Json) -> Json:
    return {"options": [kit.option(f"{payload['value']} Surgery"), kit.option("Another")]}


async def fill_every_input(dialog: Locator) -> None:
    typed = {
        "Topic": "Falls",
        "Why now": "Winter\nis near",
        "Patients": "12",
        "Reply to": "amira@example.org",
        "More at": "https://example.org/falls",
        "Words": "Be kind",
        "Date": "2026-12-01",
        "Time": "13:30",
        "Closes": "2026-12-04T17:00",
    }
    for label, words in typed.items():
        await dialog.get_by_label(label, exact=True).fill(words)
    await dialog.get_by_role("radiogroup", name="Day").get_by_label("Tuesday").check()
    days = dialog.get_by_role("group", name="Days")
    await days.get_by_label("Monday").check()
    await days.get_by_label("Friday").check()
    chosen = {"Menu": "Friday", "Facilitator": "Ben", "Room": "#plans", "Channel": "#general"}
    for label, option in chosen.items():
        await dialog.get_by_label(label, exact=True).select_option(option)
    await pick(dialog, "Surgeries", "Ash", "Cedar")
    await pick(dialog, "Elsewhere", "El Surgery", typed="El")
    await pick(dialog, "Others", "O Surgery", typed="O")
    await pick(dialog, "People", "Ben", "Carol")
    await pick(dialog, "Rooms", "#plans")
    await pick(dialog, "Channels", "#general")
    picture = {"name": "dots.txt", "mimeType": "text/plain", "buffer": b"dots"}
    await dialog.get_by_label("Picture").set_input_files(picture)  # type: ignore[arg-type]


async def test_every_input_reaches_the_app_as_it_was_filled_in(scene: Scene, show: Show) -> None:
    scene.bot.on("block_suggestion", surgeries)
    page = await show("Amira", "general")
    dialog = await open_modal(scene, page, EVERY_INPUT)
    await fill_every_input(dialog)
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog).to_have_count(0)
    check_entered(scene, scene.entered())


def check_entered(scene: Scene, said: dict[str, Json]) -> None:
    values = {block: said[block]["value"] for block in ("text", "lines", "number", "email", "url")}
    assert values == {
        "text": "Falls",
        "lines": "Winter\nis near",
        "number": "12",
        "email": "amira@example.org",
        "url": "https://example.org/falls",
    }
    words = said["rich"]["rich_text_value"]["elements"][0]["elements"][0]["text"]
    assert words == "Be kind"
    one = {
        block: said[block]["selected_option"]["value"] for block in ("radio", "menu", "external")
    }
    assert one == {"radio": "tuesday", "menu": "friday", "external": "el surgery"}
    several = ("checks", "menus", "externals")
    many = {block: [each["value"] for each in said[block]["selected_options"]] for block in several}
    assert many == {
        "checks": ["monday", "friday"],
        "menus": ["ash", "cedar"],
        "externals": ["o surgery"],
    }
    assert said["user"]["selected_user"] == scene.id("Ben")
    assert said["users"]["selected_users"] == [scene.id("Ben"), scene.id("Carol")]
    assert said["talk"]["selected_conversation"] == scene.plans.id
    assert said["talks"]["selected_conversations"] == [scene.plans.id]
    assert said["channel"]["selected_channel"] == scene.general.id
    assert said["channels"]["selected_channels"] == [scene.general.id]
    assert said["date"]["selected_date"] == "2026-12-01"
    assert said["time"]["selected_time"] == "13:30"
    assert said["moment"]["selected_date_time"] == 1796403600  # 17:00 in London's winter
    assert [each["name"] for each in said["file"]["files"]] == ["dots.txt"]


async def test_initial_values_are_there_and_are_kept(scene: Scene, show: Show) -> None:
    view = kit.modal(
        kit.input_("Topic", kit.text_input(initial_value="Falls")),
        kit.input_("Day", kit.radio("Mon", "Tue", initial_option=kit.option("Tue")), "day"),
        kit.input_("On", {"type": "datepicker", "action_id": "d", "initial_date": "2026-11-30"}),
    )
    page = await show("Amira", "general")
    dialog = await open_modal(scene, page, view)
    await expect(dialog.get_by_label("Topic")).to_have_value("Falls")
    await expect(dialog.get_by_label("Tue")).to_be_checked()
    await expect(dialog.get_by_label("On", exact=True)).to_have_value("2026-11-30")
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog).to_have_count(0)
    assert scene.entered()["topic"]["value"] == "Falls"


async def test_errors_stand_under_their_fields_and_the_first_gets_the_focus(
    scene: Scene, show: Show
) -> None:
    view = kit.modal(
        kit.input_("Topic"), kit.input_("Note", optional=True), kit.input_("Day", kit.radio("Mon"))
    )
    page = await show("Amira", "general")
    dialog = await open_modal(scene, page, view)
    await dialog.get_by_role("button", name="Send").click()
    topic = dialog.get_by_label("Topic")
    await expect(topic).to_have_accessible_description("Please complete this required field.")
    await expect(topic).to_have_attribute("aria-invalid", "true")
    await expect(topic).to_be_focused()
    await expect(dialog.get_by_text("Please complete this required field.")).to_have_count(2)
    scene.bot.on("view_submission", lambda said: refused("topic", "That looks like a name."))
    await topic.fill("Mrs Smith, 84")
    await expect(topic).not_to_have_attribute("aria-invalid", "true")
    await dialog.get_by_label("Mon").check()
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog.get_by_text("That looks like a name.")).to_be_visible()
    await expect(topic).to_have_value("Mrs Smith, 84")
    await expect(dialog.get_by_label("Note (optional)")).to_be_visible()


def refused(block_id: str, sentence: str) -> Json:
    return {"response_action": "errors", "errors": {block_id: sentence}}


async def test_what_one_types_survives_all_that_happens_meanwhile(scene: Scene, show: Show) -> None:
    view = kit.modal(kit.input_("Topic"), kit.section("0 so far", block_id="count"))
    page = await show("Amira", "general")
    dialog = await open_modal(scene, page, view)
    topic = dialog.get_by_label("Topic")
    await topic.press_sequentially("Falls in ")
    await topic.evaluate("node => { window.before = node; node.setSelectionRange(2, 4); }")
    await scene.person("Ben").say("general", "Something else")
    await expect(page.locator(".message", has_text="Something else")).to_have_count(1)
    more = kit.modal(kit.input_("Topic"), kit.section("1 so far", block_id="count"))
    view_id = (await scene.person("Amira").look())["views"][0]["id"]
    await scene.api("views.update", view_id=view_id, view=more)
    await expect(dialog.get_by_text("1 so far")).to_be_visible()
    await expect(topic).to_be_focused()
    assert await topic.evaluate(
        "node => node === window.before && node.selectionStart === 2 && node.value === 'Falls in '"
    )


async def test_a_field_that_is_drawn_anew_keeps_its_words_focus_and_caret(
    scene: Scene, show: Show
) -> None:
    page = await show("Amira", "general")
    dialog = await open_modal(scene, page, kit.modal(kit.input_("Topic")))
    await dialog.get_by_label("Topic").press_sequentially("Falls")
    await dialog.get_by_label("Topic").evaluate("node => node.setSelectionRange(1, 1)")
    view_id = (await scene.person("Amira").look())["views"][0]["id"]
    asked = kit.modal(kit.input_("Topic of the day", block_id="topic"))
    await scene.api("views.update", view_id=view_id, view=asked)
    topic = dialog.get_by_label("Topic of the day")
    await expect(topic).to_be_focused()
    await topic.press_sequentially("x")
    await expect(topic).to_have_value("Fxalls")


async def test_a_pushed_view_lies_on_top_and_the_one_below_stays_as_it_was(
    scene: Scene, show: Show
) -> None:
    above = kit.modal(kit.section("Above"), title="Two")

    async def pushed(payload: Json) -> None:
        await scene.api("views.push", trigger_id=payload["trigger_id"], view=above)

    scene.bot.on("block_actions", pushed)
    below = kit.modal(kit.input_("Topic"), kit.actions(kit.button("More")), title="One")
    page = await show("Amira", "general")
    dialog = await open_modal(scene, page, below)
    await dialog.get_by_label("Topic").fill("Falls")
    await dialog.get_by_role("button", name="More").click()
    second = page.get_by_role("dialog", name="Two")
    await expect(second.get_by_text("Above")).to_be_visible()
    await second.get_by_role("button", name="Back").click()
    await expect(dialog.get_by_label("Topic")).to_have_value("Falls")
    # The app was told what was typed before it heard of the button.
    state = scene.bot.of("block_actions")[0]["view"]["state"]["values"]
    assert state["topic"]["typed"]["value"] == "Falls"
    await dialog.get_by_role("button", name="More").click()
    await second.get_by_role("button", name="Close", exact=True).click()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_cancel_and_escape_close_and_tell_the_app_if_it_asked(
    scene: Scene, show: Show
) -> None:
    page = await show("Amira", "general")
    view = kit.modal(kit.input_("Topic"), notify_on_close=True, close=kit.plain("Not now"))
    dialog = await open_modal(scene, page, view)
    await dialog.get_by_role("button", name="Not now").click()
    await expect(dialog).to_have_count(0)
    dialog = await open_modal(scene, page, view)
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    await expect(page.get_by_label("Message #general")).to_be_focused()
    assert len(scene.bot.of("view_closed")) == 2


async def test_says_in_the_modal_that_the_app_did_not_answer(scene: Scene, show: Show) -> None:
    page = await show("Amira", "general")
    dialog = await open_modal(scene, page, kit.modal(kit.input_("Topic")))
    scene.bot.on("view_submission", lambda said: 1 / 0)
    await dialog.get_by_label("Topic").fill("Falls")
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog.get_by_text("We had some trouble connecting.")).to_be_visible()
    await expect(dialog.get_by_label("Topic")).to_have_value("Falls")


async def test_an_app_that_waits_for_enter_hears_of_enter_only(scene: Scene, show: Show) -> None:
    view = kit.modal(kit.input_("Search", dispatch_action=True), kit.input_("Note", optional=True))
    page = await show("Amira", "general")
    dialog = await open_modal(scene, page, view)
    box = dialog.get_by_label("Search")
    await box.press_sequentially("antibiotics", delay=1)
    await dialog.get_by_label("Note").fill("x")
    async with page.expect_response("**/sim/input"):
        await dialog.get_by_label("Note").blur()
    assert scene.bot.of("block_actions") == []
    async with page.expect_response("**/sim/input"):
        await box.press("Enter")
    told = [each["actions"][0]["value"] for each in scene.bot.of("block_actions")]
    assert told == ["antibiotics"]
    await box.fill("antibiotics, broad")
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog).to_have_count(0)
    assert len(scene.bot.of("block_actions")) == 1
    assert scene.entered()["search"]["value"] == "antibiotics, broad"
