// A field that suggests while one types: for external menus and for menus with several choices.

import { freshId, h } from "../dom.js";

/**
 * `settings`: naming (attributes of the input), placeholder, focusKey, chosen (options {text, value}),
 * several, most, source(typed) -> promise of {groups, hint}, change(options) -> promise of whether it was kept.
 */
export function combobox(settings) {
  return new Combobox(settings).root;
}

class Combobox {
  constructor(settings) {
    Object.assign(this, settings);
    this.listId = freshId("list");
    this.options = [];
    this.active = -1;
    this.asked = 0;
    this.build();
    this.showChosen();
  }

  build() {
    this.input = h("input", {
      class: "input",
      type: "text",
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.listId,
      placeholder: this.placeholder || null,
      "data-focus": this.focusKey,
      ...this.naming,
      on: {
        input: () => this.ask(),
        click: () => this.ask(),
        keydown: (event) => this.key(event),
        blur: () => this.leave(),
      },
    });
    this.chips = h("ul", { class: "chips", "aria-label": "Chosen", hidden: true });
    this.list = h("div", {
      id: this.listId,
      class: "suggestions",
      role: "listbox",
      "aria-label": "Suggestions",
      hidden: true,
      "aria-multiselectable": this.several ? "true" : null,
      on: { mousedown: (event) => event.preventDefault() },
    });
    this.status = h("p", { class: "suggestion-status", role: "status" });
    this.root = h(
      "div",
      { class: "combobox" },
      this.chips,
      h("div", { class: "combobox-field" }, this.input, this.list),
      this.status,
    );
  }

  // ---- what is chosen

  showChosen() {
    if (!this.several) {
      this.input.value = this.chosen[0]?.text ?? "";
      return;
    }
    this.input.value = "";
    this.chips.hidden = !this.chosen.length;
    this.chips.replaceChildren(...this.chosen.map((option) => this.chip(option)));
  }

  chip(option) {
    const take = async () => {
      await this.keep(this.chosen.filter((each) => each.value !== option.value));
      this.input.focus();
    };
    return h(
      "li",
      { class: "chip" },
      h("span", {}, option.text),
      h(
        "button",
        { type: "button", "aria-label": `Remove ${option.text}`, on: { click: take } },
        "×",
      ),
    );
  }

  async keep(chosen) {
    const before = this.chosen;
    this.chosen = chosen;
    this.showChosen();
    if (await this.change(chosen)) return;
    this.chosen = before;
    this.showChosen();
  }

  async choose(option) {
    const has = this.chosen.some((each) => each.value === option.value);
    if (!this.several) {
      this.close();
      await this.keep([option]);
    } else if (has) {
      await this.keep(this.chosen.filter((each) => each.value !== option.value));
    } else if (this.most && this.chosen.length >= this.most) {
      this.say(`At most ${this.most} can be chosen.`);
      return;
    } else {
      await this.keep([...this.chosen, option]);
    }
    this.say(`${option.text} ${has ? "removed" : "chosen"}.`);
    if (this.several) this.close();
  }

  leave() {
    this.close();
    if (!this.several && this.input.value.trim() === "" && this.chosen.length) this.keep([]);
    else this.showChosen();
  }

  // ---- what is suggested

  ask() {
    clearTimeout(this.timer);
    const turn = (this.asked += 1);
    const typed =
      this.several || this.input.value !== this.chosen[0]?.text ? this.input.value.trim() : "";
    this.timer = setTimeout(async () => {
      const found = await this.source(typed).catch(() => ({
        groups: [],
        hint: "The list could not be loaded.",
      }));
      if (turn === this.asked && document.activeElement === this.input) this.show(found);
    }, this.pause ?? 0);
  }

  show({ groups, hint }) {
    const was = this.options[this.active]?.value;
    this.options = groups.flatMap((group) => group.options);
    this.nodes = [];
    this.list.replaceChildren(...groups.flatMap((group) => this.group(group)));
    this.open(this.options.length > 0);
    this.point(this.options.findIndex((option) => option.value === was));
    this.say(
      hint ?? (this.options.length ? `${this.options.length} to choose from.` : "Nothing found."),
    );
  }

  group({ label, options }) {
    const rows = options.map((option) => this.row(option));
    if (!label) return rows;
    const id = freshId("group");
    return [
      h(
        "div",
        { role: "group", "aria-labelledby": id },
        h("div", { id, class: "group-label" }, label),
        rows,
      ),
    ];
  }

  row(option) {
    const picked = this.chosen.some((each) => each.value === option.value);
    const node = h(
      "div",
      {
        id: freshId("suggestion"),
        role: "option",
        "aria-selected": String(picked),
        on: { click: () => this.choose(option) },
      },
      option.text,
      option.more ? h("small", {}, option.more) : null,
    );
    this.nodes.push(node);
    return node;
  }

  open(yes) {
    this.list.hidden = !yes;
    this.input.setAttribute("aria-expanded", String(yes));
    if (yes) this.list.scrollIntoView({ block: "nearest" });
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.point(-1);
    this.open(false);
    this.status.textContent = "";
  }

  say(text) {
    this.status.textContent = text;
  }

  // ---- by keyboard

  key(event) {
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (open) this.move(event.key === "ArrowDown" ? 1 : -1);
      else this.ask();
    } else if (event.key === "Enter") {
      if (open && this.active >= 0) this.choose(this.options[this.active]);
    } else if (event.key === "Escape" && open) {
      this.close();
      this.showChosen();
    } else if (
      event.key === "Backspace" &&
      this.several &&
      !this.input.value &&
      this.chosen.length
    ) {
      this.keep(this.chosen.slice(0, -1));
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  move(by) {
    const count = this.options.length;
    this.point(this.active < 0 && by < 0 ? count - 1 : (this.active + by + count) % count);
  }

  /** The option that Enter would take; -1 for none. */
  point(at) {
    this.nodes?.[this.active]?.classList.remove("active");
    this.active = at;
    this.input.removeAttribute("aria-activedescendant");
    const node = this.nodes?.[at];
    if (!node) return;
    node.classList.add("active");
    node.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", node.id);
  }
}
