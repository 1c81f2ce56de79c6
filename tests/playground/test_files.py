"""The two-step upload, and pictures from it (slack.md 4.3, 4.5, 8.12)."""

from datetime import timedelta

import httpx
import pytest

from bot.playground.person import DidNotWork
from tests.playground.conftest import Json, World

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


async def upload(world: World, content: bytes = PNG, name: str = "chart.png") -> str:
    """Upload without sharing; gives the file's id."""
    alt = "A chart of five dots"
    where = await world.api(
        "files.getUploadURLExternal", filename=name, length=len(content), alt_txt=alt
    )
    await world.http.post(where["upload_url"], content=content)
    done = await world.api("files.completeUploadExternal", files=[{"id": where["file_id"]}])
    assert done["ok"]
    return str(where["file_id"])


def picture(file_id: str) -> Json:
    return {"type": "image", "slack_file": {"id": file_id}, "alt_text": "A chart"}


async def show(world: World, file_id: str, channel: str = "") -> Json:
    return await world.api(
        "chat.postMessage",
        channel=channel or world.general.id,
        text="A chart",
        blocks=[picture(file_id)],
    )


async def test_an_uploaded_picture_can_be_shown(world: World) -> None:
    """slack.md 4.5, way 2"""
    file_id = await upload(world)
    assert (await show(world, file_id))["ok"]
    amira = world.person("Amira")
    assert await amira.see("general") == ["[Image: A chart]"]
    assert await amira.picture("general", "A chart") == PNG


async def test_the_sdks_own_upload_works_and_shares(world: World) -> None:
    """slack.md 4.5, way 1"""
    await world.client.files_upload_v2(
        content=PNG,
        filename="chart.png",
        alt_txt="Five dots",
        channel=world.general.id,
        initial_comment="Here it is",
    )
    [message] = await world.person("Amira").see("general")
    assert message == "Here it is\n[File: chart.png] Five dots"


async def test_a_file_that_is_not_there_is_refused_with_the_message(world: World) -> None:
    """slack.md 3.1, 4.5"""
    answer = await show(world, "F404")
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"] == ["invalid slack file [json-pointer:/blocks/0/slack_file]"]


async def test_right_after_the_upload_a_file_is_not_ready(world: World) -> None:
    """slack.md 4.5, 8.12: poll files.info for a mimetype"""
    world.slack.file_processing = timedelta(minutes=1)
    file_id = await upload(world)
    assert (await show(world, file_id))["error"] == "invalid_blocks"
    assert (await world.client.files_info(file=file_id))["file"]["mimetype"] == ""
    world.slack.clock.advance(timedelta(minutes=1))
    assert (await world.client.files_info(file=file_id))["file"]["mimetype"] == "image/png"
    assert (await show(world, file_id))["ok"]


async def test_what_is_no_picture_cannot_be_shown_as_one(world: World) -> None:
    """slack.md 3.2: png, jpg, gif"""
    assert (await show(world, await upload(world, b"text", "chart.png")))[
        "error"
    ] == "invalid_blocks"
    assert (await show(world, await upload(world, b"a,b", "list.csv")))["error"] == "invalid_blocks"


async def test_completing_works_once_and_only_after_the_bytes(world: World) -> None:
    """slack.md 4.3"""
    where = await world.api("files.getUploadURLExternal", filename="x.png", length=len(PNG))
    files = [{"id": where["file_id"]}]
    complete = "files.completeUploadExternal"
    assert (await world.api(complete, files=files))["error"] == "file_not_found"
    short = await world.http.post(where["upload_url"], content=PNG[:-1])
    assert short.status_code == 400
    await world.http.post(where["upload_url"], content=PNG)
    assert (await world.api(complete, files=files))["ok"]
    assert (await world.api(complete, files=files))["error"] == "file_not_found"


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"filename": "x", "length": 0}, "invalid_arguments"),
        ({"length": 4}, "invalid_arguments"),
        ({"filename": "x", "length": 4, "alt_txt": "x" * 1001}, "alt_txt_too_large"),
    ],
)
async def test_an_upload_has_its_refusals(world: World, args: Json, error: str) -> None:
    assert (await world.api("files.getUploadURLExternal", **args))["error"] == error


