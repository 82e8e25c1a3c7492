"""The Documents as data and picture files, for `papers.typ`; the only importer of typst."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from generator import qr
from generator.document import Checks, Document, Grid, Photos, Qr
from generator.layouts import Looks
from generator.preparation import prepare
from generator.sheets import sheet_of

TEMPLATE = Path(__file__).with_name("papers.typ")


def print_runs(runs: Sequence[Sequence[Document]], looks: Looks, work: Path) -> bytes:
    """All papers of all runs as one PDF."""
    pictures = _Pictures(work)
    papers = [_paper(prepare(one, looks), pictures) for run in runs for one in run]
    (work / "papers.json").write_text(json.dumps(papers, ensure_ascii=False), encoding="utf-8")
    (work / "papers.typ").write_text(TEMPLATE.read_text(encoding="utf-8"), encoding="utf-8")
    fonts = [str(folder) for folder in looks.font_folders]
    pdf = typst.compile(
        str(work / "papers.typ"),
        root=str(work),
        font_paths=fonts,
        ignore_system_fonts=True,
        format="pdf",
        pdf_tags=False,
    )
    return bytes(pdf)


class _Pictures:
    """Picture files beside the template, numbered."""

    def __init__(self, work: Path) -> None:
        self._work, self._count = work, 0

    def keep(self, data: bytes, kind: str) -> str:
        self._count += 1
        name = f"{self._count}.{kind}"
        (self._work / name).write_bytes(data)
        return name

    def code(self, payload: str) -> str:
        return self.keep(qr.to_png(payload, 3), "png") if payload else ""


def _paper(document: Document, pictures: _Pictures) -> dict[str, Any]:
    sheet = sheet_of(document)
    blocks = [_block(block, pictures) for block in document.blocks]
    head = {name: getattr(document, name) for name in ("title", "subtitle", "number", "footer")}
    return {
        **head,
        "head": document.running_head,
        "official": document.shape == "instrument",
        "sheet": {name: getattr(sheet, name) for name in sheet.__slots__},
        "qr": pictures.code(document.qr),
        "blocks": blocks,
    }


def _block(block: Any, pictures: _Pictures) -> dict[str, Any]:
    if isinstance(block, Photos):
        return {"tag": "photos", "abreast": block.abreast, "pictures": _shown(block, pictures)}
    data = {"tag": block.tag, **asdict(block)}
    if isinstance(block, Checks | Grid):
        data["columns"] = [asdict(column) for column in block.columns]
        data["rows"] = [_cells(row) for row in block.rows]
    if isinstance(block, Grid) and block.foot:
        data["foot"] = {"text": block.foot.text, "qr": pictures.code(block.foot.qr)}
    if isinstance(block, Qr):
        data["qr"] = pictures.code(block.payload)
    return data


def _cells(row: Any) -> list[str]:
    if hasattr(row, "cells"):
        return list(row.cells)
    names = ("no", "item", "method", "criterion", "verdict", "measured", "remark")
    return [getattr(row, name) for name in names]


def _shown(block: Photos, pictures: _Pictures) -> list[dict[str, str]]:
    kinds = {"image/jpeg": "jpg", "image/png": "png"}
    return [
        {"file": pictures.keep(one.data, kinds[one.media_type]), "caption": one.caption}
        for one in block.pictures
    ]
