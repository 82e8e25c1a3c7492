"""The house around the code keeps its order."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOP_LEVEL = {
    ".ci", ".gitignore", "CHANGELOG.md", "LICENSE", "README.md", "checklists", "docs",
    "generator", "output", "pyproject.toml", "records", "requirements-dev.lock",
    "requirements.lock", "run", "taizhang", "templates", "tests",
}  # fmt: skip
FLOORS = ("checklists", "records", "generator", "taizhang")
BANNED_NAMES = {"utils", "helpers", "common", "base", "misc", "manager", "service"}
FONT_SUFFIXES = {".otf", ".ttf", ".ttc", ".otc", ".woff", ".woff2"}
LOCKS = ("requirements.lock", "requirements-dev.lock")


def tracked() -> list[str]:
    """Files that git knows; outside a checkout there is nothing to look at."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout, or git is not installed")
    command = [git, "-c", "safe.directory=*", "ls-files", "-z"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603  fixed command
    return [name for name in listing.stdout.split("\0") if name]


def modules() -> list[Path]:
    return sorted(path for floor in FLOORS for path in (ROOT / floor).rglob("*.py"))


def pyproject() -> dict[str, dict[str, object]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_top_level_is_the_one_agreed_on() -> None:
    assert {path.split("/")[0] for path in tracked()} == TOP_LEVEL


def test_nothing_large_generated_or_drawn_is_tracked() -> None:
    for path in map(Path, tracked()):
        assert path.suffix.lower() not in FONT_SUFFIXES, f"{path}: fonts are not ours to ship"
        assert path.parts[0] != "output" or path.name == "README.md", f"{path} is generated"
        assert (ROOT / path).stat().st_size < 1_000_000, f"{path} is larger than 1 MB"


def test_no_file_has_a_name_that_could_hold_anything() -> None:
    stems = {path: Path(path).stem.removeprefix("test_") for path in tracked()}
    assert [path for path, stem in stems.items() if stem in BANNED_NAMES] == []


@pytest.mark.parametrize("path", modules(), ids=name)
def test_a_module_says_what_it_is_for_and_is_one_room(path: Path) -> None:
    source = path.read_text("utf-8")
    # The folder of a chapter is named by checklists/register.py; its __init__ is empty.
    assert not source or ast.get_docstring(ast.parse(source)), "no docstring"
    assert source.count("\n") <= 400, "longer than 400 lines"


@pytest.mark.parametrize("shell", ["sh", "dash"])
def test_run_is_read_by_a_plain_shell(shell: str) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    subprocess.run([program, "-n", str(ROOT / "run")], check=True)  # noqa: S603  fixed command


def test_run_lists_every_command_it_has_and_refuses_others() -> None:
    text = (ROOT / "run").read_text("utf-8")
    asked = re.search(r"case \$command in\n(.*?)\nhelp", text, re.DOTALL)
    assert asked
    commands = set(re.findall(r"[a-z]+(?= \||\))", asked[1]))
    shown = subprocess.run([str(ROOT / "run")], capture_output=True, text=True, check=True)  # noqa: S603  fixed command
    assert set(re.findall(r"^  ([a-z]+) ", shown.stdout, re.MULTILINE)) == commands
    refused = subprocess.run([str(ROOT / "run"), "nonsense"], capture_output=True, check=False)  # noqa: S603  fixed command
    assert refused.returncode == 2


def test_ctrl_c_reaches_tests_that_a_shell_runs_in_the_background(tmp_path: Path) -> None:
    stopped = tmp_path / "test_stopped.py"
    stopped.write_text("import os\ndef test_it():\n    os.kill(os.getpid(), 2)\n", "utf-8")
    script = '"$0" -m pytest -p tests.conftest "$1" & wait $!'
    command = ["sh", "-c", script, sys.executable, str(stopped)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)  # noqa: S603  fixed command
    assert done.returncode == pytest.ExitCode.INTERRUPTED


def test_the_commands_of_the_readme_and_of_the_integration_exist_in_run() -> None:
    names = set(re.findall(r"^([a-z]+)\) \w+", (ROOT / "run").read_text(), re.M))
    for document in ("README.md", ".ci/run", "docs/guide/start.md"):
        used = set(re.findall(r"\./run ([a-z]+)", (ROOT / document).read_text("utf-8")))
        assert used, document
        assert used <= names, document


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_package_by_hash_and_names_no_index(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    requirements = text.replace("\\\n", " ").splitlines()
    assert len(requirements) > 20
    for line in requirements:
        assert re.match(r"[a-z0-9-]+==[\w.]+ ", line), f"{line[:60]}: not one pinned package"
        assert "--hash=sha256:" in line, f"{line[:60]}: no hash"
    assert not re.search(r"index|://|find-links|@ ", text)


def test_the_locks_hold_what_pyproject_asks_for_and_agree() -> None:
    project, groups = pyproject()["project"], pyproject()["dependency-groups"]
    pins = [
        dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE))
        for lock in LOCKS
    ]
    run_time, everything = pins

    def names(requirements: object) -> set[str]:
        assert isinstance(requirements, list)
        return {re.split(r"[<>=!~ \[]", one)[0].lower() for one in requirements}

    assert names(project["dependencies"]) | names(groups["build"]) <= run_time.keys()
    assert set().union(*map(names, groups.values())) <= everything.keys()
    assert run_time.items() <= everything.items()


def test_the_changelog_opens_with_the_version_of_the_project() -> None:
    versions = re.findall(r"^## \[([\d.]+)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert versions[0] == pyproject()["project"]["version"]
