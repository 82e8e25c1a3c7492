"""The use-cases of consents: slips for whole classes, what came back of them, who joins.

    made = ask(desk, visit, Asking("课后服务费", first, last), "三（2）班")
    board_of(desk, "课后服务费")            # a class a line: 发出, 收回, 参加, 不参加
    answer(desk, visit, [Answer(number, "参加", day)])

What a family answered is written down as it stands on its slip; nothing is chosen for anybody.
"""

from taizhang.consenting.answering import (
    CHOICES,
    DECLINING,
    JOINING,
    Answer,
    Answered,
    answer,
    answers_from,
)
from taizhang.consenting.asking import Asked, Asking, ask, items_to_ask
from taizhang.consenting.boards import (
    ClassLine,
    Reading,
    Slip,
    board_of,
    items_asked,
    read_class,
)

__all__ = [
    "CHOICES",
    "DECLINING",
    "JOINING",
    "Answer",
    "Answered",
    "Asked",
    "Asking",
    "ClassLine",
    "Reading",
    "Slip",
    "answer",
    "answers_from",
    "ask",
    "board_of",
    "items_asked",
    "items_to_ask",
    "read_class",
]
