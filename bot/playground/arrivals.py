"""Somebody new in a workspace."""

from typing import TYPE_CHECKING, Any

from bot.playground.records import Json, User, Workspace

if TYPE_CHECKING:
    from bot.playground.slack import Slack


def arrive(slack: "Slack", team: Workspace, name: str, **more: Any) -> User:
    """A person joins the workspace, and the app is told (``more`` as in User)."""
    user = slack.add_user(name, team=team, **more)
    who: Json = {
        "id": user.id,
        "team_id": team.id,
        "name": user.handle,
        "real_name": user.name,
        "deleted": False,
        "is_bot": False,
        "is_restricted": False,
        "tz": user.tz,
        "profile": {"real_name": user.name, "title": user.title},
    }
    slack.events.emit(team, {"type": "team_join", "user": who, "event_ts": slack.moment_ts()})
    return user
