"""The ``peerbot`` command: reads the words, and leaves the work to one module a command."""

import argparse
import importlib
import sys
from collections.abc import Sequence

from bot.errors import PeerbotError

EPILOG = """\
Peerbot runs anonymous pulses, peer sessions and fair comparisons for general practice, in Slack.
To try it without a Slack account, start with: peerbot demo
"""


def parser() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(
        prog="peerbot",
        description=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="Settings come from the environment or a .env file; .env.example explains each.",
    )
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, build in COMMANDS.items():
        build(commands, name)
    return root


def _demo(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str) -> None:
    command = commands.add_parser(
        name,
        help="try Peerbot on this machine, with a local Slack in the browser",
        description="Starts the real bot, a database of its own and a local Slack with invented "
        "people, and prints the address of the page. Nothing leaves this machine, and nothing is "
        "kept when it stops.",
    )
    command.add_argument(
        "--play",
        action="store_true",
        help="act the whole story without a browser, print it, and stop; the exit status is 1 at "
        "the first thing that is not as it should be",
    )
    command.add_argument("--port", type=int, default=8450, help="port of the page (default: 8450)")


def _run(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str) -> None:
    commands.add_parser(
        name,
        help="run the bot",
        description="Runs the bot until it is stopped: in Socket Mode when SLACK_APP_TOKEN is set, "
        "else over HTTP at /slack/events on HOST and PORT. Brings the database up to date first.",
    )


def _check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str) -> None:
    commands.add_parser(
        name,
        help="say what is missing or wrong in the configuration",
        description="Looks at the settings, the database and Slack, and says in sentences what is "
        "missing or wrong and what to do about it. Changes nothing. The exit status is 1 when "
        "something has to be done.",
    )


def _db(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str) -> None:
    command = commands.add_parser(
        name,
        help="look after the database",
        description="Looks after the database that DATABASE_URL names.",
    )
    deeds = command.add_subparsers(dest="deed", required=True, metavar="DEED")
    deeds.add_parser(
        "upgrade",
        help="bring the tables to the version of this Peerbot",
        description="Brings the tables to the version of this Peerbot. `peerbot run` does the same "
        "when it starts; this is for those who like to do it beforehand.",
    )


def _import(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str) -> None:
    command = commands.add_parser(
        name,
        help="take in practices, members or published figures from a file",
        description="Takes in a file and says what it took, what it refused and why. What the file "
        "is, is seen from its content: practices (ods_code, name, list_size, imd_decile), members "
        "(slack_user, practice, role, formal_role), or figures: a CSV from Fingertips, a measure's "
        "CSV or JSON from OpenPrescribing, the QOF's achievement or prevalence CSV, or a plain table "
        "(practice_code, indicator_id, period, numerator, denominator). Importing a file twice "
        "changes nothing; `peerbot imports` shows what was imported and undoes it.",
    )
    command.add_argument("file", help="the file, CSV or JSON")
    command.add_argument(
        "--body",
        metavar="NAME",
        help="what the group is called in messages, such as “Wold Valley PCN”",
    )
    command.add_argument(
        "--team",
        metavar="ID",
        help="the Slack workspace (T...), when the database has more than one",
    )


def _imports(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str) -> None:
    command = commands.add_parser(
        name,
        help="see what figures were imported, from where, and undo an import",
        description="What files of figures were taken in, when, by whom and from where. Undoing one "
        "takes away the figures that it added and brings back those that it corrected; what a later "
        "import corrected again stays. Works beside a running bot.",
    )
    command.add_argument("--team", metavar="ID", help="the Slack workspace (T...)")
    deeds = command.add_subparsers(dest="deed", required=True, metavar="DEED")
    deeds.add_parser("list", help="the imports so far, the newest first")
    show = deeds.add_parser(
        "show",
        help="one import, with its address or hash, its licence and what it refused",
        description="One import: where it came from, its hash and licence, how many figures there "
        "are of it now, and the rows that it refused with the reasons.",
    )
    undo = deeds.add_parser(
        "undo",
        help="take an import back; asks for --yes",
        description="Takes an import back. Without --yes it only says what that would do.",
    )
    undo.add_argument("--yes", action="store_true", help="do it")
    for each in (show, undo):
        each.add_argument("number", type=_number, metavar="NUMBER", help="its number in the list")


