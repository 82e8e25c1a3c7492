import pytest

from generator.document import Shape
from tests.templates.word_templates import SHAPES, TARGET, build


@pytest.mark.parametrize("shape", SHAPES)
def test_the_committed_template_is_what_its_builder_writes(shape: Shape) -> None:
    assert (TARGET / f"{shape}.docx").read_bytes() == build(shape)
