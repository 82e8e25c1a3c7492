"""A story told to journals on a simulated disk, and what must be true wherever it breaks off."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from records.attachments import Attachments
from records.chain import verify_journal
from records.digest import digest
from records.errors import LedgerDamagedError, OutcomeUnknownError, RecordError
from records.header import Header
from records.journal import Journal
from records.line import Line, next_line
from tests.records.simulated_disk import (
    STRIKES,
    Content,
    Died,
    Fault,
    Kind,
    SimulatedDisk,
)
from tests.records.simulated_file import Node

HOME = Path("/home")
PATH = HOME / "ledgers" / "2026-2027-1.journal"
HEADER = Header("青石桥小学", "2026-2027-1")
SCAN = b"scan of a signed letter " * 40
WINDOW = 14  # operations after a fault within which the power goes as well


Scan = Callable[[Journal, Attachments, str], Line]


def file_scan(journal: Journal, attachments: Attachments, text: str) -> Line:
    """Keep an attachment, then the line that names it."""
    name = attachments.put(SCAN)
    return journal.commit(lambda: {"ops": [text], "attachment": name})


@dataclass(frozen=True)
class Program:
    """The program under test, or one with a planted bug."""

    journal: type[Journal] = Journal
    attachments: type[Attachments] = Attachments
    file_scan: Scan = file_scan


@dataclass
class Story:
    """Tells the story and keeps what the journal answered.

    Two processes, web and cli, write to one journal; others die over it in the steps themselves.

    Attributes:
        acked: texts of commits that were acknowledged, in order.
        refused: texts of commits that were refused.
        unknown: texts of commits that were asked for and never answered.
    """

    program: Program
    disk: SimulatedDisk = field(
        default_factory=lambda: SimulatedDisk({Path("/"): None, HOME: None})
    )
    acked: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    journals: dict[str, Journal] = field(default_factory=dict)
    dead: list[Journal] = field(default_factory=list)
    running: str = ""

    def tell(self) -> None:
        for step in STEPS:
            try:
                step(self)
            except Died:
                self.bury()

    def journal(self, who: str) -> Journal:
        self.running = who
        if who not in self.journals:
            self.journals[who] = self.program.journal.open(PATH, self.disk, HEADER)
        return self.journals[who]

    def bury(self) -> None:
        """The process that was running has died; the others go on with their open files."""
        self.journals.pop(self.running, None)
        files = [file for journal in self.journals.values() for file in journal._open_files]
        self.disk.restart(survivors=files)

    def restart(self) -> None:
        self.journals = {}
        self.disk.restart()

    def commit(self, text: str, who: str = "web", meanwhile: str = "") -> None:
        def build() -> dict[str, object]:
            if meanwhile:
                self.commit(meanwhile, who="cli")
            return {"ops": [text + "。" * 200]}

        self._ask(text, who, lambda journal: journal.commit(build))

    def file_scan(self, text: str) -> None:
        attachments = self.program.attachments(HOME / "attachments", self.disk)
        self._ask(text, "web", lambda journal: self.program.file_scan(journal, attachments, text))

    def _ask(self, text: str, who: str, act: Callable[[Journal], Line]) -> None:
        self.unknown.add(text)
        try:
            act(self.journal(who))
        except OutcomeUnknownError:
            self.dead += [self.journals[who]] if who in self.journals else []
        except RecordError:
            self.unknown.discard(text)
            self.refused.add(text)
            lines = self.journals[who].lines() if who in self.journals else []
            assert all(text.encode() not in line.body for line in lines), f"{text} was refused"
        else:
            self.unknown.discard(text)
            self.acked.append(text)
            assert self.journals[who] not in self.dead, "a handle that did not know wrote on"

    def leave(self, tail: Callable[[bytes], tuple[str, bytes]]) -> None:
        """A third process wrote `tail` behind the last whole line and died before its sync."""
        node = self.disk.names_shown.get(PATH)
        if isinstance(node, Node) and node.settled:  # else it would have mended that first
            text, data = tail(bytes(node.shown))
            self.unknown.add(text)
            node.write(data, len(node.shown))

    def write_back(self) -> None:
        """The system writes what waits by itself, as it does every half minute."""
        for node in self.disk.names_shown.values():
            if isinstance(node, Node):
                node.sync()


def whole_line(journal: bytes) -> tuple[str, bytes]:
    return "C1", _behind(journal, "C1" + "。" * 300)


def half_line(journal: bytes) -> tuple[str, bytes]:
    """Longer than the lines that follow it, so that its remains could show behind them."""
    return "C2", _behind(journal, "C2" + "。" * 900)[:2000]


def _behind(journal: bytes, text: str) -> bytes:
    number, last = journal.count(b"\n"), journal.splitlines()[-1]
    return next_line(number + 1, last[:64].decode(), {"ops": [text]}).encode()


STEPS: tuple[Callable[[Story], None], ...] = (
    lambda story: story.commit("A1"),
    lambda story: story.commit("A2"),
    lambda story: story.file_scan("A3"),
    lambda story: story.commit("B1", who="cli"),
    lambda story: story.commit("A4", meanwhile="B2"),
    Story.write_back,
    lambda story: story.leave(half_line),
    lambda story: story.commit("A5"),
    lambda story: story.leave(whole_line),
    lambda story: story.commit("B3", who="cli"),
    Story.write_back,
    lambda story: story.commit("A6"),
    Story.restart,
    Story.write_back,
    lambda story: story.file_scan("A7"),
)


# --- what must be true ----------------------------------------------------------------------------


def examine(disk: SimulatedDisk, story: Story) -> None:
    """Open what is left and check every promise; then that it goes on, and keeps that as well."""
    disk.restart()
    acked = list(story.acked)
    with story.program.journal.open(PATH, disk, HEADER) as journal:
        check_lines(journal, story, acked)
        check_attachments(journal, story.program.attachments(HOME / "attachments", disk))
        number = journal.commit(lambda: {"ops": ["after"]}).number
    status = verify_journal(PATH, disk)
    assert (status.intact, status.torn_tail, status.length) == (True, b"", number), status.reason
    (left,) = disk.after_power_loss(limit=1, seed=0)
    with story.program.journal.open(PATH, left) as journal:
        check_lines(journal, story, [*acked, "after"])
        check_torn(journal, left)


def check_lines(journal: Journal, story: Story, acked: list[str]) -> None:
    assert journal.damage is None, f"unopenable: {journal.damage}"
    contents = [line.content for line in journal.lines()]
    # One planted bug writes a commit as two lines.
    texts = [c["ops"][0].rstrip("。") for c in contents if "part" not in c]
    assert [text for text in texts if text in acked] == acked, f"lost: {acked} in {texts}"
    assert not story.refused & set(texts), f"refused, but present: {story.refused & set(texts)}"
    assert len(set(texts)) == len(texts), f"twice: {texts}"
    assert set(texts) <= {*acked, *story.unknown}, f"from nowhere: {texts}"


def check_attachments(journal: Journal, attachments: Attachments) -> None:
    for line in journal.lines():
        if "attachment" in line.content:
            assert attachments.get(line.content["attachment"]) == SCAN


def check_torn(journal: Journal, disk: SimulatedDisk) -> None:
    kept = {digest(bytes(n.shown)) for n in disk.names_shown.values() if isinstance(n, Node)}
    for line in journal.lines():
        assert line.content.get("torn", "") in {"", *kept}, f"torn tail not kept: {line.number}"


# --- all the ways it may break off ----------------------------------------------------------------


def list_operations(program: Program) -> list[Kind]:
    """The operations of the story when all goes well."""
    story = Story(program)
    story.tell()
    return story.disk.kinds


def lose_power(program: Program, limit: int) -> "Examined":
    """The power goes before each operation: every way it can, up to `limit` ways each."""
    return break_off(program, None, 0, limit, range(1, 10_000))


def fail_everywhere(program: Program, limit: int, faults: Iterable[Fault] = Fault) -> "Examined":
    """Each fault at each operation where it can strike; then the power stays, or goes soon after.

    Args:
        program: whose story.
        limit: how many ways the power may go before each of the following operations.
        faults: which.
    """
    total = Examined()
    for at, kind in enumerate(list_operations(program), 1):
        for fault in faults:
            if kind in STRIKES[fault]:
                points = range(at + 1, at + 1 + WINDOW)
                total.disks += break_off(program, fault, at, limit, points, total.known).disks
                total.points += 1
    return total


def break_off(
    program: Program,
    fault: Fault | None,
    at: int,
    limit: int,
    points: range,
    known: "set[Left] | None" = None,
) -> "Examined":
    """Tell the story with a fault at one operation; examine what a power loss leaves at `points`.

    Where nothing has changed since the last point, there is nothing new to examine; nor where the
    same program left the same, which is `known`.
    """
    story, examined = Story(program), Examined(known=set() if known is None else known)
    disk, seen = story.disk, (-1, 0)

    def before(operation: int) -> None:
        nonlocal seen
        if operation not in points:
            return
        state = disk.changes, len(story.acked)
        if state != seen:
            examined.lose_power(disk, limit, operation, story)
            seen = state

    disk.before = before
    if fault is not None:
        disk.arm(fault, at)
    story.tell()
    disk.before = None
    read_while_full(story)
    examined.lose_power(disk, limit, at, story)
    examined.disks += 1
    examined.examine(disk, story)
    assert examined.wrong is None, f"{fault}, {at}: {examined.wrong}"
    return examined


Left = tuple[Content, tuple[str, ...], frozenset[str], frozenset[str]]
"""What a power loss left, and what the story had been told by then: all that is examined."""


@dataclass
class Examined:
    """What was examined; what is wrong waits until the story, which must not know, is over.

    Attributes:
        points: places where it broke off; at `sampled` of them not all ways were tried.
        disks: that were left; many are alike, and each kind is examined once.
        known: what has been examined.
    """

    points: int = 0
    sampled: int = 0
    disks: int = 0
    wrong: Exception | None = None
    known: set[Left] = field(default_factory=set)

    def lose_power(self, disk: SimulatedDisk, limit: int, seed: int, story: Story) -> None:
        self.points += 1
        self.sampled += disk.ways() > limit
        told = tuple(story.acked), frozenset(story.refused), frozenset(story.unknown)
        for left in disk.after_power_loss(limit, seed):
            self.disks += 1
            what = (left.content, *told)
            if what not in self.known:
                self.known.add(what)
                self.examine(left, story)

    def examine(self, disk: SimulatedDisk, story: Story) -> None:
        try:
            if self.wrong is None:
                examine(disk, story)
        except (AssertionError, RecordError, OSError) as wrong:
            self.wrong = wrong


def read_while_full(story: Story) -> None:
    """A full disk keeps nobody from reading."""
    disk = story.disk
    if disk.full and PATH in disk.names_shown:
        disk.opened, disk.locked = {}, {}
        with story.program.journal.open(PATH, disk) as journal:
            check_lines(journal, story, story.acked)


def damage_everywhere(program: Program) -> int:
    """A byte of each line changed, or the last line gone: named; nothing cut, nothing written."""
    story = Story(program)
    story.tell()
    node = story.disk.names_shown[PATH]
    assert isinstance(node, Node)
    count = 0
    for line, damaged in damages(bytes(node.shown)):
        check_damage(story, damaged, line)
        count += 1
    return count


def damages(data: bytes) -> Iterator[tuple[int, bytes]]:
    lines = data.splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        start = len(b"".join(lines[: number - 1]))
        for place in (start, start + len(line) // 2, start + len(line) - 1):
            yield number, data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
    yield len(lines), b"".join(lines[:-1])


def check_damage(story: Story, data: bytes, number: int) -> None:
    disk = SimulatedDisk({**story.disk.names_shown, PATH: Node(bytearray(data), data)})
    named = None
    try:
        story.program.journal.open(PATH, disk).commit(lambda: {"ops": ["behind damage"]})
    except LedgerDamagedError as damage:
        named = damage.line
    assert named == number, f"line {number} is damaged, {named} was named"
    node = disk.names_shown[PATH]
    assert isinstance(node, Node)
    assert bytes(node.shown) == data, f"line {number} is damaged, and something was cut"
