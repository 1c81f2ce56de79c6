// The list at the side: the app, channels, direct messages, with what is unread.

import { h, reconcile } from "../dom.js";
import { icon } from "../icons.js";
import { hrefTo } from "../route.js";
import { avatar } from "./avatar.js";

export function drawSidebar(root, store, route) {
  const { channels, app } = store.sight;
  const rooms = channels.filter((each) => !each.is_dm && !each.is_archived);
  const talks = channels.filter((each) => each.is_dm && each.id !== app.dm);
  const items = [
    group("Apps", [appRow(store, route)]),
    group(
      "Channels",
      rooms.filter((each) => each.is_member).map((each) => roomRow(each, route)),
    ),
    group(
      "Direct messages",
      talks.map((each) => talkRow(store, each, route)),
      newTalk(store, route),
    ),
    group(
      "Other channels",
      rooms.filter((each) => !each.is_member).map((each) => roomRow(each, route)),
    ),
  ];
  reconcile(
    root,
    items.filter((item) => item),
  );
}

function group(title, rows, more = null) {
  if (!rows.length && !more) return null;
  const id = `group-${title.toLowerCase().replace(/ /g, "-")}`;
  return {
    key: title,
    signature: JSON.stringify([rows, more?.signature]),
    build: (old) =>
      h(
        "section",
        { class: "sidebar-group", "aria-labelledby": id },
        h("h2", { id }, title),
        h(
          "ul",
          {},
          rows.map((row) => h("li", {}, link(row))),
        ),
        more?.build(old?.querySelector("details")?.open),
      ),
  };
}

function appRow(store, route) {
  const { app, channels } = store.sight;
  const dm = channels.find((each) => each.id === app.dm);
  return {
    place: app.home || app.dm,
    name: app.name,
    user: { id: app.user, name: app.name, is_bot: true },
    unread: dm?.unread ?? 0,
    here: route.in === "home" || route.in === app.dm,
  };
}

function roomRow(channel, route) {
  return {
    place: channel.id,
    name: channel.name,
    mark: channel.is_private ? "lock" : "#",
    unread: channel.unread,
    here: route.in === channel.id,
  };
}

function talkRow(store, channel, route) {
  const user = store.sight.users.find((each) => each.id === channel.with) ?? {
    id: channel.id,
    name: channel.name,
  };
  return {
    place: channel.id,
    name: channel.name,
    user,
    unread: channel.unread,
    here: route.in === channel.id,
  };
}

function link({ place, name, mark, user, unread, here }) {
  return h(
    "a",
    {
      href: hrefTo({ in: place, thread: null }),
      "data-route": true,
      "data-focus": `go-${place}`,
      class: unread ? "sidebar-link unread" : "sidebar-link",
      "aria-current": here ? "page" : null,
    },
    mark
      ? h("span", { class: "mark", "aria-hidden": "true" }, mark === "lock" ? icon("lock") : mark)
      : avatar(user),
    h("span", { class: "name" }, name),
    unread
      ? h("span", { class: "count" }, String(unread), h("span", { class: "sr-only" }, " unread"))
      : null,
  );
}

/** People to whom one has not written yet. */
function newTalk(store, route) {
  const known = new Set(store.sight.channels.filter((each) => each.is_dm).map((each) => each.with));
  const others = store.sight.users.filter(
    (each) => !each.is_bot && each.id !== store.sight.me.id && !known.has(each.id),
  );
  if (!others.length) return null;
  const rows = others.map((each) => ({
    place: each.id,
    name: each.name,
    user: each,
    unread: 0,
    here: route.in === each.id,
  }));
  return {
    signature: JSON.stringify(rows),
    build: (open) =>
      h(
        "details",
        { class: "sidebar-more", open: open || rows.some((row) => row.here) },
        h("summary", {}, "Write to somebody"),
        h(
          "ul",
          {},
          rows.map((row) => h("li", {}, link(row))),
        ),
      ),
  };
}
