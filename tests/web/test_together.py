"""Pages and the command line at one school at once: each sees the other, nothing is lost."""

import json
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing.synchronize import Barrier
from pathlib import Path

import httpx2 as httpx
import pytest

from taizhang import clock
from tests.taizhang.office import Office
from tests.web.server import PATIENCE_S, PROCESSES, Server
from tests.web.serving import AT

KEEPER, HEAD = "P005", "P003"
SAMPLES = "food_sample_retention"
BROWSERS, COMMANDS, EACH = 4, 2, 6
SAMPLE = {
    "date": "2026-03-05",
    "meal": "中",
    "diners": "612",
    "box_temp": "4.0",
    "dish": "番茄炒蛋",
    "cooked_at": "2026-03-05T10:50",
    "served_at": "2026-03-05T11:30",
    "sampled_at": "2026-03-05T11:05",
    "weight": "130",
    "container": "A-03",
    "keeper": "程𬱖",
    "temp": "4.2",
    "reviewer": "贺珺",
}


@contextmanager
def command_line(home: Path) -> Iterator[Office]:
    """As it is beside the server, in a process of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", AT.astimezone)
        yield Office(home)


def browser_of(server: Server, person: str) -> httpx.Client:
    """Somebody signed in, without the trouble of a browser."""
    cookies = {"taizhang": server.token(person)}
    headers = {"origin": server.address}
    return httpx.Client(base_url=server.address, cookies=cookies, headers=headers, timeout=60)


def send(browser: httpx.Client, container: str) -> str:
    """A sample as a page sends it; its number."""
    fields = {
        f"e.{name}": (None, value) for name, value in {**SAMPLE, "container": container}.items()
    }
    answer = browser.put(f"/api/registers/{SAMPLES}/records/{uuid.uuid4()}", files=fields)
    assert answer.status_code == 201, answer.text
    number: str = answer.json()["number"]
    return number


def test_each_sees_what_the_other_has_just_kept(server: Server) -> None:
    with browser_of(server, HEAD) as head, browser_of(server, KEEPER) as keeper:
        assert "没有找到" in head.get("/records").text
        with command_line(server.home) as office:
            added = office.add(SAMPLES, {**SAMPLE, "dish": "清炒时蔬"}, KEEPER)["number"]
            assert added in head.get("/records").text
            assert "清炒时蔬" in head.get(f"/records/{added}").text
            sent = send(keeper, "A-04")
            shown = office.ask("show", sent, by=KEEPER)
    assert shown["entry"]["container"] == "A-04"


def add_several(home: Path, start: Barrier, told: Path) -> None:
    """What a command line keeps while others do, written down when all is acknowledged."""
    with command_line(home) as office:
        start.wait(PATIENCE_S)
        kept = [
            office.add(SAMPLES, {**SAMPLE, "container": f"{told.name}-{count}"}, KEEPER)["number"]
            for count in range(EACH)
        ]
    told.write_text(json.dumps(kept), "utf-8")


def test_pages_and_command_lines_that_write_at_once_lose_nothing(
    server: Server, tmp_path: Path
) -> None:
    files = [tmp_path / f"command-{one}" for one in range(COMMANDS)]
    start = PROCESSES.Barrier(COMMANDS + 1)
    writing = [
        PROCESSES.Process(target=add_several, args=(server.home, start, file)) for file in files
    ]
    for process in writing:
        process.start()
    start.wait(PATIENCE_S)
    with browser_of(server, KEEPER) as keeper, ThreadPoolExecutor(BROWSERS) as browsers:
        names = [f"page-{one}" for one in range(BROWSERS * EACH)]
        sent = list(browsers.map(lambda name: send(keeper, name), names))
    for process in writing:
        process.join(PATIENCE_S)
        assert process.exitcode == 0
    added = [number for file in files for number in json.loads(file.read_text("utf-8"))]
    kept = {one.number: one.entry["container"] for one in server.records(SAMPLES)}
    assert sorted(sent + added) == sorted(kept)
    assert [kept[number] for number in sent] == names
    assert sorted(kept) == [f"LY-20260305-{place + 1:03d}" for place in range(len(kept))]
    assert len(kept) == (BROWSERS + COMMANDS) * EACH
