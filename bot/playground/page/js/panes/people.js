// Who one is: the switcher at the top, and the choice at the beginning.

import { workspaces } from "../api.js";
import { freshId, h } from "../dom.js";
import { go, hrefTo } from "../route.js";
import { avatar } from "./avatar.js";

const people = (users) => users.filter((user) => !user.is_bot);

/** The switcher; its choice goes into the address. */
export class Switcher {
  constructor(root, store) {
    const id = freshId("switch");
    this.store = store;
    this.select = h("select", {
      id,
      class: "input",
      on: { change: () => go({ user: this.select.value }) },
    });
    root.append(h("label", { for: id }, "You are"), this.select);
  }

  draw() {
    const { me, users } = this.store.sight;
    const signature = JSON.stringify([me.id, users]);
    if (signature === this.signature) return;
    this.signature = signature;
    this.select.replaceChildren(
      ...people(users).map((user) =>
        h(
          "option",
          { value: user.id, selected: user.id === me.id },
          user.title ? `${user.name}, ${user.title}` : user.name,
        ),
      ),
    );
  }
}

/** The first page: choose whose eyes to look through. */
export async function welcome(root) {
  const title = h("h2", { tabindex: "-1" }, "Who would you like to be?");
  const list = h(
    "div",
    { class: "welcome-teams" },
    h("p", { class: "quiet" }, "Looking who is here…"),
  );
  root.replaceChildren(
    h(
      "div",
      { class: "welcome" },
      title,
      h(
        "p",
        {},
        "This is Slack on your own machine, for trying things out. Nothing leaves it. Choose a person; you can change at any time.",
      ),
      list,
    ),
  );
  try {
    const teams = await workspaces();
    list.replaceChildren(...teams.map((team) => teamList(team, teams.length > 1)));
  } catch {
    list.replaceChildren(
      h(
        "p",
        { class: "alert error", role: "alert" },
        "The local Slack does not answer. Is the demo still running? Then load this page again.",
      ),
    );
  }
}

function teamList(team, named) {
  return h(
    "section",
    {},
    named ? h("h3", {}, team.name) : null,
    h(
      "ul",
      { class: "people" },
      people(team.users).map((user) =>
        h(
          "li",
          {},
          h(
            "a",
            {
              class: "person",
              href: hrefTo({ team: named ? team.id : null, user: user.id }),
              "data-route": true,
            },
            avatar(user),
            h(
              "span",
              {},
              h("strong", {}, user.name),
              user.title ? h("small", {}, user.title) : null,
            ),
          ),
        ),
      ),
    ),
  );
}
