// The list of slash commands that appears while one types one: arrows move, Tab or Enter takes.

import { freshId, h } from "../dom.js";

export class CommandHints {
  constructor(store, input, take) {
    Object.assign(this, { store, input, take, active: -1, found: [] });
    const id = freshId("hints");
    this.list = h("div", {
      id,
      class: "suggestions upward",
      role: "listbox",
      "aria-label": "Commands",
      hidden: true,
      on: { mousedown: (event) => event.preventDefault() },
    });
    this.status = h("p", { class: "sr-only", role: "status" });
    this.root = h("div", { class: "hints" }, this.list, this.status);
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", id);
  }

  show() {
    const typed = this.input.value;
    const wanted = /^\/\S*$/.test(typed) ? typed.toLowerCase() : null;
    const found = wanted
      ? this.store.sight.commands.filter((each) => each.command.startsWith(wanted))
      : [];
    if (!found.length) return this.hide();
    this.found = found;
    this.active = -1;
    this.list.replaceChildren(...found.map((each) => this.row(each)));
    this.list.hidden = false;
    this.input.removeAttribute("aria-activedescendant");
    this.status.textContent = `${found.length === 1 ? "1 command" : `${found.length} commands`}. Arrow keys to choose.`;
    return undefined;
  }

  row({ command, description, usage_hint: hint }) {
    return h(
      "div",
      {
        id: freshId("hint"),
        role: "option",
        "aria-selected": "false",
        on: { click: () => this.take(`${command} `) },
      },
      h("strong", {}, command),
      hint ? h("code", {}, hint) : null,
      description ? h("small", {}, description) : null,
    );
  }

  hide() {
    this.list.hidden = true;
    this.status.textContent = "";
    this.input.removeAttribute("aria-activedescendant");
  }

  /** True when the key was for this list. */
  key(event) {
    if (this.list.hidden) return false;
    const chosen = this.found[this.active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp")
      this.move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Escape") this.hide();
    else if (chosen && (event.key === "Enter" || event.key === "Tab"))
      this.take(`${chosen.command} `);
    else return false;
    event.preventDefault();
    return true;
  }

  move(by) {
    const rows = [...this.list.children];
    rows[this.active]?.setAttribute("aria-selected", "false");
    this.active =
      this.active < 0 && by < 0 ? rows.length - 1 : (this.active + by + rows.length) % rows.length;
    rows[this.active].setAttribute("aria-selected", "true");
    rows[this.active].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", rows[this.active].id);
  }
}
