// Where blocks stand (a message, a modal, the Home tab): what was put in there, and its line to Slack.

/** Survives redrawing: one for each message, modal or Home tab that is on the page. */
export class Surface {
  /** `place` is {channel, ts} or {view_id}; `ask(what, body)` posts to /sim/what. */
  constructor({ id, kind, place, ask }) {
    Object.assign(this, { id, kind, place, ask });
    this.drafts = new Map();
    this.waiting = new Map();
    this.last = Promise.resolve();
  }

  /** What may change with every look: names, directory, Slack's own state of the controls. */
  refresh({ names, directory, state }) {
    Object.assign(this, { names, directory, state });
    return this;
  }

  /** One after another, so that a later choice never overtakes an earlier one. */
  inTurn(work) {
    this.last = this.last.then(work, work);
    return this.last;
  }

  /** After a pause, or with null only when asked to hurry. */
  later(key, work, pause) {
    this.forget(key);
    const timer = pause === null ? null : setTimeout(() => this.hurry(key), pause);
    this.waiting.set(key, { timer, work });
  }

  forget(key) {
    clearTimeout(this.waiting.get(key)?.timer);
    this.waiting.delete(key);
  }

  hurry(key) {
    const pending = this.waiting.get(key);
    if (!pending) return this.last;
    this.forget(key);
    return this.inTurn(pending.work);
  }

  /** Before anything is pressed: Slack knows all that was typed. */
  async finishTyping() {
    for (const key of [...this.waiting.keys()]) this.hurry(key);
    await this.last.catch(() => {});
  }
}
