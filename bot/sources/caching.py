"""A publisher's file on its way to our disk: the part that has come, or the whole, with its marks.

Marks (ETag, Last-Modified) are what the publisher tells versions apart by. Kept beside the file, they
let a download that broke off go on where it was, and spare one that has come already.
"""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

import orjson

from bot.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Marks:
    """How the publisher names the version of a file; both may be missing."""

    etag: str | None = None
    last_modified: str | None = None

    @property
    def if_changed(self) -> dict[str, str]:
        """Headers for: send it only if it is another version than this."""
        found = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in found.items() if value}

    @property
    def same_bytes(self) -> str | None:
        """The mark that stands for the very same bytes (RFC 9110, 13.1.5), as a resumption needs it."""
        if self.etag and not self.etag.startswith("W/"):
            return self.etag
        return self.last_modified


NO_MARKS = Marks()


def prepare(folder: Path) -> None:
    """Make the folder, for our eyes only. Raises ConfigurationError where it is somebody else's."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if hasattr(os, "getuid") and folder.lstat().st_uid != os.getuid():
        raise ConfigurationError(
            f"The folder {folder} belongs to another user of this machine, so nothing is put into it. "
            "Set TMPDIR to another place."
        )


class CachedFile:
    """``whole`` is there once all of it has come, until it is forgotten."""

    def __init__(self, folder: Path, name: str, address: str) -> None:
        self.address = address
        self.whole = folder / name
        self.part = folder / f"{name}.part"
        self._marks = folder / f"{name}.marks"

    @property
    def marks(self) -> Marks:
        """Of what is on disk; none where that is from another address, or nothing is."""
        try:
            kept = orjson.loads(self._marks.read_bytes())
        except (OSError, orjson.JSONDecodeError):
            return NO_MARKS
        if kept.get("address") != self.address:
            return NO_MARKS
        return Marks(kept.get("etag"), kept.get("last_modified"))

    @property
    def come(self) -> int:
        """Bytes of a download that broke off and can go on; 0 where it must begin anew."""
        return self.part.stat().st_size if self.part.exists() and self.marks.same_bytes else 0

    def begin(self, marks: Marks) -> None:
        """A new version is about to come: what there was of others goes."""
        self.forget()
        prepare(self.whole.parent)
        kept = {"address": self.address, "etag": marks.etag, "last_modified": marks.last_modified}
        self._marks.write_bytes(orjson.dumps(kept))

    def finish(self) -> None:
        """All of it has come."""
        os.replace(self.part, self.whole)

    def forget(self) -> None:
        for path in (self.part, self.whole, self._marks):
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
