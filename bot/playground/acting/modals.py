"""Submitting and closing modals (slack.md 2, view_submission and view_closed)."""

from typing import Any

from bot.playground import payloads, views
from bot.playground.acting.actor import TROUBLE, Actor
from bot.playground.errors import ActError, ApiError
from bot.playground.records import Installation, Json, View
from bot.playground.validation.view import check_view
from bot.playground.validation.walk import flat
from bot.playground.values import complaint


async def submit(actor: Actor, view_id: str) -> dict[str, str]:
    """Press the submit button. Gives the errors with which the modal stays open, if any."""
    view = actor.view(view_id)
    if view.type != "modal" or view.submit is None:
        raise ActError("no_submit", "This view has no submit button.")
    if view.submit_disabled:
        raise ActError("submit_disabled", "The submit button is disabled.")
    view.errors = own_errors(view)
    actor.slack.touch()
    if view.errors:
        return view.errors
    payload = payloads.submission(actor.slack, actor.team, actor.user, view)
    delivery = await actor.slack.courier.deliver("view_submission", payload)
    if delivery.outcome != "ok":
        timeout = delivery.outcome == "operation_timeout"
        error = delivery.outcome if timeout else "dispatch_failed"
        actor.fail(error, TROUBLE, view_id=view.id)
    try:
        return _follow(actor, _now(actor, view), delivery.answer)
    except ApiError as refused:
        return actor.fail(refused.code, TROUBLE, view_id=view.id)


def own_errors(view: View) -> dict[str, str]:
    """What Slack itself refuses before the app hears of anything."""
    found = {}
    for block in flat(view.blocks):
        if block["type"] == "input":
            state = view.state.get(block["block_id"], {}).get(block["element"]["action_id"])
            if sentence := complaint(block, state):
                found[block["block_id"]] = sentence
    return found


def _now(actor: Actor, view: View) -> View:
    """The view as it is after the app had its say, which may have updated it."""
    return next((each for each in actor.modals() if each.id == view.id), view)


def _follow(actor: Actor, view: View, answer: Any) -> dict[str, str]:
    """Do what the app answered; raises ApiError for an answer that Slack cannot use."""
    slack, team = actor.slack, actor.team
    if not answer:
        views.close(slack, team, view)
        return {}
    action = answer.get("response_action") if isinstance(answer, dict) else None
    match action:
        case "errors":
            view.errors = _checked_errors(view, answer.get("errors"))
            slack.touch()
            return view.errors
        case "update":
            views.update(slack, team, _app(actor), view, _view_in(actor, answer))
        case "push":
            made = views.make(slack, team, _app(actor), view.user, _view_in(actor, answer))
            views.open_modal(slack, team, made, on_top=True)
        case "clear":
            views.clear(slack, team, view.user)
        case _:
            raise ApiError("invalid_response_action")
    return {}


def _app(actor: Actor) -> Installation:
    if actor.team.installation is None:
        raise ApiError("account_inactive")
    return actor.team.installation


def _view_in(actor: Actor, answer: Json) -> Json:
    return check_view(actor.slack, actor.team, answer.get("view"), kinds=("modal",))


def _checked_errors(view: View, errors: Any) -> dict[str, str]:
    inputs = {block["block_id"] for block in flat(view.blocks) if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise ApiError("invalid_errors")
    return {name: str(sentence) for name, sentence in errors.items()}


async def close(actor: Actor, view_id: str, *, everything: bool = False) -> None:
    """The close button, or with ``everything`` the cross, which closes the whole stack."""
    view = actor.view(view_id)
    if view.type != "modal":
        raise ActError("not_a_modal", "Only a modal can be closed.")
    everything = everything or view.clear_on_close
    told = actor.modals()[0] if everything else view
    if everything:
        views.clear(actor.slack, actor.team, actor.user.id)
    else:
        views.close(actor.slack, actor.team, view)
    if told.notify_on_close:
        payload = payloads.closed(actor.slack, actor.team, actor.user, told, cleared=everything)
        await actor.slack.courier.deliver("view_closed", payload)