async def test_a_workspace_can_switch_uploads_off(world: World) -> None:
    """slack.md 4.3, 8.12"""
    world.slack.faults.files_disabled = True
    answer = await world.api("files.getUploadURLExternal", filename="x", length=4)
    assert answer["error"] == "file_uploads_disabled"


async def test_an_id_alone_shows_nothing(world: World) -> None:
    file_id = await upload(world)
    address = f"{world.url}/files/{file_id}"
    assert (await world.http.get(address)).status_code == 404
    assert (await world.http.get(f"{address}?key=guess")).status_code == 404
    headers = {"authorization": f"Bearer {world.app.token}"}
    assert (await world.http.get(f"{address}/chart.png", headers=headers)).content == PNG


async def test_a_picture_in_a_dm_is_seen_by_nobody_else(world: World) -> None:
    file_id = await upload(world)
    await show(world, file_id, world.id("Amira"))
    assert await world.person("Amira").picture("Testbot", "A chart") == PNG
    assert file_id not in str(await world.person("Ben").look())


# ---- a person's own files


CSV = b"practice,value\nY90001,3\n"


async def test_a_person_drops_files_and_the_app_hears_of_it(world: World) -> None:
    """slack.md 2: message.im; the files are beside the words."""
    amira = world.person("Amira")
    await amira.upload("Testbot", ("a.csv", CSV), ("b.csv", CSV), text="two of them")
    [event] = [each["event"] for each in world.bot.of("message")]
    assert (event["subtype"], event["channel_type"]) == ("file_share", "im")
    assert (event["user"], event["text"]) == (world.id("Amira"), "two of them")
    first = event["files"][0]
    assert (first["name"], first["size"], first["mode"]) == ("a.csv", len(CSV), "hosted")
    assert first["url_private_download"].startswith(world.url)
    assert await amira.see("Testbot") == ["two of them\n[File: a.csv]\n[File: b.csv]"]
    assert first["id"] not in str(await world.person("Ben").look())


async def test_an_app_downloads_with_its_token_and_the_permission(world: World) -> None:
    await world.person("Amira").upload("Testbot", ("a.csv", CSV))
    address = world.bot.of("message")[-1]["event"]["files"][0]["url_private_download"]
    headers = {"authorization": f"Bearer {world.app.token}"}
    assert (await world.http.get(address, headers=headers)).content == CSV
    world.app.scopes -= {"files:read"}
    for wrong in (headers, {"authorization": "Bearer xoxb-guess"}, {}):
        answer = await world.http.get(address, headers=wrong)
        assert answer.status_code == 302
        login = await world.http.get(address, headers=wrong, follow_redirects=True)
        assert login.headers["content-type"].startswith("text/html")


async def test_a_download_can_be_refused_and_can_break_off(world: World) -> None:
    await world.person("Amira").upload("Testbot", ("a.csv", CSV * 1000))
    address = world.bot.of("message")[-1]["event"]["files"][0]["url_private_download"]
    headers = {"authorization": f"Bearer {world.app.token}"}
    world.slack.faults.add("server_error", "files.download", status=503)
    assert (await world.http.get(address, headers=headers)).status_code == 503
    world.slack.faults.add("drop", "files.download", accept=True)
    with pytest.raises(httpx.RemoteProtocolError):
        await world.http.get(address, headers=headers)
    assert (await world.http.get(address, headers=headers)).status_code == 200


async def test_a_deleted_file_is_gone(world: World) -> None:
    await world.person("Amira").upload("Testbot", ("a.csv", CSV))
    file = world.bot.of("message")[-1]["event"]["files"][0]
    world.slack.workspace().files[file["id"]].deleted = True
    assert (await world.api("files.info", file=file["id"]))["error"] == "file_not_found"
    headers = {"authorization": f"Bearer {world.app.token}"}
    answer = await world.http.get(file["url_private_download"], headers=headers)
    assert answer.status_code == 404


async def test_nobody_drops_what_slack_does_not_take(world: World) -> None:
    amira = world.person("Amira")
    with pytest.raises(DidNotWork, match="no_file_data"):
        await amira.upload("Testbot", ("empty.csv", b""))
    world.slack.faults.files_disabled = True
    with pytest.raises(DidNotWork, match="file_uploads_disabled"):
        await amira.upload("Testbot", ("a.csv", CSV))
