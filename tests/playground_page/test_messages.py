"""What messages look like, and that the page follows what happens without being loaded again."""

import base64

import httpx
import pytest

from tests.playground import kit
from tests.playground_page.conftest import Scene, Show

pytest.importorskip("playwright.async_api", reason="playwright is not installed")
from playwright.async_api import FilePayload, Page, expect

MARKED = (
    "*bold* _italic_ ~gone~ `code` <https://example.org/x|a link> :tada: 2 &lt; 3 &amp; more\n"
    "&gt; quoted\n• first\n• second\nsnake_case_stays and 2*3*4"
)


async def test_a_new_message_appears_by_itself(scene: Scene, show: Show) -> None:
    page = await show("Amira", "general")
    await expect(page.get_by_text("Nothing has been said here yet.")).to_be_visible()
    await page.evaluate("window.sameDocument = true")
    await scene.person("Ben").say("general", "Good morning")
    message = page.locator(".message", has_text="Good morning")
    await expect(message.locator(".author")).to_have_text("Ben")
    await expect(page.locator("#announcer")).to_have_text("Ben in general: Good morning")
    assert await page.evaluate("window.sameDocument")


async def test_an_update_replaces_the_words_in_place(scene: Scene, show: Show) -> None:
    ts = await scene.post(kit.section("0 of 3 have answered"))
    page = await show("Amira", "general")
    await expect(page.get_by_text("0 of 3 have answered")).to_be_visible()
    blocks = [kit.section("1 of 3 have answered")]
    await scene.api("chat.update", channel=scene.general.id, ts=ts, text="1 of 3", blocks=blocks)
    await expect(page.get_by_text("1 of 3 have answered")).to_be_visible()
    await expect(page.get_by_text("0 of 3")).to_have_count(0)


async def test_says_what_one_writes_and_marks_an_edit(scene: Scene, show: Show) -> None:
    page = await show("Amira", "general")
    await page.get_by_label("Message #general").fill("Hello Ben")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message", has_text="Hello Ben")).to_have_count(1)
    await expect(page.get_by_label("Message #general")).to_have_value("")
    await scene.person("Amira").edit("general", "Hello Ben", "Hello Carol")
    await expect(page.locator(".message", has_text="Hello Carol")).to_contain_text("(edited)")


async def test_marks_channels_with_something_unread(scene: Scene, show: Show) -> None:
    page = await show("Amira", "general")
    link = page.get_by_role("navigation").get_by_role("link", name="plans")
    await expect(link).not_to_contain_text("unread")
    await scene.person("Ben").say("plans", "One")
    await scene.person("Ben").say("plans", "Two")
    await expect(link).to_contain_text("2 unread")
    await expect(page).to_have_title("(2) # general | Local Slack")
    await link.click()
    await expect(page.locator(".new-line")).to_be_visible()
    await expect(link).not_to_contain_text("unread")


async def test_a_thread_opens_at_the_side_and_takes_replies(scene: Scene, show: Show) -> None:
    await scene.person("Ben").say("general", "Who brings the figures?")
    await scene.person("Carol").say("general", "I do", thread="Who brings")
    page = await show("Amira", "general")
    replies = page.get_by_role("link", name="1 reply")
    await expect(replies).to_be_visible()
    await expect(page.get_by_text("I do")).to_have_count(0)
    await replies.click()
    thread = page.get_by_role("complementary", name="Thread")
    await expect(thread.get_by_text("I do")).to_be_visible()
    await thread.get_by_label("Reply in the thread").fill("Thank you")
    await thread.get_by_role("button", name="Send").click()
    await expect(thread.get_by_text("Thank you")).to_be_visible()
    await expect(page.get_by_role("link", name="2 replies")).to_be_visible()
    await thread.get_by_role("link", name="Close the thread").click()
    await expect(thread).to_be_hidden()
    await expect(page.get_by_role("link", name="2 replies")).to_be_focused()


