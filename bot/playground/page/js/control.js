// One control of one block on one surface (message, modal or Home tab), and what it can do.

import { once } from "./busy.js";
import { agreed } from "./confirm.js";
import { wireValue } from "./entry.js";

const PAUSE = 400; // how long a typist rests before the words are told to Slack

export class Control {
  /** `labels`: {id, describedby, name}: from the input block, or the words beside the control. */
  constructor(surface, block, element, labels = {}) {
    Object.assign(this, { surface, block, element, ...labels });
    this.names = surface.names;
    this.inForm = block.type === "input";
    this.required = this.inForm && !block.optional;
    this.key = `${surface.id}/${block.block_id}/${element.action_id}`;
  }

  /** What the person put in, or else what Slack has. */
  get entry() {
    const { block, element, surface } = this;
    return (
      surface.drafts.get(this.key) ?? surface.state?.[block.block_id]?.[element.action_id] ?? {}
    );
  }

  focusKey(part = "") {
    return `${this.block.block_id}/${this.element.action_id}/${part}`;
  }

  busyKey(part = "") {
    return `${this.key}/${part}`;
  }

  /** Attributes that name an input to everybody. */
  naming() {
    return {
      id: this.id ?? null,
      "aria-label": this.id ? null : this.name,
      "aria-describedby": this.describedby ?? null,
      "aria-required": this.required ? "true" : null,
    };
  }

  groupNaming() {
    return {
      "aria-labelledby": this.id ? `${this.id}-label` : null,
      "aria-label": this.id ? null : this.name,
      "aria-describedby": this.describedby ?? null,
    };
  }

  // ---- what it does

  /** Press a button, or choose from a menu that acts at once. */
  press(value, key = this.busyKey(this.element.value ?? value)) {
    return once(key, async () => {
      if (!(await agreed(this.element.confirm, this.names))) return;
      await this.surface.finishTyping();
      await this.tell("action", value);
    });
  }

  /** A finished choice. False when the person, asked again, said no. */
  async set(entry) {
    if (!(await agreed(this.element.confirm, this.names))) return false;
    this.surface.drafts.set(this.key, entry);
    this.surface.inTurn(() => this.tell(this.inForm ? "input" : "action", wireValue(entry)));
    return true;
  }

  /** Something typed, not yet finished. An app that hears of Enter only is not told before it. */
  type(entry, each) {
    const hold = this.block.dispatch_action && !each;
    this.surface.drafts.set(this.key, entry);
    this.surface.later(
      this.key,
      () => this.tell("input", wireValue(entry), !hold),
      hold ? null : PAUSE,
    );
  }

  /** The typist left the field. */
  typedAll() {
    if (!this.block.dispatch_action) this.surface.hurry(this.key);
  }

  /** Enter in a field: told at once, and to the app if it asked for that. */
  enter(entry) {
    this.surface.drafts.set(this.key, entry);
    this.surface.forget(this.key);
    this.surface.inTurn(() => this.tell("input", wireValue(entry)));
  }

  async suggest(typed) {
    const answer = await this.surface.ask("options", this.address(typed));
    if (!answer.ok) throw new Error(answer.error);
    return answer;
  }

  tell(what, value, dispatch = true) {
    return this.surface.ask(what, {
      ...this.address(value),
      ...(dispatch ? {} : { dispatch: false }),
    });
  }

  address(value) {
    const { block_id } = this.block;
    return {
      ...this.surface.place,
      block_id,
      action_id: this.element.action_id,
      ...(value === undefined ? {} : { value }),
    };
  }

  // ---- who and where one can choose

  people() {
    return this.surface.directory.people;
  }

  channels() {
    return this.surface.directory.conversations(["public"]);
  }

  conversations() {
    return this.surface.directory.conversations(
      this.element.filter?.include ?? ["public", "private", "mpim", "im"],
    );
  }
}
