"""Hostile inputs, each in a process of its own with bounded time and memory, and how each ended.

A warmed process forks for each input: to start an interpreter would cost more than most of them.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self

from hostile_cases import Case, cases
from stories import page

#: What an input may take: seconds, and bytes of address space.
SECONDS = 20
MEMORY = 3_000_000_000
#: Real time that it may take, in seconds: other work on the machine is not its fault.
_PATIENCE = 3 * SECONDS
#: Share of a story's paragraphs that has to stand in the text.
_ENOUGH = 1.0


class End(StrEnum):
    """How a reader ended."""

    STORY = "story"
    ERROR = "error"
    NOTHING = "nothing"
    LOST = "lost"
    LEAKED = "leaked"
    WRONG_ERROR = "wrong error"
    CRASH = "crash"
    TIME = "time"
    MEMORY = "memory"
    DIED = "died"


#: The ends that are as good as any.
GOOD = frozenset({End.STORY, End.ERROR, End.NOTHING})


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a reader ended with a case, with the CPU time it took (seconds) and its peak memory (MB)."""

    end: str
    seconds: float
    memory: float
    said: str = ""

    @property
    def is_good(self) -> bool:
        """Whether the story came out, or an error or nothing where they are right."""
        return self.end in GOOD


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of an input: its text, or the code and the words of its error."""

    text: str = ""
    error: str | None = None
    said: str = ""


Reader = Callable[[Case, bytes | str], Reading]


def _ours(case: Case, data: bytes | str) -> Reading:
    from normalizer import NormalizerError, normalize

    try:
        article = normalize(data, url=case.url, content_type=case.content_type)
    except NormalizerError as error:
        return Reading(error=error.code, said=str(error))
    article.to_json()
    return Reading(article.text)


def _peer(name: str) -> Reader:
    def read(case: Case, data: bytes | str) -> Reading:
        import peers

        raw = data if isinstance(data, bytes) else data.encode("utf-8", "replace")
        run = {"trafilatura": peers.run_trafilatura, "newspaper4k": peers.run_newspaper}[name]
        try:
            return Reading(run(raw, case.url).text)
        except (MemoryError, RecursionError):
            raise
        except Exception as error:
            if case.errors:  # its way to refuse what is no page
                return Reading(error=next(iter(case.errors)), said=type(error).__name__)
            raise

    return read


READERS: dict[str, Reader] = {
    "ours": _ours,
    "trafilatura": _peer("trafilatura"),
    "newspaper4k": _peer("newspaper4k"),
}


def judged(case: Case, reading: Reading) -> tuple[End, str]:
    """Return how a case ended that gave a reading."""
    if reading.error is not None:
        end = End.ERROR if reading.error in case.errors else End.WRONG_ERROR
        return end, reading.said
    text = " ".join(reading.text.split())
    if leaked := [one for one in case.absent if one in text]:
        return End.LEAKED, leaked[0]
    if not case.story:
        return End.NOTHING, text[:80]
    stands = [paragraph in text for paragraph in case.story]
    if sum(stands) >= _ENOUGH * len(stands):
        return End.STORY, ""
    return End.LOST, f"{sum(stands)} of {len(stands)} paragraphs: {text[:200]!r}"


class Forks:
    """A process that reads as ``reader`` does, forking for each case."""

    def __init__(self, reader: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__, reader],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def run(self, name: str) -> Verdict:
        """Return how the case of that name ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(name) + "\n")
        self._process.stdin.flush()
        return Verdict(**json.loads(self._process.stdout.readline()))


def _serve(reader: Reader) -> None:
    """Read names of cases from standard input, write a verdict for each."""
    known = {case.name: case for case in cases()}
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a library prints is no verdict
    warm = Case("", "", lambda: "")
    reader(warm, page().encode())
    for line in sys.stdin:
        verdict = _in_fork(reader, known[json.loads(line)])
        print(json.dumps(asdict(verdict)), file=out, flush=True)


def _in_fork(reader: Reader, case: Case) -> Verdict:
    own, other = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(own)
        try:
            os.write(other, json.dumps(asdict(_alone(reader, case))).encode())
        finally:
            os._exit(0)
    os.close(other)
    ready, _, _ = select.select([own], [], [], _PATIENCE)
    told = os.read(own, 1 << 16) if ready else b""
    os.close(own)
    if not ready:
        os.kill(child, signal.SIGKILL)
    _, status, used = os.wait4(child, 0)
    if told:
        return Verdict(**json.loads(told))
    is_late = not ready or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU)
    seconds = used.ru_utime + used.ru_stime
    end = End.TIME if is_late else End.DIED
    return Verdict(end, seconds, used.ru_maxrss / 1024, f"status {status}")


def _alone(reader: Reader, case: Case) -> Verdict:
    """Return the verdict on a case, within the limits; the process may not live to return it."""
    data = case.build()
    used = int(time.process_time())
    resource.setrlimit(resource.RLIMIT_CPU, (used + SECONDS, used + SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    start = time.process_time()
    try:
        end, said = judged(case, reader(case, data))
    except MemoryError:
        end, said = End.MEMORY, ""
    except BaseException as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        end = End.CRASH
        said = f"{type(error).__name__}: {str(error)[:200]} at {Path(at.filename).name}:{at.lineno}"
    taken = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Verdict(end, round(taken, 3), round(peak), said[:400])


if __name__ == "__main__":
    _serve(READERS[sys.argv[1]])
