"""Slack's limits on posting and on each method, when asked for (slack.md 4.2)."""

from datetime import timedelta

from tests.playground.conftest import World


async def test_without_limits_everything_passes_and_is_counted(world: World) -> None:
    assert {(await world.post()).status_code for _ in range(20)} == {200}
    assert (world.slack.limits.accepted, world.slack.limits.refused) == (20, 0)


async def test_one_message_a_second_a_channel(world: World) -> None:
    """slack.md 4.2, by the playground's clock"""
    world.slack.limits.set(per_channel=1.0)
    other = world.slack.add_channel("other")
    assert (await world.post()).status_code == 200
    limited = await world.post()
    assert (limited.status_code, limited.headers["retry-after"]) == (429, "1")
    assert (await world.post(other.id)).status_code == 200
    world.slack.clock.advance(timedelta(seconds=1))
    assert (await world.post()).status_code == 200
    assert (world.slack.limits.accepted, world.slack.limits.refused) == (3, 1)


async def test_a_person_has_one_limit_by_whichever_name(world: World) -> None:
    """slack.md 8.4: posting to a user id is posting to their DM"""
    world.slack.limits.set(per_channel=1.0)
    posted = await world.post(world.id("Amira"))
    assert (await world.post(posted.json()["channel"])).status_code == 429
    assert (await world.post(world.id("Ben"))).status_code == 200


async def test_a_burst_passes_and_then_a_message_a_second(world: World) -> None:
    """slack.md 4.2: bursts are tolerated"""
    world.slack.limits.set(per_channel=1.0, burst=3)
    assert [(await world.post()).status_code for _ in range(4)] == [200, 200, 200, 429]


async def test_a_workspace_has_its_messages_a_minute(world: World) -> None:
    """slack.md 4.2: several hundred a minute; here two a second"""
    world.slack.limits.set(per_minute=120)
    channels = [world.slack.add_channel(f"c{number}").id for number in range(3)]
    assert [(await world.post(each)).status_code for each in channels] == [200, 200, 429]
    world.slack.clock.advance(timedelta(seconds=0.5))
    assert (await world.post(channels[2])).status_code == 200


async def test_limits_can_be_set_and_seen_over_http(world: World) -> None:
    answer = await world.http.post(f"{world.url}/sim/limits", json={"per_channel": 1, "burst": 2})
    assert answer.json()["limits"]["burst"] == 2
    await world.post()
    seen = (await world.http.get(f"{world.url}/sim/limits")).json()["limits"]
    assert (seen["accepted"], seen["refused"]) == (1, 0)
    for nonsense in ({"speed": 1}, {"burst": 0}, {"per_channel": 0}, {"per_minute": -1}):
        wrong = await world.http.post(f"{world.url}/sim/limits", json=nonsense)
        assert wrong.status_code == 400
    assert world.slack.limits.per_channel == 1
    cleared = (await world.http.post(f"{world.url}/sim/limits", json={})).json()["limits"]
    assert (cleared["per_channel"], cleared["accepted"]) == (None, 0)


async def test_methods_have_their_calls_per_minute(world: World) -> None:
    """slack.md 4.2, 4.3: conversations.list is tier 2, 20 a minute"""
    world.slack.limits.tiers = True
    answers = [await world.api("conversations.list") for _ in range(21)]
    assert [each["ok"] for each in answers] == [True] * 20 + [False]
    assert answers[-1]["error"] == "ratelimited"
    assert (await world.api("users.info", user=world.id("Amira")))["ok"]
    world.slack.clock.advance(timedelta(minutes=1))
    assert (await world.api("conversations.list"))["ok"]


async def test_retry_after_is_the_truth_in_whole_seconds(world: World) -> None:
    """slack.md 4.2: whoever waits for so long gets through, and nobody much sooner"""
    world.slack.limits.per_channel = 0.3  # one in 3.33 seconds
    await world.post()
    assert (await world.post()).headers["retry-after"] == "4"
    world.slack.clock.advance(timedelta(seconds=3))
    assert (await world.post()).headers["retry-after"] == "1"
    world.slack.clock.advance(timedelta(seconds=1))
    assert (await world.post()).status_code == 200


async def test_a_channel_has_one_limit_by_id_and_by_name(world: World) -> None:
    world.slack.limits.per_channel = 1.0
    assert (await world.post("#general")).status_code == 200
    assert (await world.post()).status_code == 429


async def test_what_the_workspace_refuses_costs_the_channel_nothing(world: World) -> None:
    world.slack.limits.set(per_channel=0.01, burst=2, per_minute=60)
    assert [(await world.post()).status_code for _ in range(2)] == [200, 429]
    world.slack.clock.advance(timedelta(seconds=1))
    assert (await world.post()).status_code == 200


async def test_a_limit_can_be_changed_on_the_way(world: World) -> None:
    world.slack.limits.per_channel = 1.0
    assert [(await world.post()).status_code for _ in range(2)] == [200, 429]
    world.slack.limits.per_channel = None
    assert (await world.post()).status_code == 200


async def test_posting_is_limited_and_updating_is_not(world: World) -> None:
    """slack.md 4.3: chat.update has a tier of its own"""
    world.slack.limits.set(per_channel=1.0)
    posted = (await world.post()).json()
    for _ in range(3):
        answer = await world.api(
            "chat.update", channel=posted["channel"], ts=posted["ts"], text="again"
        )
        assert answer["ok"]
