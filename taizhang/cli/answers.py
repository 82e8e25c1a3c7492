"""What is shown when something was not done, and every answer in JSON."""

from typing import Any

import click
import orjson

from checklists.errors import InvalidEntryError


def refuse(error: Exception, *, as_json: bool) -> None:
    """Show an error."""
    if not as_json:
        click.echo(f"✗ {error}", err=True)
        return
    problems = error.problems if isinstance(error, InvalidEntryError) else ()
    told = [
        {"path": one.path, "where": one.where, "what": one.what, "advice": one.advice}
        for one in problems
    ]
    code = getattr(error, "code", "")
    show_json({"error": {"code": code, "message": str(error), "problems": told}})


def show_json(data: Any) -> None:
    """One JSON value on standard output."""
    click.echo(json_bytes(data).decode())


def json_bytes(data: Any) -> bytes:
    """One JSON value as a person reads it."""
    return orjson.dumps(data, option=orjson.OPT_INDENT_2, default=str)
