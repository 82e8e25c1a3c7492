"""Around every request: headers, other sites, sizes."""

import pytest

from taizhang.web.shield import LARGEST_BODY
from tests.web.school import WebSchool

PAGES = ("/sign-in", "/static/app.css", "/nowhere", "/api/ping")


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_headers_that_browsers_obey(school: WebSchool, path: str) -> None:
    headers = school.visitor().get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'self'")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert "geolocation=()" in headers["permissions-policy"]


def test_pages_are_not_kept_by_caches_and_files_are(school: WebSchool) -> None:
    visitor = school.visitor("P005")
    assert visitor.get("/").headers["cache-control"] == "no-store"
    assert "immutable" in visitor.get("/static/app.css").headers["cache-control"]


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "http://testserver", "sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_form_of_another_site_is_refused(school: WebSchool, headers: dict[str, str]) -> None:
    visitor = school.visitor("P005")
    answer = visitor.client.post("/sign-out", data={"_token": visitor.token()}, headers=headers)
    assert answer.status_code == 403
    assert visitor.get("/me").status_code == 200, "still signed in"


def test_a_form_without_the_token_of_its_session_is_refused(school: WebSchool) -> None:
    visitor, other = school.visitor("P005"), school.visitor("P004")
    for token in ("", "0" * 64, other.token()):
        assert visitor.post("/sign-out", token=token).status_code == 403
    assert visitor.get("/me").status_code == 200


def test_a_body_that_says_it_is_too_large_is_not_even_read(school: WebSchool) -> None:
    answer = school.visitor("P005").client.post(
        "/registers/food_sample_retention/new",
        content=b"x",
        headers={"content-length": str(LARGEST_BODY + 1), "origin": "http://testserver"},
    )
    assert answer.status_code == 413
    assert "没有保存" in answer.text


def test_a_body_that_grows_beyond_the_limit_is_cut_off(school: WebSchool) -> None:
    def growing() -> object:
        for _ in range(LARGEST_BODY // 1_000_000 + 2):
            yield b"x" * 1_000_000

    answer = school.visitor("P005").client.post(
        "/registers/food_sample_retention/new",
        content=growing(),  # type: ignore[arg-type]  # the client takes any iterable
        headers={
            "content-type": "application/x-www-form-urlencoded",
            "origin": "http://testserver",
        },
    )
    assert answer.status_code == 413


@pytest.mark.parametrize("length", ["-1", "1e9", "x", "１"])
def test_a_length_that_is_no_number_is_refused(school: WebSchool, length: str) -> None:
    answer = school.visitor("P005").client.post(
        "/sign-out",
        content=b"",
        headers={b"content-length": length.encode(), b"origin": b"http://testserver"},
    )
    assert answer.status_code == 413


def test_what_is_no_form_is_refused_in_chinese(school: WebSchool) -> None:
    answer = school.visitor("P005").client.post(
        "/registers/food_sample_retention/new",
        json={"e.date": "2026-03-05"},
        headers={"origin": "http://testserver"},
    )
    assert answer.status_code == 415
    assert "不是一张填好的表" in answer.text
