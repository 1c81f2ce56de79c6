// The open channel or direct message.

import { once } from "../busy.js";
import { h } from "../dom.js";
import { hrefTo } from "../route.js";
import { Composer } from "./composer.js";
import { Log } from "./log.js";

export class ChannelPane {
  constructor(store) {
    this.store = store;
    this.root = h("div", { class: "pane channel-pane" });
    this.key = null;
  }

  draw(id) {
    const channel = this.store.sight.channels.find((each) => each.id === id) ?? this.nobodyYet(id);
    if (!channel) return this.drawNothing();
    const key = `${this.store.who.user}/${id}`;
    const opened = key !== this.key;
    if (opened) this.open(channel, key);
    this.title.textContent = titleOf(channel);
    this.topic.textContent = [
      channel.is_private && !channel.is_dm ? "Private" : "",
      channel.topic || this.about(channel),
    ]
      .filter(Boolean)
      .join(" · ");
    const messages = channel.messages.filter(
      (each) => !each.thread_ts || each.thread_ts === each.ts || each.broadcast,
    );
    this.markNew(channel, messages, opened);
    this.log.draw(this.store, messages, { channel: id, newFrom: this.newFrom });
    this.empty.hidden = messages.length > 0;
    this.foot(channel);
    this.read(channel);
    return undefined;
  }

  open(channel, key) {
    this.key = key;
    this.newFrom = null;
    this.log = new Log(`Messages in ${titleOf(channel)}`);
    this.title = h("h2", { tabindex: "-1", class: "pane-title" });
    this.topic = h("p", { class: "topic" });
    this.empty = h("p", { class: "empty" }, "Nothing has been said here yet.");
    this.composer = new Composer(this.store, {
      label: channel.is_dm ? `Message ${channel.name}` : `Message #${channel.name}`,
      key: `send/${key}`,
      place: () => ({ channel: channel.id }),
      sent: () => this.log.toEnd(),
    });
    this.bottom = h("div", { class: "pane-foot" });
    this.root.replaceChildren(
      paneHead(this.title, this.topic, this.tabs(channel)),
      this.empty,
      this.log.root,
      this.log.jump,
      this.bottom,
    );
  }

  /** The app's direct messages stand beside its Home tab. */
  tabs(channel) {
    return channel.id === this.store.sight.app.dm
      ? appTabs("messages", this.store.sight.app)
      : null;
  }

  /** A person to whom one has not written yet: the id of the person opens the conversation. */
  nobodyYet(id) {
    const user = this.store.sight.users.find((each) => each.id === id);
    return (
      user && {
        id,
        name: user.name,
        is_dm: true,
        is_member: true,
        messages: [],
        unread: 0,
        topic: "",
        with: id,
      }
    );
  }

  about(channel) {
    if (channel.is_dm)
      return this.store.sight.users.find((each) => each.id === channel.with)?.title ?? "";
    const count = channel.members?.length ?? 0;
    return count === 1 ? "1 member" : `${count} members`;
  }

  markNew(channel, messages, opened) {
    if (!channel.unread || !(opened || document.hidden)) return;
    const others = (each) => each.user !== this.store.who.user && !each.deleted;
    const since = channel.messages.filter(others).at(-channel.unread)?.ts ?? "0";
    this.newFrom = messages.find((each) => others(each) && each.ts >= since)?.ts ?? null;
  }

  read(channel) {
    if (channel.unread && !document.hidden)
      once(`read/${this.key}`, () => this.store.ask("read", { channel: channel.id }));
  }

  foot(channel) {
    const kind = channel.is_archived
      ? "archived"
      : channel.is_member || channel.is_dm
        ? "write"
        : "join";
    if (this.bottom.dataset.kind === kind) return;
    this.bottom.dataset.kind = kind;
    const join = () =>
      once(`join/${this.key}`, () => this.store.ask("join", { channel: channel.id }));
    this.bottom.replaceChildren(
      {
        write: () => this.composer.root,
        archived: () => h("p", { class: "quiet" }, "This channel is archived."),
        join: () =>
          h(
            "p",
            { class: "join" },
            `You are not in #${channel.name}. `,
            h(
              "button",
              { class: "button primary", type: "button", on: { click: join } },
              "Join the channel",
            ),
          ),
      }[kind](),
    );
  }

  drawNothing() {
    this.key = null;
    this.title = h("h2", { tabindex: "-1", class: "pane-title" }, "Nothing is open");
    this.root.replaceChildren(
      paneHead(
        this.title,
        h("p", { class: "topic" }, "Choose a channel or a person from the list."),
      ),
    );
  }
}

export function titleOf(channel) {
  if (channel.is_dm) return channel.name;
  return `# ${channel.name}`;
}

export function paneHead(title, below, more = null) {
  return h(
    "header",
    { class: "pane-head" },
    h(
      "a",
      {
        class: "back",
        href: hrefTo({ in: null, thread: null }),
        "data-route": true,
        "aria-label": "Back to the list",
      },
      "‹",
    ),
    h("div", { class: "pane-words" }, title, below),
    more,
  );
}

export function appTabs(here, app) {
  if (!app.home) return null;
  const tab = (name, place, words) =>
    h(
      "a",
      {
        href: hrefTo({ in: place, thread: null }),
        "data-route": true,
        class: "tab",
        "aria-current": here === name ? "page" : null,
      },
      words,
    );
  return h(
    "nav",
    { class: "tabs", "aria-label": `${app.name}` },
    tab("home", "home", "Home"),
    app.dm ? tab("messages", app.dm, "Messages") : null,
  );
}
