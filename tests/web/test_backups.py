"""Backup in the browser: made by a worker, counted once it was downloaded, good to restore from."""

import re
from pathlib import Path

import pytest

from records.backup import status
from records.keyfile import unlock
from taizhang.jobs.job import State
from taizhang.restoring import bring_back
from tests.taizhang.working import over
from tests.web.school import Client, WebSchool

BACKUP = "/settings/backup"
WORDS = "青石桥边的备份2026"


@pytest.fixture
def administrator(school: WebSchool) -> Client:
    """方舟; the server has its foreman."""
    school.site.open()
    return school.visitor("方舟")


def ask(school: WebSchool, client: Client, words: str = "") -> str:
    """Have a backup made; answers with the address of its job, once that is over."""
    answer = client.post(BACKUP, {"words": words, "again": words})
    assert answer.url.path.startswith("/jobs/"), answer.text
    job = over(school.site.jobs, school.site.jobs.get(answer.url.path.removeprefix("/jobs/")))
    assert job.state is State.DONE, job.error
    return str(answer.url.path)


@pytest.mark.parametrize("who", ["贺珺", "董䶮", "周㛃", ""])
def test_backups_are_the_administrators_alone(school: WebSchool, who: str) -> None:
    client = school.visitor(who)
    answer = client.client.get(BACKUP, follow_redirects=False)
    assert answer.status_code == (403 if who else 303)
    if who:
        assert client.post(BACKUP, {"words": WORDS, "again": WORDS}).status_code == 403
    assert school.site.jobs.listed() == []


def test_a_backup_counts_once_both_files_were_downloaded_and_brings_everything_back(
    school: WebSchool, administrator: Client, tmp_path: Path
) -> None:
    assert "从来没有" in administrator.page(BACKUP)
    page = administrator.page(ask(school, administrator, WORDS))
    assert status(school.folder).data_at == "", "beside the data it saves nothing"
    files = {}
    for address in re.findall(r'href="(/jobs/\w+/files/[^"]+)"', page):
        answer = administrator.get(address)
        assert "attachment" in answer.headers["content-disposition"]
        files[address.rpartition("-")[2]] = tmp_path / address.rpartition("/")[2]
        files[address.rpartition("-")[2]].write_bytes(answer.content)
    assert set(files) == {"data.zip", "keys"}
    known = status(school.folder)
    assert (bool(known.data_at), known.keys_at_risk) == (True, False)
    text = administrator.page(BACKUP)
    assert "从来没有" not in text
    assert "数据和密钥" in text
    assert WORDS not in text
    assert "web/accounts.json" in unlock(files["keys"].read_bytes(), WORDS)
    assert bring_back(tmp_path / "other", files["data.zip"], files["keys"], WORDS).is_whole


def test_without_a_passphrase_the_keys_stay_and_the_page_says_so(
    school: WebSchool, administrator: Client
) -> None:
    page = administrator.page(ask(school, administrator))
    assert re.findall(r"files/[^\"]+-(data.zip|keys)\"", page) == ["data.zip"]
    assert "现在的密钥没有备份" in administrator.page(BACKUP)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"words": WORDS, "again": "另一个口令2026"}, "两次输入的口令不一样"),
        ({"words": "短", "again": "短"}, "口令太短"),
    ],
)
def test_a_passphrase_that_will_not_do_begins_nothing(
    school: WebSchool, administrator: Client, form: dict[str, str], said: str
) -> None:
    answer = administrator.post(BACKUP, form)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert school.site.jobs.listed() == []
    assert administrator.post(BACKUP, form, token="0" * 64).status_code == 403


def test_the_page_says_how_it_comes_back(school: WebSchool, administrator: Client) -> None:
    text = administrator.page(BACKUP)
    assert "从备份恢复" in text
    assert "taizhang --home 空文件夹 restore" in text
    assert str(school.folder) in text
