// The page of the local Slack: puts the panes together and keeps them in step with what one sees.

import { ChannelPane, titleOf } from "./panes/channel.js";
import { ClockBar } from "./panes/clock.js";
import { HomePane } from "./panes/home.js";
import { Modals } from "./panes/modal.js";
import { Announcer, Notices } from "./panes/notices.js";
import { Switcher, welcome } from "./panes/people.js";
import { drawSidebar } from "./panes/sidebar.js";
import { ThreadPane } from "./panes/thread.js";
import { correct, go, onRoute, route } from "./route.js";
import { Store } from "./store.js";

const part = (id) => document.getElementById(id);
const wide = window.matchMedia("(min-width: 48rem)");

const announcer = new Announcer(part("announcer"));
const store = new Store(draw);
const panes = {
  channel: new ChannelPane(store),
  home: new HomePane(store),
  thread: new ThreadPane(part("thread"), store),
  modals: new Modals(part("modal"), store),
  notices: new Notices(part("notices"), store),
  clock: new ClockBar(part("clock"), store, (words) => announcer.say(words)),
  switcher: new Switcher(part("switcher"), store),
};
store.onSight = (before, now) => announcer.compare(before, now);

store.stranger = () => go({ user: null, team: null, in: null, thread: null });

let shown = {};

function move(here) {
  const known = here.user && shown.user === here.user && shown.team === here.team;
  if (!known) leaveNothingBehind();
  store.become({ user: here.user, team: here.team });
  if (!here.user) begin();
  else if (known) {
    draw();
    focusAfter(shown, here);
  }
  shown = here;
}

/** What the last person saw is gone before the next one looks. */
function leaveNothingBehind() {
  for (const id of ["main", "sidebar", "notices"]) part(id).replaceChildren();
  part("thread").hidden = true;
  store.sight = null;
  panes.modals.draw();
  panes.channel.key = panes.home.key = panes.thread.key = null;
}

/** Nobody is chosen yet. */
function begin() {
  document.body.dataset.view = "welcome";
  document.title = "Local Slack";
  part("offline").hidden = true;
  welcome(part("main"));
}

function draw() {
  part("offline").hidden = store.linked;
  if (!store.who?.user || !store.sight) return;
  const here = withDefault(route());
  document.body.dataset.view = here.thread ? "thread" : here.in ? "pane" : "list";
  part("team").textContent = store.sight.team.name;
  panes.switcher.draw();
  panes.clock.draw();
  drawSidebar(part("sidebar"), store, here);
  drawMain(here);
  panes.thread.draw(here.in, here.thread);
  panes.notices.draw();
  panes.modals.draw();
  document.title = titleFor(here);
}

/** On a wide page something is always open; a conversation is known by its own id once it exists. */
function withDefault(here) {
  const { channels, users } = store.sight;
  const talk = channels.find((each) => each.is_dm && each.with === here.in);
  if (talk) return correct({ in: talk.id });
  const known = here.in === "home" || [...channels, ...users].some((each) => each.id === here.in);
  if (known || (!here.in && !wide.matches)) return here;
  const first = wide.matches
    ? (channels.find((each) => each.is_member && !each.is_dm) ?? channels[0])
    : null;
  return correct({ in: first?.id ?? null, thread: null });
}

function drawMain(here) {
  const pane = here.in === "home" ? panes.home : panes.channel;
  if (pane.root.parentNode !== part("main")) {
    part("main").replaceChildren(pane.root);
    if (pane === panes.channel) panes.home.closed();
  }
  pane.draw(here.in);
}

function titleFor(here) {
  const unread = store.sight.channels.reduce((sum, each) => sum + each.unread, 0);
  const channel = store.sight.channels.find((each) => each.id === here.in);
  const place =
    here.in === "home" ? store.sight.app.name : channel ? titleOf(channel) : store.sight.team.name;
  return `${unread ? `(${unread}) ` : ""}${place} | Local Slack`;
}

/** The focus follows when a person opens or leaves something. */
function focusAfter(before, here) {
  if (here.thread && here.thread !== before.thread) panes.thread.title?.focus();
  else if (before.thread && !here.thread) focusMessage(before.thread);
  else if (here.in && here.in !== before.in)
    (here.in === "home" ? panes.home : panes.channel).title?.focus();
  else if (!here.in && before.in)
    part("sidebar")
      .querySelector(`[data-focus="go-${CSS.escape(before.in)}"]`)
      ?.focus();
}

function focusMessage(ts) {
  const row = [...part("main").querySelectorAll(".message")].find(
    (each) => each.dataset.key === ts,
  );
  (row?.querySelector("[data-focus=thread]") ?? row)?.focus();
}

onRoute(move);
wide.addEventListener("change", draw);
document.addEventListener("visibilitychange", () => store.listen());
move(route());
