"""Everything floor 3 raises, as Chinese text: where, what, what to do.

The codes are listed in docs/reference/errors.md.
"""


class GeneratorError(Exception):
    """Base of everything that laying out, binding, signing or reading a print can raise."""

    code = "GE-000"

    def __init__(self, where: str, what: str, advice: str) -> None:
        self.where, self.what, self.advice = where, what, advice
        super().__init__(f"{where}：{what}。{advice}")

    def __reduce__(self) -> tuple[type["GeneratorError"], tuple[str, str, str]]:
        """Rebuilt from its three parts, so that it survives the way out of a rendering child."""
        return type(self), (self.where, self.what, self.advice)


class OverWideError(GeneratorError):
    """A box wider than the page: one engine would shrink the paper, the other cut it off."""

    code = "GE-003"


class EmptyPrintError(GeneratorError):
    """An engine returned no page at all."""

    code = "GE-004"


class TemplateMissingError(GeneratorError):
    """A template is not there, or a special template has no twin for the other format."""

    code = "GE-005"


class TemplateError(GeneratorError):
    """A template that cannot be read or names something a Document does not have."""

    code = "GE-006"


class BlockedResourceError(GeneratorError):
    """A template asked for something outside the template and font folders."""

    code = "GE-007"


class PictureError(GeneratorError):
    """An image that cannot be read or is of a kind that is not printed."""

    code = "GE-008"


class PagingError(GeneratorError):
    """Rows do not stand on the page that carries their number range."""

    code = "GE-009"


class RenderingFailedError(GeneratorError):
    """The rendering child died: out of memory, out of time, or a crash of an engine."""

    code = "GE-010"


class FontMissingError(GeneratorError):
    """None of the faces of the font stacks is installed."""

    code = "GE-011"


class QrError(GeneratorError):
    """A QR text that does not follow the grammar ``TZ1:``, or does not fit one symbol."""

    code = "GE-020"


class IdentityError(GeneratorError):
    """A school key or certificate file that cannot be opened or used to sign."""

    code = "GE-030"


class ManifestError(GeneratorError):
    """A manifest.json that is not one of ours, or one of a newer format."""

    code = "GE-040"


class PdfError(GeneratorError):
    """A PDF handed over by a renderer that cannot be finished, joined or signed."""

    code = "GE-050"


class NotForPrintError(GeneratorError):
    """A record that may not leave the house as the paper it stands for."""

    code = "GE-060"


class SealImageError(GeneratorError):
    """A picture from which no official seal can be made."""

    code = "GE-061"


class SealPlaceError(GeneratorError):
    """A paper that has no place for an official seal."""

    code = "GE-062"


class ScanError(GeneratorError):
    """A file of scans or a photo of paper that cannot be opened."""

    code = "GE-070"
