"""Every error that leaves the library.

    NormalizerError
    ├── InputError     the input is not a page or a dump that can be read
    ├── RuleError      a rule file is wrong; knows file, line and key
    ├── LimitError     the input is larger than Settings allows; knows limit, value and unit
    └── BatchError     a whole batch cannot begin or go on; no row carries it

Each class has a stable ``code``, which batch rows carry. No other exception leaves the public API.
"""

from __future__ import annotations

from typing import ClassVar


class NormalizerError(Exception):
    """Base of all errors of this package; its message says what happened, where, and what to do."""

    code: ClassVar[str] = "error"

    def __reduce__(self) -> tuple[object, ...]:
        # Subclasses take keywords, which the default pickling of exceptions loses between processes.
        return _rebuild, (type(self), self.args, self.__dict__)


class InputError(NormalizerError):
    """The input cannot be read as a page or a dump: empty, binary, a PDF, not found."""

    code = "input"


class RuleError(NormalizerError):
    """A rule file is wrong.

    Attributes: ``file`` (path as given), ``line`` (1-based, 0 where no line is to blame), ``column``
    (1-based, 0 where it is not known), ``key`` (dotted path inside the file, empty for the whole
    file) and ``reason``. The message names the line alone; ``normalizer rules lint`` knows columns.
    """

    code = "rule"

    def __init__(
        self, reason: str, *, file: str, line: int = 0, column: int = 0, key: str = ""
    ) -> None:
        where = f"{file}:{line}" if line else file
        super().__init__(f"{where}: {key}: {reason}" if key else f"{where}: {reason}")
        self.reason, self.file, self.line, self.column, self.key = reason, file, line, column, key


class LimitError(NormalizerError):
    """The input is past one of the limits in Settings.

    Attributes: ``limit`` (name of the setting), ``value`` (what was met) and ``unit``.
    """

    code = "limit"

    def __init__(self, *, limit: str, allowed: int, value: int, unit: str) -> None:
        super().__init__(
            f"the input has {value:,} {unit}, more than the {allowed:,} that Settings({limit}=…) "
            f"allows: raise the limit or leave this input out"
        )
        self.limit, self.allowed, self.value, self.unit = limit, allowed, value, unit


class BatchError(NormalizerError):
    """A batch cannot begin or go on: a library is missing, the disk is full, its settings changed."""

    code = "batch"


def _rebuild(
    kind: type[NormalizerError], args: tuple[object, ...], state: dict[str, object]
) -> NormalizerError:
    error = kind.__new__(kind)
    Exception.__init__(error, *args)
    error.__dict__.update(state)
    return error
