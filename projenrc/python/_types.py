"""The types of parameters, as jsii writes them."""

import collections.abc
import enum
import functools
import inspect
import sys
import typing

import jsii

Function = typing.Callable[..., typing.Any]
Types = typing.Mapping[str, typing.Any]
Step = typing.Union[str, int]

PLAIN = (str, bool, int, float, list, tuple, type(None))


class Place(typing.NamedTuple):
    """Where a value is."""

    path: str
    """As messages print it."""
    owner: typing.Any
    """The function, or the innermost struct, around it."""
    steps: typing.Tuple[Step, ...]
    """From there to the value."""

    def item(self, index: int) -> "Place":
        return Place(f"{self.path}[{index}]", self.owner, (*self.steps, index))

    def entry(self, key: typing.Any) -> "Place":
        return Place(f'{self.path}["{key}"]', self.owner, (*self.steps, str(key)))

    def field(self, name: str) -> "Place":
        return Place(f"{self.path}.{name}", self.owner, (*self.steps, name))


def is_struct(wanted: typing.Any) -> bool:
    return inspect.isclass(wanted) and hasattr(wanted, "__jsii_name_mapping__")


def is_list(wanted: typing.Any) -> bool:
    return typing.get_origin(wanted) is collections.abc.Sequence


def is_map(wanted: typing.Any) -> bool:
    return typing.get_origin(wanted) is collections.abc.Mapping


@functools.lru_cache(maxsize=None)
def types_of(function: Function) -> Types:
    """Types by the names of the parameters."""
    return {name: wanted for name, wanted in typing.get_type_hints(function).items() if name != "return"}


def fields_of(struct: typing.Any) -> Types:
    """The types of a struct's fields."""
    return types_of(struct.__init__)


def required(struct: typing.Any) -> typing.List[str]:
    return [name for name, each in inspect.signature(struct).parameters.items() if each.default is each.empty]


def structs() -> typing.Iterator[typing.Any]:
    return filter(is_struct, vars(sys.modules[__package__]).values())


@functools.lru_cache(maxsize=None)
def struct_of(owner: typing.Any) -> typing.Any:
    """A struct itself, or the one whose fields are the keywords of a function; None if there is none."""
    if is_struct(owner):
        return owner
    parameters = inspect.signature(owner).parameters.values()
    keywords = {each.name for each in parameters if each.kind is each.KEYWORD_ONLY}
    return next((struct for struct in structs() if keywords and keywords == set(fields_of(struct))), None)


@functools.lru_cache(maxsize=None)
def alternatives_of(wanted: typing.Any) -> typing.Tuple[typing.Any, ...]:
    """What a value can be. A dict stands next to each struct, but those of a map are a Mapping."""
    alternatives = typing.get_args(wanted) if typing.get_origin(wanted) is typing.Union else (wanted,)
    return tuple(each for each in alternatives if typing.get_origin(each) is not dict)


def accepts(wanted: typing.Any, value: typing.Any) -> bool:
    """Whether a value can be meant for a type. Which interfaces an object has, jsii checks."""
    if wanted is typing.Any:
        return True
    if wanted in (str, bool, type(None)):
        return isinstance(value, wanted)
    if wanted in (int, float):
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if is_list(wanted):
        return isinstance(value, (list, tuple))
    if is_map(wanted):
        return isinstance(value, dict)
    if is_struct(wanted) or isinstance(wanted, jsii.JSIIMeta):
        return isinstance(value, wanted) or is_proxy(value) or (is_struct(wanted) and isinstance(value, dict))
    return not isinstance(value, (*PLAIN, dict))


def is_proxy(value: typing.Any) -> bool:
    """Whether a value stands for an object of which only an interface is known."""
    kind = type(value)
    return hasattr(kind, "__jsii_type__") and not isinstance(kind, jsii.JSIIMeta) and not is_struct(kind)


def is_unfinished(value: typing.Any) -> bool:
    """Whether a value is an object whose ``super().__init__()`` has not been called yet."""
    return isinstance(type(value), jsii.JSIIMeta) and not hasattr(value, "__jsii_ref__")


def described(alternatives: typing.Iterable[typing.Any]) -> str:
    """``a string, an EnvVarSource or an EnvValue``"""
    return either(list(dict.fromkeys(description(each) for each in alternatives if each is not type(None))))


def either(names: typing.Sequence[str]) -> str:
    """``a, b or c``"""
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last


def description(wanted: typing.Any) -> str:
    if is_list(wanted):
        return "a list"
    if is_map(wanted):
        return "a dict"
    if wanted in (int, float):
        return "a number"
    if wanted is bool:
        return "True or False"
    if wanted is str:
        return "a string"
    name = str(getattr(wanted, "__name__", wanted))
    return f"{'an' if name[0] in 'AEIOU' else 'a'} {name}"


def is_enum(wanted: typing.Any) -> bool:
    return inspect.isclass(wanted) and issubclass(wanted, enum.Enum)


def plain(key: typing.Any) -> str:
    """The same for all spellings of a name: ``host_ip``, ``hostIp``, ``hostIP``."""
    return str(key).replace("_", "").lower()
