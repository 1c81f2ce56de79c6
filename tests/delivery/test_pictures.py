"""Several pictures in a message, and Slack's own chart with the picture for where it is refused."""

from datetime import timedelta
from typing import Any

import pytest

from bot.blocks.charts import slack_line_chart
from bot.blocks.kit import divider, picture_here, section
from bot.delivery.charts import names_charts, with_charts
from bot.delivery.slack_api import SlackRefused
from bot.domain.delivery import DirectMessage, Message, Outgoing, Picture, Post, State, Update
from bot.playground.faults import Kind
from storage.delivery import LaneStore
from storage.delivery.rows import body_of, message_of
from tests.delivery.conftest import PNG, Lane

DOTS = Picture({"kind": "dots"}, "Ten dots, median 7")
LINES = {"Your practice": [7.0, 8.0], "Median": [7.5, 7.0]}
CHART = slack_line_chart("Antibiotics", "items", "year", ["2023/24", "2024/25"], LINES)
RUN = Picture({"kind": "run"}, "From 7 to 8, median 7", CHART)
BOTH = Message(
    "Your figures.",
    (
        section("before"),
        picture_here(DOTS.alt),
        divider(),
        picture_here(RUN.alt, 1),
        section("after"),
    ),
    (DOTS, RUN),
)


def dm(message: Message = BOTH, key: str = "dm") -> DirectMessage:
    return DirectMessage(key, "U1", message)


async def sent(lane: Lane, *messages: Outgoing) -> list[dict[str, Any]]:
    """The blocks of the only message that is in Slack then."""
    await lane.plan(*messages)
    await lane.sender.drain()
    places = lane.slack.workspace().channels.values()
    (message,) = (each for place in places for each in place.messages.values() if not each.subtype)
    return message.blocks


def kinds(blocks: list[dict[str, Any]]) -> list[str]:
    return [each["type"] for each in blocks]


PICTURES = ["section", "image", "divider", "image", "section"]
CHARTED = ["section", "image", "divider", "data_visualization", "section"]


def posts(lane: Lane) -> int:
    return len(lane.slack.calls("chat.postMessage"))


def uploads(lane: Lane) -> list[str]:
    """The texts of the pictures that were put into Slack."""
    return [each.alt for each in lane.slack.workspace().files.values()]


async def test_a_direct_message_has_slacks_own_chart_beside_a_picture(lane: Lane) -> None:
    blocks = await sent(lane, dm())
    assert kinds(blocks) == CHARTED
    assert blocks[3]["chart"] == CHART["chart"]
    assert uploads(lane) == [DOTS.alt]


async def test_a_charts_words_are_in_the_text_since_it_has_none_of_its_own(lane: Lane) -> None:
    await sent(lane, dm())
    assert lane.direct() == [f"Your figures. {RUN.alt}"]


async def test_a_channel_gets_two_pictures_each_in_its_place(lane: Lane) -> None:
    blocks = await sent(lane, Post("post", lane.channel, BOTH))
    assert kinds(blocks) == PICTURES
    shown = [lane.slack.workspace().files[blocks[at]["slack_file"]["id"]] for at in (1, 3)]
    assert [each.alt for each in shown] == [DOTS.alt, RUN.alt]
    assert [each.content for each in shown] == [PNG, PNG]
    assert [blocks[at]["alt_text"] for at in (1, 3)] == [DOTS.alt, RUN.alt]


async def test_an_update_has_the_picture(lane: Lane) -> None:
    blocks = await sent(lane, dm(Message("soon")), Update("now", "dm", BOTH))
    assert kinds(blocks) == PICTURES


async def test_of_three_charts_the_third_is_a_picture(lane: Lane) -> None:
    """slack.md 3.2: two in a message."""
    places = tuple(picture_here(RUN.alt, number) for number in range(3))
    blocks = await sent(lane, dm(Message("three", places, (RUN, RUN, RUN))))
    assert kinds(blocks) == ["data_visualization", "data_visualization", "image"]


async def test_where_charts_are_refused_the_picture_is_sent_once_in_the_same_place(
    lane: Lane,
) -> None:
    lane.slack.faults.charts_disabled = True
    blocks = await sent(lane, dm())
    assert kinds(blocks) == PICTURES
    assert lane.direct() == ["Your figures."]
    assert await lane.state("dm") is State.SENT
    assert sorted(uploads(lane)) == sorted([DOTS.alt, RUN.alt])  # the dots were there already


async def test_a_refusal_is_remembered(lane: Lane) -> None:
    lane.slack.faults.charts_disabled = True
    await sent(lane, dm())
    tried = posts(lane)
    await lane.plan(dm(key="again"))
    await lane.sender.drain()
    assert (tried, posts(lane)) == (2, 3)
    assert lane.direct() == ["Your figures."] * 2


