"""Pictures drawn by the simulator are as a phone leaves them."""

import io
from collections import Counter
from hashlib import sha256

from PIL import Image, ImageOps

from checklists.surroundings import SHANGHAI
from taizhang.developing import capture
from taizhang.simulator import Plan
from taizhang.simulator.photos import LEANS_LEFT, LEANS_RIGHT, UPRIGHT, UPSIDE_DOWN, Photo
from taizhang.simulator.scenes import SCENES, SIZE

LARGEST = 60_000


def photos(plan: Plan) -> list[Photo]:
    return [photo for act in plan.acts for photo in act.photos]


def test_every_scene_is_used_and_stays_small(plan: Plan) -> None:
    by_scene = {photo.scene: photo for photo in photos(plan)}
    assert by_scene.keys() == SCENES.keys()
    for photo in by_scene.values():
        assert len(photo.draw()) <= LARGEST, photo.name


def test_a_photo_says_when_it_was_taken_and_by_what(plan: Plan) -> None:
    photo = photos(plan)[0]
    assert capture(photo.draw(), SHANGHAI) == (photo.at.replace(microsecond=0), "Yunxi YX-7")


def test_a_turned_photo_is_upright_for_who_obeys_its_flag(plan: Plan) -> None:
    held = {photo.turned: photo for photo in photos(plan) if photo.name.endswith(".jpg")}
    assert held.keys() == {UPRIGHT, UPSIDE_DOWN, LEANS_RIGHT, LEANS_LEFT}
    for turned, photo in held.items():
        with Image.open(io.BytesIO(photo.draw())) as image:
            assert (image.size == SIZE) == (turned in (UPRIGHT, UPSIDE_DOWN))
            seen = ImageOps.exif_transpose(image)
        upright = Photo(photo.name, photo.scene, photo.text, photo.at, UPRIGHT)
        with Image.open(io.BytesIO(upright.draw())) as meant:
            pairs = zip(seen.convert("L").tobytes(), meant.convert("L").tobytes(), strict=True)
            wrong = sum(abs(one - other) > 60 for one, other in pairs)
        assert wrong < SIZE[0] * SIZE[1] / 100, photo.name


def test_one_picture_is_a_png_with_transparent_corners(plan: Plan) -> None:
    (png,) = [photo for photo in photos(plan) if photo.name.endswith(".png")]
    with Image.open(io.BytesIO(png.draw())) as image:
        assert image.mode == "RGBA"
        assert image.getpixel((0, 0))[3] == 0  # type: ignore[index]


def test_no_two_pictures_are_equal_but_the_one_handed_in_twice(plan: Plan) -> None:
    voided = "patrol-0310-pm-twice"
    files = Counter(one.name for act in plan.acts for one in act.photos if act.ref != voided)
    assert [name for name, count in files.items() if count > 1] == ["kitchen-0609-1.jpg"]
    some = {photo.name: photo for photo in photos(plan)[::9]}
    assert len({sha256(photo.draw()).digest() for photo in some.values()}) == len(some)
