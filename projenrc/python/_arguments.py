"""
Arguments before jsii gets them: dicts become structs wherever the library takes structs, and what is unknown or of a
wrong type is a ``TypeError`` that says what to write.

jsii passes dicts in lists on as they are, and silently drops the keys that it does not know, such as ``read_only`` for
``readOnly``. It reports wrong types in terms of its own. Here a key is spelled as in Python, or as in the Kubernetes
API.
"""

import functools
import inspect
import itertools
import typing

from . import _hints as hints
from ._types import (
    Function,
    Place,
    accepts,
    alternatives_of,
    described,
    fields_of,
    is_list,
    is_map,
    is_struct,
    is_unfinished,
    plain,
    required,
    types_of,
)

CALL_INIT = "call super().__init__() first"


class Mistake(Exception):
    """A mistake in an argument. The call that got it raises a ``TypeError``."""


def convert_arguments(module: typing.Dict[str, typing.Any]) -> None:
    """Wraps the constructors and methods of a module that jsii generated."""
    for owner in list(module.values()):
        if inspect.isclass(owner) and owner.__module__ == module["__name__"]:
            for name, member in list(vars(owner).items()):
                wrap_member(owner, name, member)


def wrap_member(owner: typing.Any, name: str, member: typing.Any) -> None:
    if name.startswith("_") and name != "__init__":
        return
    path = owner.__name__ if name == "__init__" else f"{owner.__name__}.{name}"
    if inspect.isfunction(member) and has_parameters(member):
        setattr(owner, name, converting(member, path))
    elif isinstance(member, classmethod) and has_parameters(member.__func__):
        setattr(owner, name, classmethod(converting(member.__func__, path)))


def has_parameters(function: Function) -> bool:
    return len(inspect.signature(function).parameters) > 1


def converting(function: Function, path: str) -> Function:
    """Has a function convert its arguments first."""
    signature = list(inspect.signature(function).parameters.values())[1:]
    parameters = [each.name for each in signature]

    def converted(
        args: typing.Sequence[typing.Any], kwargs: typing.Mapping[str, typing.Any]
    ) -> typing.Tuple[typing.List[typing.Any], typing.Dict[str, typing.Any]]:
        types = types_of(function)
        surplus = hints.of_surplus(args, signature, types)
        if surplus:
            raise Mistake(f"{path} {surplus}")
        for name, value in kwargs.items():
            if name not in parameters:
                hint = hints.of_unknown(name, function, types, kwargs)
                raise Mistake(f'{path} has no "{name}"{hint}')

        def convert_one(name: typing.Optional[str], value: typing.Any) -> typing.Any:
            # Items of *arguments have no name of their own.
            if name is None or name not in types:
                return value
            place = Place(f"{path}: {name}", function, (name,))
            refuse_circles(value, place)
            return convert(types[name], value, place)

        positional = [convert_one(name, each) for name, each in itertools.zip_longest(parameters[: len(args)], args)]
        return positional, {name: convert_one(name, value) for name, value in kwargs.items()}

    @functools.wraps(function)
    def wrapper(self: typing.Any, *args: typing.Any, **kwargs: typing.Any) -> typing.Any:
        try:
            if function.__name__ != "__init__" and is_unfinished(self):
                raise Mistake(f"{path}: {CALL_INIT}")
            positional, keywords = converted(args, kwargs)
        except Mistake as mistake:
            raise TypeError(str(mistake)) from None
        return function(self, *positional, **keywords)

    return wrapper


def refuse_circles(value: typing.Any, place: Place, around: typing.Tuple[int, ...] = ()) -> None:
    """Reports a dict or a list that contains itself: whatever goes through it would never end."""
    if id(value) in around:
        raise Mistake(f"{place.path}: contains itself, which JSON can't represent")
    inside = (*around, id(value))
    if isinstance(value, dict):
        for key, each in value.items():
            refuse_circles(each, place.entry(key), inside)
    elif isinstance(value, (list, tuple)):
        for i, each in enumerate(value):
            refuse_circles(each, place.item(i), inside)
    elif is_struct(type(value)):
        for name, each in value._values.items():
            refuse_circles(each, place.field(name), inside)


def convert(wanted: typing.Any, value: typing.Any, place: Place) -> typing.Any:
    """The value, with structs in place of dicts."""
    if is_unfinished(value):
        raise Mistake(f"{place.path}: {CALL_INIT}")
    alternatives = alternatives_of(wanted)
    meant = next((each for each in alternatives if accepts(each, value)), None)
    if meant is None:
        raise Mistake(wrong_type(alternatives, value, place))
    if is_struct(meant):
        return to_struct(meant, value, place) if isinstance(value, dict) else value
    if is_list(meant):
        (item,) = typing.get_args(meant)
        return [convert(item, each, place.item(i)) for i, each in enumerate(value)]
    if is_map(meant):
        _, member = typing.get_args(meant)
        return {key: convert(member, each, place.entry(key)) for key, each in value.items()}
    return value


def wrong_type(alternatives: typing.Sequence[typing.Any], value: typing.Any, place: Place) -> str:
    if isinstance(value, (bool, int, float)) and str in alternatives:
        return f'{place.path}: {value} must be a string: "{str(value).lower()}"'
    kind = "None" if value is None else type(value).__name__
    hint = hints.of_wrong_type(alternatives, value, place)
    return f"{place.path}: must be {described(alternatives)}, not {kind}{hint}"


def to_struct(struct: typing.Any, value: typing.Dict[typing.Any, typing.Any], place: Place) -> typing.Any:
    types = fields_of(struct)
    names = {plain(name): name for name in types}
    given: typing.Dict[str, typing.Any] = {}
    for key, member in value.items():
        name = names.get(plain(key))
        if name is None or not is_spelled_as(key, name):
            hint = hints.of_unknown(str(key), struct, types, value)
            raise Mistake(f'{place.path}: {struct.__name__} has no "{key}"{hint}')
        if name in given:
            raise Mistake(f'{place.path}: "{name}" is set twice')
        given[name] = convert(types[name], member, Place(f"{place.path}.{name}", struct, (name,)))
    missing = [f'"{name}"' for name in required(struct) if name not in given]
    if missing:
        raise Mistake(f'{place.path}: {struct.__name__} needs {", ".join(missing)}')
    return struct(**given)


def is_spelled_as(key: typing.Any, name: str) -> bool:
    """Whether the parts of a key can be told: ``mount_path`` and ``mountPath``, not ``mountpath``."""
    return bool(key == name or key != plain(key))