async def test_reads_slacks_mark_up(scene: Scene, show: Show) -> None:
    who, where = scene.id("Amira"), scene.plans.id
    await scene.post(kit.section(f"{MARKED}\nAsk <@{who}> in <#{where}>"))
    page = await show("Amira", "general")
    body = page.locator(".message .mrkdwn")
    for tag, words in {"strong": "bold", "em": "italic", "s": "gone", "code": "code"}.items():
        await expect(body.locator(tag)).to_have_text(words)
    await expect(body.locator("blockquote")).to_have_text("quoted")
    await expect(body.locator("li")).to_have_text(["first", "second"])
    await expect(body).to_contain_text("🎉 2 < 3 & more")
    await expect(body).to_contain_text("snake_case_stays and 2*3*4")
    await expect(body.get_by_role("link", name="a link")).to_have_attribute(
        "rel", "noopener noreferrer"
    )
    await expect(body.locator(".mention.mine")).to_have_text("@Amira")
    await body.get_by_role("link", name="#plans").click()
    await expect(page.get_by_role("heading", name="# plans")).to_be_visible()


async def test_what_somebody_writes_never_becomes_markup(scene: Scene, show: Show) -> None:
    nasty = "<img src=x onerror=alert(1)> <script>document.title='bad'</script> *<b>*"
    await scene.person("Ben").say("general", nasty)
    await scene.post(kit.section("<javascript:alert(1)|press me> <data:text/html,x|or me>"))
    page = await show("Amira", "general")
    log = page.locator(".log")
    await expect(log).to_contain_text("<img src=x onerror=alert(1)>")
    await expect(log).to_contain_text("press me")
    assert await dangers(page) == 0


async def dangers(page: Page) -> int:
    inside = ".log :is(script, img, b, a[href^='javascript'], a[href^='data'])"
    return await page.locator(inside).count()


async def test_shows_tables_charts_and_rich_text(scene: Scene, show: Show) -> None:
    points = [{"label": "Q1", "value": 41.5}, {"label": "Q2", "value": 39}]
    axes = {"categories": ["Q1", "Q2"]}
    chart = {"type": "line", "series": [{"name": "Yours", "data": points}], "axis_config": axes}
    cells = [["Group", "Agree"], ["Members", "62%"]]
    rows = [[{"type": "raw_text", "text": cell} for cell in row] for row in cells]
    steps = [{"type": "rich_text_section", "elements": [{"type": "text", "text": "Data first"}]}]
    await scene.post(
        {"type": "data_visualization", "title": "Items", "chart": chart},
        {"type": "table", "rows": rows},
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_list", "style": "ordered", "elements": steps}],
        },
    )
    page = await show("Amira", "general")
    await expect(page.get_by_role("img", name="line chart: Items")).to_be_visible()
    await page.get_by_text("Show the figures as a table").click()
    await expect(page.get_by_role("row", name="Q1 41.5")).to_be_visible()
    await expect(page.get_by_role("row", name="Members 62%")).to_be_visible()
    await expect(page.locator(".rich-text ol li")).to_have_text("Data first")


async def test_a_picture_has_its_words(scene: Scene, show: Show) -> None:
    elsewhere = "https://example.org/a.png"
    await scene.post({"type": "image", "image_url": elsewhere, "alt_text": "Twelve dots"})
    page = await show("Amira", "general")
    await expect(page.get_by_text("Twelve dots")).to_be_visible()
    await expect(page.get_by_role("link", name="(picture elsewhere)")).to_have_attribute(
        "href", elsewhere
    )
    assert await page.locator(".log img").count() == 0  # nothing is fetched from outside


async def test_a_reaction_is_shown_and_can_be_joined(scene: Scene, show: Show) -> None:
    await scene.person("Ben").say("general", "Lunch?")
    await scene.person("Ben").react("general", "Lunch?", "thumbsup")
    page = await show("Amira", "general")
    await page.get_by_role("button", name="thumbsup, 1").click()
    await expect(page.get_by_role("button", name="thumbsup, 2", pressed=True)).to_be_visible()


