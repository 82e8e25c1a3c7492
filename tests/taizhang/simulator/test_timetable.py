"""The timetable of the invented school can be kept."""

from collections import Counter

from taizhang.simulator.timetable import LESSONS, courses_of


def test_nobody_is_in_two_rooms_and_no_class_has_two_lessons_at_a_time() -> None:
    assert LESSONS
    for who in ("teacher", "class_"):
        times = Counter((getattr(one, who), one.weekday, one.period) for one in LESSONS)
        assert max(times.values()) == 1, who


def test_teachers_are_asked_for_what_they_teach() -> None:
    assert courses_of("郝佳佳") == ("健康教育", "数学")
    assert courses_of("秦㛃") == ()
