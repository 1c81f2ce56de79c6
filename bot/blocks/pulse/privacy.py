"""Who can see what of a pulse, and what is deleted when. tests/anonymity holds the code to each sentence."""


def privacy_statement(k: int, *, with_text: bool = False) -> str:
    """``with_text``: of a round in which something can be answered in one's own words."""
    lines = [
        "*Who can see what*",
        "• Slack sees that you press the button. Peerbot keeps your answer sealed and without "
        "your name.",
        "• Until the pulse closes nobody is shown any result, only how many have answered. "
        "Whoever holds both Peerbot’s database and its secret key could open an answer until then.",
        f"• When it closes, only figures about {k} people or more are kept. Every answer, the list "
        "of who was asked and the key to the answers are deleted. From then on nobody can tell "
        "who said what, unless they copied both while it was open.",
    ]
    if with_text:
        lines.append(
            f"• What you write in your own words is shown as it is, in an order of chance, if {k} "
            "people or more write something. Somebody may know you by your words, so name nobody."
        )
    return "\n".join(lines)


def privacy_line(k: int, *, with_text: bool = False) -> str:
    """The same in short, above the questions; the whole of it is on the message."""
    line = (
        "Your answers are kept sealed and without your name. Nobody is shown any result before the "
        f"pulse closes; then only figures about {k} people or more are kept, and the rest is deleted. "
        "Slack sees the click; while the pulse is open, whoever holds both Peerbot’s database and its "
        "secret key could open an answer."
    )
    if with_text:
        line += (
            f" What you write is shown as it is, in an order of chance, if {k} people or more write "
            "something: name nobody."
        )
    return line
