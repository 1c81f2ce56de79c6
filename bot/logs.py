"""What is logged: our own event names and ids, and nothing of what libraries say about payloads."""

import logging

# These print whole requests at their chattier levels: answers, tokens and all (slack.md 0.8).
KEPT_QUIET = (
    "aiohttp",
    "aiosqlite",
    "alembic",
    "apscheduler",
    "httpcore",
    "httpx",
    "psycopg",
    "slack_sdk",
    "sqlalchemy",
    "uvicorn",
)


def set_up_logging(level: str) -> None:
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    keep_libraries_quiet()


def keep_libraries_quiet() -> None:
    for name in KEPT_QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)  # its warnings quote whole requests
