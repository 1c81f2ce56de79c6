"""The people of the demo, all invented: who they are and in which channels."""

from dataclasses import dataclass

from bot.playground.slack import Slack

BODY = "Wold Valley Primary Care Network"
TEAM = "T0WOLD"


@dataclass(frozen=True, slots=True)
class Someone:
    id: str
    name: str
    title: str


MANAGER = Someone("U101", "Morgan Ellis", "Network manager")
LEAD = Someone("U102", "Dr Asha Verma", "Clinical lead, Alder Lane Surgery")
NEWCOMER = Someone("U123", "Dr Lowri Bevan", "GP, practice not recorded yet")
LEADERS = (
    LEAD,
    Someone("U103", "Dr Tom Hadley", "GP and board member, Brook Street Practice"),
    Someone("U104", "Dr Ines Carvalho", "GP and board member, Copper Beech Medical Centre"),
    Someone("U105", "Dr Paul Whitcombe", "GP and board member, Dovecote Surgery"),
    Someone("U106", "Dr Grace Obi", "GP and board member, Elm Tree Practice"),
    Someone("U107", "Dr Neil Sangster", "GP and board member, Fountain Road Surgery"),
)
GPS = (
    Someone("U108", "Dr Rachel Pym", "GP, Greenside Health Centre"),
    Someone("U109", "Dr Samir Haddad", "GP, Hawthorn House Practice"),
    Someone("U110", "Dr Helen Stroud", "GP, Ivy Bank Surgery"),
    Someone("U111", "Dr Owen Price", "GP, Juniper Way Medical Centre"),
    Someone("U112", "Dr Mei Tan", "GP, Kingfisher Practice"),
    Someone("U113", "Dr Fergus Boyle", "GP, Linden Road Surgery"),
    Someone("U114", "Dr Nadia Rahman", "GP, Millpond Health Centre"),
    Someone("U115", "Dr Jack Thornley", "GP, North Row Practice"),
    Someone("U116", "Dr Lucy Penrose", "GP, Alder Lane Surgery"),
    Someone("U117", "Dr Kofi Mensah", "GP, Brook Street Practice"),
    Someone("U118", "Dr Anna Lindqvist", "GP, Copper Beech Medical Centre"),
    Someone("U119", "Dr Ravi Menon", "GP, Dovecote Surgery"),
    Someone("U120", "Dr Clare Dunmore", "GP, Fountain Road Surgery"),
    Someone("U121", "Dr Peter Ashdown", "GP, Juniper Way Medical Centre"),
    Someone("U122", "Dr Zoe Kerr", "GP, Millpond Health Centre"),
)
EVERYBODY = (MANAGER, *LEADERS, *GPS, NEWCOMER)

# In the north there are three leaders: too few for a gap to be shown.
NORTH = (MANAGER, *LEADERS[:3], *GPS[:7])


def populate(slack: Slack) -> None:
    """Put the people and their channels into a Slack."""
    slack.add_workspace("Wold Valley: all invented", id=TEAM, domain="wold-valley")
    for someone in EVERYBODY:
        slack.add_user(someone.name, id=someone.id, title=someone.title)
    slack.add_channel(
        "all-practices",
        id="C0ALL",
        members=[each.id for each in EVERYBODY],
        topic="All fourteen practices of the network",
    )
    slack.add_channel(
        "north-locality",
        id="C0NORTH",
        members=[each.id for each in NORTH],
        topic="The practices in the north of the valley",
    )
    slack.add_channel(
        "leads",
        id="C0LEADS",
        members=[MANAGER.id, *(each.id for each in LEADERS)],
        private=True,
        with_app=False,
        topic="Board members; Peerbot has not been invited here",
    )
