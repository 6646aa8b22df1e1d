"""
Dicts in place of structs, wherever the library takes structs: also in lists and maps, and next to other types.

jsii passes dicts in lists on as they are, and silently drops the keys that it does not know, such as ``read_only`` for
``readOnly``. Here dicts become structs, and unknown keys are errors. A key is spelled as in Python, or as in the
Kubernetes API.
"""

import collections.abc
import difflib
import functools
import inspect
import itertools
import typing

Function = typing.Callable[..., typing.Any]
Converter = typing.Callable[[typing.Any, str], typing.Any]


def accept_dicts(module: typing.Dict[str, typing.Any]) -> None:
    """Wraps the constructors and methods of a module that jsii generated."""
    for owner in list(module.values()):
        if inspect.isclass(owner) and owner.__module__ == module["__name__"]:
            for name, member in list(vars(owner).items()):
                wrap_member(owner, name, member)


def wrap_member(owner: typing.Any, name: str, member: typing.Any) -> None:
    path = owner.__name__ if name == "__init__" else f"{owner.__name__}.{name}"
    if inspect.isfunction(member) and takes_structs(member):
        setattr(owner, name, converting(member, path))
    elif isinstance(member, classmethod) and takes_structs(member.__func__):
        setattr(owner, name, classmethod(converting(member.__func__, path)))


def is_struct(value: typing.Any) -> bool:
    return inspect.isclass(value) and hasattr(value, "__jsii_name_mapping__")


def takes_structs(function: Function) -> bool:
    """Whether a function has parameters that are structs, or the fields of one as keywords."""
    parameters = inspect.signature(function).parameters.values()
    return any(each.kind is each.KEYWORD_ONLY or "typing.Dict[" in str(each.annotation) for each in parameters)


def converting(function: Function, path: str) -> Function:
    """Has a function convert its arguments first."""
    signature = inspect.signature(function).parameters
    parameters = list(signature)[1:]

    @functools.wraps(function)
    def wrapper(self: typing.Any, *args: typing.Any, **kwargs: typing.Any) -> typing.Any:
        def convert(name: typing.Optional[str], value: typing.Any) -> typing.Any:
            converter = converters_of(function).get(name or "")
            return converter(value, f"{path}: {name}") if converter else value

        for name in kwargs:
            if name not in parameters:
                raise TypeError(f'{path} has no "{name}"{suggestion(name, parameters, required(signature))}')
        positional = [convert(name, value) for name, value in itertools.zip_longest(parameters[: len(args)], args)]
        return function(self, *positional, **{name: convert(name, value) for name, value in kwargs.items()})

    return wrapper


@functools.lru_cache(maxsize=None)
def converters_of(function: Function) -> typing.Dict[str, Converter]:
    """Converters by the names of the parameters that need one."""
    converters = {name: converter_of(hint) for name, hint in typing.get_type_hints(function).items()}
    return {name: converter for name, converter in converters.items() if converter}


def converter_of(hint: typing.Any) -> typing.Optional[Converter]:
    """Converts values of a type, if it contains structs."""
    if is_struct(hint):
        return functools.partial(to_struct, hint)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Union:
        # The library has no type with several of them.
        return next(filter(None, map(converter_of, arguments)), None)
    if origin is collections.abc.Sequence:
        item = converter_of(arguments[0])
        return item and functools.partial(convert_items, item)
    if origin is collections.abc.Mapping:
        return functools.partial(convert_members, converter_of(arguments[1]), takes_numbers(arguments[1]))
    return None


def takes_numbers(hint: typing.Any) -> bool:
    alternatives = typing.get_args(hint) if typing.get_origin(hint) is typing.Union else ()
    return hint in (typing.Any, bool, int, float) or any(map(takes_numbers, alternatives))


def convert_items(item: Converter, value: typing.Any, path: str) -> typing.Any:
    if not isinstance(value, (list, tuple)):
        return value
    return [item(each, f"{path}[{i}]") for i, each in enumerate(value)]


def convert_members(
    member: typing.Optional[Converter], numbers: bool, value: typing.Any, path: str
) -> typing.Any:
    if not isinstance(value, dict):
        return value
    for key, each in value.items():
        if isinstance(each, (bool, int, float)) and not numbers:
            raise TypeError(f'{path}["{key}"]: {each} must be a string: "{str(each).lower()}"')
    return {key: member(each, f'{path}["{key}"]') for key, each in value.items()} if member else value


def to_struct(struct: typing.Any, value: typing.Any, path: str) -> typing.Any:
    if not isinstance(value, dict):
        return value
    names = {plain(name): name for name in struct.__jsii_name_mapping__}
    parameters = inspect.signature(struct).parameters
    converters = converters_of(struct.__init__)
    given: typing.Dict[str, typing.Any] = {}
    for key, member in value.items():
        name = names.get(plain(key))
        if name is None or not is_spelled_as(key, name):
            hint = suggestion(key, names.values(), required(parameters))
            raise TypeError(f'{path}: {struct.__name__} has no "{key}"{hint}')
        if name in given:
            raise TypeError(f'{path}: "{name}" is set twice')
        converter = converters.get(name)
        given[name] = converter(member, f"{path}.{name}") if converter else member
    missing = [f'"{name}"' for name in required(parameters) if name not in given]
    if missing:
        raise TypeError(f'{path}: {struct.__name__} needs {", ".join(missing)}')
    return struct(**given)


def required(parameters: typing.Mapping[str, inspect.Parameter]) -> typing.List[str]:
    return [name for name, each in parameters.items() if each.default is each.empty]


def is_spelled_as(key: str, name: str) -> bool:
    """Whether the parts of a key can be told: ``mount_path`` and ``mountPath``, not ``mountpath``."""
    return key == name or key != plain(key)


def suggestion(key: typing.Any, names: typing.Iterable[str], needed: typing.Sequence[str] = ()) -> str:
    """The name that was probably meant. What is needed comes first: ``container_port`` for ``port``."""
    part = next((name for name in needed if name.endswith(f"_{key}")), None)
    known = {plain(name): name for name in names}
    near = [part] if part else [known[name] for name in difflib.get_close_matches(plain(key), known, 1)]
    return f'. Did you mean "{near[0]}"?' if near else ""


def plain(key: typing.Any) -> str:
    """The same for all spellings of a name: ``host_ip``, ``hostIp``, ``hostIP``."""
    return str(key).replace("_", "").lower()
