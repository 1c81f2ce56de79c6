"""Buttons, menus and commands: one press is one request, seen at once, and failures are said."""

import asyncio
from typing import Any

import pytest

from tests.playground import kit
from tests.playground.conftest import Json
from tests.playground_page.conftest import Scene, Show

pytest.importorskip("playwright.async_api", reason="playwright is not installed")
from playwright.async_api import expect


def pressed(scene: Scene) -> list[Json]:
    return [payload["actions"][0] for payload in scene.bot.of("block_actions")]


async def test_a_button_is_busy_until_the_app_answers_and_is_sent_once(
    scene: Scene, show: Show
) -> None:
    answered = asyncio.Event()

    async def answer(payload: Json) -> None:
        await answered.wait()

    scene.bot.on("block_actions", answer)
    await scene.post(kit.actions(kit.button("Answer", value="7", style="primary")))
    page = await show("Amira", "general")
    button = page.get_by_role("button", name="Answer")
    await button.dblclick()
    await expect(button).to_have_attribute("aria-busy", "true")
    await expect(button).to_be_focused()
    answered.set()
    await expect(button).not_to_have_attribute("aria-busy", "true")
    assert [each["value"] for each in pressed(scene)] == ["7"]


async def test_a_button_stays_in_focus_when_its_message_is_updated(
    scene: Scene, show: Show
) -> None:
    async def answer(payload: Json) -> None:
        blocks = [kit.section("1 of 3"), kit.actions(kit.button("Answer", style="primary"))]
        where = {"channel": payload["channel"]["id"], "ts": payload["message"]["ts"]}
        await scene.api("chat.update", **where, text="1 of 3", blocks=blocks)

    scene.bot.on("block_actions", answer)
    await scene.post(kit.section("0 of 3"), kit.actions(kit.button("Answer")))
    page = await show("Amira", "general")
    await page.get_by_role("button", name="Answer").press("Enter")
    await expect(page.get_by_text("1 of 3")).to_be_visible()
    await expect(page.get_by_role("button", name="Answer")).to_be_focused()


async def test_asks_before_a_button_that_wants_to_be_sure(scene: Scene, show: Show) -> None:
    question = {
        "title": kit.plain("Close it?"),
        "text": kit.plain("It closes for everybody."),
        "confirm": kit.plain("Close it"),
        "deny": kit.plain("Not yet"),
    }
    await scene.post(kit.actions(kit.button("Close", confirm=question, style="danger")))
    page = await show("Amira", "general")
    await page.get_by_role("button", name="Close").click()
    dialog = page.get_by_role("dialog", name="Close it?")
    await dialog.get_by_role("button", name="Not yet").click()
    await expect(dialog).to_have_count(0)
    assert pressed(scene) == []
    await page.get_by_role("button", name="Close").click()
    async with page.expect_response("**/sim/action"):
        await dialog.get_by_role("button", name="Close it").click()
    assert len(pressed(scene)) == 1


