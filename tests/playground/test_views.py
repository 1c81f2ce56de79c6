"""Modals and the Home tab (slack.md 1.5, 2, 3.1, 4.3, 8.6)."""

from typing import Any

import pytest

from bot.playground.person import DidNotWork, FieldErrors, NotVisible
from tests.playground.conftest import Json, World
from tests.playground.kit import (
    actions,
    button,
    home,
    input_,
    modal,
    plain,
    radio,
    section,
    static_select,
    text_input,
)


def opens(world: World, view: Json) -> Any:
    """An answer to any interaction: a modal, opened before the acknowledgement."""

    async def answer(payload: Json) -> None:
        await world.client.views_open(trigger_id=payload["trigger_id"], view=view)

    return answer


async def show(world: World, view: Json) -> None:
    world.bot.on("command", opens(world, view))
    await world.person("Amira").command("general", "/open")


async def trigger(world: World) -> str:
    """A fresh trigger id of Amira's."""
    world.bot.answers.clear()
    await world.person("Amira").command("general", "/trigger")
    return str(world.bot.of("command")[-1]["trigger_id"])


async def error_of(world: World, method: str, **args: Any) -> str:
    return str((await world.api(method, **args)).get("error", ""))


# -- opening ------------------------------------------------------------------------------------


async def test_a_modal_is_seen_by_the_one_who_asked(world: World) -> None:
    await show(world, modal(input_("Why?"), title="Tell us"))
    assert (await world.person("Amira").modal()).title == "Tell us"
    assert not await world.person("Ben").has_modal()


async def test_a_trigger_is_used_once(world: World) -> None:
    """slack.md 1.5, 8.6"""
    id = await trigger(world)
    assert (await world.api("views.open", trigger_id=id, view=modal()))["ok"]
    assert (
        await error_of(world, "views.open", trigger_id=id, view=modal()) == "exchanged_trigger_id"
    )


async def test_a_trigger_lives_three_seconds_of_real_time(world: World) -> None:
    """slack.md 1.5, 8.6"""
    assert world.slack.triggers.life == 3.0
    id = await trigger(world)
    world.slack.triggers.expire_all()
    assert await error_of(world, "views.open", trigger_id=id, view=modal()) == "expired_trigger_id"
    assert (
        await error_of(world, "views.open", trigger_id="no", view=modal()) == "invalid_trigger_id"
    )


async def test_a_view_that_is_refused_does_not_use_up_the_trigger(world: World) -> None:
    id = await trigger(world)
    assert await error_of(world, "views.open", trigger_id=id, view=modal(title="x" * 25))
    assert (await world.api("views.open", trigger_id=id, view=modal()))["ok"]


async def test_the_refusal_of_a_view_has_slacks_shape(world: World) -> None:
    """slack.md 3.1: invalid_arguments, and which rule was broken"""
    id = await trigger(world)
    view = modal(private_metadata="x" * 3001)
    assert await world.api("views.open", trigger_id=id, view=view) == {
        "ok": False,
        "error": "invalid_arguments",
        "response_metadata": {
            "messages": [
                "[ERROR] failed to match all allowed schemas [json-pointer:/view]",
                "[ERROR] must be less than 3001 characters [json-pointer:/view/private_metadata]",
            ]
        },
    }


async def test_a_view_has_a_largest_size(world: World) -> None:
    """slack.md 3.1: 250 KB"""
    id = await trigger(world)
    view = modal(*[section("x" * 3000) for _ in range(90)])
    assert await error_of(world, "views.open", trigger_id=id, view=view) == "view_too_large"


async def test_three_modals_are_the_most(world: World) -> None:
    """slack.md 3.1, 8.6"""
    await show(world, modal(title="1"))
    for title in ("2", "3"):
        id = await trigger(world)
        pushed = await world.api("views.push", trigger_id=id, view=modal(title=title))
        assert pushed["ok"]
    id = await trigger(world)
    assert await error_of(world, "views.push", trigger_id=id, view=modal()) == "push_limit_reached"
    views = (await world.person("Amira").look())["views"]
    assert [each["title"] for each in views] == ["1", "2", "3"]
    assert pushed["view"]["previous_view_id"] == views[1]["id"]
    assert pushed["view"]["root_view_id"] == views[0]["id"]


async def test_nothing_can_be_pushed_where_nothing_is_open(world: World) -> None:
    id = await trigger(world)
    assert await error_of(world, "views.push", trigger_id=id, view=modal()) == "not_found"