def _body(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str) -> None:
    command = commands.add_parser(
        name,
        help="show or set the group's name, kind, code, time zone, hours and protected learning time",
        description="Shows what the group is called, and when Peerbot may write to people unasked. "
        "What is named is set; it works beside a running bot. Messages that are planned already "
        "keep their time.",
    )
    command.add_argument("--name", help="what the group is called, such as “Wold Valley PCN”")
    command.add_argument(
        "--kind",
        choices=("icb", "sub_icb", "place", "pcn", "federation", "ccg", "other"),
        help="what kind of group it is",
    )
    command.add_argument("--code", help="its ODS code, such as U12345 for a PCN; '' for none")
    command.add_argument(
        "--from",
        dest="starts",
        metavar="DAY",
        help="from which day on name, kind and code are so, such as 2027-04-01; what was before "
        "stays as history, and a day to come changes it by itself",
    )
    command.add_argument("--zone", help="its time zone, such as Europe/London")
    command.add_argument("--hours", metavar="FROM-TO", help="such as 08:00-18:30")
    command.add_argument(
        "--budget",
        metavar="NUMBER",
        help="how many messages a month one person gets unasked, from all features together",
    )
    command.add_argument(
        "--holidays", metavar="WHERE", help="bank holidays of ENG, WLS, SCT or NIR, or none"
    )
    protected = command.add_mutually_exclusive_group()
    protected.add_argument(
        "--protect",
        action="append",
        metavar="WHEN",
        help="protected learning time, such as “every third Wednesday at 13:00 for 3 hours”; may "
        "be said several times, and takes the place of what was set before",
    )
    protected.add_argument("--no-protect", action="store_true", help="no protected learning time")
    command.add_argument("--team", metavar="ID", help="the Slack workspace (T...)")


def _proof(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str) -> None:
    command = commands.add_parser(
        name,
        help="print everything that the database holds about one pulse",
        description="Prints every row that the database holds about a round, so that anyone can see "
        "that nothing in it says who answered what.",
    )
    command.add_argument("round", type=_number, metavar="ROUND", help="the number of the round")
    command.add_argument("--team", metavar="ID", help="the Slack workspace (T...)")


def _report(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str) -> None:
    command = commands.add_parser(
        name,
        help="write a counted pulse to a file: a board paper, a workbook or a table",
        description="Writes a pulse that is counted to a file: a board paper of two pages that prints "
        "from any browser (html), a workbook for Excel (xlsx), or a table (csv). Shows what may be "
        "shown and nothing else, and nothing of a pulse that is still open. A file of the same name "
        "is written over.",
    )
    command.add_argument(
        "round",
        type=_number,
        nargs="?",
        metavar="ROUND",
        help="the number of the round (default: the last that was counted)",
    )
    command.add_argument(
        "--format", choices=("html", "xlsx", "csv"), default="html", help="default: html"
    )
    command.add_argument(
        "--out",
        metavar="FILE",
        help="where to (default: pulse-12.html, say, in this folder); - prints html or csv",
    )
    command.add_argument("--team", metavar="ID", help="the Slack workspace (T...)")


def _status(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str) -> None:
    command = commands.add_parser(
        name,
        help="say how everything stands: what is sent, what waits, what is stuck",
        description="Says whether Peerbot runs, what is due and on its way, what holds it up, waves "
        "under way, schedules and background work. Asks the database only, so it works while Slack "
        "is away. The exit status is 1 when something has to be done.",
    )
    command.add_argument("--json", action="store_true", help="as JSON, for monitoring")
    command.add_argument("--team", metavar="ID", help="the Slack workspace (T...)")


def _messages(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str) -> None:
    command = commands.add_parser(
        name,
        help="see what did not arrive, send it again, stop a wave",
        description="Messages that Slack refused, or of which it did not say whether they arrived, "
        "and waves of messages that are under way. The exit status of `list` is 1 when something "
        "did not arrive.",
    )
    command.add_argument("--team", metavar="ID", help="the Slack workspace (T...)")
    deeds = command.add_subparsers(dest="deed", required=True, metavar="DEED")
    deeds.add_parser("list", help="everything that did not arrive, and waves under way")
    for deed, says in (
        ("again", "send a message again"),
        ("there", "say that a message is in Slack after all, so that it is not sent again"),
        ("give-up", "leave a message unsent for good"),
        ("stop", "send no more messages of a wave"),
    ):
        which = deeds.add_parser(deed, help=says, description=says.capitalize() + ".")
        which.add_argument("id", type=_number, metavar="ID", help="its number in the list")


