// Where one writes: messages, files and slash commands, with a hint of the commands there are.

import { busyWith, once } from "../busy.js";
import { freshId, h } from "../dom.js";
import { overflow } from "../elements/buttons.js";
import { readFile, showFiles } from "../elements/files.js";
import { icon } from "../icons.js";
import { sentenceOf } from "../store.js";
import { CommandHints } from "./hints.js";

/** `place()` gives {channel, thread_ts?}; drafts stay with the composer that is kept for a place. */
export class Composer {
  constructor(store, { label, key, place, sent }) {
    Object.assign(this, { store, key, place, sent, files: [] });
    const id = freshId("composer");
    this.input = h("textarea", {
      id,
      class: "input composer-input",
      rows: "1",
      placeholder: label,
      autocomplete: "off",
      "data-focus": "composer",
      on: {
        input: () => this.typed(),
        keydown: (event) => this.pressed(event),
        blur: () => this.hints.hide(),
      },
    });
    this.hints = new CommandHints(store, this.input, (text) => this.put(text));
    this.problem = h("p", { class: "composer-problem", role: "alert", hidden: true });
    this.waiting = h("ul", { class: "chips", "aria-label": "Files to send", hidden: true });
    this.button = busyWith(h("button", { class: "button primary", type: "submit" }, "Send"), key);
    this.root = h(
      "form",
      {
        class: "composer",
        on: {
          submit: (event) => this.submit(event),
          dragover: (event) => event.preventDefault(),
          drop: (event) => this.dropped(event),
        },
      },
      h("label", { class: "sr-only", for: id }, label),
      this.hints.root,
      this.problem,
      this.waiting,
      h(
        "div",
        { class: "composer-row" },
        this.shortcuts(),
        this.attacher(),
        this.input,
        this.button,
      ),
    );
  }

  /** The app's global shortcuts, where there are any. */
  shortcuts() {
    const all = this.store.sight.shortcuts.filter((each) => each.type === "global");
    if (!all.length || this.place().thread_ts) return null;
    return overflow({
      name: "Shortcuts",
      focusKey: () => "shortcuts",
      busyKey: () => `shortcuts/${this.key}`,
      element: {
        options: all.map((each) => ({
          value: each.callback_id,
          text: { type: "plain_text", text: each.name },
        })),
      },
      press: (callback_id, key) => once(key, () => this.store.ask("shortcut", { callback_id })),
    });
  }

  /** Files wait beside the words until one sends. */
  attacher() {
    if (this.place().thread_ts) return null;
    const chooser = h("input", { type: "file", multiple: true, hidden: true, tabindex: "-1" });
    chooser.addEventListener("change", async () => {
      await this.add(chooser.files);
      chooser.value = "";
    });
    return [
      chooser,
      h(
        "button",
        {
          class: "button quiet",
          type: "button",
          "aria-label": "Attach files",
          title: "Attach files",
          "data-focus": "attach",
          on: { click: () => chooser.click() },
        },
        icon("clip"),
      ),
    ];
  }

  dropped(event) {
    event.preventDefault();
    if (!this.place().thread_ts && event.dataTransfer.files.length) this.add(event.dataTransfer.files);
  }

  async add(chosen) {
    const read = await Promise.all([...chosen].map(readFile));
    this.attach([...this.files, ...read]);
    this.input.focus();
  }

  attach(files) {
    this.files = files;
    this.say("");
    showFiles(this.waiting, files, (rest) => this.attach(rest));
  }

  put(text) {
    this.input.value = text;
    this.input.focus();
    this.typed();
  }

  typed() {
    // As tall as what is written, to a limit that the style sheet sets.
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight + 2}px`;
    this.say("");
    this.hints.show();
  }

  pressed(event) {
    if (this.hints.key(event)) return;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    this.submit(event);
  }

  submit(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    if (text || this.files.length) once(this.key, () => this.send(text));
  }

  async send(text) {
    const place = this.place();
    const isCommand = text.startsWith("/") && !this.files.length;
    if (isCommand && place.thread_ts) {
      this.say(
        `${text.split(" ")[0]} does not work in threads. Slack runs commands only in the channel itself.`,
      );
      return;
    }
    this.hints.hide();
    const files = this.files;
    const act = files.length ? "upload" : isCommand ? "command" : "message";
    const answer = await this.store.ask(act, { ...place, text, ...(files.length ? { files } : {}) });
    if (!answer.ok) {
      if (!answer.told) this.say(sentenceOf(answer));
      return;
    }
    if (this.input.value.trim() === text) this.input.value = "";
    if (this.files === files) this.attach([]);
    this.typed();
    this.sent?.(answer);
  }

  say(sentence) {
    this.problem.textContent = sentence;
    this.problem.hidden = !sentence;
  }
}
