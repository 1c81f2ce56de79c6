"""The live board: the first message of a session's thread, which says where it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.blocks import ids
from bot.blocks.kit import (
    Element,
    actions,
    button,
    confirm,
    context,
    header,
    option,
    section,
    select,
)
from bot.blocks.sessions.actions import outcome_buttons
from bot.blocks.sessions.barriers import raise_button
from bot.blocks.sessions.messages import at, names
from bot.blocks.sessions.points import points_blocks
from bot.blocks.sessions.thread import action_words
from bot.blocks.text import clock_time, escape, plural
from bot.domain.delivery import Block, Message
from bot.domain.sessions import (
    GROUND_RULES,
    ROLES,
    Action,
    Answer,
    Invitee,
    PeerSession,
    Phase,
    PhaseKind,
    Point,
    RoleInSession,
    Run,
    TimedPhase,
)
from bot.domain.sessions.running import (
    LAST_MINUTE,
    LATE,
    NOTHING,
    is_too_late,
    shows_earlier_actions,
)

EARLIER_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Board:
    """All that the board is made from. ``earlier`` are last time's open actions."""

    session: PeerSession
    run: Run
    invited: Sequence[Invitee]
    earlier: Sequence[Action]
    points: Sequence[Point]
    recorded: int  # actions of this session
    facilitator_comes: bool
    now: datetime
    rules: tuple[str, ...] = GROUND_RULES  # the body's own, or the usual ones

    @property
    def holders(self) -> dict[RoleInSession, str]:
        return {each.role: each.user for each in self.invited if each.role}


def render_board(board: Board) -> Message:
    if board.run.ended_at is not None:
        return _over(board)
    phase = board.run.part.phase
    opening = phase.kind is PhaseKind.WELCOME
    blocks: list[Block] = [header(f"Peer session: {board.session.topic}")]
    if opening:
        blocks += [section(" ".join(_welcome(board))), section(_ground_rules(board.rules))]
    if board.earlier and shows_earlier_actions(board.run):
        blocks += earlier_blocks(board.earlier)
    blocks += [section(_now(board)), *points_blocks(board.points)]
    blocks += [section(_agenda(board)) if opening else context(_to_come(board))]
    blocks += [section(_roles(board, opening=opening)), *_buttons(board), _small_print(board)]
    return Message(_fallback(board), tuple(blocks))


def _fallback(board: Board) -> str:
    session, phase = board.session, board.run.part.phase
    if phase.kind is PhaseKind.WELCOME:
        return (
            f"The peer session on {escape(session.topic)} ({at(session)}) begins. In this thread: "
            f"ground rules, roles, and a run sheet of {session.minutes} minutes with its buttons."
        )
    ends = clock_time(board.run.phase_ends(board.now), session.zone)
    return f"Peer session on {escape(session.topic)}: {phase.title}, until {ends}."


# ---- the opening


def _welcome(board: Board) -> Iterable[str]:
    session = board.session
    yield "*It is time.*"
    if board.run.opened_at - session.starts_at >= LATE:
        yield "This opens later than planned: I am sorry. The times below start from now."
    yield f"We have {session.minutes} minutes"
    yield f"({escape(session.place)})." if session.place else "in this thread."
    yield _facilitated(board)
    yield _coming(board)
    yield f"Invited: {names(session.practices)}."


def _facilitated(board: Board) -> str:
    facilitator, chair = board.session.facilitated_by, board.holders.get(RoleInSession.CHAIR)
    if board.facilitator_comes:
        return f"<@{facilitator}> facilitates."
    absent = f"<@{facilitator}>, who was to facilitate, cannot"
    if chair is not None:
        return f"{absent}, so <@{chair}> does it as the chair. The buttons below are for everybody."
    return f"{absent}: please choose a chair first. The buttons below are for everybody."


