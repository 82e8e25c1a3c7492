"""What a form is sent with: as it is, blank, in good will, and with what no form is made for."""

from collections.abc import Iterator, Mapping

from checklists.entry import Entry
from tests.taizhang.office import TERM
from tests.web.filled import fields, photographed
from tests.web.kept import jpeg
from tests.web.markup import MARK, Control, Form
from tests.web.school import PASSWORD, STROKES

Value = str | bytes
Pairs = list[tuple[str, Value]]
"""Names and values as they are sent; bytes are a file."""

NASTY: Mapping[str, str] = {
    "markup": f"\"'><{MARK} onzz=1></textarea></title></script><script>zz()</script>&lt;",
    "a long text": "长" * 3000,
    "control characters": "\x00\x01\x1b[31m\u202e\u2028\ufeff\x7f",
    "rare letters": "👩‍🏫𬱖e\u0301ﷺ",
    "programs": "'; DROP TABLE x; --{{7919*7907}}${7919*7907}%s%n../../../etc/passwd",
}
"""What no text is made for."""
ODD: Mapping[str, str] = {
    **NASTY,
    "a number": "-99999999999999999999.9e999",
    "no number": "NaN",
    "a day": "9999-12-31T23:59:60+23:59",
}
"""What no field is made for."""
SHORT = f"\"'><{MARK} onzz=1>"
GOOD: Mapping[str, Value] = {
    "password": PASSWORD,
    "date": "2026-03-05",
    "time": "11:00",
    "datetime-local": "2026-03-05T11:00",
    "file": jpeg(size=(64, 48)),
}
CODE = "482913"
"""That begins a school."""
KNOWN: Mapping[str, str] = {
    "term": TERM,
    "e.key": TERM,
    "e.end": "2026-07-03",
    "code": CODE,
    "_code": CODE,
    "_strokes": STROKES,
    "_password": "",
}
"""What a field of this name means, whoever sends it."""
AT_A_TIME = 6
"""Fields of a form that are spoilt each by itself."""


def fillings(form: Form) -> Iterator[tuple[str, Pairs]]:
    """How, and with what; what changes most comes last."""
    for button in form.buttons:
        yield f"untouched, button {button[0]}", as_it_is(form, button)
    yield "blank", [(one.name, "") for one in _open(form) if one.kind != "file"] + _hidden(form)
    yield from everywhere(form, *NASTY)
    first = form.buttons[0]
    words = [*ODD.items()]
    for place, field in enumerate([one for one in form.controls if one.name != "_token"]):
        if place < AT_A_TIME:
            about, word = words[place % len(words)]
            kept = [pair for pair in _willing(form) if pair[0] != field.name]
            yield (
                f"{about} in {field.name}",
                [*kept, (field.name, _bad(field, word)), *_pressed(first)],
            )
    yield from good_will(form)


def good_will(form: Form) -> Iterator[tuple[str, Pairs]]:
    """As somebody sends it who means it, by every button."""
    for button in form.buttons:
        yield f"in good will, button {button[0]}", [*_willing(form), *_pressed(button)]


def everywhere(form: Form, *about: str) -> Iterator[tuple[str, Pairs]]:
    """With something nasty in every field that can be seen."""
    for one in about:
        spoilt: Pairs = [
            (field.name, KNOWN.get(field.name) or _bad(field, NASTY[one]))
            for field in _open(form)
            if field.name != "_password"  # a wrong one is told before anything else is looked at
        ]
        yield f"{one} everywhere", [*spoilt, *_hidden(form), *_pressed(form.buttons[-1])]


def written(kind: type[Entry]) -> Pairs:
    """A register's form filled in as it should be, with markup for every text of one's own."""
    asked = [one for one in kind.columns() if one.stage == kind.register.stages[0]]
    data = {one.name: kind.example[one.name] for one in asked if one.name in kind.example}
    texts = {one.name: SHORT for one in asked if one.kind == "text" and one.name in data}
    files: Pairs = [(name, GOOD["file"]) for name in photographed(kind, data)]
    return [("_token", ""), ("_id", ""), *fields(kind, {**data, **texts}), *files]


def as_it_is(form: Form, button: tuple[str, str] = ("", "")) -> Pairs:
    """What a browser sends if nobody touches anything."""
    return [(one.name, value) for one in form.controls for value in one.values] + _pressed(button)


def _willing(form: Form) -> Pairs:
    return [(one.name, value) for one in form.controls for value in _good(one)]


def _good(control: Control) -> tuple[Value, ...]:
    if control.name in KNOWN:
        return (KNOWN[control.name],)
    if control.kind in GOOD:
        return (GOOD[control.kind],)
    if control.kind in ("checkbox", "radio"):
        return control.options[:1]
    if control.kind == "select":
        return control.options[-1:]
    return control.values if any(control.values) else ("核对",)


def _bad(control: Control, word: str) -> Value:
    return f"{word[:40]}.jpg\0".encode() + b"\xff\xd8\xff" if control.kind == "file" else word


def _open(form: Form) -> list[Control]:
    return [one for one in form.controls if one.kind != "hidden"]


def _hidden(form: Form) -> Pairs:
    return [
        (one.name, value) for one in form.controls if one.kind == "hidden" for value in one.values
    ]


def _pressed(button: tuple[str, str]) -> Pairs:
    return [button] if button[0] else []
