"""Names that resemble an unknown one."""

import typing

MIN_PART = 4
"""Letters that a part of a name needs, to tell which name is meant."""


def nearest(name: str, candidates: typing.Mapping[str, str]) -> typing.Optional[str]:
    """The candidate that resembles a name most; none if more than a third of its letters differ."""
    most = max(1, len(name) // 3)
    edits, best = min(((edit_distance(name, each), each) for each in candidates), default=(most + 1, ""))
    return candidates[best] if edits <= most else None


def edit_distance(a: str, b: str) -> int:
    """How many letters must be inserted, removed, replaced or swapped with a neighbour."""
    rows = [list(range(len(b) + 1))]
    for i in range(1, len(a) + 1):
        row = [i]
        for j in range(1, len(b) + 1):
            cost = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                cost = min(cost, rows[i - 2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


def part_of(name: str, candidates: typing.Mapping[str, str]) -> typing.Optional[str]:
    """The only candidate that begins with a name, or ends with it."""
    found = [each for each in candidates if each.startswith(name) or each.endswith(name)]
    return candidates[found[0]] if len(name) >= MIN_PART and len(found) == 1 else None
