"""Settings, from the environment or a ``.env`` file; the environment wins."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bot.errors import ConfigurationError

SLACK_API = "https://slack.com/api/"
FINGERTIPS = "https://fingertips.phe.org.uk/api/"
OPENPRESCRIBING = "https://openprescribing.net/api/1.0/"
ODS = "https://directory.spineservices.nhs.uk/ORD/2-0-0/"
THIS_MACHINE = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: what it is for in a sentence, and what it is when nobody says."""

    name: str
    says: str
    default: str = ""
    secret: bool = False


SETTINGS = (
    Setting("SLACK_BOT_TOKEN", "The bot token from your Slack app's page (xoxb-...).", secret=True),
    Setting(
        "SLACK_SIGNING_SECRET",
        "The signing secret of the Slack app; needed without Socket Mode.",
        secret=True,
    ),
    Setting(
        "SLACK_APP_TOKEN",
        "An app-level token (xapp-...). With it Peerbot uses Socket Mode and needs no open port.",
        secret=True,
    ),
    Setting(
        "SLACK_API_URL", "Where Slack's Web API is; any Slack-compatible server works.", SLACK_API
    ),
    Setting(
        "DATABASE_URL",
        "sqlite:///file.db for one process, postgresql://user:password@host/name for several.",
        "sqlite:///peerbot.db",
    ),
    Setting(
        "MESSAGES_PER_MINUTE",
        "How many messages a minute Peerbot sends at most; Slack allows several hundred.",
        "300",
    ),
    Setting(
        "PEERBOT_SECRET_KEY",
        "The key that seals open ballots. Empty: made on first start and kept beside the database.",
        secret=True,
    ),
    Setting("FINGERTIPS_URL", "Where the Fingertips API is, for `peerbot source`.", FINGERTIPS),
    Setting("OPENPRESCRIBING_URL", "Where the OpenPrescribing API is.", OPENPRESCRIBING),
    Setting("ODS_URL", "Where the ORD API of NHS England's register (ODS) is.", ODS),
    Setting("HOST", "The address that Peerbot listens on, without Socket Mode.", "127.0.0.1"),
    Setting("PORT", "The port that it listens on; Slack posts to /slack/events there.", "3000"),
    Setting("LOG_LEVEL", "How much is logged: DEBUG, INFO, WARNING or ERROR.", "INFO"),
)


@dataclass(frozen=True, slots=True, repr=False)
class Settings:
    """What ``peerbot run`` needs to know."""

    slack_bot_token: str
    slack_signing_secret: str
    slack_app_token: str
    slack_api_url: str
    database_url: str
    secret_key: str
    messages_per_minute: int
    host: str
    port: int
    log_level: str
    fingertips_url: str
    openprescribing_url: str
    ods_url: str

    @property
    def socket_mode(self) -> bool:
        return bool(self.slack_app_token)

    @property
    def secret_key_file(self) -> Path:
        """Where the key is kept when the settings name none: beside the SQLite file, or here."""
        if self.database_url.startswith("sqlite"):
            path = Path(self.database_url.partition("///")[2] or "peerbot.db")
            return path.with_name(path.name + ".key")
        return Path("peerbot.key")


def read_settings(
    environment: Mapping[str, str] | None = None, env_file: Path | None = Path(".env")
) -> Settings:
    """Raises ConfigurationError for what cannot be read at all; ``problems`` finds the rest."""
    values = _values(os.environ if environment is None else environment, env_file)
    return Settings(
        slack_bot_token=values["SLACK_BOT_TOKEN"],
        slack_signing_secret=values["SLACK_SIGNING_SECRET"],
        slack_app_token=values["SLACK_APP_TOKEN"],
        slack_api_url=values["SLACK_API_URL"].rstrip("/") + "/",
        database_url=values["DATABASE_URL"],
        secret_key=values["PEERBOT_SECRET_KEY"],
        messages_per_minute=_messages(values["MESSAGES_PER_MINUTE"]),
        host=values["HOST"],
        port=_port(values["PORT"]),
        log_level=_log_level(values["LOG_LEVEL"]),
        fingertips_url=values["FINGERTIPS_URL"].rstrip("/") + "/",
        openprescribing_url=values["OPENPRESCRIBING_URL"].rstrip("/") + "/",
        ods_url=values["ODS_URL"].rstrip("/") + "/",
    )


def _values(environment: Mapping[str, str], env_file: Path | None) -> dict[str, str]:
    from dotenv import dotenv_values

    try:
        kept = dotenv_values(env_file) if env_file and env_file.is_file() else {}
    except (OSError, UnicodeDecodeError):
        raise ConfigurationError(
            f"{env_file} cannot be read: it must be a text file in UTF-8, and yours to read."
        ) from None
    found = {}
    for setting in SETTINGS:
        value = environment.get(setting.name) or kept.get(setting.name) or ""
        found[setting.name] = value.strip() or setting.default
    return found


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise ConfigurationError("PORT must be a number from 1 to 65535.")
    return int(text)


def _messages(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= 100_000:
        raise ConfigurationError("MESSAGES_PER_MINUTE must be a whole number, such as 300.")
    return int(text)


def _log_level(text: str) -> str:
    if text.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise ConfigurationError("LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR.")
    return text.upper()


def problems(settings: Settings) -> list[str]:
    """What is missing or wrong, a sentence each, with what to do about it. Asks nobody."""
    found = []
    if not settings.slack_bot_token:
        found.append(
            "SLACK_BOT_TOKEN is not set. Install the app to your workspace (Slack app page, "
            "Install App) and copy the Bot User OAuth Token, which begins with xoxb-."
        )
    elif not settings.slack_bot_token.startswith("xoxb-"):
        found.append(
            "SLACK_BOT_TOKEN should begin with xoxb-. You may have copied another token: take the "
            "Bot User OAuth Token."
        )
    if settings.slack_app_token and not settings.slack_app_token.startswith("xapp-"):
        found.append(
            "SLACK_APP_TOKEN should begin with xapp-. Make it under Basic Information, App-Level "
            "Tokens, with the scope connections:write."
        )
    if not settings.socket_mode and not settings.slack_signing_secret:
        found.append(
            "Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set. Set the first for Socket Mode "
            "(simplest: no open port), or the second to receive Slack's requests over HTTP."
        )
    if not settings.slack_api_url.startswith(("https://", "http://")):
        found.append("SLACK_API_URL must begin with https:// (or http:// for a local Slack).")
    return [*found, *publisher_problems(settings)]


def publisher_problems(settings: Settings) -> list[str]:
    """Figures come over https, so that nobody on the way can change them."""
    named = {
        "FINGERTIPS_URL": settings.fingertips_url,
        "OPENPRESCRIBING_URL": settings.openprescribing_url,
        "ODS_URL": settings.ods_url,
    }
    return [
        f"{name} must begin with https:// (or be a server on this machine)."
        for name, address in named.items()
        if not _is_safe(address)
    ]


def _is_safe(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in THIS_MACHINE)
    )


def env_example() -> str:
    """The text of ``.env.example``: each setting with what it is for, and its default."""
    lines = [
        "# Copy to .env and fill in. Everything may also be set in the environment, which wins.",
        "",
    ]
    for setting in SETTINGS:
        lines += [f"# {setting.says}", f"{setting.name}={setting.default}", ""]
    return "\n".join(lines)