async def test_one_chart_that_slack_will_not_have_says_nothing_of_others(lane: Lane) -> None:
    """Here Slack does not say what is wrong. The message arrives all the same."""
    lane.slack.faults.add(Kind.ERROR, "chat.postMessage", error="invalid_blocks")
    assert kinds(await sent(lane, dm())) == PICTURES
    await lane.plan(dm(key="again"))
    await lane.sender.drain()
    assert posts(lane) == 3
    assert lane.sender.caller.takes_charts


@pytest.mark.parametrize(
    ("details", "named"),
    [
        ("unsupported type: data_visualization [json-pointer:/blocks/3/type]", True),
        ("failed to match all allowed schemas [json-pointer:/blocks/3]", True),
        ("must be less than 51 characters [json-pointer:/blocks/3/title]", True),
        ("must be less than 3001 characters [json-pointer:/blocks/1/text/text]", False),
        ("failed to match all allowed schemas [json-pointer:/blocks/31]", False),
        ("", False),
    ],
)
def test_a_refusal_names_charts_or_the_place_of_one(details: str, named: bool) -> None:
    refused = SlackRefused("invalid_blocks", details)
    assert names_charts(refused, with_charts(BOTH)) is named


async def test_a_message_that_is_wrong_without_its_chart_too_is_refused(lane: Lane) -> None:
    wrong = Message("x", (*BOTH.blocks, {"type": "gremlin"}), BOTH.pictures)
    await lane.plan(dm(wrong))
    await lane.sender.drain()
    assert await lane.state("dm") is State.FAILED
    assert posts(lane) == 2
    assert lane.sender.caller.takes_charts


async def test_other_refusals_are_no_reason_for_a_picture(lane: Lane) -> None:
    lane.slack.faults.add(Kind.ERROR, "chat.postMessage", error="user_disabled")
    await lane.plan(dm())
    await lane.sender.drain()
    assert await lane.state("dm") is State.FAILED
    assert posts(lane) == 1


@pytest.mark.parametrize("accept", [True, False])
@pytest.mark.parametrize("refused", [True, False])
async def test_an_answer_that_was_lost_never_makes_two_of_it(
    lane: Lane, accept: bool, refused: bool
) -> None:
    """The chart's own post, or the picture's that follows a refusal."""
    lane.slack.faults.charts_disabled = refused
    lane.slack.faults.add(Kind.DROP, "chat.postMessage", accept=accept, after=int(refused))
    blocks = await sent(lane, dm())
    assert kinds(blocks) == (PICTURES if refused else CHARTED)
    assert await lane.state("dm") is State.SENT


async def test_a_picture_that_could_not_be_uploaded_leaves_nothing_in_doubt(lane: Lane) -> None:
    """After the refusal: the message is due, and goes out with its pictures the next time."""
    lane.slack.faults.charts_disabled = True
    lane.slack.faults.add(Kind.DROP, "files.completeUploadExternal", after=1)
    await lane.plan(dm())
    await lane.sender.drain()
    assert await lane.state("dm") is State.DUE
    lane.sender.pacing.forget()
    await lane.sender.drain()
    assert lane.direct() == ["Your figures."]
    assert posts(lane) == 2


async def test_of_two_pictures_the_one_that_cannot_be_drawn_becomes_its_words(lane: Lane) -> None:
    pictures = (Picture({"broken": True}, DOTS.alt), RUN)
    blocks = await sent(lane, Post("post", lane.channel, Message("x", BOTH.blocks, pictures)))
    assert kinds(blocks) == ["section", "context", "divider", "image", "section"]
    assert DOTS.alt in str(blocks[1])


async def test_the_row_holds_chart_and_picture(lane: Lane) -> None:
    await lane.plan(dm())
    async with lane.database.reading() as session:
        store = LaneStore(session, lane.workspace_id)
        (head,) = await store.heads(lane.slack.clock.now(), [])
    async with lane.database.transaction() as session:
        store = LaneStore(session, lane.workspace_id)
        (claim,) = await store.claim([head], lane.slack.clock.now(), timedelta())
    assert claim.delivery.message == BOTH


def test_a_row_from_before_there_were_several_is_read() -> None:
    place = picture_here("Ten dots")
    old = {"text": "x", "blocks": [place], "picture": {"spec": {"kind": "dots"}, "alt": "Ten dots"}}
    picture = Picture({"kind": "dots"}, "Ten dots")
    assert message_of(old) == Message("x", (place,), (picture,))
    assert message_of({"text": "x", "blocks": [], "picture": None}) == Message("x")
    assert message_of(body_of(BOTH)) == BOTH


def test_a_chart_never_exceeds_what_slack_takes() -> None:
    """slack.md 3.3"""
    with pytest.raises(ValueError, match="21 points"):
        slack_line_chart("x", "y", "z", [str(at) for at in range(21)], {"a": [1.0] * 21})
    with pytest.raises(ValueError, match="shorter"):
        slack_line_chart("x", "y", "z", ["1", "2"], {"a": [1.0]})
