"""Workbooks: lists of the directory and records as .xlsx; the only importer of openpyxl."""

from taizhang.workbooks.lists import list_workbook, read_workbook
from taizhang.workbooks.registers import records_workbook

__all__ = ["list_workbook", "read_workbook", "records_workbook"]
