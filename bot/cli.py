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
        description="Takes in a CSV file and says what it took, what it refused and why. What the "
        "file is, is seen from its column headings: practices (ods_code, name, list_size, "
        "imd_decile), members (slack_user, practice, role, formal_role), or an OpenPrescribing "
        "measure. Importing a file twice changes nothing.",
    )
    command.add_argument("file", help="the CSV file")
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


def _proof(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str) -> None:
    command = commands.add_parser(
        name,
        help="print everything that the database holds about one pulse",
        description="Prints every row that the database holds about a round, so that anyone can see "
        "that nothing in it says who answered what.",
    )
    command.add_argument("round", type=_number, metavar="ROUND", help="the number of the round")
    command.add_argument("--team", metavar="ID", help="the Slack workspace (T...)")


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise argparse.ArgumentTypeError("a round has a number, such as 1")
    return int(text)


COMMANDS = {
    "demo": _demo,
    "run": _run,
    "check": _check,
    "db": _db,
    "import": _import,
    "proof": _proof,
}
MODULES = {"import": "importing"}


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
