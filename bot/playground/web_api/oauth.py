"""oauth.v2.access: a code becomes a token, once (slack.md 6.1)."""

import base64
import binascii
from typing import TYPE_CHECKING

from bot.playground.errors import ApiError
from bot.playground.records import Json

if TYPE_CHECKING:
    from bot.playground.slack import Slack


def access(slack: "Slack", args: Json) -> Json:
    client_id, client_secret = _client(args)
    if client_id != slack.app.client_id:
        raise ApiError("invalid_client_id")
    if client_secret != slack.app.client_secret:
        raise ApiError("bad_client_secret")
    code = slack.codes.pop(str(args.get("code")), None)
    if code is None:
        raise ApiError("invalid_code")
    if code["redirect_uri"] and args.get("redirect_uri") not in (None, code["redirect_uri"]):
        raise ApiError("bad_redirect_uri")
    team = slack.workspace(code["team"])
    installed = slack.install(team, scopes=code["scopes"], installer=code["user"])
    return {
        "access_token": installed.token,
        "token_type": "bot",
        "scope": ",".join(sorted(installed.scopes)),
        "bot_user_id": installed.bot_user_id,
        "app_id": slack.app.id,
        "team": {"id": team.id, "name": team.name},
        "enterprise": {"id": team.enterprise_id} if team.enterprise_id else None,
        "is_enterprise_install": False,
        "authed_user": {"id": code["user"]},
    }


def _client(args: Json) -> tuple[str, str]:
    """HTTP Basic, or the two arguments."""
    if basic := args.pop("_basic", ""):
        try:
            client_id, _, secret = base64.b64decode(basic).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError) as broken:
            raise ApiError("invalid_client_id") from broken
        return client_id, secret
    return str(args.get("client_id")), str(args.get("client_secret"))
