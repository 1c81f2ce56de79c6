// One message: who, when, what it says, what hangs on it.

import { blockItems } from "../blocks/index.js";
import { sharedFile } from "../blocks/picture.js";
import { once } from "../busy.js";
import { h, reconcile } from "../dom.js";
import { overflow } from "../elements/buttons.js";
import { icon } from "../icons.js";
import { hrefTo } from "../route.js";
import { emoji } from "../text/emoji.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { fromTs, full, time } from "../when.js";
import { avatar } from "./avatar.js";

/** An item for reconcile(). `options`: {channel, compact, inThread}. */
export function messageItem(store, message, options) {
  const { state, ...shown } = message;
  const { channel, compact, inThread } = options;
  // Also registers the state of its controls for those that are drawn later.
  const surface = store.surface("message", { channel, ts: message.ts }, state);
  return {
    key: message.ts,
    signature: JSON.stringify([shown, compact]),
    build: (old) => draw(store, message, { surface, channel, compact, inThread }, old),
  };
}

function draw(store, message, context, old) {
  const author = store.sight.users.find((each) => each.id === message.user);
  const row = h(
    "li",
    { class: rowClass(message, context), tabindex: "-1" },
    h("div", { class: "message-side" }, context.compact ? null : avatar(author)),
    h(
      "div",
      { class: "message-main" },
      head(store, message, author, context.compact),
      message.ephemeral ? onlyYou(store, message) : null,
      body(message, context.surface, old),
      message.files.map(sharedFile),
      reactions(store, message, context.channel),
      context.inThread ? null : threadLink(message),
    ),
    toolbar(store, message, context),
  );
  return row;
}

function rowClass(message, { compact }) {
  return [
    "message",
    compact && "compact",
    message.ephemeral && "ephemeral",
    message.pinned && "pinned",
  ]
    .filter(Boolean)
    .join(" ");
}

function head(store, message, author, compact) {
  const moment = fromTs(message.ts);
  const zone = store.names.zone;
  return h(
    "div",
    { class: compact ? "message-head sr-only" : "message-head" },
    h("span", { class: "author" }, author?.name ?? message.user),
    message.is_app ? h("span", { class: "badge" }, "APP") : null,
    h("time", { datetime: message.time, title: full(moment, zone) }, time(moment, zone)),
    message.pinned ? h("span", { class: "quiet" }, icon("pin"), " Pinned") : null,
  );
}

function onlyYou(store, message) {
  return h(
    "p",
    { class: "only-you" },
    icon("eye"),
    "Only you can see this",
    h(
      "button",
      {
        class: "link",
        type: "button",
        "data-focus": "dismiss",
        on: { click: () => store.ask("dismiss", { id: message.ts }) },
      },
      "Dismiss",
    ),
  );
}

function body(message, surface, old) {
  if (message.deleted) return h("p", { class: "quiet" }, "This message was deleted.");
  const node = h("div", { class: "message-body" });
  if (message.blocks.length) {
    // Blocks that did not change move over from the old row, with all that was typed into them.
    const before = old?.querySelector(".message-body");
    if (before) node.append(...before.children);
    reconcile(node, blockItems(message.blocks, surface));
  } else {
    node.append(h("div", { class: "mrkdwn" }, mrkdwn(message.text, surface.names)));
  }
  if (message.edited) node.append(h("span", { class: "quiet edited" }, "(edited)"));
  return node;
}

function reactions(store, message, channel) {
  if (!message.reactions.length) return null;
  return h(
    "div",
    { class: "reactions" },
    message.reactions.map(({ name, users }) => {
      const mine = users.includes(store.who.user);
      const who = users.map((id) => store.names.user(id) ?? id).join(", ");
      const toggle = () =>
        once(`react/${message.ts}/${name}`, () =>
          store.ask("react", { channel, ts: message.ts, name, ...(mine ? { remove: true } : {}) }),
        );
      return h(
        "button",
        {
          class: "reaction",
          type: "button",
          "aria-pressed": String(mine),
          title: who,
          "aria-label": `${name}, ${users.length}`,
          "data-focus": `react-${name}`,
          on: { click: toggle },
        },
        emoji(name) ?? `:${name}:`,
        " ",
        String(users.length),
      );
    }),
  );
}

function threadLink(message) {
  if (!message.reply_count) return null;
  const words = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
  return h(
    "a",
    {
      class: "thread-link",
      href: hrefTo({ thread: message.ts }),
      "data-route": true,
      "data-focus": "thread",
    },
    icon("thread"),
    words,
  );
}

/** Reply, and the app's message shortcuts, at the corner of a message. */
function toolbar(store, message, { channel, inThread }) {
  if (message.ephemeral || message.deleted) return null;
  const reply = inThread
    ? null
    : h(
        "a",
        {
          class: "button quiet",
          href: hrefTo({ thread: message.thread_ts ?? message.ts }),
          "data-route": true,
          "data-focus": "reply",
          "aria-label": "Reply in thread",
          title: "Reply in thread",
        },
        icon("thread"),
      );
  const shortcuts = store.sight.shortcuts.filter((each) => each.type === "message");
  const more = shortcuts.length ? overflow(shortcutMenu(store, shortcuts, message, channel)) : null;
  return reply || more ? h("div", { class: "toolbar" }, reply, more) : null;
}

/** Looks like a control with an overflow menu, whose choices are shortcuts. */
function shortcutMenu(store, shortcuts, { ts }, channel) {
  return {
    name: "Message",
    focusKey: () => "shortcuts",
    busyKey: () => `shortcut/${ts}`,
    element: {
      options: shortcuts.map((each) => ({
        value: each.callback_id,
        text: { type: "plain_text", text: each.name },
      })),
    },
    press: (callback_id, key) =>
      once(key, () => store.ask("shortcut", { callback_id, channel, ts })),
  };
}