async def test_an_overflow_menu_works_by_keyboard(scene: Scene, show: Show) -> None:
    options = [kit.option("Later"), kit.option("Never")]
    menu = {"type": "overflow", "action_id": "more", "options": options}
    await scene.post(kit.section("A session", accessory=menu))
    page = await show("Amira", "general")
    opener = page.get_by_role("button", name="A session: more actions")
    await opener.press("Enter")
    await expect(page.get_by_role("menuitem", name="Later")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(opener).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.press("ArrowDown")
    async with page.expect_response("**/sim/action"):
        await page.keyboard.press("Enter")
    assert pressed(scene)[0]["selected_option"]["value"] == "never"


@pytest.mark.parametrize(
    ("element", "field", "expected"),
    [
        (kit.static_select("Monday", "Tuesday"), "selected_option", "tuesday"),
        (kit.radio("Monday", "Tuesday"), "selected_option", "tuesday"),
        ({"type": "users_select", "action_id": "pick"}, "selected_user", "Ben"),
    ],
)
async def test_a_choice_in_a_message_is_told_at_once(
    scene: Scene, show: Show, element: Json, field: str, expected: str
) -> None:
    await scene.post(kit.section("Which?", accessory=element))
    page = await show("Amira", "general")
    async with page.expect_response("**/sim/action"):
        if element["type"] == "radio_buttons":
            await page.get_by_role("radiogroup", name="Which?").get_by_label("Tuesday").check()
        else:
            label = "Ben" if field == "selected_user" else "Tuesday"
            await page.get_by_role("combobox", name="Which?").select_option(label)
    chosen: Any = pressed(scene)[0][field]
    assert (chosen if field == "selected_user" else chosen["value"]) == (
        scene.id("Ben") if field == "selected_user" else expected
    )


async def test_says_what_slack_says_when_the_app_did_not_answer(scene: Scene, show: Show) -> None:
    scene.slack.patience = 0.05
    scene.bot.on("command", lambda payload: asyncio.sleep(0.5))
    page = await show("Amira", "general")
    await page.get_by_label("Message #general").fill("/pulse new")
    await page.keyboard.press("Enter")
    notice = page.get_by_role("alert").filter(has_text="/pulse failed")
    await expect(notice).to_contain_text("operation_timeout")
    await expect(page.get_by_label("Message #general")).to_have_value("/pulse new")
    await notice.get_by_role("button", name="Dismiss this notice").click()
    await expect(notice).to_have_count(0)


async def test_knows_the_commands_there_are(scene: Scene, show: Show) -> None:
    page = await show("Amira", "general")
    box = page.get_by_label("Message #general")
    await box.press_sequentially("/p")
    hints = page.get_by_role("listbox", name="Commands").get_by_role("option")
    await expect(hints).to_have_count(2)
    await box.press("ArrowDown")
    await expect(hints.and_(page.get_by_role("option", selected=True))).to_contain_text("/pulse")
    await box.press("Enter")
    await expect(box).to_have_value("/pulse ")
    await box.press_sequentially("summary")
    async with page.expect_response("**/sim/command"):
        await box.press("Enter")
    assert scene.bot.of("command")[0]["text"] == "summary"


async def test_a_command_in_a_thread_is_explained_instead(scene: Scene, show: Show) -> None:
    await scene.person("Ben").say("general", "A start")
    page = await show("Amira", "general")
    await page.locator(".message").hover()
    await page.get_by_role("link", name="Reply in thread").click()
    await page.get_by_label("Reply in the thread").fill("/pulse new")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("/pulse does not work in threads.")).to_be_visible()
    assert scene.bot.of("command") == []


async def test_shortcuts_are_at_hand(scene: Scene, show: Show) -> None:
    await scene.person("Ben").say("general", "A start")
    page = await show("Amira", "general")
    await page.get_by_role("button", name="Shortcuts: more actions").click()
    async with page.expect_response("**/sim/shortcut"):
        await page.get_by_role("menuitem", name="Raise a concern").click()
    assert scene.bot.of("shortcut")[0]["callback_id"] == "concern"
    await page.locator(".message").hover()
    await page.get_by_role("button", name="Message: more actions").click()
    async with page.expect_response("**/sim/shortcut"):
        await page.get_by_role("menuitem", name="Discuss").click()
    assert scene.bot.of("message_action")[0]["callback_id"] == "discuss"


async def test_the_home_tab_tells_the_app_and_shows_what_it_publishes(
    scene: Scene, show: Show
) -> None:
    async def answer(payload: Json) -> None:
        user = payload["event"]["user"]
        view = kit.home(kit.section("Two things wait"), kit.actions(kit.button("Answer")))
        await scene.api("views.publish", user_id=user, view=view)

    scene.bot.on("app_home_opened", answer)
    page = await show("Amira", "general")
    await page.get_by_role("navigation").get_by_role("link", name="Testbot").click()
    await expect(page.get_by_text("Two things wait")).to_be_visible()
    async with page.expect_response("**/sim/action"):
        await page.get_by_role("button", name="Answer").click()
    assert scene.bot.of("block_actions")[0]["view"]["type"] == "home"
    await page.get_by_role("link", name="Messages", exact=True).click()
    await expect(page.get_by_label("Message Testbot")).to_be_visible()


async def test_moves_the_demos_clock(scene: Scene, show: Show) -> None:
    page = await show("Amira", "general")
    clock = page.locator("#clock time")
    await expect(clock).to_have_text("Tue 24 Nov, 09:00")
    await page.get_by_role("button", name="+1 hour").click()
    await expect(clock).to_have_text("Tue 24 Nov, 10:00")
    await page.get_by_role("button", name="+1 day").click()
    await expect(clock).to_have_text("Wed 25 Nov, 10:00")
    await page.get_by_role("button", name="To…").click()
    dialog = page.get_by_role("dialog", name="Move the demo’s clock")
    await dialog.get_by_label("To", exact=True).fill("2027-07-01T08:30")
    await dialog.get_by_role("button", name="Move the clock").click()
    await expect(clock).to_have_text("Thu 1 Jul, 08:30")
    assert scene.slack.clock.now().hour == 7  # half past eight in London's summer
