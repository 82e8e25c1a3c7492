"""The agreement campaign at the command line."""

from pathlib import Path

from taizhang.workbooks import read_roster
from tests.taizhang.office import Office

OFFICER, BOSS = "许安", "周㛃"
SLUG = "safety_responsibility_letter"


def made(office: Office, *words: str) -> list[str]:
    return list(office.ask("letters", "make", *words, by=OFFICER)["made"])


def signed(office: Office, number: str, person: str) -> None:
    office.ask("sign", number, by=person)
    office.ask("sign", number, by=BOSS)


def test_before_anything_is_made_the_plan_shows_it(office: Office) -> None:
    assert "还没有责任书" in office.run("letters").text
    answer = office.run("letters", "plan", "--post", "水电工")
    assert "云小〔2026〕安责-SDG-001号" in answer.text
    assert "将生成 1 份：2025-2026学年第二学期安全责任书" in answer.text
    assert office.ask("list", SLUG) == []


def test_letters_are_made_once_and_stand_on_the_board(office: Office) -> None:
    assert len(made(office)) == 7
    assert made(office) == []
    board = office.ask("letters")
    assert board["total"]["asked"] == 7
    assert {one["progress"] for one in board["letters"]} == {"已生成"}
    text = office.run("letters", "board", "--post", "水电工").text
    assert "方舟" in text
    assert "合计：应签 7，已签 0（0.0%），已归档 0" in text


def test_nobody_makes_letters_without_saying_who_they_are(office: Office) -> None:
    assert "没有说明是谁在办" in office.run("letters", "make").error


def test_a_roster_is_handed_out_and_taken_back(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "名单.xlsx"
    office.ask("letters", "roster", "--post", "中层", "--out", str(target))
    assert [one.name for one in read_roster(target.read_bytes())] == ["董䶮", "许安", "严宁"]
    assert len(made(office, "--roster", str(target))) == 3


def test_a_new_text_is_given_to_all_of_a_post(office: Office, tmp_path: Path) -> None:
    made(office, "--post", "水电工")
    target = tmp_path / "条款.txt"
    office.ask("letters", "text", "--post", "水电工", "--out", str(target))
    text = target.read_text(encoding="utf-8")
    assert text.startswith("持有效特种作业证")
    target.write_text(f"{text}特别约定\n钥匙两人分管。\n", encoding="utf-8")
    words = ("revise", "--post", "水电工", "--text", str(target))
    assert "没有写新的条款或原因" in office.run("letters", *words, by=OFFICER).error
    done = office.ask("letters", *words, "--reason", "校会修订", by=OFFICER)
    assert len(done["revised"]) == 1
    kept = office.ask("letters", "text", "--post", "水电工")
    assert kept["special"] == ["钥匙两人分管。"]
    assert "钥匙两人分管" in office.run("show", done["revised"][0]).text


def test_what_may_not_be_said_is_refused_with_why(office: Office, tmp_path: Path) -> None:
    made(office, "--post", "水电工")
    target = tmp_path / "条款.txt"
    target.write_text("发生事故学校概不负责。\n", encoding="utf-8")
    words = ("--post", "水电工", "--text", str(target), "--reason", "改")
    answer = office.run("letters", "revise", *words, by=OFFICER)
    assert answer.code == 2
    assert "“发生事故学校概不负责。”" in answer.error
    assert "民法典" in answer.error


def test_a_text_is_of_one_post(office: Office, tmp_path: Path) -> None:
    made(office, "--post", "水电工")
    file = tmp_path / "条款.txt"
    file.write_text("一条。", encoding="utf-8")
    for words in (("text",), ("revise", "--text", str(file), "--reason", "改")):
        assert "--post" in office.run("letters", *words, by=OFFICER).error


def test_what_was_signed_on_a_screen_is_filed_and_the_batch_closed(office: Office) -> None:
    (number,) = made(office, "--post", "水电工")
    refused = office.run("letters", "close", by=OFFICER)
    assert "签订率 0.0%" in refused.error
    assert "方舟" in refused.error
    signed(office, number, "方舟")
    words = ("--sealed", "--seamed", "--handed")
    done = office.ask("letters", "file", *words, by=OFFICER)
    assert done == {"filed": [number], "waiting": []}
    assert office.ask("letters")["closed"]
    entry = office.ask("show", number)["entry"]
    assert entry["scan"][0]["media_type"] == "application/pdf"


def test_who_came_since_gets_a_letter_of_the_batch(office: Office) -> None:
    made(office, "--post", "水电工")
    listed = '{"姓名": "新来的", "岗位": "electrician"}'.encode()
    office.ask("directory", "person", "-", by=OFFICER, stdin=listed)
    assert [one["name"] for one in office.ask("letters")["missing"]] == ["新来的"]
    done = office.ask("letters", "add", by=OFFICER)
    assert len(done["made"]) == 1
    assert office.ask("letters")["missing"] == []