async def test_an_external_id_is_unique(world: World) -> None:
    """slack.md 3.1"""
    await show(world, modal(external_id="one"))
    id = await trigger(world)
    view = modal(external_id="one")
    assert await error_of(world, "views.open", trigger_id=id, view=view) == "duplicate_external_id"


# -- updating -----------------------------------------------------------------------------------


async def test_an_update_keeps_what_was_typed_where_the_ids_stay(world: World) -> None:
    """slack.md 3.1, 8.6"""
    await show(world, modal(input_("Name"), input_("Other")))
    amira = world.person("Amira")
    await amira.fill("Name", "typed")
    await amira.fill("Other", "lost")
    [view] = (await amira.look())["views"]
    changed = modal(input_("Name", text_input(initial_value="from the app")), input_("New"))
    await world.client.views_update(view_id=view["id"], view=changed)
    assert (await amira.modal()).fields == {"Name": "typed", "New": ""}


async def test_another_type_of_element_begins_afresh(world: World) -> None:
    await show(world, modal(input_("Pick", radio("Yes", "No"))))
    amira = world.person("Amira")
    await amira.choose("Pick", "Yes")
    [view] = (await amira.look())["views"]
    changed = modal(input_("Pick", static_select("Yes", "No")))
    await world.client.views_update(view_id=view["id"], view=changed)
    assert (await amira.modal()).fields == {"Pick": ""}


async def test_a_hash_changes_with_each_update_and_guards_against_old_ones(world: World) -> None:
    """slack.md 4.3, 8.6"""
    await show(world, modal(title="1"))
    [view] = (await world.person("Amira").look())["views"]
    args = {"view_id": view["id"], "hash": view["hash"]}
    updated = await world.client.views_update(**args, view=modal(title="2"))
    assert updated["view"]["hash"] != view["hash"]
    assert updated["view"]["id"] == view["id"]
    assert await error_of(world, "views.update", **args, view=modal()) == "hash_conflict"
    gone = {"view_id": "V404", "view": modal()}
    assert await error_of(world, "views.update", **gone) == "not_found"


async def test_an_update_can_name_the_external_id(world: World) -> None:
    await show(world, modal(external_id="mine", title="1"))
    await world.client.views_update(external_id="mine", view=modal(external_id="mine", title="2"))
    assert (await world.person("Amira").modal()).title == "2"


# -- submitting ---------------------------------------------------------------------------------


async def test_initial_values_are_there_and_come_back(world: World) -> None:
    """slack.md 2, view_submission"""
    yes_no = radio("Yes", "No")
    first = yes_no | {"initial_option": yes_no["options"][0]}
    blocks = (
        input_("Name", text_input(initial_value="Amira")),
        input_("Pick", first),
        input_("Day", {"type": "datepicker", "action_id": "d", "initial_date": "2026-11-24"}),
        input_("Note", optional=True),
    )
    await show(world, modal(*blocks, callback_id="c", private_metadata="opaque"))
    await world.person("Amira").submit()
    [sent] = world.bot.of("view_submission")
    values = sent["view"]["state"]["values"]
    assert values["name"]["typed"] == {"type": "plain_text_input", "value": "Amira"}
    assert values["pick"]["pick"]["selected_option"]["value"] == "yes"
    assert values["day"]["d"]["selected_date"] == "2026-11-24"
    assert values["note"]["typed"] == {"type": "plain_text_input", "value": None}
    assert sent["view"]["callback_id"] == "c"
    assert sent["view"]["private_metadata"] == "opaque"
    assert sent["view"]["app_installed_team_id"] == world.team.id
    assert sent["user"]["id"] == world.id("Amira")
    assert sent["trigger_id"]
    assert sent["response_urls"] == []
    assert not await world.person("Amira").has_modal()


async def test_slack_itself_asks_for_required_fields(world: World) -> None:
    """slack.md 3.1: inputs are required unless optional; the app hears nothing"""
    await show(world, modal(input_("Name"), input_("Note", optional=True)))
    amira = world.person("Amira")
    assert await amira.submit_refused() == {"Name": "Please complete this required field."}
    assert world.bot.of("view_submission") == []
    assert (await amira.modal()).errors == {"Name": "Please complete this required field."}
    await amira.fill("Name", "x")
    assert (await amira.modal()).errors == {}
    await amira.submit()