def _coming(board: Board) -> str:
    """Beside the facilitator."""
    facilitator = board.session.facilitated_by
    yes = sum(each.answer is Answer.YES for each in board.invited if each.user != facilitator)
    also = board.facilitator_comes
    if yes:
        people = ("other person", "other people") if also else ("person", "people")
        maybe = sum(each.answer is Answer.MAYBE for each in board.invited)
        return f"{plural(yes, *people)} said yes{f', {maybe} maybe' if maybe else ''}."
    nobody = "Nobody else" if also else "Nobody"
    return f"{nobody} has said yes yet: whoever is here can begin, and two people are enough."


def _ground_rules(rules: Iterable[str]) -> str:
    return "*Ground rules*\n" + bullets(map(escape, rules))


def bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"• {line}" for line in lines)


# ---- last time's actions


def earlier_blocks(actions_then: Sequence[Action]) -> list[Block]:
    """Each with its buttons, under one line that says what they are."""
    blocks = [section("*Open actions from last time:* kept, changed or dropped?")]
    for each in actions_then[:EARLIER_SHOWN]:
        blocks += [section(f"• {action_words(each)}"), actions(outcome_buttons(each))]
    if len(actions_then) > EARLIER_SHOWN:
        blocks.append(
            context(f"And {len(actions_then) - EARLIER_SHOWN} more: see `/peer actions`.")
        )
    return blocks


# ---- where it stands


def _now(board: Board) -> str:
    run = board.run
    phase, number = run.part.phase, f"{run.phase + 1} of {len(run.parts)}"
    lines = [f"*Now, {number}: {phase.title}*, {_until(board)}", _does(phase)]
    if notice := _notice(board):
        lines.insert(0, notice)
    return "\n".join(lines)


def _until(board: Board) -> str:
    run = board.run
    if run.paused_at is not None:
        minutes = max(round(run.remaining(board.now).total_seconds() / 60), 0)
        return f"with {plural(minutes, 'minute')} to go"
    return f"until {clock_time(run.phase_ends(board.now), board.session.zone)}"


def _does(phase: Phase) -> str:
    return f"{phase.says[0].upper()}{phase.says[1:]}."


def _notice(board: Board) -> str:
    run = board.run
    if run.paused_at is not None:
        since = clock_time(run.paused_at, board.session.zone)
        return f"*Paused since {since}.* Press Go on when you are ready."
    remaining = run.remaining(board.now)
    if remaining <= NOTHING:
        what = "Finish" if run.is_last else "Next"
        return f"*Time to move on: press {what},* or +5 minutes if you need them."
    if remaining <= LAST_MINUTE < run.part.length / 2:
        return "*The last minute of this part.*"
    return ""


def _agenda(board: Board) -> str:
    """All of the run sheet, at the opening."""
    run, zone = board.run, board.session.zone
    if run.paused_at is not None or run.remaining(board.now) <= NOTHING:
        return _to_come(board)
    parts = [TimedPhase(run.began_at, run.part.phase), *run.to_come(board.now)]
    lines = [
        f"{clock_time(each.begins, zone)} *{each.phase.title}*, "
        f"{plural(each.phase.minutes, 'minute')}"
        for each in parts
    ]
    return "*Agenda*\n" + "\n".join([*lines, f"{_ends(board)} the end"])


def _to_come(board: Board) -> str:
    """With times by the clock while it runs; where the clock stands, how long each takes."""
    run, zone = board.run, board.session.zone
    standing = run.paused_at is not None or run.remaining(board.now) <= NOTHING
    if run.is_last:
        return "This is the last part." if standing else f"The end is at {_ends(board)}."
    if standing:
        left = run.ends(board.now) - max(run.phase_ends(board.now), board.now)
        lengths = "; ".join(
            f"{each.phase.title} ({plural(each.phase.minutes, 'minute')})"
            for each in run.to_come(board.now)
        )
        minutes = round(left.total_seconds() / 60)
        return f"*Next:* {lengths}. After this part it is {plural(minutes, 'minute')} to the end."
    times = "; ".join(
        f"{clock_time(each.begins, zone)} {each.phase.title}" for each in run.to_come(board.now)
    )
    return f"*Next:* {times}. The end is at {_ends(board)}."


def _ends(board: Board) -> str:
    return clock_time(board.run.ends(board.now), board.session.zone)


