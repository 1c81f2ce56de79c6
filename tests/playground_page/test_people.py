"""Who one is on the page, and that one sees nothing of anybody else's."""

import re

import pytest

from tests.playground import kit
from tests.playground_page.conftest import Scene, Show

pytest.importorskip("playwright.async_api", reason="playwright is not installed")
from playwright.async_api import expect


async def test_asks_first_who_one_would_like_to_be(scene: Scene, show: Show) -> None:
    page = await show()
    await page.get_by_role("link", name="Ben Clinical lead").click()
    await expect(page.get_by_role("heading", name="# general")).to_be_visible()
    await expect(page).to_have_url(re.compile(f"user={scene.id('Ben')}"))


async def test_switches_person_and_keeps_the_choice_in_the_address(
    scene: Scene, show: Show
) -> None:
    page = await show("Amira", "general")
    await page.get_by_label("You are").select_option("Ben, Clinical lead")
    await expect(page).to_have_url(re.compile(f"user={scene.id('Ben')}.*in={scene.general.id}"))
    await page.reload()
    await expect(page.get_by_label("You are")).to_have_value(scene.id("Ben"))


async def test_somebody_unknown_is_asked_again(scene: Scene, show: Show) -> None:
    scene.forgiven.append("404")
    page = await show("Amira", "general")
    await page.goto(f"{scene.url}/?user=U999")
    await expect(page.get_by_role("heading", name="Who would you like to be?")).to_be_visible()
    await expect(page.get_by_role("link", name="Carol Manager")).to_be_visible()


async def test_an_ephemeral_message_is_seen_by_its_owner_only(scene: Scene, show: Show) -> None:
    await scene.api(
        "chat.postEphemeral",
        channel=scene.general.id,
        user=scene.id("Amira"),
        text="Yours is *41*",
    )
    page = await show("Amira", "general")
    message = page.locator(".message", has_text="Yours is 41")
    await expect(message.get_by_text("Only you can see this")).to_be_visible()
    await page.get_by_label("You are").select_option("Ben, Clinical lead")
    await expect(page.get_by_text("Nothing has been said here yet.")).to_be_visible()
    await expect(page.get_by_text("Yours is")).to_have_count(0)


async def test_an_ephemeral_message_can_be_dismissed(scene: Scene, show: Show) -> None:
    who = scene.id("Amira")
    await scene.api("chat.postEphemeral", channel=scene.general.id, user=who, text="Psst")
    page = await show("Amira", "general")
    await page.get_by_role("button", name="Dismiss").click()
    await expect(page.get_by_text("Psst")).to_have_count(0)


async def test_a_modal_is_gone_when_one_becomes_somebody_else(scene: Scene, show: Show) -> None:
    scene.opens(kit.modal(kit.input_("Topic"), title="Amira's own"))
    page = await show("Amira", "general")
    await scene.person("Amira").command("general", "/pulse new")
    await expect(page.get_by_role("dialog", name="Amira's own")).to_be_visible()
    await page.goto(f"{scene.url}/?user={scene.id('Ben')}")
    await expect(page.get_by_role("heading", name="# general")).to_be_visible()
    await expect(page.get_by_role("dialog")).to_have_count(0)
