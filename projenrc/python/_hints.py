"""
What to write in place of an unknown name, or of a value of a wrong type.

The library is asked about a manifest with the same mistake, and its hint is translated into Python. What keywords are
called, and which of them a name belongs in, is found out here.
"""

import datetime
import functools
import inspect
import math
import os
import re
import sys
import typing

from cdk8s import Duration, Size
from cdk8s_plus_28 import Cpu

from ._similar_names import nearest, part_of
from ._spec_names import NAMES
from ._types import (
    Place,
    Step,
    Types,
    accepts,
    alternatives_of,
    either,
    fields_of,
    is_enum,
    is_list,
    is_map,
    is_struct,
    plain,
    required,
    struct_of,
)

Api = typing.Tuple[str, str, typing.Tuple[Step, ...]]
"""Version and kind of a manifest, and where in it a struct is."""

ROOTS: typing.Mapping[str, Api] = {
    "ContainerBaseProps": ("v1", "Pod", ("spec", "containers", 0)),
    "AlgorithmPod": ("v1", "Pod", ("spec",)),
    "SharedVolumeProps": ("v1", "Pod", ("spec", "volumes", 0)),
    "JobOptions": ("batch/v1", "Job", ("spec",)),
    "CronJobOptions": ("batch/v1", "CronJob", ("spec",)),
    "DeploymentOptions": ("apps/v1", "Deployment", ("spec",)),
    "StatefulSetOptions": ("apps/v1", "StatefulSet", ("spec",)),
    "DaemonSetOptions": ("apps/v1", "DaemonSet", ("spec",)),
}

OWN_NAMES = {"volumes": "Declare each with SharedVolume.from_empty_dir(), SharedVolume.from_config_map() …"}
"""What no keyword takes."""

NOT_OURS = re.compile(r"did you mean|it belongs (in (spec|metadata)\b|at the top)|.*missing here", re.IGNORECASE)
"""Hints about names of the manifest: what a keyword is called, and where it belongs, is different here."""

MOST_PLACES = 2
"""A name that has more of them tells nothing."""
MOST_FIELDS = 8
MOST_FACTORIES = 3
MOST_KEYWORDS = 3
ENDINGS = ("s", "seconds", "name", "ref")
"""What names end in, which people leave out."""


def of_unknown(name: str, owner: typing.Any, types: Types, given: typing.Mapping[typing.Any, typing.Any]) -> str:
    """What to do with a name that a struct or a function, whose parameters have these types, does not have."""
    names = {plain(each): each for each in types}
    key = plain(name)
    if key in names:
        return sentence(did_you_mean(names[key]))
    near = next((names[key + end] for end in ENDINGS if key + end in names), None)
    return sentence(
        in_spec(name, struct_of(owner))
        or unknown_in_api(name, struct_of(owner), given)
        or did_you_mean(near)
        or right_place(name, types)
        or did_you_mean(nearest(key, names) or part_of(key, names))
        or OWN_NAMES.get(name)
    )


def of_surplus(
    args: typing.Sequence[typing.Any], parameters: typing.Sequence[inspect.Parameter], types: Types
) -> typing.Optional[str]:
    """What to do when there are more arguments without names than a function takes."""
    unnamed = [each for each in parameters if each.kind is each.POSITIONAL_OR_KEYWORD]
    keywords = [each for each in parameters if each.kind is each.KEYWORD_ONLY]
    takes_any = any(each.kind is each.VAR_POSITIONAL for each in parameters)
    if len(args) <= len(unnamed) or takes_any or not keywords:
        return None
    needed = [each.name for each in keywords if each.default is each.empty]
    meant = needed or keywords_for(args[len(unnamed)], {each.name: types[each.name] for each in keywords})
    names = ", ".join(f"{each}=…" for each in meant)
    return (
        f"takes {len(unnamed) or 'no'} arguments without names, not {len(args)}. Write the others with names: {names}"
    )


def keywords_for(value: typing.Any, types: Types) -> typing.List[str]:
    """The keywords that a value without a name can be meant for: those that a dict has as keys, or that take it."""
    keys = set(map(plain, value)) if isinstance(value, dict) else set()
    named = [name for name in types if plain(name) in keys]
    taking = [name for name, wanted in types.items() if any(accepts(each, value) for each in alternatives_of(wanted))]
    return (named or taking or list(types))[:MOST_KEYWORDS]


def of_wrong_type(alternatives: typing.Sequence[typing.Any], value: typing.Any, place: Place) -> str:
    """What to write in place of a value that is none of the alternatives."""
    if value is None:
        return sentence(NOT_SET if str in alternatives else None)
    forms = map(form_of, alternatives)
    return sentence(
        in_plain_words(alternatives, value)
        or wrong_in_api(alternatives, value, place)
        or next(filter(None, forms), None)
    )


