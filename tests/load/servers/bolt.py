"""Bolt as its documentation sets it up, with one listener that does nothing."""

import os

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.blocks import ids

app = AsyncApp(
    token=os.environ["SLACK_BOT_TOKEN"],
    signing_secret=os.environ["SLACK_SIGNING_SECRET"],
)
app.client.base_url = os.environ["SLACK_API_URL"]  # auth.test: the local Slack answers


@app.view(ids.PULSE_BALLOT)
async def take_answers(ack: AsyncAck) -> None:
    await ack()


if __name__ == "__main__":
    app.start(port=int(os.environ["PORT"]), host=os.environ["HOST"])
