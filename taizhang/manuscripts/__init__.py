"""Manuscripts: a plan that somebody wrote in Word or as plain text, as lines; reads .docx."""

from taizhang.manuscripts.files import read_manuscript

__all__ = ["read_manuscript"]
