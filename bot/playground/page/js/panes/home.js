// The app's Home tab.

import { blockItems } from "../blocks/index.js";
import { h, reconcile } from "../dom.js";
import { appTabs, paneHead } from "./channel.js";

export class HomePane {
  constructor(store) {
    this.store = store;
    this.root = h("div", { class: "pane home-pane" });
    this.key = null;
  }

  draw() {
    const { app, home, me } = this.store.sight;
    if (me.id !== this.key) this.open(app, me.id);
    this.empty.hidden = Boolean(home);
    if (!home) return;
    const surface = this.store.surface("home", { view_id: home.id }, home.state);
    reconcile(this.blocks, blockItems(home.blocks, surface));
  }

  open(app, key) {
    this.key = key;
    this.title = h("h2", { tabindex: "-1", class: "pane-title" }, app.name);
    this.blocks = h("div", { class: "view-blocks" });
    this.empty = h("p", { class: "empty" }, "This app has put nothing here yet.");
    this.root.replaceChildren(
      paneHead(this.title, h("p", { class: "topic" }, "App"), appTabs("home", app)),
      h(
        "div",
        {
          class: "home-scroll",
          role: "region",
          "aria-label": `Home of ${app.name}`,
          tabindex: "0",
        },
        this.empty,
        this.blocks,
      ),
    );
    // Slack tells the app each time that somebody opens the tab.
    this.store.ask("home");
  }

  /** Shown again, it is opened again. */
  closed() {
    this.key = null;
  }
}
