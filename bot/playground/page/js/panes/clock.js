// The demo's clock: what it shows, and buttons that move it on.

import { act } from "../api.js";
import { busyWith, once } from "../busy.js";
import { freshId, h } from "../dom.js";
import { dayAndTime, fromLocal, full, toLocal } from "../when.js";
import { sentenceOf } from "../store.js";

const HOUR = 3600;
const ABOUT =
  "This is the demo’s own clock. It runs as usual; when you move it on, what is due by then happens.";

export class ClockBar {
  constructor(root, store, say) {
    Object.assign(this, { store, say });
    this.time = h("time", { class: "clock-time" });
    root.append(
      h(
        "p",
        { class: "clock-words", title: ABOUT },
        h("span", { class: "clock-label" }, "Demo clock"),
        this.time,
      ),
      h(
        "div",
        { class: "clock-buttons", role: "group", "aria-label": "Move the demo’s clock on" },
        this.button("+1 hour", () => this.move({ advance: HOUR })),
        this.button("+1 day", () => this.move({ advance: 24 * HOUR })),
        h(
          "button",
          {
            class: "button small",
            type: "button",
            "aria-haspopup": "dialog",
            on: { click: () => this.ask() },
          },
          "To…",
        ),
      ),
    );
    setInterval(() => this.draw(), 1000);
  }

  button(words, press) {
    const key = `clock/${words}`;
    return busyWith(
      h(
        "button",
        { class: "button small", type: "button", on: { click: () => once(key, press) } },
        words,
      ),
      key,
    );
  }

  draw() {
    if (!this.store.sight) return;
    const now = this.store.now();
    const words = dayAndTime(now, this.store.sight.me.tz);
    if (this.time.textContent === words) return;
    this.time.textContent = words;
    this.time.setAttribute("datetime", now.toISOString());
  }

  async move(how) {
    const answer = await act("clock", how);
    await this.store.refresh();
    this.draw();
    this.say(
      answer.ok === false
        ? sentenceOf(answer)
        : `The demo’s clock shows ${full(this.store.now(), this.store.sight.me.tz)}.`,
    );
    return answer;
  }

  /** Ask for the day and time to go to. */
  ask() {
    const zone = this.store.sight.me.tz;
    const [title, field] = [freshId("clock-title"), freshId("clock-to")];
    const input = h("input", {
      id: field,
      class: "input",
      type: "datetime-local",
      required: true,
      autofocus: true,
      value: toLocal(this.store.now(), zone),
    });
    const dialog = h(
      "dialog",
      { class: "confirm", "aria-labelledby": title },
      h(
        "form",
        {
          method: "dialog",
          on: { submit: () => this.move({ to: fromLocal(input.value, zone).toISOString() }) },
        },
        h("h2", { id: title }, "Move the demo’s clock"),
        h("p", {}, ABOUT),
        h("label", { class: "label", for: field }, "To"),
        input,
        h(
          "div",
          { class: "dialog-buttons" },
          h(
            "button",
            { class: "button", type: "button", on: { click: () => dialog.close() } },
            "Cancel",
          ),
          h("button", { class: "button primary", type: "submit" }, "Move the clock"),
        ),
      ),
    );
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }
}
