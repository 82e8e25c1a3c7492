"""Workbooks: lists of the directory and records as .xlsx; the only importer of openpyxl."""

from taizhang.workbooks.answers import answers_workbook, read_answers
from taizhang.workbooks.lists import list_workbook, read_workbook
from taizhang.workbooks.registers import records_workbook
from taizhang.workbooks.rosters import read_roster, roster_workbook

__all__ = [
    "answers_workbook",
    "list_workbook",
    "read_answers",
    "read_roster",
    "read_workbook",
    "records_workbook",
    "roster_workbook",
]
