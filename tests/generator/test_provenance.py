from dataclasses import replace
from pathlib import Path

from generator.layouts import Looks
from generator.provenance import gather, templates_digest


def test_the_faces_in_use_are_named_with_their_digest(looks: Looks) -> None:
    told = gather(looks)
    assert set(told.fonts) <= {face.family for face in looks.faces}
    assert all(len(digest) == 64 for digest in told.fonts.values())
    assert {"weasyprint", "plutoprint", "pikepdf"} <= told.software.keys()


def test_a_face_that_is_missing_is_named_with_its_stand_in(looks: Looks) -> None:
    told = gather(looks)
    assert set(told.substitutes.values()) <= set(told.fonts)
    assert not set(told.substitutes) & {face.family for face in looks.faces}


def test_a_changed_template_changes_the_digest_and_an_unused_file_does_not(
    looks: Looks, tmp_path: Path
) -> None:
    before = templates_digest(looks)
    own = replace(looks, folders=(tmp_path, *looks.folders))
    (tmp_path / "README.txt").write_text("说明", encoding="utf-8")
    (tmp_path / "web").mkdir()
    (tmp_path / "web/page.css").write_text("body { margin: 0 }", encoding="utf-8")
    assert templates_digest(own) == before, "no paper is printed with it"
    (tmp_path / "html").mkdir()
    (tmp_path / "html/page.css").write_text("@page { margin: 0 }", encoding="utf-8")
    assert templates_digest(own) != before
