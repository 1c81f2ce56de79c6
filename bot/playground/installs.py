"""Installing and uninstalling the app, in either order of events (slack.md 6.1, 6.4, 6.5, 8.10)."""

import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.playground.records import Installation, Json, Workspace

if TYPE_CHECKING:
    from bot.playground.slack import Slack


def authorize(slack: "Slack", query: dict[str, str]) -> Response:
    """The consent page, which here consents at once; ``deny=1`` refuses, ``team`` says where."""
    if query.get("client_id") != slack.app.client_id:
        return JSONResponse({"ok": False, "error": "invalid_client_id"}, 400)
    uri = query.get("redirect_uri") or next(iter(slack.app.redirect_urls), "")
    if slack.app.redirect_urls and uri not in slack.app.redirect_urls:
        return JSONResponse({"ok": False, "error": "bad_redirect_uri"}, 400)
    answer = {"state": query.get("state", "")}
    if query.get("deny"):
        return RedirectResponse(f"{uri}?{urlencode({'error': 'access_denied'} | answer)}", 302)
    team = slack.workspace(query.get("team"))
    people = [each.id for each in team.users.values() if not each.is_bot]
    code = secrets.token_urlsafe(12)
    slack.codes[code] = {
        "team": team.id,
        "user": query.get("user") or next(iter(people), ""),
        "scopes": [each for each in query.get("scope", "").split(",") if each],
        "redirect_uri": query.get("redirect_uri", ""),
    }
    return RedirectResponse(f"{uri}?{urlencode({'code': code} | answer)}", 302)


UNINSTALL = ("app_uninstalled", "tokens_revoked")


def uninstall(slack: "Slack", team: Workspace, order: Iterable[str] = UNINSTALL) -> None:
    """Take the app out; its last two events come in any order, and its token is void."""
    installation = team.installation
    if installation is None:
        return
    for name in order:
        event: Json = {"type": name}
        if name == "tokens_revoked":
            event["tokens"] = {"oauth": [], "bot": [installation.bot_user_id]}
        slack.events.emit(team, event)
    installation.revoked = "account_inactive"
    team.installation = None
    team.homes.clear()
    team.modals.clear()
    slack.touch()


def revoke_access(slack: "Slack", installation: Installation, team: Workspace) -> None:
    """An organisation takes one of its workspaces away from the app."""
    event: Json = {
        "type": "team_access_revoked",
        "team_ids": [team.id],
        "event_ts": slack.moment_ts(),
    }
    slack.events.emit(team, event)
    installation.team_ids.remove(team.id)
    team.installation = None
    slack.touch()


def grant_access(slack: "Slack", installation: Installation, team: Workspace) -> None:
    slack.give_access(installation, team)
    event: Json = {
        "type": "team_access_granted",
        "team_ids": [team.id],
        "event_ts": slack.moment_ts(),
    }
    slack.events.emit(team, event)
