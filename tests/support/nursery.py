"""A process that has read the bot's code already, and becomes the bot as often as it is asked to.

To read the code takes most of what a start costs, and the tests start the bot some hundred times.
`python -m tests.support.nursery SOCKET` listens there; `tests.support.newborn` asks it.
"""

import gc
import json
import os
import signal
import socket
import sys
from pathlib import Path
from typing import Any

# Everything that a start of the bot reads.
import bot.bootstrap
import bot.cli
import bot.doctor
from tests.support.nursery_line import LONGEST_LINE

MOST_DESCRIPTORS = 1024


def serve(address: Path) -> None:
    """Take orders, one a connection; returns in each process that is to become the bot."""
    # Whoever looks after a bot is nobody's concern once it ended.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    # What is there now is never collected, so that its memory stays shared.
    gc.collect()
    gc.freeze()
    with socket.socket(socket.AF_UNIX) as listening:
        # Whoever sees the address may ask at once.
        listening.bind(f"{address}.new")
        listening.listen()
        Path(f"{address}.new").rename(address)
        while True:
            asking, _ = listening.accept()
            if os.fork() == 0:
                break
            asking.close()
    look_after(asking)


def look_after(asking: socket.socket) -> None:
    """Have a bot, and tell its process id and, once it is over, how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with asking.makefile("rw", encoding="utf-8") as lines:
        order = json.loads(lines.readline())
        child = os.fork()
        if child == 0:
            become(order)
            return
        print(f"{child:<{LONGEST_LINE - 1}}", file=lines, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), file=lines, flush=True)
    os._exit(0)


def become(order: Any) -> None:
    """Be as a process that was started with these words, in this folder and environment."""
    os.setsid()
    os.chdir(order["cwd"])
    os.environ.clear()  # noqa: TID251 - a new process has its own
    os.environ.update(order["env"])  # noqa: TID251
    nothing = os.open(os.devnull, os.O_RDWR)
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    for number, file in enumerate((nothing, log, log)):
        os.dup2(file, number)
    sys.argv = ["worksession", *order["words"]]


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
    os.closerange(3, MOST_DESCRIPTORS)
    bot.cli.main()
