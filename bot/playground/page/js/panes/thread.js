// A thread, in a panel at the side.

import { h } from "../dom.js";
import { go, hrefTo } from "../route.js";
import { Composer } from "./composer.js";
import { titleOf } from "./channel.js";
import { Log } from "./log.js";

export class ThreadPane {
  constructor(root, store) {
    Object.assign(this, { root, store, key: null });
    root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) this.close();
    });
  }

  draw(channelId, ts) {
    const channel = ts && this.store.sight.channels.find((each) => each.id === channelId);
    const messages = channel
      ? channel.messages.filter((each) => each.ts === ts || each.thread_ts === ts)
      : [];
    this.root.hidden = !messages.length;
    if (!messages.length) {
      this.key = null;
      return;
    }
    const key = `${this.store.who.user}/${channelId}/${ts}`;
    if (key !== this.key) this.open(channel, ts, key);
    this.log.draw(this.store, messages, { channel: channelId, inThread: true });
  }

  open(channel, ts, key) {
    this.key = key;
    this.log = new Log("Messages in this thread");
    this.title = h("h2", { tabindex: "-1", class: "pane-title" }, "Thread");
    this.composer = new Composer(this.store, {
      label: "Reply in the thread",
      key: `send/${key}`,
      place: () => ({ channel: channel.id, thread_ts: ts }),
      sent: () => this.log.toEnd(),
    });
    this.root.replaceChildren(
      h(
        "header",
        { class: "pane-head" },
        h("div", { class: "pane-words" }, this.title, h("p", { class: "topic" }, titleOf(channel))),
        h(
          "a",
          {
            class: "close",
            href: hrefTo({ thread: null }),
            "data-route": true,
            "aria-label": "Close the thread",
          },
          "×",
        ),
      ),
      this.log.root,
      this.log.jump,
      h("div", { class: "pane-foot" }, this.composer.root),
    );
  }

  close() {
    go({ thread: null });
  }
}
