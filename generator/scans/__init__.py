"""Paper read back: scans and photos become upright pages that say what they are.

Everything stays where it was printed: places on a page are asked for in millimetres.
"""

from generator.scans.pages import ScannedPage, read_scans

__all__ = ["ScannedPage", "read_scans"]
