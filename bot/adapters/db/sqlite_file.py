"""The file of a SQLite database: that it is ours alone, private, and still where it was."""

import fcntl
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from bot.application.ports import StoreTrouble, Trouble

log = structlog.get_logger()

# sqlite.org/tempfiles.html: what stands beside the file belongs to the database as much as it does.
BESIDE = ("-wal", "-shm")
LOCK = ".lock"
# sqlite.org/fileformat.html, 1.3: how every database begins.
HEADER = b"SQLite format 3\x00"
OURS_ALONE = 0o600
OTHERS = 0o077

Identity = tuple[int, int]


class InUse(Exception):
    """Another process of the bot has the file; the text says so, with the fix."""


@dataclass(slots=True)
class SqliteFile:
    """One SQLite file at a `path`, however that is written.

    The locks are the operating system's (flock), so they end with the process, however that ends:
    one on a file beside it, which tells whoever only looks, and one on the file itself, which holds
    whatever else the file is called. No process that this one starts inherits them. The file stays
    open as long as SQLite may have it open too, since closing it would end SQLite's own locks.
    """

    path: Path
    _lock: int | None = field(default=None, init=False)
    _file: int | None = field(default=None, init=False)
    _had_header: bool = field(default=False, init=False)
    _opened: Mapping[Path, Identity] = field(default_factory=dict, init=False)

    @property
    def _real(self) -> Path:
        """The same for every way to write it, through links too."""
        return Path(os.path.realpath(self.path))

    def claim(self) -> None:
        """Take the file for this process until `release`, and let nobody else read it.

        Raises:
            InUse: another process has it.
            StoreTrouble: nothing can be written in its folder, or that is not there.
        """
        if self._lock is not None:
            return
        real = self._real
        try:
            lock = os.open(f"{real}{LOCK}", os.O_RDWR | os.O_CREAT, OURS_ALONE)
        except OSError as failed:
            is_missing = isinstance(failed, (FileNotFoundError, NotADirectoryError))
            raise StoreTrouble(Trouble.UNREACHABLE if is_missing else Trouble.FULL) from failed
        self._lock_alone(lock)
        self._lock = lock
        try:
            _make_private(real)
            self._hold(real)
        except BaseException:
            self.release()
            raise

    def _hold(self, real: Path) -> None:
        try:
            file = os.open(real, os.O_RDONLY)
        except OSError as failed:
            raise StoreTrouble(Trouble.FULL) from failed
        self._lock_alone(file)
        self._file = file

    def _lock_alone(self, file: int) -> None:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as taken:
            os.close(file)
            raise InUse(
                f"{self.path} belongs to one process of the bot, and another one has it now. End "
                "that one first, or set another DATABASE_URL."
            ) from taken

    def release(self) -> None:
        """Let others have it; the lock's file stays, as another process may just have opened it."""
        for held in (self._file, self._lock):
            if held is not None:
                os.close(held)
        self._file = self._lock = None

    def is_claimed(self) -> bool:
        """Whether a process has it now."""
        try:
            lock = os.open(f"{self._real}{LOCK}", os.O_RDONLY)
        except OSError:
            return False
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
        finally:
            os.close(lock)
        return False

    def about_to_open(self) -> None:
        """SQLite would make a new file in the place of one that went away meanwhile.

        Raises:
            StoreTrouble: the file is not the one that was open before.
        """
        known = self._opened.get(self.path)
        if known is not None and _identity(self.path) != known:
            raise StoreTrouble(Trouble.GONE)

    def opened(self) -> None:
        """A connection was opened: from now on it is these files that must be there."""
        real = self._real
        beside = [real.with_name(real.name + part) for part in BESIDE]
        found = {each: _identity(each) for each in (self.path, *beside)}
        self._opened = {each: identity for each, identity in found.items() if identity is not None}
        self._had_header = self._has_header()

    def closing(self) -> None:
        """The connection ends, and SQLite takes away what is beside the file."""
        self._opened = {each: known for each, known in self._opened.items() if each == self.path}

    def check(self) -> None:
        """Check that the files are there to which the open connection writes.

        Raises:
            StoreTrouble: one was deleted, moved away, replaced or written over.
        """
        if any(_identity(each) != identity for each, identity in self._opened.items()):
            raise StoreTrouble(Trouble.GONE)
        if self._had_header and not self._has_header():
            raise StoreTrouble(Trouble.BROKEN)

    def _has_header(self) -> bool:
        """Whether it begins as a database; only for the process that has it."""
        return self._file is not None and os.pread(self._file, len(HEADER), 0) == HEADER


def _make_private(real: Path) -> None:
    """Make the file, if there is none, and narrow who may read it; SQLite makes the others alike.

    A file is not opened to look at it: closing it again would end SQLite's own locks.
    """
    try:
        os.close(os.open(real, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OURS_ALONE))
    except FileExistsError:
        pass
    except OSError as failed:
        raise StoreTrouble(Trouble.FULL) from failed
    for part in ("", *BESIDE, LOCK):
        _narrow(real.with_name(real.name + part))


def _narrow(file: Path) -> None:
    try:
        if file.stat().st_mode & OTHERS:
            file.chmod(OURS_ALONE)
    except FileNotFoundError:
        return
    except OSError:
        log.warning(
            "database_readable",
            action="database_readable",
            file=file.name,
            fix="Others on this machine may read it. Make the bot its owner, or chmod 600.",
        )


def _identity(file: Path) -> Identity | None:
    """What tells a file from another one that has its name; None if there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
