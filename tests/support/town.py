"""A town: the real bot over HTTP, a real database, and a local Slack with people in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

