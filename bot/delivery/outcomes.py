"""What became of an attempt to send, and why, in words for whoever can do something about it."""

from dataclasses import dataclass

from bot.domain.delivery import Place, State
from storage.delivery import Delivery

OURS = "This is a fault of Peerbot’s, not yours: please tell whoever looks after it."

REASONS = {
    "not_in_channel": "I am not in that channel.",
    "channel_not_found": "that channel is gone, or I was never invited to it.",
    "is_archived": "that channel is archived.",
    "user_not_found": "that person is no longer in this workspace.",
    "user_disabled": "that person’s account is closed.",
    "cannot_dm_bot": "that is a bot, which cannot be written to.",
    "user_not_in_channel": "that person is no longer in the channel.",
    "message_not_found": "the message to change is gone.",
    "thread_not_found": "the thread is gone.",
    "restricted_action": "this workspace does not let me write there.",
    "restricted_action_read_only_channel": "that channel is read-only.",
    "messages_tab_disabled": "this workspace does not let people receive messages from me.",
}

NO_PERMISSION = "missing_scope"

# Nothing gets through until somebody has done something about it, so everything waits for that.
FOR_EVERYTHING = {
    "account_inactive": "Peerbot is no longer installed in this workspace: install it again.",
    "token_revoked": "Peerbot’s token was revoked: install the app again and set SLACK_BOT_TOKEN.",
    "token_expired": "Peerbot’s token has expired: install the app again and set SLACK_BOT_TOKEN.",
    "invalid_auth": "Slack does not accept Peerbot’s token: check SLACK_BOT_TOKEN.",
    "not_authed": "Peerbot has no token: set SLACK_BOT_TOKEN.",
    NO_PERMISSION: "Peerbot lacks a permission: install the app again from manifest.json.",
    "team_access_not_granted": "Peerbot may no longer work in this workspace: ask a Slack admin.",
    "access_denied": "Slack refuses Peerbot: ask a Slack admin of this workspace.",
    "accesslimited": "Slack refuses Peerbot from this network: ask a Slack admin about allowed IPs.",
    "message_limit_exceeded": "This workspace’s Slack plan takes no more messages for now.",
}
UNREACHABLE = "Slack cannot be reached"
FAILING = "Slack does not answer as it should"


@dataclass(frozen=True, slots=True)
class Done:
    """It is in Slack."""

    delivery: Delivery
    place: Place


@dataclass(frozen=True, slots=True)
class Undone:
    """It is not in Slack, and may be tried again."""

    delivery: Delivery


@dataclass(frozen=True, slots=True)
class Lost:
    """It may be in Slack: to be looked up when Slack has settled, ``seconds`` from now."""

    delivery: Delivery
    seconds: float


@dataclass(frozen=True, slots=True)
class Ended:
    """It will not be sent: refused for good, or (held) nobody but a person can find out."""

    delivery: Delivery
    state: State
    reason: str


Outcome = Done | Undone | Lost | Ended


def refusal(error: str) -> str:
    """Why Slack did not take it, as the rest of a sentence after "because"."""
    known = REASONS.get(error)
    return known or f"Slack refused it ({error}). {OURS}"


HELD = "Slack did not say whether this arrived."
EPHEMERAL_LOST = "Slack did not say whether this line was shown, and it cannot be looked up."
