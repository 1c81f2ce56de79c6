"""Invented people and practices for tests: enough of each kind for both groups to be shown."""

from bot.domain.people import Member, Practice, Role

PRACTICES = tuple(
    Practice(f"Y9000{number}", name, size, decile)
    for number, (name, size, decile) in enumerate(
        [
            ("Alder Lane Surgery", 8200, 3),
            ("Brook Street Practice", 11400, 2),
            ("Copper Beech Medical Centre", 6100, 5),
            ("Dovecote Surgery", 9300, 4),
            ("Elm Tree Practice", 7200, 6),
            ("Fountain Road Surgery", 12800, 1),
        ],
        start=1,
    )
)


def member(number: int, *, formal: bool | None = False, role: Role = Role.GP) -> Member:
    """Member U001, U002, ... at one of the six practices in turn."""
    return Member(
        f"U{number:03d}", PRACTICES[number % len(PRACTICES)], frozenset({Role.GP, role}), formal
    )
