"""The demo's register of practices, as ODS would give it: the group's own, and two of a neighbour's."""

from bot.domain.organisations import Kind, Organisation, Register

# ZZ99 is no place: the NHS uses it where a postcode is not known.
_PRACTICES = {
    "Y90001": ("Alder Lane Surgery", "ZZ99 1AA"),
    "Y90002": ("Brook Street Practice", "ZZ99 1AB"),
    "Y90003": ("Copper Beech Medical Centre", "ZZ99 1AD"),
    "Y90004": ("Dovecote Surgery", "ZZ99 1AE"),
    "Y90005": ("Elm Tree Practice", "ZZ99 2AA"),
    "Y90006": ("Fountain Road Surgery", "ZZ99 2AB"),
    "Y90007": ("Greenside Health Centre", "ZZ99 2AD"),
    "Y90008": ("Hawthorn House Practice", "ZZ99 2AE"),
    "Y90009": ("Ivy Bank Surgery", "ZZ99 3AA"),
    "Y90010": ("Juniper Way Medical Centre", "ZZ99 3AB"),
    "Y90011": ("Kingfisher Practice", "ZZ99 3AD"),
    "Y90012": ("Linden Road Surgery", "ZZ99 3AE"),
    "Y90013": ("Millpond Health Centre", "ZZ99 4AA"),
    "Y90014": ("North Row Practice", "ZZ99 4AB"),
    "Y90101": (
        "Alder Lane Surgery",
        "ZZ99 8AA",
    ),  # as in the group: told apart by code and postcode
    "Y90102": ("Quarry Hill Practice", "ZZ99 8AB"),
}


def invented_register() -> Register:
    return Register(
        {
            code: Organisation(code, Kind.PRACTICE, name, postcode)
            for code, (name, postcode) in _PRACTICES.items()
        },
        (),
    )