def _schedule(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str) -> None:
    command = commands.add_parser(
        name,
        help="see what comes when and what was missed, pause it, move or call off one time",
        description="What Peerbot does by itself and when, and what did not happen lately and why. "
        "Works beside a running bot.",
    )
    command.add_argument("--team", metavar="ID", help="the Slack workspace (T...)")
    deeds = command.add_subparsers(dest="deed", required=True, metavar="DEED")
    deeds.add_parser("list", help="everything that is to come, and what did not happen and why")
    for deed, says, with_day in (
        ("pause", "let nothing of a schedule happen until it is resumed", False),
        ("resume", "let a paused schedule go on; what was passed over does not happen", False),
        ("move", 'move one time of a schedule: peerbot schedule move 3 "1 December" 14:00', True),
        ("call-off", "leave one time of a schedule out", True),
    ):
        which = deeds.add_parser(deed, help=says, description=f"{says[:1].upper()}{says[1:]}.")
        which.add_argument("id", type=_number, metavar="ID", help="its number in the list")
        if with_day:
            which.add_argument(
                "day", metavar="DAY", help="the day that it is meant for, such as “1 December”"
            )
        if deed == "move":
            which.add_argument(
                "time", metavar="TIME", help="the new time, such as “3 December at 14:00” or 14:00"
            )


def _retention(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str) -> None:
    command = commands.add_parser(
        name,
        help="say how long each kind of record is kept, and what was deleted when",
        description="Every kind of record with the days that it is kept, and the last line of proof: "
        "when it was looked at, how many went, and from when the oldest is that is left. The days are "
        "set in Slack with `/peerbot retention`.",
    )
    command.add_argument("--team", metavar="ID", help="the Slack workspace (T...)")


def _source(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str) -> None:
    command = commands.add_parser(
        name,
        help="have figures and the register of practices fetched by themselves, every week",
        description="Which figures Peerbot fetches from their publishers every week, and how that "
        "went. What it cannot fetch it says here, in `peerbot status`, and in Slack to managers and "
        "administrators; the figures that it has stay. Works beside a running bot.",
    )
    command.add_argument("--team", metavar="ID", help="the Slack workspace (T...)")
    deeds = command.add_subparsers(dest="deed", required=True, metavar="DEED")
    deeds.add_parser(
        "list", help="all sources, when they last brought something, and what is wrong"
    )
    add = deeds.add_parser(
        "add",
        help="fetch something from now on",
        description="Have it fetched now and every week: an indicator of Fingertips by its number "
        "(fingertips 91547), a measure of OpenPrescribing for the practices of a body and for England "
        "(openprescribing ktt9_antibiotics 14L), or a body with its practices, PCNs and the bodies "
        "above it from NHS England's register (ods 14L).",
    )
    add.add_argument(
        "publisher", choices=("fingertips", "openprescribing", "ods"), help="where it comes from"
    )
    add.add_argument("key", nargs="+", metavar="WHAT", help="what of it, such as 91547")
    for deed, says, usual in (
        ("remove", "fetch something no more; what it brought stays", None),
        ("fetch", "fetch one source now, or all, and say what came", "?"),
    ):
        which = deeds.add_parser(deed, help=says, description=f"{says[:1].upper()}{says[1:]}.")
        which.add_argument(
            "id", type=_number, nargs=usual, metavar="NUMBER", help="its number in the list"
        )


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise argparse.ArgumentTypeError("this is a whole number, such as 1")
    return int(text)


COMMANDS = {
    "demo": _demo,
    "run": _run,
    "check": _check,
    "db": _db,
    "import": _import,
    "imports": _imports,
    "body": _body,
    "proof": _proof,
    "report": _report,
    "messages": _messages,
    "status": _status,
    "schedule": _schedule,
    "retention": _retention,
    "source": _source,
}
MODULES = {"import": "importing", "source": "sources"}


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 well, 1 something to be done, 2 it could not be tried."""
    given = parser().parse_args(arguments)
    module = importlib.import_module(f"bot.commands.{MODULES.get(given.command, given.command)}")
    try:
        status: int = module.main(given)
    except PeerbotError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"That did not work: {error}.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return status


if __name__ == "__main__":
    sys.exit(main())
