"""The documentation says what the code does."""

import re
from pathlib import Path

import pytest

from checklists.catalogue import catalogue
from taizhang import reference
from taizhang.cli.commands import group
from taizhang.register_pages import register_page

ROOT = Path(__file__).parent.parent
WRITTEN = sorted(
    path
    for path in (ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md"))
    if "reference" not in path.parts
)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_reference_is_what_the_code_says_now() -> None:
    assert reference.outdated(reference.FOLDER) == [], "run ./run docs"


def test_a_page_that_was_changed_by_hand_or_lost_its_subject_is_outdated(tmp_path: Path) -> None:
    reference.write(tmp_path)
    assert reference.outdated(tmp_path) == []
    (tmp_path / "errors.md").write_text("changed by hand", "utf-8")
    (tmp_path / "registers" / "gone.md").write_text("a register that was taken out", "utf-8")
    assert reference.outdated(tmp_path) == ["errors.md", "registers/gone.md"]
    assert reference.write(tmp_path) == ["errors.md", "registers/gone.md"]
    assert reference.outdated(tmp_path) == []


def test_every_register_has_a_page_that_names_every_column_item_and_rule() -> None:
    for slug, kind in catalogue().items():
        page = register_page(kind)
        for expected in (
            *(column.label for column in kind.columns()),
            *(item.item for item in kind.items),
            *(rule.text for rule in kind.register.rules),
        ):
            assert expected.replace("|", "\\|") in page, f"{slug}: {expected}"


@pytest.mark.parametrize("path", WRITTEN, ids=name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text("utf-8")):
        if not target.startswith("https://"):
            assert (path.parent / target).exists(), f"{name(path)} → {target}"


@pytest.mark.parametrize("path", [one for one in WRITTEN if "adr" not in one.parts], ids=name)
def test_commands_shown_are_commands_there_are(path: Path) -> None:
    blocks = re.findall(r"```sh\n(.*?)```", path.read_text("utf-8"), re.DOTALL)
    for words in re.findall(r"^taizhang (.+)$", "".join(blocks), re.MULTILINE):
        called, *rest = words.partition("#")[0].split()
        assert called in group.load(), f"{name(path)}: taizhang {words}"
        options = {text for one in group.load()[called].params for text in one.opts}
        used = {word for word in rest if word.startswith("--")}
        assert used <= options, f"{name(path)}: taizhang {words}"


def test_documents_named_in_the_code_are_there() -> None:
    for floor in ("checklists", "records", "generator", "taizhang"):
        for module in (ROOT / floor).rglob("*.py"):
            for target in re.findall(r"docs/[\w./-]+\.md", module.read_text("utf-8")):
                assert (ROOT / target).exists(), f"{name(module)} → {target}"


def test_every_decision_is_listed_and_names_its_cost() -> None:
    folder = ROOT / "docs" / "adr"
    index = (folder / "README.md").read_text("utf-8")
    for path in folder.glob("0*.md"):
        assert f"({path.name})" in index
        assert "**Cost:**" in path.read_text("utf-8"), name(path)


def test_every_room_that_the_architecture_names_is_there() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    paths = re.findall(r"`((?:checklists|records|generator|taizhang|templates)/[\w/.]*)`", text)
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []
