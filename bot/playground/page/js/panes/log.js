// A list of messages, oldest first, that stays at its end while one reads there.

import { h, reconcile } from "../dom.js";
import { day, fromTs } from "../when.js";
import { messageItem } from "./message.js";

const CLOSE = 5 * 60; // seconds within which messages of one author stand together

export class Log {
  constructor(label) {
    this.list = h("ol", { class: "messages" });
    this.jump = h(
      "button",
      { class: "button jump", type: "button", hidden: true, on: { click: () => this.toEnd() } },
      "Newer messages ↓",
    );
    this.root = h(
      "div",
      {
        class: "log",
        role: "region",
        "aria-label": label,
        tabindex: "0",
        on: {
          scroll: () => {
            if (this.atEnd) this.jump.hidden = true;
          },
        },
      },
      this.list,
    );
  }

  get atEnd() {
    return this.root.scrollHeight - this.root.scrollTop - this.root.clientHeight < 48;
  }

  toEnd() {
    this.root.scrollTop = this.root.scrollHeight;
    this.jump.hidden = true;
  }

  /** `newFrom` is the time stamp before which the line "New" stands. */
  draw(store, messages, { channel, inThread = false, newFrom = null }) {
    const follow = this.atEnd || !this.list.children.length;
    const last = this.list.lastElementChild?.dataset.key;
    reconcile(this.list, this.items(store, messages, { channel, inThread, newFrom }));
    if (follow) this.toEnd();
    else if (last !== this.list.lastElementChild?.dataset.key) this.jump.hidden = false;
    for (const picture of this.list.querySelectorAll("img:not([data-watched])"))
      this.watch(picture);
  }

  /** A picture that arrives late makes the list longer: stay at the end if one was there. */
  watch(picture) {
    picture.dataset.watched = "";
    if (picture.complete) return;
    const follow = this.atEnd;
    picture.addEventListener("load", () => {
      if (follow) this.toEnd();
    });
  }

  items(store, messages, { channel, inThread, newFrom }) {
    const { zone } = store.names;
    const items = [];
    let before = null;
    for (const message of messages) {
      const today = day(fromTs(message.ts), zone);
      const newDay = !before || day(fromTs(before.ts), zone) !== today;
      if (newDay && !inThread) items.push(line(`day-${today}`, "day", today));
      if (message.ts === newFrom) items.push(line("new", "new-line", "New"));
      const compact = !newDay && message.ts !== newFrom && together(before, message);
      items.push(messageItem(store, message, { channel, inThread, compact }));
      before = message;
    }
    return items;
  }
}

function line(key, look, words) {
  return { key, signature: words, build: () => h("li", { class: look }, h("span", {}, words)) };
}

function together(before, message) {
  const plain = !before.blocks.length && !message.blocks.length && !before.reply_count;
  return (
    plain &&
    before.user === message.user &&
    before.ephemeral === message.ephemeral &&
    Number(message.ts) - Number(before.ts) < CLOSE
  );
}
