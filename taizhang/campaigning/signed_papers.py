"""Letters signed on a screen, as the PDF that is filed in the place of a scan."""

from collections.abc import Iterable, Mapping

from generator.rendering import Press
from records.campaigns import LetterStanding
from taizhang.campaigning.filing import needs_pdf
from taizhang.desk import Desk
from taizhang.papers import Layout, lay_out, put_on_paper


def lay_out_signed(desk: Desk, letters: Iterable[LetterStanding]) -> Mapping[str, Layout]:
    """Those that have no paper, laid out: all that they take from the desk, by number."""
    return {
        one.record.number: lay_out(desk, one.record, "pdf") for one in letters if needs_pdf(one)
    }


def put_signed_on_paper(press: Press, layouts: Mapping[str, Layout]) -> dict[str, bytes]:
    """Their PDFs, by number.

    Raises:
        GeneratorError: one cannot be printed as what it is.
    """
    return {number: put_on_paper(press, one).data for number, one in layouts.items()}
