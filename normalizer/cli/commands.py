"""What commands are made of beside what click brings: arguments with help, groups that wait."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import click


class Argument(click.Argument):
    """An argument that the help describes, as it does options. click has that from 8.5 on."""

    def __init__(self, param_decls: Sequence[str], *, help: str, **attrs: Any) -> None:
        super().__init__(param_decls, **attrs)
        self.help = help

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        """Return name and help, for the two columns of a list."""
        required = "  [required]" if self.required else ""
        return self.human_readable_name, f"{self.help}{required}"


class LazyGroup(click.Group):
    """A group that imports a command when it is asked for: each run pays for its own alone.

    ``places`` says where the commands are, by name and in the order of the help: ``module:function``.
    """

    def __init__(self, *args: Any, places: Mapping[str, str], **attrs: Any) -> None:
        super().__init__(*args, **attrs)
        self._places = places

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Return the command's words, without the options before it.

        No word at all is wrong usage, explained by the help; click before 8.2 took it for a question.
        """
        if not args:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(2)
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, or None where there is none."""
        place = self._places.get(cmd_name)
        return _at(place) if place else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their whole summaries, which click would cut at a line's end."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary(one)) for name, one in self.members().items()])

    def members(self) -> dict[str, click.Command]:
        """Return all commands by name; imports them."""
        return {name: _at(place) for name, place in self._places.items()}


def _at(place: str) -> click.Command:
    module, _, function = place.partition(":")
    command: click.Command = getattr(import_module(module), function)
    return command


def description(command: click.Command) -> str:
    """Return what the help says of a command, without the indentation of its source."""
    return inspect.cleandoc(command.help or "")


def summary(command: click.Command) -> str:
    """Return the first paragraph of what the help says of a command, as one line."""
    return description(command).partition("\n\n")[0].replace("\n", " ")
