"""Slack's limits are kept to, and what is limited in one place slows nothing elsewhere."""

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.pacing import POST, TIERS, Bucket, Pacing, Rates

PAUSES = st.lists(st.floats(0, 3), min_size=1, max_size=60)


@given(PAUSES, st.floats(0.1, 50), st.floats(1, 10))
def test_a_bucket_never_gives_more_than_its_rate_and_burst(
    pauses: list[float], rate: float, burst: float
) -> None:
    bucket, now, taken = Bucket(rate, burst), 100.0, []
    for pause in pauses:
        now += pause
        if bucket.wait(now) == 0.0:
            bucket.take(now)
            taken.append(now)
    for number, start in enumerate(taken):
        for end in range(number, len(taken)):
            allowed = burst + rate * (taken[end] - start) + 1e-6
            assert end - number + 1 <= allowed + 1


@given(PAUSES)
def test_a_bucket_says_when_the_next_may_go(pauses: list[float]) -> None:
    bucket, now = Bucket(2.0, 1.0), 100.0
    for pause in pauses:
        now += pause
        now += bucket.wait(now)
        assert bucket.wait(now) < 1e-9
        bucket.take(now)


def test_a_channel_rests_a_second_from_its_call_and_others_do_not() -> None:
    pacing = Pacing(Rates())
    pacing.done("C1", 10.0, 10.1)
    assert pacing.spot("C1", 10.5) == 0.5
    assert pacing.spot("C2", 10.5) == 0.0
    assert pacing.spot("C1", 11.0) == 0.0


def test_after_a_slow_call_it_is_counted_from_shortly_before_the_answer() -> None:
    pacing = Pacing(Rates())
    pacing.done("C1", 10.0, 13.0)
    assert pacing.spot("C1", 13.0) == 0.75


def test_one_channel_that_is_refused_waits_alone() -> None:
    pacing = Pacing(Rates())
    pacing.limited(POST, "C1", 10.0, 30.0)
    assert pacing.spot("C1", 10.0) == 30.0
    assert pacing.spot("C2", 10.0) == 0.0
    assert pacing.method(POST, 10.0) == 0.0


def test_several_that_are_refused_at_once_are_the_workspaces_limit() -> None:
    pacing = Pacing(Rates())
    for number in range(3):
        pacing.limited(POST, f"C{number}", 10.0, 30.0)
    assert pacing.method(POST, 10.0) == 30.0
    assert pacing.method("chat.update", 10.0) == 0.0


def test_refusals_long_ago_are_not_counted() -> None:
    pacing = Pacing(Rates())
    for number in range(3):
        pacing.limited(POST, f"C{number}", 10.0 + number * 5, 1.0)
    assert pacing.method(POST, 21.0) == 0.0


def test_each_method_has_its_tier() -> None:
    """slack.md 4.2 and 4.3: 50 a minute for tier 3, 100 for tier 4; a little is left for clicks"""
    tiers = {"chat.postEphemeral": 100, "files.getUploadURLExternal": 100}
    tiers |= {"files.completeUploadExternal": 100}
    for name, (rate, burst) in TIERS.items():
        assert rate + burst <= tiers.get(name, 50)
    pacing, now, calls = Pacing(Rates()), 0.0, 0
    while now < 60.0:
        wait = pacing.method("chat.update", now)
        if wait:
            now += max(wait, 0.001)
        else:
            pacing.begin("chat.update", now)
            calls += 1
    assert calls <= 50


def test_who_has_not_been_written_to_for_long_is_forgotten() -> None:
    pacing = Pacing(Rates())
    for number in range(12_000):
        pacing.done(f"U{number}", float(number), float(number))
    assert len(pacing._free_at) <= 5001
