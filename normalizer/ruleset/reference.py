"""The reference of the rule format, read from the model: its docstrings and ``#:`` comments.

Texts are Markdown: what the model has in double backticks stands in single ones here.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import ModuleType

import msgspec
from msgspec import inspect as shapes

from normalizer import model as values
from normalizer.ruleset import model

_MARK = "#:"
_EXAMPLE = "Example:"
#: What a value of a type is called, and many of them.
_NAMES: Mapping[type[shapes.Type], tuple[str, str]] = {
    shapes.StrType: ("text", "texts"),
    shapes.StructType: ("keys", "entries"),
    shapes.LiteralType: ("word", "words"),
    shapes.BoolType: ("true or false", "true or false"),
    shapes.IntType: ("whole number", "whole numbers"),
    shapes.DateType: ("day", "days"),
    shapes.NoneType: ("null", "null"),
}


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the format.

    ``type`` is in words (``list of texts``). ``meaning`` is empty where the model says nothing.
    ``example`` is the key with a value, as YAML. ``allowed`` are the values that it may have, where
    they are few; categories have a list of their own.
    """

    name: str
    type: str
    meaning: str
    example: str | None
    is_required: bool
    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one key of the format, or in a whole file.

    ``name`` is the key, and ``rule file`` for the file itself; ``struct`` is the class in the model.
    """

    name: str
    struct: str
    doc: str
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A category, and what is meant by it."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class _Comment:
    meaning: str = ""
    example: str | None = None


def sections() -> tuple[Section, ...]:
    """Return the format: the rule file, then what stands under its keys, in order of appearance."""
    comments = _comments(model)
    return tuple(
        Section(
            name=name,
            struct=struct.__name__,
            doc=_markdown(inspect.getdoc(struct) or ""),
            keys=tuple(
                _key(field, comments[struct.__name__].get(field.name, _Comment()))
                for field in msgspec.structs.fields(struct)
            ),
        )
        for name, struct in _structs("rule file", model.RuleFile).items()
    )


def categories() -> tuple[Word, ...]:
    """Return the words that a rule may use for what it takes, in the order of the model."""
    comments = _comments(values)[values.Category.__name__]
    return tuple(
        Word(category.value, comments.get(category.name, _Comment()).meaning)
        for category in values.Category
    )


def _structs(name: str, struct: type[msgspec.Struct]) -> dict[str, type[msgspec.Struct]]:
    """Return a struct and all that stand under its keys, each by the first key that has it."""
    found = {name: struct}
    for field in msgspec.structs.fields(struct):
        for shape in _alternatives(shapes.type_info(field.type)):
            inner = shape.item_type if isinstance(shape, shapes.VarTupleType) else shape
            if isinstance(inner, shapes.StructType) and inner.cls not in found.values():
                below = _structs(field.encode_name, inner.cls)
                found |= {key: one for key, one in below.items() if one not in found.values()}
    return found


def _key(field: msgspec.structs.FieldInfo, comment: _Comment) -> Key:
    alternatives = [
        shape
        for shape in _alternatives(shapes.type_info(field.type))
        # Where None is the value of a key that is left out, nobody may write it.
        if field.default is not None or not isinstance(shape, shapes.NoneType)
    ]
    return Key(
        name=field.encode_name,
        type=" or ".join(map(_words, alternatives)),
        meaning=comment.meaning,
        example=comment.example,
        is_required=field.required,
        allowed=tuple(word for shape in alternatives for word in _allowed(shape)),
    )


def _alternatives(shape: shapes.Type) -> list[shapes.Type]:
    found = shape.types if isinstance(shape, shapes.UnionType) else (shape,)
    return [_plain(one) for one in found]


def _plain(shape: shapes.Type) -> shapes.Type:
    return _plain(shape.type) if isinstance(shape, shapes.Metadata) else shape


def _words(shape: shapes.Type, *, many: bool = False) -> str:
    """Return a type as people call it."""
    if isinstance(shape, shapes.VarTupleType):
        return f"list of {_words(_plain(shape.item_type), many=True)}"
    if isinstance(shape, shapes.FloatType):
        return f"number above {shape.gt}, up to {shape.le}"
    if isinstance(shape, shapes.EnumType):
        return shape.cls.__name__.lower()
    return _NAMES[type(shape)][many]


def _allowed(shape: shapes.Type) -> tuple[str, ...]:
    match shape:
        case shapes.EnumType() if shape.cls is not values.Category:
            return tuple(str(member.value) for member in shape.cls)
        case shapes.LiteralType():
            return tuple(map(str, shape.values))
        case _:
            return ()


def _comments(module: ModuleType) -> Mapping[str, Mapping[str, _Comment]]:
    """Return the comments of a module's classes by class and attribute; empty where there is none."""
    source = inspect.getsource(module)
    return {
        node.name: dict(_of_attributes(node, source.splitlines()))
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef)
    }


def _of_attributes(owner: ast.ClassDef, lines: Sequence[str]) -> Iterator[tuple[str, _Comment]]:
    """Yield each attribute that has a comment: its own, or one above that an empty line follows."""
    shared = _Comment()
    for before, node in pairwise(owner.body):
        name = _name(node)
        if name is None:
            continue
        between = [line.strip() for line in lines[before.end_lineno : node.lineno - 1]]
        texts = [line.removeprefix(_MARK).strip() for line in between if line.startswith(_MARK)]
        comment = _parsed(texts) if texts else shared
        if texts:
            shared = _Comment() if between[-1] else comment
        if comment.meaning:
            yield name, comment


def _name(node: ast.stmt) -> str | None:
    """Return the attribute that a statement in a class body defines."""
    match node:
        case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
            return name
        case _:
            return None


def _parsed(texts: Sequence[str]) -> _Comment:
    meaning = [text for text in texts if not text.startswith(_EXAMPLE)]
    examples = [text.removeprefix(_EXAMPLE).strip() for text in texts if text not in meaning]
    return _Comment(_markdown(" ".join(meaning)), examples[0] if examples else None)


def _markdown(text: str) -> str:
    return text.replace("``", "`")
