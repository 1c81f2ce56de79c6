// The stack of modals: one dialog, the view on top shown, those below kept as they were left.

import { firstWrong, showErrors } from "../blocks/input.js";
import { blockItems } from "../blocks/index.js";
import { busyWith, once } from "../busy.js";
import { freshId, h, reconcile } from "../dom.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { sentenceOf } from "../store.js";

const CONTROLS = "a[href], button:not([hidden]), input, select, textarea, [tabindex='0']";

export class Modals {
  constructor(dialog, store) {
    Object.assign(this, { dialog, store, frames: new Map() });
    // Escape and the phone's back gesture go to Slack first; the dialog closes when the view is gone.
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    dialog.addEventListener("close", () => this.draw());
    dialog.addEventListener("keydown", (event) => this.key(event));
  }

  draw() {
    const views = this.store.sight?.views ?? [];
    const { notices } = this.store;
    for (const [id, frame] of this.frames)
      if (!views.some((view) => view.id === id)) this.drop(id, frame);
    for (const view of views)
      this.frame(view).draw(
        view,
        notices.filter((each) => each.view_id === view.id),
        views.length,
      );
    const top = this.frames.get(views.at(-1)?.id);
    for (const frame of this.frames.values()) frame.root.hidden = frame !== top;
    this.show(top);
  }

  show(top) {
    const changed = this.top !== top;
    this.top = top;
    if (!top) {
      if (this.dialog.open) this.dialog.close();
      return;
    }
    this.dialog.setAttribute("aria-labelledby", top.titleId);
    if (!this.dialog.open) this.dialog.showModal();
    if (changed) top.focusFirst();
  }

  frame(view) {
    if (!this.frames.has(view.id)) {
      const frame = new Frame(this.store, view);
      this.frames.set(view.id, frame);
      this.dialog.append(frame.root);
    }
    return this.frames.get(view.id);
  }

  drop(id, frame) {
    frame.root.remove();
    this.frames.delete(id);
  }

  key(event) {
    if (event.target.closest("dialog") !== this.dialog) return;
    if (event.key === "Escape" && !event.defaultPrevented) {
      event.preventDefault();
      this.top?.leave();
    } else if (event.key === "Tab") {
      this.keepInside(event);
    }
  }

  /** Tab goes round inside the dialog. */
  keepInside(event) {
    const all = [...this.top.root.querySelectorAll(CONTROLS)].filter(
      (node) => node.tabIndex >= 0 && node.checkVisibility(),
    );
    const edge = event.shiftKey ? all[0] : all.at(-1);
    const sameRadios = edge?.type === "radio" && document.activeElement?.name === edge.name;
    if (document.activeElement !== edge && !sameRadios && document.activeElement !== this.top.title)
      return;
    if (document.activeElement === this.top.title && !event.shiftKey) return;
    event.preventDefault();
    (event.shiftKey ? all.at(-1) : all[0])?.focus();
  }
}

class Frame {
  constructor(store, view) {
    Object.assign(this, { store, id: view.id, titleId: freshId("modal-title") });
    this.title = h("h2", { id: this.titleId, tabindex: "-1" });
    this.cross = h(
      "button",
      {
        class: "close",
        type: "button",
        "aria-label": "Close",
        on: { click: () => this.leave(true) },
      },
      "×",
    );
    this.back = h(
      "button",
      {
        class: "back-in-stack",
        type: "button",
        "aria-label": "Back",
        on: { click: () => this.leave() },
      },
      "‹",
    );
    this.blocks = h("div", { class: "view-blocks" });
    this.notices = h("div", { class: "modal-notices", role: "alert" });
    this.legend = h("p", { class: "quiet legend-required" }, "* has to be filled in");
    this.cancel = busyWith(
      h("button", { class: "button", type: "button", on: { click: () => this.leave() } }),
      `close/${view.id}`,
    );
    this.submit = busyWith(
      h("button", { class: "button primary", type: "submit" }),
      `submit/${view.id}`,
    );
    // No browser bubbles: Slack says what is wrong, in its own words under the field.
    this.root = h(
      "form",
      { class: "modal-frame", novalidate: true, on: { submit: (event) => this.send(event) } },
      h("div", { class: "modal-head" }, this.back, this.title, this.cross),
      h("div", { class: "modal-body" }, this.notices, this.blocks, this.legend),
      h("div", { class: "modal-foot" }, this.cancel, this.submit),
    );
  }

  draw(view, notices, depth) {
    this.view = view;
    this.surface = this.store.surface("modal", { view_id: view.id }, view.state);
    this.title.textContent = view.title;
    this.back.hidden = depth < 2;
    this.submit.hidden = !view.submit;
    this.submit.textContent = view.submit ?? "";
    this.submit.disabled = view.submit_disabled;
    this.cancel.textContent = view.close ?? (view.submit ? "Cancel" : "Close");
    this.legend.hidden = !view.blocks.some((block) => block.type === "input" && !block.optional);
    reconcile(this.blocks, blockItems(view.blocks, this.surface));
    showErrors(this.blocks, view.errors);
    this.drawNotices(notices);
  }

  drawNotices(notices) {
    reconcile(
      this.notices,
      notices.map((notice) => ({
        key: notice.id,
        signature: notice.text,
        build: () => h("p", { class: "alert error" }, mrkdwn(notice.text, this.store.names)),
      })),
    );
  }

  focusFirst() {
    const wanted = this.view.blocks.find((block) => block.element?.focus_on_load);
    const at =
      wanted &&
      this.blocks.querySelector(
        `[data-block="${CSS.escape(wanted.block_id)}"] :is(input, select, textarea)`,
      );
    const first = at ?? this.blocks.querySelector(".field :is(input, select, textarea)");
    (first ?? this.title).focus();
  }

  send(event) {
    event.preventDefault();
    if (!this.view.submit) return;
    once(`submit/${this.id}`, async () => {
      await this.surface.finishTyping();
      for (const notice of this.store.notices)
        if (notice.view_id === this.id) this.store.dismiss(notice.id);
      const answer = await this.store.ask("submit", { view_id: this.id });
      if (!answer.ok && !answer.told) this.store.complain(sentenceOf(answer), this.id);
      firstWrong(this.blocks)?.focus();
    });
  }

  /** Cancel, Escape, or with `all` the cross, which closes the whole stack. */
  leave(all = false) {
    once(`close/${this.id}`, () =>
      this.store.ask("close", { view_id: this.id, ...(all ? { all: true } : {}) }),
    );
  }
}
