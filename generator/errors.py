"""Everything floor 3 raises, as Chinese text: where, what, what to do.

The codes are listed in docs/reference/errors.md.
"""


class GeneratorError(Exception):
    """Base of everything that laying out, binding, signing or reading a print can raise."""

    code = "GE-000"

    def __init__(self, where: str, what: str, advice: str) -> None:
        self.where, self.what, self.advice = where, what, advice
        super().__init__(f"{where}：{what}。{advice}")


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
