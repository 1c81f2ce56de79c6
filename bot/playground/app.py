"""The app as its settings page has it: secrets, addresses, scopes, commands, subscribed events."""

from dataclasses import dataclass, field
from typing import Any, Self

from bot.playground.records import Command, Shortcut

# A bot that says nothing about itself gets what slack.md 5 asks for, and what 4.3 needs beside it.
SCOPES = frozenset(
    {
        *("app_mentions:read", "chat:write", "chat:write.public", "commands", "files:read"),
        *("channels:join", "channels:manage", "channels:read", "channels:history"),
        *("groups:read", "groups:write", "groups:history", "files:write", "team:read"),
        *("im:history", "im:read", "im:write", "mpim:read", "mpim:write", "pins:write"),
        *("reactions:read", "reactions:write", "usergroups:read", "users:read"),
        "users:read.email",
    }
)
EVENTS = frozenset(
    {
        *("app_home_opened", "app_mention", "app_uninstalled", "member_joined_channel"),
        *("message.im", "reaction_added", "team_join", "tokens_revoked"),
    }
)


@dataclass
class App:
    name: str = "Bot"
    id: str = "A0001"
    signing_secret: str = "8f742231b10e8888abcd99yyyzzz85a5"  # noqa: S105 - Slack's own example
    verification_token: str = "verification"  # noqa: S105
    client_id: str = "1.1"
    client_secret: str = "client-secret"  # noqa: S105
    app_token: str = "xapp-1-A0001-1-playground"  # noqa: S105
    request_url: str | None = None
    interactivity_url: str | None = None  # None: the request_url
    options_url: str | None = None  # None: the interactivity_url
    command_urls: dict[str, str] = field(default_factory=dict)
    redirect_urls: list[str] = field(default_factory=list)
    socket_mode: bool | None = None  # None: whenever a socket is connected
    scopes: frozenset[str] = SCOPES
    bot_events: frozenset[str] = EVENTS
    commands: list[Command] | None = None  # None: any command is the app's
    shortcuts: list[Shortcut] | None = None
    home_tab: bool = True
    messages_tab: bool = True
    messages_tab_read_only: bool = False
    functions: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def from_manifest(cls, manifest: dict[str, Any], **settings: Any) -> Self:
        """The app that a manifest describes (slack.md 5); ``settings`` are fields that it lacks."""
        features = manifest.get("features", {})
        home = features.get("app_home", {})
        said = manifest.get("settings", {})
        oauth = manifest.get("oauth_config", {})
        name = features.get("bot_user", {}).get("display_name")
        scopes = oauth.get("scopes", {})
        found: dict[str, Any] = {
            "name": name or manifest["display_information"]["name"],
            # Whoever installs it grants what is needed, and no more.
            "scopes": frozenset(scopes.get("bot", [])) - frozenset(scopes.get("bot_optional", [])),
            "bot_events": frozenset(said.get("event_subscriptions", {}).get("bot_events", [])),
            "commands": [_command(each) for each in features.get("slash_commands", [])],
            "shortcuts": [Shortcut(**each) for each in features.get("shortcuts", [])],
            "home_tab": home.get("home_tab_enabled", False),
            "messages_tab": home.get("messages_tab_enabled", True),
            "messages_tab_read_only": home.get("messages_tab_read_only_enabled", False),
            "functions": manifest.get("functions", {}),
        }
        return cls(**found | settings)

    def url_for(self, kind: str, command: str = "") -> str | None:
        """Where a kind of payload goes (slack.md 1.2)."""
        interactivity = self.interactivity_url or self.request_url
        if kind == "command":
            return self.command_urls.get(command) or self.request_url
        if kind == "event_callback":
            return self.request_url
        return (self.options_url or interactivity) if kind == "block_suggestion" else interactivity


def _command(said: dict[str, Any]) -> Command:
    return Command(**{key: value for key, value in said.items() if key != "url"})
