"""The benchmarks run, and print what they should; what the figures are is not for tests to judge."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from bot.server import serving
from tests.load.__main__ import BENCHMARKS, main
from tests.load.figures import Figure
from tests.load.generator import WRK, fire, write_requests
from tests.load.processes import ROOT

ALSO = {
    "wave": ("tick_",),
    "pulse": ("close_", "summary_"),
    "compare": ("import_", "picture_"),
    "sessions": ("screening_", "match_"),
    "chat": ("chat_",),
}  # what a benchmark measures besides
KEYS = {"name", "value", "unit", "goal", "ok", "min", "max", "n"}


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


async def slow(quick: bool) -> list[Figure]:
    return [Figure("speed", [1.0, 3.0, 2.0], "times", ">= 2.5"), Figure("size", [4.0], "KB")]


async def broken(quick: bool) -> list[Figure]:
    raise RuntimeError("no answer")


async def fast(quick: bool) -> list[Figure]:
    return [Figure("wait", [0.1, 0.3, 0.2], "times", "<= 0.2")]


def test_a_missed_goal_is_said_and_is_the_exit_status(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["slow"], {"slow": slow}) == 1
    speed, size = lines(capsys.readouterr().out)
    assert (speed["value"], speed["min"], speed["max"], speed["n"]) == (2, 1, 3, 3)
    assert (speed["ok"], size["goal"], size["ok"]) == (False, None, None)


def test_a_reached_goal_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([], {"fast": fast}) == 0
    assert lines(capsys.readouterr().out)[0]["ok"] is True


def test_a_quick_run_judges_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--quick"], {"slow": slow}) == 0
    assert [each["ok"] for each in lines(capsys.readouterr().out)] == [None, None]


def test_one_that_breaks_off_fails_the_run_but_not_the_next(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([], {"broken": broken, "fast": fast}) == 1
    said = capsys.readouterr()
    assert "no answer" in said.err
    assert lines(said.out)[0]["name"] == "wait"


@pytest.mark.parametrize("wrk", [pytest.param(WRK, id="wrk"), pytest.param(None, id="ours")])
async def test_every_request_is_sent_once(wrk: str | None, tmp_path: Path, request: Any) -> None:
    if wrk is None and request.node.callspec.id == "wrk":
        pytest.skip("wrk is not installed")
    bodies: Counter[bytes] = Counter()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        body = (await receive())["body"]
        bodies[body] += 1
        status = 500 if body == b"bad" else 200
        head = [(b"content-length", b"2")]
        await send({"type": "http.response.start", "status": status, "headers": head})
        await send({"type": "http.response.body", "body": b"ok"})

    async with serving(app) as address:
        port = int(address.rpartition(":")[2])
        requests = write_requests(tmp_path / "good", [post(b"%d" % each) for each in range(100)])
        volley = await fire(port, requests, 100, 8, wrk)
        assert bodies == Counter(b"%d" % each for each in range(100))
        assert volley.seconds > 0
        assert 0 < volley.p50 <= volley.p99
        requests = write_requests(tmp_path / "bad", [post(b"good"), post(b"bad")])
        with pytest.raises(RuntimeError, match="2 of 2 requests were answered, 1 not with 200"):
            await fire(port, requests, 2, 1, wrk)


def post(body: bytes) -> bytes:
    return b"POST /slack/events HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n%b" % (
        len(body),
        body,
    )


@pytest.mark.parametrize("name", BENCHMARKS)
def test_each_benchmark_runs_and_prints_its_lines(name: str, postgres: str) -> None:
    finished = subprocess.run(
        [sys.executable, "-m", "tests.load", name, "--quick"],
        cwd=ROOT,
        env=os.environ | {"TEST_DATABASE_URL": postgres},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert finished.returncode == 0, finished.stderr
    found = lines(finished.stdout)
    assert found
    for line in found:
        assert line.keys() >= KEYS
        assert line["name"].startswith((f"{name}_", *ALSO.get(name, ())))
        assert line["min"] <= line["value"] <= line["max"]
