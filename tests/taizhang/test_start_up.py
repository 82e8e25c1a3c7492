"""The help page is there at once: nothing that takes time is loaded for it."""

import subprocess
import sys

import pytest

from taizhang.cli.commands import SECTIONS, group

HEAVY = (
    "checklists.catalogue",
    "records.ledger",
    "generator.document",
    "pydantic",
    "pyhanko",
    "rich.table",
)


def loaded_by(*words: str) -> set[str]:
    """Modules in memory after a command."""
    return _loaded(
        "from taizhang.cli import main\ntry: main(sys.argv[1:])\nexcept SystemExit: pass\n",
        *words,
    )


def _loaded(program: str, *words: str) -> set[str]:
    telling = f"import sys\n{program}\nprint('LOADED', *sys.modules)"
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", telling, *words], capture_output=True, text=True, check=True
    )
    return set(done.stdout.rpartition("LOADED")[2].split())


def test_the_help_page_loads_nothing_heavy() -> None:
    loaded = loaded_by("--help")
    assert "taizhang.cli.commands" in loaded
    assert [name for name in HEAVY if name in loaded] == []


def test_the_list_of_registers_loads_neither_the_desk_nor_the_engines() -> None:
    loaded = loaded_by("registers")
    assert "checklists.catalogue" in loaded
    assert not {"taizhang.desk", "pyhanko", "weasyprint", "PIL"} & loaded


def test_the_desk_loads_neither_the_engines_nor_what_signs_a_volume() -> None:
    assert not {"pyhanko", "weasyprint", "plutoprint"} & _loaded("import taizhang.desk")


@pytest.mark.parametrize("name", [name for one in SECTIONS.values() for name in one.commands])
def test_every_command_of_the_help_page_exists_and_no_other(name: str) -> None:
    assert group.load().keys() == {one for part in SECTIONS.values() for one in part.commands}
    assert group.load()[name].help == group.help_of(name)
