"""What can go wrong in a way that a person can mend: each error carries the sentence they read."""


class PeerbotError(Exception):
    """The base of all: ``str(error)`` is a sentence for the user, saying what to do next."""


class NotAllowed(PeerbotError):
    """The person's role does not permit this."""


class NotFound(PeerbotError):
    """What was asked for does not exist in this workspace."""


class WhereUnknown(NotFound):
    """It is not known where the person works: with the sentence comes a button to say so."""


class NotAMember(NotAllowed):
    """The person is no member of the group yet: with the sentence comes a button to become one."""


class Conflict(PeerbotError):
    """What was asked for no longer fits: closed, started, already done."""


class InvalidInput(PeerbotError):
    """Something typed or chosen cannot be used; ``block_id`` names the field of the form."""

    def __init__(self, sentence: str, block_id: str | None = None) -> None:
        super().__init__(sentence)
        self.block_id = block_id


class ConfigurationError(PeerbotError):
    """A setting is missing or wrong; the sentence names it and says what to do."""
