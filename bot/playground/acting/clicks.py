"""Buttons, menus and inputs, in messages, modals and the Home tab."""

from dataclasses import dataclass
from typing import Any

from bot.playground import payloads
from bot.playground.acting.actor import TROUBLE, Actor
from bot.playground.errors import ActError
from bot.playground.records import Block, Channel, Json, Message, Values, View
from bot.playground.validation.composition import OPTIONS_ANSWER, options_of
from bot.playground.validation.schema import as_text
from bot.playground.validation.walk import find_element
from bot.playground.values import STATELESS, entered
from bot.playground.views import state_of

SHORTEST_QUERY = 3


@dataclass(frozen=True)
class Place:
    """A message or a view, with the controls in it."""

    view: View | None = None
    channel: Channel | None = None
    message: Message | None = None

    @property
    def blocks(self) -> list[Block]:
        return self.view.blocks if self.view else self._message.blocks

    @property
    def _message(self) -> Message:
        if self.message is None:
            raise ActError("no_place", "Say where: a channel and ts, or a view_id.")
        return self.message

    @property
    def spot(self) -> View | tuple[Channel, Message]:
        if self.view:
            return self.view
        if self.channel is None:
            raise ActError("no_place", "Say where: a channel and ts, or a view_id.")
        return self.channel, self._message

    def state(self, user: str) -> Values:
        """One's own state, which may be changed."""
        if self.view:
            return self.view.state
        return self._message.state.setdefault(user, state_of(self._message.blocks))

    @property
    def offered(self) -> dict[str, list[Json]]:
        return self.view.offered if self.view else self._message.offered

    def where(self) -> dict[str, str | None]:
        if self.view:
            return {"view_id": self.view.id}
        return {"channel": self.channel.id if self.channel else None, "ts": self._message.ts}


def place(actor: Actor, said: Json) -> Place:
    """``{"view_id"}`` or ``{"channel", "ts"}``, if this person sees it."""
    if said.get("view_id"):
        return Place(view=actor.view(said["view_id"]))
    channel = actor.joined(str(said.get("channel")))
    return Place(channel=channel, message=actor.message(channel, str(said.get("ts"))))


def _element(where: Place, block_id: str, action_id: str) -> tuple[Block, Block]:
    found = find_element(where.blocks, block_id, action_id)
    if found is None:
        raise ActError("control_not_found", f"There is no control {block_id}/{action_id} there.")
    return found


async def act(actor: Actor, where: Place, block_id: str, action_id: str, value: Any) -> None:
    """Press a button or choose something that the app hears of at once."""
    block, element = _element(where, block_id, action_id)
    if block["type"] == "input" and not block.get("dispatch_action"):
        raise ActError("not_an_action", "This is an input: the app hears of it when submitted.")
    if element["type"] in STATELESS:
        state = _pressed(element, value)
    else:
        state = _enter(actor, where, block, element, value)
    await _tell(actor, where, block, element, state)


async def enter(
    actor: Actor, where: Place, block_id: str, action_id: str, value: Any, *, dispatch: bool = True
) -> None:
    """Type or choose in an input block; without ``dispatch``, not yet finished with Enter."""
    block, element = _element(where, block_id, action_id)
    if block["type"] != "input":
        raise ActError("not_an_input", "The app hears of this at once: it is an action.")
    state = _enter(actor, where, block, element, value)
    if dispatch and block.get("dispatch_action"):
        await _tell(actor, where, block, element, state)


async def suggest(actor: Actor, where: Place, block_id: str, action_id: str, query: str) -> Json:
    """Type into a menu that asks the app what there is to choose."""
    _, element = _element(where, block_id, action_id)
    if "external_select" not in element["type"]:
        raise ActError("not_an_external_select", "This menu has its options in it.")
    if len(query) < element.get("min_query_length", SHORTEST_QUERY):
        return {"options": []}
    payload = payloads.suggestion(
        actor.slack, actor.team, actor.user, where.spot, block_id, action_id, query
    )
    delivery = await actor.slack.courier.deliver("block_suggestion", payload)
    answer = delivery.answer
    wrong = [as_text(each) for each in OPTIONS_ANSWER(answer, "")]
    if delivery.outcome != "ok" or wrong:
        error = delivery.outcome if delivery.outcome != "ok" else "invalid_options"
        at = {"block_id": block_id, "action_id": action_id, **where.where()}
        actor.fail(error, "Options could not be loaded. " + "; ".join(wrong), **at)
    where.offered[f"{block_id}/{action_id}"] = options_of(answer)
    found: Json = answer
    return found


def _enter(actor: Actor, where: Place, block: Block, element: Block, value: Any) -> Json:
    spot = f"{block['block_id']}/{element['action_id']}"
    offered = [*where.offered.get(spot, []), *_initial_options(element)]
    state = entered(actor.slack, actor.team, actor.user.id, element, value, offered)
    values = where.state(actor.user.id)
    values.setdefault(block["block_id"], {})[element["action_id"]] = state
    if where.view:
        where.view.errors.pop(block["block_id"], None)
    actor.slack.touch()
    return state


def _initial_options(element: Block) -> list[Json]:
    one = element.get("initial_option")
    return [*([one] if one else []), *(element.get("initial_options") or [])]


def _pressed(element: Block, value: Any) -> Json:
    """What a stateless control says: a button its own value, an overflow menu the choice."""
    if element["type"] == "overflow":
        for each in element["options"]:
            if each["value"] == value:
                return {"selected_option": each}
        raise ActError("no_such_option", f"There is no option {value!r} in this menu.")
    if element["type"] == "feedback_buttons":
        for name in ("positive_button", "negative_button"):
            if element[name]["value"] == value:
                return {"text": element[name]["text"], "value": value}
        raise ActError("no_such_option", f"There is no feedback {value!r} here.")
    return {}


async def _tell(actor: Actor, where: Place, block: Block, element: Block, state: Json) -> None:
    slack, team, user = actor.slack, actor.team, actor.user
    actions = [payloads.action(element, block["block_id"], state, slack.moment_ts())]
    spot = where.spot
    if isinstance(spot, View):
        payload = payloads.from_view(slack, team, user, spot, actions)
    else:
        payload = payloads.from_message(slack, team, user, *spot, actions)
    delivery = await slack.courier.deliver("block_actions", payload)
    if delivery.outcome != "ok":
        at = {"block_id": block["block_id"], "action_id": element["action_id"]}
        error = delivery.outcome
        shown = error if error == "operation_timeout" else "dispatch_failed"
        actor.fail(shown, TROUBLE, **at, **where.where())
