from tests.playground.conftest import World


async def test_story(world: World) -> None:
    amira = world.person("Amira")
    world.bot.on("command", lambda said: {"text": "Hello <@" + said["user_id"] + ">"})
    await amira.command("general", "/hello there")
    assert await amira.see("general") == ["Hello @Amira"]
    assert await world.person("Ben").see("#general") == []
    button = {"type": "button", "text": {"type": "plain_text", "text": "Press"}, "action_id": "go"}
    await world.client.chat_postMessage(
        channel=world.general.id,
        text="x",
        blocks=[
            {"type": "section", "text": {"type": "mrkdwn", "text": "*Look*"}},
            {"type": "actions", "elements": [button]},
        ],
    )

    async def open_modal(said: dict) -> None:
        await world.client.views_open(
            trigger_id=said["trigger_id"],
            view={
                "type": "modal",
                "title": {"type": "plain_text", "text": "T"},
                "submit": {"type": "plain_text", "text": "Send"},
                "blocks": [
                    {
                        "type": "input",
                        "block_id": "q",
                        "label": {"type": "plain_text", "text": "Why?"},
                        "element": {"type": "plain_text_input", "action_id": "a"},
                    }
                ],
            },
        )

    world.bot.on("block_actions", open_modal)
    await amira.press("Press", channel="general")
    print(await amira.modal())
    print(await amira.submit_refused())
    await amira.fill("Why?", "because")
    await amira.submit()
    assert not await amira.has_modal()
    print(world.bot.of("view_submission")[0]["view"]["state"])
    await amira.say("Testbot", "hi")
    await amira.say("general", "hi @Testbot & co")
    print([each.kind for each in world.bot.heard], await amira.see("general"))