@pytest.mark.parametrize(
    ("element", "value", "says"),
    [
        (text_input(min_length=3), "no", "at least 3 characters"),
        (text_input(max_length=3), "long", "no more than 3 characters"),
        (text_input(), "   ", "required"),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "whole number"),
        ({"type": "number_input", "is_decimal_allowed": True}, "one", "a number"),
        ({"type": "number_input", "is_decimal_allowed": False, "min_value": "5"}, "4", "5 or more"),
        (
            {"type": "number_input", "is_decimal_allowed": False, "max_value": "9"},
            "10",
            "9 or less",
        ),
        ({"type": "email_text_input"}, "nobody", "valid email"),
        ({"type": "url_text_input"}, "nowhere", "valid URL"),
    ],
)
async def test_slack_itself_checks_what_was_typed(
    world: World, element: Json, value: str, says: str
) -> None:
    """slack.md 3.4"""
    await show(world, modal(input_("Field", {"action_id": "a", **element})))
    amira = world.person("Amira")
    await amira.fill("Field", value)
    assert says in (await amira.submit_refused())["Field"]
    assert world.bot.of("view_submission") == []


async def test_the_app_can_answer_with_errors(world: World) -> None:
    """slack.md 1.3, 2"""
    await show(world, modal(input_("Name")))
    amira = world.person("Amira")
    await amira.fill("Name", "x")
    errors = {"name": "Too short."}
    world.bot.on("view_submission", lambda said: {"response_action": "errors", "errors": errors})
    with pytest.raises(FieldErrors, match="Name: Too short"):
        await amira.submit()
    assert (await amira.modal()).fields == {"Name": "x"}


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"nowhere": "x"}},
        {"response_action": "errors", "errors": {"said": "only inputs can have errors"}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "update", "view": {"type": "modal"}},
        {"response_action": "what"},
        "text",
    ],
)
async def test_an_answer_that_slack_cannot_use_is_trouble(world: World, answer: object) -> None:
    """slack.md 2: error keys must be block ids of input blocks in that view"""
    await show(world, modal(input_("Name"), {**section("x"), "block_id": "said"}))
    amira = world.person("Amira")
    await amira.fill("Name", "x")
    world.bot.on("view_submission", lambda said: answer)
    with pytest.raises(DidNotWork, match="trouble connecting"):
        await amira.submit()
    assert await amira.notices() == ["We had some trouble connecting. Try again?"]
    assert await amira.has_modal()


async def test_the_app_can_answer_with_an_update_a_push_or_clear(world: World) -> None:
    """slack.md 2"""
    await show(world, modal(title="1"))
    amira = world.person("Amira")
    answers: list[Json] = [
        {"response_action": "update", "view": modal(title="2")},
        {"response_action": "push", "view": modal(title="3")},
        {"response_action": "clear"},
    ]
    world.bot.on("view_submission", lambda said: answers.pop(0))
    await amira.submit()
    assert (await amira.modal()).title == "2"
    await amira.submit()
    assert [each["title"] for each in (await amira.look())["views"]] == ["2", "3"]
    await amira.submit()
    assert not await amira.has_modal()


async def test_an_empty_answer_closes_one_view(world: World) -> None:
    """slack.md 2: empty closes this view"""
    await show(world, modal(title="1"))
    await world.api("views.push", trigger_id=await trigger(world), view=modal(title="2"))
    amira = world.person("Amira")
    await amira.submit()
    assert (await amira.modal()).title == "1"


# -- closing ------------------------------------------------------------------------------------


async def test_closing_is_told_only_if_asked_for(world: World) -> None:
    """slack.md 2, view_closed"""
    amira = world.person("Amira")
    await show(world, modal())
    await amira.close()
    assert world.bot.of("view_closed") == []
    await show(world, modal(notify_on_close=True, callback_id="c"))
    await amira.close()
    [closed] = world.bot.of("view_closed")
    assert closed["is_cleared"] is False
    assert closed["view"]["callback_id"] == "c"
    assert "trigger_id" not in closed


async def test_the_cross_closes_the_whole_stack_and_tells_of_its_root(world: World) -> None:
    """slack.md 2, view_closed"""
    await show(world, modal(title="1", notify_on_close=True))
    await world.api("views.push", trigger_id=await trigger(world), view=modal(title="2"))
    amira = world.person("Amira")
    await amira.close(everything=True)
    [closed] = world.bot.of("view_closed")
    assert closed["is_cleared"] is True
    assert closed["view"]["title"]["text"] == "1"
    assert not await amira.has_modal()


async def test_clear_on_close_closes_the_whole_stack(world: World) -> None:
    await show(world, modal(title="1"))
    view = modal(title="2", clear_on_close=True)
    await world.api("views.push", trigger_id=await trigger(world), view=view)
    await world.person("Amira").close()
    assert not await world.person("Amira").has_modal()


# -- controls in views --------------------------------------------------------------------------