def _roles(board: Board, *, opening: bool) -> str:
    """Who has which; at the opening also what each does."""
    holders = board.holders
    said = []
    for role, (title, does) in zip(RoleInSession, ROLES, strict=True):
        who = f"<@{holders[role]}>" if role in holders else "nobody yet"
        said.append(f"*{title}* ({does}): {who}" if opening else f"*{title}:* {who}")
    return "\n".join(said) if opening else "   ".join(said)


# ---- buttons


def _buttons(board: Board) -> tuple[Block, Block, Block]:
    return (
        actions(_steering(board)),
        actions(_saying(board.session)),
        actions([_role_menu(board.session)]),
    )


def _steering(board: Board) -> list[Element]:
    run, value = board.run, stamp_value(board.session.id, board.run)
    found = []
    if not run.is_last:
        found.append(
            button(ids.RUN_NEXT, "Next", value, style="primary", label="Next part of the session")
        )
    if not run.is_first:
        found.append(button(ids.RUN_BACK, "Back", value, label="Back to the part before"))
    found.append(button(ids.RUN_MORE, "+5 minutes", value, label="+5 minutes for this part"))
    if run.paused_at is None:
        found.append(button(ids.RUN_PAUSE, "Pause", value, label="Pause the clock"))
    else:
        found.append(button(ids.RUN_RESUME, "Go on", value, label="Go on, and the clock with it"))
    return [*found, _finish_button(run, value)]


def _finish_button(run: Run, value: str) -> Element:
    sure = confirm(
        "Finish the session?",
        "It ends for everybody here. Actions can still be recorded afterwards.",
        "Finish",
        "Not yet",
    )
    return button(
        ids.RUN_FINISH,
        "Finish",
        value,
        style="primary" if run.is_last else None,
        confirm=None if run.is_last else sure,
        label="Finish the session",
    )


def stamp_value(session_id: int, run: Run) -> str:
    """``12:3:300``: the session, its phase, and the seconds that were added to it."""
    return f"{session_id}:{run.stamp.phase}:{run.stamp.extra}"


def _saying(session: PeerSession) -> list[Element]:
    value = str(session.id)
    return [
        button(ids.REASON_START, "A reason", value, label="A reason for differences"),
        button(ids.IDEA_START, "An idea", value, label="An idea of what to try"),
        _record_button(session),
        button(
            ids.QUESTION_START,
            "Ask the facilitator (no name)",
            value,
            label="Ask the facilitator (no name): a question or a point, without saying who you are",
        ),
        raise_button(value),
    ]


def _record_button(session: PeerSession) -> Element:
    return button(ids.ACTION_NEW, "Record an action", str(session.id))


def _role_menu(session: PeerSession) -> Element:
    options = [
        option(f"I am the {title.lower()}", f"{session.id}:{role}", does)
        for role, (title, does) in zip(RoleInSession, ROLES, strict=True)
    ]
    return select(ids.ROLE_TAKE, options, placeholder="Take a role")


def _small_print(board: Board) -> Block:
    about = "Please reply in this thread, so that it all stays together."
    if board.recorded:
        about += f" {plural(board.recorded, 'action')} recorded so far, below."
    return context(about)


# ---- when it is over


def _over(board: Board) -> Message:
    session, run = board.session, board.run
    assert run.ended_at is not None
    ended = clock_time(run.ended_at, session.zone)
    if is_too_late(session.starts_at, session.minutes, run.opened_at):
        words = (
            f"This session was planned for {at(session)}. I was not running then, so its thread opens "
            "only now: I am sorry. If you met without me, please record here what you agreed."
        )
    else:
        words = f"This session is over since {ended}. Thank you for taking part."
    if board.recorded:
        words += f" {plural(board.recorded, 'action')} recorded, below."
    blocks = [
        header(f"Peer session: {session.topic}"),
        section(words),
        *points_blocks(board.points),
        section(_roles(board, opening=False)),
        actions([_record_button(session)]),
    ]
    return Message(f"Peer session on {escape(session.topic)}: {words}", tuple(blocks))
