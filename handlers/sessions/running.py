"""Hears the buttons of a session's live board: anybody who was invited may press them."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.blocks import ids
from bot.domain.sessions import RoleInSession, Stamp
from bot.payloads import Body, Caller
from bot.router import Router
from bot.services.factory import Services


async def go_on(ack: AsyncAck, action: Body, caller: Caller, services: Services) -> None:
    """ "Next"."""
    await services.sessions.running.next(caller.user_id, *made_for(action))
    await ack()


async def go_back(ack: AsyncAck, action: Body, caller: Caller, services: Services) -> None:
    await services.sessions.running.back(caller.user_id, *made_for(action))
    await ack()


async def extend(ack: AsyncAck, action: Body, caller: Caller, services: Services) -> None:
    """ "+5 minutes"."""
    await services.sessions.running.extend(caller.user_id, *made_for(action))
    await ack()


async def pause(ack: AsyncAck, action: Body, caller: Caller, services: Services) -> None:
    await services.sessions.running.pause(caller.user_id, *made_for(action))
    await ack()


async def resume(ack: AsyncAck, action: Body, caller: Caller, services: Services) -> None:
    """ "Go on"."""
    await services.sessions.running.resume(caller.user_id, *made_for(action))
    await ack()


async def finish(ack: AsyncAck, action: Body, caller: Caller, services: Services) -> None:
    session_id, _ = made_for(action)
    await services.sessions.running.finish(caller.user_id, session_id)
    await ack()


async def take_role(ack: AsyncAck, action: Body, caller: Caller, services: Services) -> None:
    """The menu "Take a role"."""
    session_id, role = action["selected_option"]["value"].split(":")
    await services.sessions.running.take_role(caller.user_id, int(session_id), RoleInSession(role))
    await ack()


def made_for(action: Body) -> tuple[int, Stamp]:
    """The session, and the moment of it that the button was made for."""
    session_id, phase, extra = map(int, action["value"].split(":"))
    return session_id, Stamp(phase, extra)


def register(router: Router) -> None:
    router.action(ids.RUN_NEXT)(go_on)
    router.action(ids.RUN_BACK)(go_back)
    router.action(ids.RUN_MORE)(extend)
    router.action(ids.RUN_PAUSE)(pause)
    router.action(ids.RUN_RESUME)(resume)
    router.action(ids.RUN_FINISH)(finish)
    router.action(ids.ROLE_TAKE)(take_role)
