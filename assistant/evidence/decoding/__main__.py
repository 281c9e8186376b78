"""One file on the input, its clean copy on the output; then this process is gone, with whatever the file did to it."""

from __future__ import annotations

import json
import os
import sys

from assistant.evidence.decoding import decode
from assistant.evidence.kinds import KINDS
from assistant.evidence.limits import MEGABYTE
from assistant.evidence.refusal import Refused

SECONDS = 15  # of work
MEMORY_MB = 2048  # of addresses, the libraries' own included


def _bounded() -> None:
    """No more time or memory than a large photo needs, and not one byte written to the disk."""
    try:
        import resource
    except ImportError:  # a system without these limits: the caller still counts the seconds
        return
    for limit, most in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY_MB * MEGABYTE),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    os.nice(5)  # the pages of the people who wait come first


def main() -> None:
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not write into the answer
    _bounded()
    asked = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    try:
        drawn = decode(KINDS[asked["kind"]], data, asked["show"])
    except Refused as refused:
        out.write(json.dumps({"refused": refused.code, "gaps": refused.message.params}).encode() + b"\n")
    else:
        about = {"pages": drawn.pages, "taken": drawn.taken, "located": drawn.located}
        sizes = [len(picture) for picture in drawn.pictures]
        out.write(json.dumps(about | {"sizes": sizes}).encode() + b"\n" + b"".join(drawn.pictures))
    out.close()


if __name__ == "__main__":
    main()
