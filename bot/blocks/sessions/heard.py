"""What only the writer reads, when words in a thread could not become an action."""

from bot.blocks.kit import section
from bot.domain.delivery import Message

HOW = "for example `action: @Ann audits ten prescriptions by 12 December, measure: items per 1,000`"


def render_not_recorded(why: str) -> Message:
    """``why`` is a sentence that says what to do."""
    said = f"I have not recorded your action. {why} You can write it again, {HOW}."
    return Message(said, (section(said),))


def render_what_i_hear() -> Message:
    said = (
        "In the thread of a peer session I record what you write after “action:”, "
        f"{HOW}. In a message to me alone, or after my name, you can ask for anything else in your "
        "own words."
    )
    return Message(said, (section(said),))