async def test_a_button_in_a_modal_sends_the_whole_view(world: World) -> None:
    """slack.md 2: no channel, message or response_url"""
    await show(world, modal(input_("Name"), actions(button("Add", "add", value="7"))))
    amira = world.person("Amira")
    await amira.fill("Name", "typed")
    world.bot.answers.clear()
    await amira.press("Add")
    [sent] = world.bot.of("block_actions")
    assert sent["container"] == {"type": "view", "view_id": sent["view"]["id"]}
    assert sent["view"]["state"]["values"]["name"]["typed"]["value"] == "typed"
    assert sent["actions"][0]["value"] == "7"
    assert sent["actions"][0]["text"] == {"type": "plain_text", "text": "Add", "emoji": True}
    assert not {"channel", "message", "response_url"} & set(sent)


async def test_a_modal_opened_from_a_modal_lies_over_it(world: World) -> None:
    await show(world, modal(actions(button("More")), title="1"))
    world.bot.on("block_actions", opens(world, modal(title="2")))
    await world.person("Amira").press("More")
    views = (await world.person("Amira").look())["views"]
    assert [each["title"] for each in views] == ["1", "2"]


async def test_an_input_tells_the_app_only_if_it_dispatches(world: World) -> None:
    """slack.md 3.2, dispatch_action"""
    quiet = input_("Quiet", radio("Yes", "No"))
    loud = input_("Loud", radio("Yes", "No"), dispatch_action=True)
    await show(world, modal(quiet, loud))
    amira = world.person("Amira")
    await amira.choose("Quiet", "Yes")
    assert world.bot.of("block_actions") == []
    await amira.choose("Loud", "No")
    [sent] = world.bot.of("block_actions")
    assert sent["actions"][0]["selected_option"]["value"] == "no"


async def test_only_the_view_on_top_can_be_used(world: World) -> None:
    await show(world, modal(title="1"))
    [below] = (await world.person("Amira").look())["views"]
    await world.api("views.push", trigger_id=await trigger(world), view=modal(title="2"))
    answer = await world.http.post(
        f"{world.url}/sim/submit", json={"user": world.id("Amira"), "view_id": below["id"]}
    )
    assert answer.json()["error"] == "view_not_found"


@pytest.mark.parametrize(
    ("element", "options", "field", "value"),
    [
        (static_select("A", "B"), ["B"], "selected_option", "b"),
        ({"type": "users_select"}, ["Ben"], "selected_user", "Ben"),
        ({"type": "conversations_select"}, ["#general"], "selected_conversation", "general"),
        ({"type": "channels_select"}, ["#general"], "selected_channel", "general"),
        ({"type": "multi_users_select"}, ["Ben", "Carol"], "selected_users", ["Ben", "Carol"]),
        (radio("A", "B") | {"type": "checkboxes"}, ["A"], "selected_options", ["a"]),
        (
            static_select("A", "B") | {"type": "multi_static_select"},
            ["A", "B"],
            "selected_options",
            ["a", "b"],
        ),
    ],
)
async def test_each_menu_gives_its_own_field(
    world: World, element: Json, options: list[str], field: str, value: object
) -> None:
    """slack.md 2, action value fields by type"""
    await show(world, modal(input_("Menu", {**element, "action_id": "m"})))
    amira = world.person("Amira")
    await amira.choose("Menu", *options)
    await amira.submit()
    [sent] = world.bot.of("view_submission")
    found = sent["view"]["state"]["values"]["menu"]["m"][field]

    def said(each: Any) -> Any:
        if isinstance(each, dict):
            return each["value"]
        names = {world.id(name): name for name in ("Ben", "Carol")} | {world.general.id: "general"}
        return names[each]

    assert ([said(each) for each in found] if isinstance(found, list) else said(found)) == value


async def test_dates_times_and_files(world: World) -> None:
    """slack.md 2, action value fields by type"""
    from datetime import UTC, date, datetime, time

    await show(
        world,
        modal(
            input_("Day", {"type": "datepicker", "action_id": "a"}),
            input_("Time", {"type": "timepicker", "action_id": "a", "timezone": "Europe/London"}),
            input_("When", {"type": "datetimepicker", "action_id": "a"}),
            input_("File", {"type": "file_input", "action_id": "a"}),
        ),
    )
    amira = world.person("Amira")
    await amira.fill("Day", date(2026, 11, 24))
    await amira.fill("Time", time(13, 0))
    await amira.fill("When", datetime(2026, 11, 24, 13, 0, tzinfo=UTC))
    await amira.attach("File", ("list.csv", b"a,b"))
    await amira.submit()
    values = world.bot.of("view_submission")[0]["view"]["state"]["values"]
    assert values["day"]["a"]["selected_date"] == "2026-11-24"
    assert values["time"]["a"] == {
        "type": "timepicker",
        "selected_time": "13:00",
        "timezone": "Europe/London",
    }
    assert values["when"]["a"]["selected_date_time"] == 1795525200
    assert values["file"]["a"]["files"][0]["name"] == "list.csv"


