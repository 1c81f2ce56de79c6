// What Slack itself tells one, at the edge of the page until it is dismissed; and words for screen readers.

import { h, reconcile } from "../dom.js";
import { mrkdwn } from "../text/mrkdwn.js";

export class Notices {
  constructor(root, store) {
    Object.assign(this, { root, store });
  }

  draw() {
    const shown = this.store.notices.filter((each) => !each.view_id).slice(-4);
    reconcile(
      this.root,
      shown.map((notice) => ({
        key: notice.id,
        signature: notice.text,
        build: () => this.notice(notice),
      })),
    );
  }

  notice({ id, text }) {
    return h(
      "div",
      { class: "notice", role: "alert", tabindex: "-1" },
      h("p", {}, h("strong", {}, "Slack: "), mrkdwn(text, this.store.names)),
      h(
        "button",
        {
          class: "close",
          type: "button",
          "aria-label": "Dismiss this notice",
          on: { click: () => this.store.dismiss(id) },
        },
        "×",
      ),
    );
  }
}

/** Says what is new to those who do not see it. */
export class Announcer {
  constructor(root) {
    this.root = root;
  }

  say(text) {
    // Emptied first, so that the same words twice are said twice.
    this.root.textContent = "";
    setTimeout(() => {
      this.root.textContent = text;
    }, 50);
  }

  /** New messages of others since the last look, at most one sentence for each channel. */
  compare(before, now) {
    if (!before || before.me.id !== now.me.id) return;
    const words = now.channels.map((channel) => newIn(channel, before, now)).filter(Boolean);
    if (words.length) this.say(words.join(" "));
  }
}

function newIn(channel, before, now) {
  const known = new Set(
    before.channels.find((each) => each.id === channel.id)?.messages.map((each) => each.ts),
  );
  const fresh = channel.messages.filter((each) => !known.has(each.ts) && each.user !== now.me.id);
  if (!fresh.length) return null;
  const where = channel.is_dm ? "" : ` in ${channel.name}`;
  if (fresh.length > 1) return `${fresh.length} new messages${where}.`;
  const author = now.users.find((each) => each.id === fresh[0].user)?.name ?? "Somebody";
  return `${author}${where}${fresh[0].ephemeral ? ", only for you" : ""}: ${fresh[0].text.slice(0, 150)}`;
}
