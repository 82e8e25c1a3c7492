"""Legal basis of a register, shown with the confidence the catalogue gives and no more."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Basis:
    """One source a register rests on.

    Attributes:
        text: the catalogue's wording, clause numbers included.
        evidence: "S" seen in a source; "K" expert knowledge, not checked against the text.
    """

    text: str
    evidence: str

    def __str__(self) -> str:
        return self.text if self.evidence == "S" else f"{self.text}（条号未核对）"


def seen(text: str) -> Basis:
    """A basis seen in a source ([S])."""
    return Basis(text, "S")


def known(text: str) -> Basis:
    """A basis from expert knowledge ([K])."""
    return Basis(text, "K")
