// What one person sees now, kept fresh; and everything that this person does.

import { act, listen, look } from "./api.js";
import { Surface } from "./surface.js";
import { hrefTo } from "./route.js";

const AWAY = 5000; // milliseconds between looks while nobody looks at the page

// Whose failures are said where they happen, or matter to nobody.
const SAYS_ITSELF = new Set(["message", "command", "options", "submit", "read", "home", "dismiss"]);

/** A refusal in words. */
export function sentenceOf({ error, said }) {
  if (error === "unreachable") return "The local Slack does not answer. Is the demo still running?";
  return said || `That did not work (${error}).`;
}

export class Store {
  constructor(draw) {
    this.draw = draw;
    this.who = null;
    this.sight = null;
    this.linked = true;
    this.own = [];
    this.surfaces = new Map();
  }

  /** Become somebody: forgets all of whoever one was. */
  become(who) {
    if (this.who && this.who.user === who.user && this.who.team === who.team) return;
    Object.assign(this, { who, sight: null, own: [], linked: true, fetching: null, again: false });
    this.surfaces.clear();
    this.listen();
  }

  /**
   * Hears of changes while the page is in view, and looks now and then while it is not: a browser
   * has few lines to one server, and somebody may have a tab open for each of many people.
   */
  listen() {
    this.hangUp?.();
    this.hangUp = null;
    if (!this.who?.user) return;
    if (document.hidden) {
      const timer = setInterval(() => this.refresh(), AWAY);
      this.hangUp = () => clearInterval(timer);
      return;
    }
    const link = (linked) => {
      this.linked = linked;
      if (linked) this.refresh();
      else this.draw();
    };
    this.hangUp = listen(this.who, { changed: () => this.refresh(), link });
    this.refresh();
  }

  /** Looks again; many calls while one look is under way make one more look. */
  async refresh() {
    if (this.fetching) {
      this.again = true;
      return this.fetching;
    }
    this.fetching = this.fetch(this.who);
    await this.fetching;
    return undefined;
  }

  async fetch(who) {
    do {
      this.again = false;
      try {
        const sight = await look(who);
        if (this.who !== who) return;
        this.take(sight);
      } catch (trouble) {
        if (this.who !== who) return;
        // 404: there is nobody of this name (any more). Anything else: the server is away.
        if (trouble.status === 404) return this.stranger?.();
        this.linked = false;
      }
    } while (this.again);
    this.fetching = null;
    this.draw();
    return undefined;
  }

  take(sight) {
    const before = this.sight;
    this.sight = sight;
    this.linked = true;
    this.ahead = Date.parse(sight.clock) - Date.now();
    for (const [id, surface] of this.surfaces) {
      if (
        surface.kind === "modal" &&
        !sight.views.some((view) => view.id === surface.place.view_id)
      )
        this.surfaces.delete(id);
    }
    this.onSight?.(before, sight);
  }

  /** The demo's time. */
  now() {
    return new Date(Date.now() + (this.ahead ?? 0));
  }

  /** Does something as this person. What fails without a word from Slack itself becomes a notice here. */
  async ask(what, body = {}) {
    const known = new Set(this.sight.notices.map((each) => each.id));
    const answer = await act(what, { ...this.who, ...body });
    await this.refresh();
    answer.told = !answer.ok && this.sight.notices.some((each) => !known.has(each.id));
    if (!answer.ok && !answer.told && !SAYS_ITSELF.has(what))
      this.complain(sentenceOf(answer), body.view_id ?? null);
    return answer;
  }

  complain(text, view_id) {
    this.own.push({ id: `own-${this.own.length}-${Date.now()}`, text, view_id });
    this.draw();
  }

  /** What Slack told this person, and what went wrong on this page. */
  get notices() {
    return [...(this.sight?.notices ?? []), ...this.own];
  }

  dismiss(id) {
    const here = this.own.length;
    this.own = this.own.filter((each) => each.id !== id);
    if (this.own.length < here) this.draw();
    else this.ask("dismiss", { id });
  }

  // ---- what drawing needs

  get names() {
    const { me, users, channels } = this.sight;
    const user = new Map(users.map((each) => [each.id, each.name]));
    const channel = new Map(
      channels.filter((each) => !each.is_dm).map((each) => [each.id, each.name]),
    );
    return {
      me: me.id,
      zone: me.tz,
      user: (id) => user.get(id) ?? null,
      channel: (id) => channel.get(id) ?? null,
      channelLink: (id) => (channel.has(id) ? hrefTo({ in: id, thread: null }) : null),
    };
  }

  get directory() {
    const { users, channels } = this.sight;
    const fits = (kinds) => (each) =>
      kinds.includes(each.is_dm ? "im" : each.is_private ? "private" : "public");
    return {
      people: users.filter((each) => !each.is_bot),
      conversations: (kinds) =>
        channels
          .filter(fits(kinds))
          .map(({ id, name, is_dm: dm }) => ({ id, name: dm ? name : `#${name}` })),
    };
  }

  /** The surface of a message or view: made once, refreshed at each look. */
  surface(kind, place, state) {
    const id = JSON.stringify(place);
    if (!this.surfaces.has(id)) {
      this.surfaces.set(
        id,
        new Surface({ id, kind, place, ask: (what, body) => this.ask(what, body) }),
      );
    }
    return this.surfaces.get(id).refresh({ names: this.names, directory: this.directory, state });
  }
}
