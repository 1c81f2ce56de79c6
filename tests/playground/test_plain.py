"""Reading messages as plain text."""

import pytest

from bot.playground.looks import state_for
from bot.playground.plain import Reader
from bot.playground.slack import Slack
from tests.playground.kit import Json, actions, button, input_, option, plain, radio, section


@pytest.fixture
def reader() -> Reader:
    slack = Slack()
    team = slack.add_workspace("Acme")
    amira = slack.add_user("Amira", id="U1", tz="Europe/London")
    slack.add_channel("general", id="C1", members=[amira])
    return Reader(state_for(slack, team, amira))


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("*Bold*, _italic_, ~struck~ and `code`", "Bold, italic, struck and code"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("<@U1> in <#C1|general>", "@Amira in #general"),
        ("<@U404>", "@U404"),
        ("<https://example.org|the page>", "the page"),
        ("<https://example.org>", "https://example.org"),
        ("<mailto:a@example.org|a@example.org>", "a@example.org"),
        ("<!here> and <!channel>", "@here and @channel"),
        ("5 &lt; 6 &amp; 7 &gt; 6", "5 < 6 & 7 > 6"),
        ("&lt;@U1&gt;", "<@U1>"),
        ("<!date^1795525200^{date_short} at {time}|24 Nov>", "24 Nov 2026 at 13:00"),
        ("```code block```", "code block"),
    ],
)
def test_mrkdwn_reads_as_it_looks(reader: Reader, text: str, reads: str) -> None:
    assert reader.mrkdwn(text) == reads


CHART = {
    "type": "data_visualization",
    "title": "Items",
    "chart": {
        "type": "line",
        "series": [{"name": "Yours", "data": [{"label": "Q1", "value": 4}]}],
        "axis_config": {"categories": ["Q1"]},
    },
}
CELLS = [{"type": "raw_text", "text": "Practice"}, {"type": "raw_number", "value": 7}]


@pytest.mark.parametrize(
    ("block", "reads"),
    [
        (section("Hello", fields=[plain("one"), plain("two")]), ["Hello", "one", "two"]),
        (section("Hello", accessory=button("Go")), ["Hello", "[Go]"]),
        ({"type": "header", "text": plain("Title")}, ["Title"]),
        ({"type": "divider"}, []),
        (actions(button("Yes"), button("No")), ["[Yes] [No]"]),
        ({"type": "image", "alt_text": "Five dots"}, ["[Image: Five dots]"]),
        (
            {
                "type": "context",
                "elements": [plain("Source"), {"type": "image", "alt_text": "logo"}],
            },
            ["Source [Image: logo]"],
        ),
        (input_("Name", optional=True, hint=plain("Any")), ["Name (optional): [ ]", "Any"]),
        (input_("Pick", radio("A", "B")), ["Pick: ( ) A  ( ) B"]),
        (
            actions({"type": "overflow", "options": [option("Edit"), option("Cut")]}),
            ["[… Edit | Cut]"],
        ),
        (CHART, ["[Chart: Items]", "Yours: Q1 4"]),
        ({"type": "table", "rows": [CELLS]}, ["Practice | 7"]),
        ({"type": "markdown", "text": "**hi**"}, ["**hi**"]),
        ({"type": "something_new"}, []),
    ],
)
def test_blocks_read_as_they_look(reader: Reader, block: Json, reads: list[str]) -> None:
    assert [line for line in reader.blocks([block], {}) if line] == reads


def test_what_is_chosen_shows(reader: Reader) -> None:
    chosen = {"type": "radio_buttons", "selected_option": option("B")}
    block = input_("Pick", radio("A", "B"))
    assert next(reader.block(block, {"pick": chosen})) == "Pick: ( ) A  (•) B"
    assert reader.chosen({"type": "users_select", "selected_user": "U1"}) == ["Amira"]
    moment = {"type": "datetimepicker", "selected_date_time": 1795525200}
    assert reader.chosen(moment) == ["2026-11-24 13:00"]
