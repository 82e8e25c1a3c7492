from pathlib import Path

import pytest

from generator.errors import FontMissingError
from generator.fonts import (
    Coverage,
    control_characters,
    find_faces,
    font_folders,
    stacked_families,
    write_fontconfig,
)
from generator.layouts import Looks
from tests.generator.papers import RARE


def test_rare_name_characters_and_check_marks_have_glyphs(looks: Looks) -> None:
    assert Coverage(looks.faces).missing_glyphs(f"{RARE}√□★℃≤—…“”〔〕 \n") == set()


def test_a_character_of_no_face_is_named(looks: Looks) -> None:
    assert Coverage(looks.faces).missing_glyphs("合格\U0001f525") == {"\U0001f525"}


def test_coverage_reads_the_next_face_only_when_the_first_falls_short(looks: Looks) -> None:
    coverage = Coverage(looks.faces)
    assert coverage.missing_glyphs("日") == set()
    assert coverage.missing_glyphs("\U0001f525") == {"\U0001f525"}  # reads the rest
    assert coverage.missing_glyphs("日䶮") == set()


def test_stacks_are_read_from_the_stylesheet_in_order() -> None:
    sheet = ':root { --song: "A", "B C"; --kai: "B C",\n "D"; } p { font-family: "E" }'
    assert stacked_families(sheet) == ("A", "B C", "D")


def test_the_bundled_pair_is_found_without_any_installed_font() -> None:
    bundled = font_folders()[:1]
    faces = find_faces(bundled, ("No Such Face", "Noto Serif SC", "Noto Sans SC"))
    assert [face.family for face in faces] == ["Noto Serif SC", "Noto Sans SC"]
    assert len(faces[0].sha256()) == 64


def test_no_face_at_all_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FontMissingError, match="fonts-noto-cjk"):
        find_faces([tmp_path], ("Noto Serif SC",))


def test_a_fontconfig_file_names_the_given_folders_and_nothing_else(tmp_path: Path) -> None:
    target = write_fontconfig(tmp_path / "conf" / "fonts.conf", (tmp_path / "甲 & 乙",))
    text = target.read_text(encoding="utf-8")
    assert text.count("<dir>") == 1
    assert "甲 &amp; 乙</dir>" in text
    assert "<include" not in text


def test_own_folders_come_before_the_bundled_and_the_system_ones(tmp_path: Path) -> None:
    assert font_folders(tmp_path, tmp_path / "absent")[0] == tmp_path


def test_controls_and_invisible_marks_are_told_from_text() -> None:
    assert control_characters("好\n\t\x0b\u202e\u200b合格") == {"\x0b", "\u202e", "\u200b"}