def in_plain_words(alternatives: typing.Sequence[typing.Any], value: typing.Any) -> typing.Optional[str]:
    """The string or the number that an object stands for."""
    if isinstance(value, os.PathLike) and str in alternatives:
        return f'Write "{os.fspath(value)}"'
    if isinstance(value, (Cpu, Size)) and str in alternatives:
        return f'Write "{value.amount if isinstance(value, Cpu) else value.as_string()}"'
    if float in alternatives or int in alternatives:
        if isinstance(value, datetime.timedelta):
            return f"Write seconds: {round(value.total_seconds())}"
        if isinstance(value, Duration):
            return f"Write seconds: {value.to_seconds(integral=False):.0f}"
    return None


OBJECTS = {
    "Construct": "Pass the construct that it belongs to first, such as the chart or the algorithm",
    "ContainerBase": "Pass the algorithm, or what add_side_car() returned",
}
"""Where objects that no method of their own class makes come from."""

NOT_SET = 'Does it come from a variable that is not set? An empty value is ""'


def did_you_mean(name: typing.Optional[str]) -> typing.Optional[str]:
    return f'Did you mean "{name}"?' if name else None


def sentence(hint: typing.Optional[str]) -> str:
    return f". {hint[0].upper()}{hint[1:]}" if hint else ""


def form_of(wanted: typing.Any) -> typing.Optional[str]:
    """How a value of a type is written."""
    if is_struct(wanted):
        return form_of_struct(wanted)
    if is_enum(wanted):
        return f"Use {either([f'{wanted.__name__}.{each.name}' for each in wanted])}"
    if is_list(wanted):
        return "Write a list"
    if is_map(wanted):
        takes_strings = str in alternatives_of(typing.get_args(wanted)[1])
        return 'Write names and values: {"NAME": "value"}' if takes_strings else None
    makers = [f"{wanted.__name__}.{name}()" for name in factories(wanted)]
    more = " …" if len(makers) > MOST_FACTORIES else ""
    return f"Use {', '.join(makers[:MOST_FACTORIES])}{more}" if makers else OBJECTS.get(wanted.__name__)


def form_of_struct(struct: typing.Any) -> typing.Optional[str]:
    needed = ", ".join(f'"{name}": …' for name in required(struct))
    if needed:
        return f"Write {{{needed}}}"
    names = list(fields_of(struct))
    return (
        f"Its fields are {', '.join(names)}" if len(names) <= MOST_FIELDS else f"Write {struct.__name__}(…), or a dict"
    )


def factories(wanted: typing.Any) -> typing.Dict[str, typing.Any]:
    """The class methods of a class that make an object of it, by name."""
    if not inspect.isclass(wanted) or wanted.__module__ != __package__:
        return {}
    methods = {name: each.__func__ for name, each in vars(wanted).items() if isinstance(each, classmethod)}
    return {name: each for name, each in methods.items() if typing.get_type_hints(each).get("return") is wanted}


Path = typing.Tuple[str, ...]


def right_place(name: str, types: Types) -> typing.Optional[str]:
    """The keywords nearest to a name that take it: ``pod`` for ``tolerations``."""
    level = structs_in((), types)
    found = [".".join(path) for path, struct in level if takes(struct, name)] + factories_with(name, types)
    # A single word, such as user, can mean something else that far away.
    if not found and "_" in name:
        below = [each for path, struct in level for each in structs_in(path, fields_of(struct))]
        found = [".".join(path) for path, struct in below if takes(struct, name)]
    return f"It belongs in {either(found)}" if 0 < len(found) <= MOST_PLACES else None


def structs_in(path: Path, types: Types) -> typing.List[typing.Tuple[Path, typing.Any]]:
    """Keywords and their structs. A struct of several keywords, such as a probe, tells nothing about the place."""
    found = [
        ((*path, name), each) for name, wanted in types.items() for each in filter(is_struct, alternatives_of(wanted))
    ]
    all_structs = [struct for _, struct in found]
    return [each for each in found if all_structs.count(each[1]) == 1]


def factories_with(name: str, types: Types) -> typing.List[str]:
    """Factories of the keywords' classes that take a name: ``AlgorithmWorkload.job()`` for ``backoff_limit``."""
    classes = [each for wanted in types.values() for each in alternatives_of(wanted) if not is_struct(each)]
    return [
        f"{each.__name__}.{method}()"
        for each in classes
        for method, function in factories(each).items()
        if takes(struct_of(function), name)
    ]


def takes(struct: typing.Any, name: str) -> bool:
    return struct is not None and plain(name) in map(plain, fields_of(struct))


def in_spec(name: str, struct: typing.Any) -> typing.Optional[str]:
    """What to do with a name that is none of HKube's."""
    match = re.fullmatch(r"Hkube(\w+?)(?:Spec)?", getattr(struct, "__name__", ""))
    hint = NAMES.get(match[1], {}).get(camel(name)) if match else None
    return in_python(hint) if hint else None


# What the library is asked


