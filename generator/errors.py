"""Everything floor 3 raises: Chinese text saying where, what and what to do; codes are listed in docs/reference/errors.md."""


class GeneratorError(Exception):
    """Base of everything that laying out, binding, signing or reading a print can raise."""

    code = "GE-000"

    def __init__(self, where: str, what: str, advice: str) -> None:
        self.where, self.what, self.advice = where, what, advice
        super().__init__(f"{where}：{what}。{advice}")


class UnusableQr(GeneratorError):
    """A QR text that does not follow the grammar ``TZ1:``, or does not fit one symbol."""

    code = "GE-020"


class UnusableIdentity(GeneratorError):
    """A school key or certificate file that cannot be opened or used to sign."""

    code = "GE-030"


class UnusableManifest(GeneratorError):
    """A manifest.json that is not one of ours, or one of a newer format."""

    code = "GE-040"


class UnusablePdf(GeneratorError):
    """A PDF handed over by a renderer that cannot be finished, joined or signed."""

    code = "GE-050"