async def test_writes_to_somebody_for_the_first_time(scene: Scene, show: Show) -> None:
    page = await show("Amira", "general")
    await page.get_by_text("Write to somebody").click()
    await page.get_by_role("navigation").get_by_role("link", name="Ben").click()
    await page.get_by_label("Message Ben").fill("Are you free?")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message", has_text="Are you free?")).to_be_visible()
    assert "Are you free?" in str(await scene.person("Ben").see("Amira"))


DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


async def test_an_uploaded_picture_is_shown_in_its_block(scene: Scene, show: Show) -> None:
    slot = await scene.api("files.getUploadURLExternal", filename="dots.png", length=len(DOT))
    async with httpx.AsyncClient() as client:
        await client.post(slot["upload_url"], content=DOT)
    await scene.api("files.completeUploadExternal", files=[{"id": slot["file_id"]}])
    picture = {"slack_file": {"id": slot["file_id"]}, "alt_text": "Twelve dots, median 78"}
    await scene.post({"type": "image", **picture})
    page = await show("Amira", "general")
    shown = page.get_by_role("img", name="Twelve dots, median 78")
    await expect(shown).to_be_visible()
    assert await shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1


async def test_says_when_the_server_is_away_and_comes_back_by_itself(
    scene: Scene, show: Show
) -> None:
    scene.forgiven.append("net::ERR_FAILED")
    page = await show("Amira", "general")
    await expect(page.get_by_text("Nothing has been said here yet.")).to_be_visible()
    await page.route("**/sim/state*", lambda route: route.abort())
    await scene.person("Ben").say("general", "One")
    away = page.get_by_text("The local Slack does not answer. Trying again…")
    await expect(away).to_be_visible()
    await page.unroute("**/sim/state*")
    await scene.person("Ben").say("general", "Two")
    await expect(page.locator(".message")).to_have_count(2)
    await expect(away).to_be_hidden()


async def test_a_page_that_nobody_looks_at_holds_no_line_to_the_server(
    scene: Scene, show: Show
) -> None:
    page = await show("Amira", "general")
    await expect(page.get_by_text("Nothing has been said here yet.")).to_be_visible()
    turn = """hidden => {
        Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});
        document.dispatchEvent(new Event('visibilitychange'));
    }"""
    async with page.expect_event("requestfailed", lambda line: "/sim/events" in line.url):
        await page.evaluate(turn, True)
    await scene.person("Ben").say("general", "Good morning")
    await page.evaluate(turn, False)
    await expect(page.locator(".message", has_text="Good morning")).to_be_visible()
    await scene.person("Ben").say("general", "And good night")
    await expect(page.locator(".message", has_text="And good night")).to_be_visible()


async def test_files_wait_beside_the_words_and_go_with_them(scene: Scene, show: Show) -> None:
    page = await show("Amira", "general")
    await page.locator(".composer input[type=file]").set_input_files(
        [
            FilePayload(name="figures.csv", mimeType="text/csv", buffer=b"a,b\n"),
            FilePayload(name="wrong.csv", mimeType="text/csv", buffer=b"c,d\n"),
        ]
    )
    waiting = page.get_by_role("list", name="Files to send")
    await expect(waiting).to_contain_text("figures.csv")
    await page.get_by_role("button", name="Remove wrong.csv").click()
    await page.get_by_label("Message #general").fill("The new ones")
    await page.keyboard.press("Enter")
    message = page.locator(".message", has_text="The new ones")
    await expect(message.locator(".file")).to_have_text("figures.csv")
    await expect(waiting).to_be_hidden()
    [file] = scene.team.files.values()
    assert (file.name, file.content) == ("figures.csv", b"a,b\n")