@functools.lru_cache(maxsize=None)
def api_places() -> typing.Dict[typing.Any, Api]:
    """Where in a manifest each struct is."""
    module = vars(sys.modules[__package__])
    places: typing.Dict[typing.Any, Api] = {module[name]: api for name, api in ROOTS.items()}
    waiting = list(places)
    for struct in waiting:
        version, kind, steps = places[struct]
        for name, wanted in fields_of(struct).items():
            for part, index in parts_of(alternatives_of(wanted)):
                if part not in places:
                    places[part] = (version, kind, (*steps, api_name(struct, name), *index))
                    waiting.append(part)
    return places


def parts_of(
    alternatives: typing.Sequence[typing.Any],
) -> typing.Iterator[typing.Tuple[typing.Any, typing.Tuple[int, ...]]]:
    """The structs among alternatives, and among the items of lists, and where those are in the value."""
    for each in alternatives:
        if is_struct(each):
            yield each, ()
        elif is_list(each):
            yield from ((item, (0,)) for item in alternatives_of(typing.get_args(each)[0]) if is_struct(item))


def api_name(struct: typing.Any, name: str) -> str:
    return str(struct.__jsii_name_mapping__.get(name) or camel(name))


def camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda match: match[1].upper(), name)


def unknown_in_api(
    name: str, struct: typing.Any, given: typing.Mapping[typing.Any, typing.Any]
) -> typing.Optional[str]:
    if struct is None:
        return None
    content = {api_name(struct, str(each)): as_json(value) for each, value in given.items()}
    hint = hint_of_api(struct, content, (api_name(struct, name),))
    return in_python(hint) if hint and not NOT_OURS.match(hint) else None


def wrong_in_api(alternatives: typing.Sequence[typing.Any], value: typing.Any, place: Place) -> typing.Optional[str]:
    struct = struct_of(place.owner)
    if struct is None:
        return None
    first, *others = place.steps
    steps = (api_name(struct, str(first)), *(0 if isinstance(each, int) else each for each in others))
    hint = hint_of_api(struct, nested(steps, as_json(value, alternatives)), steps)
    takes_map = any(map(is_map, alternatives))
    # Variables are a map here, and a list in the API.
    is_ours = hint and not NOT_OURS.match(hint) and not (takes_map and "[" in hint)
    return in_python(hint, takes_map) if hint and is_ours else None


def nested(steps: typing.Sequence[Step], value: typing.Any) -> typing.Any:
    for step in reversed(steps):
        value = [value] if isinstance(step, int) else {step: value}
    return value


def hint_of_api(struct: typing.Any, content: typing.Any, steps: typing.Sequence[Step]) -> typing.Optional[str]:
    """
    The library's hint about a part of a struct.

    :param content: the struct as it is in a manifest
    :param steps: from the struct to the part
    """
    place = next((api_places()[each] for each in inspect.getmro(struct) if each in api_places()), None)
    if place is None:
        return None
    version, kind, around = place
    field, *others = steps
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in (*around, field))[1:]
    path += "".join(f"[{step}]" for step in others)
    validator = vars(sys.modules[__package__])["ManifestValidator"]
    findings = validator.validate({"apiVersion": version, "kind": kind, **nested(around, content)})
    return next((each.hint for each in findings if each.path == path and each.hint), None)


def as_json(value: typing.Any, alternatives: typing.Sequence[typing.Any] = ()) -> typing.Any:
    """A value as it would be in a manifest; what cannot be in one is null."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, (list, tuple)):
        return [as_json(each) for each in value]
    if is_struct(type(value)):
        return as_json({api_name(type(value), name): each for name, each in value._values.items()})
    if not isinstance(value, dict):
        return None
    structs = [struct for struct, _ in parts_of(alternatives)]
    names = {plain(name): api_name(struct, name) for struct in structs for name in fields_of(struct)}
    return {names.get(plain(key), str(key)): as_json(each) for key, each in value.items()}


# From YAML to Python

TOKEN = re.compile(
    r"""(?P<text>"(?:[^"\\]|\\.)*")"""
    r"""|(?P<open>\{\ |[\[{])|(?P<close>\ \}|[\]}])"""
    r"""|(?P<key>(?:(?<=\{\ )|(?<=,\ )|(?<=[Ww]rite\ )(?!seconds:))[\w./-]+):\ """
    r"""|(?P<word>\b(?:true|false|null|[a-z]+[a-z0-9]*(?:[A-Z][A-Za-z0-9]*)+)\b)""",
    re.VERBOSE,
)
WORDS = {"true": "True", "false": "False", "null": "None"}


def in_python(hint: str, is_map_meant: bool = False) -> str:
    """``write httpGet: { port: 80 }`` → ``write http_get={"port": 80}``"""
    depth = 0

    def translated(match: "re.Match[str]") -> str:
        nonlocal depth
        kind, token = str(match.lastgroup), match[0]
        if kind == "open":
            depth += 1
            return token.strip()
        if kind == "close":
            depth -= 1
            return token.strip()
        if kind == "key":
            name = match["key"] if is_map_meant and depth > 0 else snake(match["key"])
            return f'"{name}": ' if depth > 0 else f"{name}="
        if kind == "word":
            return WORDS.get(token) or snake(token)
        return token

    return TOKEN.sub(translated, hint)


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