async def test_a_menu_can_ask_the_app_for_its_options(world: World) -> None:
    """slack.md 2, block_suggestion; 3.4"""
    menu = {"type": "external_select", "action_id": "m", "min_query_length": 2}
    await show(world, modal(input_("Practice", menu)))

    def options(said: Json) -> Json:
        return {"options": [{"text": plain("Park Surgery"), "value": "P1"}]}

    world.bot.on("block_suggestion", options)
    amira = world.person("Amira")
    await amira.choose("Practice", "Park Surgery")
    [asked] = world.bot.of("block_suggestion")
    assert (asked["action_id"], asked["value"]) == ("m", "Park Surgery")
    assert asked["view"]["id"] == asked["container"]["view_id"]
    await amira.submit()
    values = world.bot.of("view_submission")[0]["view"]["state"]["values"]
    assert values["practice"]["m"]["selected_option"]["value"] == "P1"
    await show(world, modal(input_("Practice", menu)))
    with pytest.raises(NotVisible, match="'Park Surgery'"):
        await amira.choose("Practice", "Another")


async def test_options_that_slack_cannot_use_are_an_error_in_the_menu(world: World) -> None:
    """slack.md 1.3, block_suggestion"""
    await show(world, modal(input_("Menu", {"type": "external_select", "action_id": "m"})))
    world.bot.on("block_suggestion", lambda said: {"options": [{"text": "no object"}]})
    amira = world.person("Amira")
    with pytest.raises(DidNotWork, match="Options could not be loaded"):
        await amira.choose("Menu", "Anything")


async def test_a_conversation_chosen_with_response_url_gets_one(world: World) -> None:
    """slack.md 1.5: response_urls in view_submission"""
    menu = {"type": "conversations_select", "action_id": "c", "response_url_enabled": True}
    await show(world, modal(input_("Where", menu)))
    amira = world.person("Amira")
    await amira.choose("Where", "general")
    await amira.submit()
    [given] = world.bot.of("view_submission")[0]["response_urls"]
    assert given["channel_id"] == world.general.id
    said = {"text": "from the modal", "response_type": "in_channel"}
    await world.http.post(given["response_url"], json=said)
    assert await world.person("Ben").see("general") == ["from the modal"]


# -- the Home tab -------------------------------------------------------------------------------


async def test_the_home_tab_is_each_persons_own(world: World) -> None:
    """slack.md 2, app_home_opened; 4.3, views.publish"""

    async def publish(said: Json) -> None:
        user = said["event"]["user"]
        view = home(section(f"Hello <@{user}>"), actions(button("Start")))
        await world.client.views_publish(user_id=user, view=view)

    world.bot.on("app_home_opened", publish)
    amira = world.person("Amira")
    assert await amira.home() == "Hello @Amira\n[Start]"
    assert (await world.person("Ben").look())["home"] is None
    opened = world.bot.of("app_home_opened")[0]["event"]
    assert (opened["tab"], "view" in opened) == ("home", False)
    await amira.open_home()
    assert world.bot.of("app_home_opened")[1]["event"]["view"]["type"] == "home"
    await amira.press("Start", home=True)
    [sent] = world.bot.of("block_actions")
    assert sent["view"]["type"] == "home"
    assert not {"channel", "message", "response_url"} & set(sent)


async def test_publishing_has_its_refusals(world: World) -> None:
    """slack.md 4.3, views.publish"""
    amira = world.id("Amira")
    published = await world.client.views_publish(user_id=amira, view=home())
    args = {"user_id": amira, "view": home(), "hash": published["view"]["hash"]}
    assert (await world.api("views.publish", **args))["ok"]
    assert await error_of(world, "views.publish", **args) == "hash_conflict"
    nobody = await world.api("views.publish", user_id="U404", view=home())
    assert nobody["error"] == "invalid_arguments"
    assert "invalid `user_id`" in nobody["response_metadata"]["messages"][0]
    args = {"user_id": amira, "view": modal()}
    assert await error_of(world, "views.publish", **args) == "invalid_arguments"
    world.slack.app.home_tab = False
    args = {"user_id": amira, "view": home()}
    assert await error_of(world, "views.publish", **args) == "not_enabled"
