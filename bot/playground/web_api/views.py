"""views.*: opening, pushing, updating modals, publishing the Home tab (slack.md 4.3)."""

from bot.playground import views
from bot.playground.errors import ApiError
from bot.playground.records import Json, View
from bot.playground.validation.schema import Problem
from bot.playground.validation.view import check_view, invalid_arguments
from bot.playground.views import view_json
from bot.playground.web_api.call import Call, Method, missing


def open_(call: Call) -> Json:
    trigger = call.slack.triggers.peek(_trigger(call))
    said = check_view(call.slack, call.team, _view(call), kinds=("modal",))
    view = views.make(call.slack, call.team, call.app, trigger.user, said)
    call.slack.triggers.exchange(trigger.id)
    # From inside a modal a new one opens over it; anything else closes what was open.
    inside = trigger.view_id is not None
    return _answer(call, views.open_modal(call.slack, call.team, view, on_top=inside))


def push(call: Call) -> Json:
    trigger = call.slack.triggers.peek(_trigger(call))
    said = check_view(call.slack, call.team, _view(call), kinds=("modal",))
    if not call.team.modals.get(trigger.user):
        raise ApiError("not_found")
    view = views.make(call.slack, call.team, call.app, trigger.user, said)
    shown = views.open_modal(call.slack, call.team, view, on_top=True)
    call.slack.triggers.exchange(trigger.id)
    return _answer(call, shown)


def update(call: Call) -> Json:
    view_id, external_id = call.text("view_id"), call.text("external_id")
    if not view_id and not external_id:
        raise missing("view_id")
    old = call.slack.find_view(call.team, view_id, external_id)
    if old is None or old.bot_id != call.app.bot_id:
        raise ApiError("not_found")
    said = check_view(call.slack, call.team, _view(call), kinds=(old.type,))
    hash_ = call.text("hash")
    return _answer(call, views.update(call.slack, call.team, call.app, old, said, hash_))


def publish(call: Call) -> Json:
    if not call.slack.app.home_tab:
        raise ApiError("not_enabled")
    user = call.team.users.get(call.needed("user_id"))
    if user is None or user.is_bot:
        problem: Problem = "invalid `user_id`", "/user_id"
        raise invalid_arguments(problem)
    said = check_view(call.slack, call.team, _view(call), kinds=("home",))
    hash_ = call.text("hash")
    return _answer(call, views.publish(call.slack, call.team, call.app, user.id, said, hash_))


def _trigger(call: Call) -> str:
    return call.text("trigger_id") or call.needed("interactivity_pointer")


def _view(call: Call) -> object:
    if "view" not in call.args:
        raise missing("view")
    return call.data("view")


def _answer(call: Call, view: View) -> Json:
    return {"view": view_json(call.slack, view)}


METHODS = (
    Method("views.open", open_, tier=4),
    Method("views.push", push, tier=4),
    Method("views.update", update, tier=4),
    Method("views.publish", publish, tier=4),
)
