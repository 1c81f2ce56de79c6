"""The first thing that Peerbot says: to a person, once, and in a channel that it was invited to."""

from bot.blocks.kit import section
from bot.domain.delivery import Message


def render_greeting(body_name: str) -> Message:
    """Three lines, for whoever comes to it."""
    lines = (
        f"*Hello.* I am Peerbot: I help the practices of {body_name} learn from each other.",
        "What you answer in a pulse is anonymous: nobody sees who said what.",
        "Type `/compare` to see how your practice compares, or `/peerbot help` for all that you can do.",
    )
    return Message(" ".join(lines).replace("*", ""), (section("\n".join(lines)),))


def render_hello(body_name: str) -> Message:
    """For everybody in a channel."""
    words = (
        f"Hello, I am Peerbot. I help the practices of {body_name} learn from each other: anonymous "
        "pulses, fair comparisons, peer sessions. I say nothing here by myself; `/peerbot help` shows "
        "you what you can do."
    )
    return Message(words, (section(words),))
