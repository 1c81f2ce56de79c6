// Slack's own mark-up (mrkdwn) as DOM nodes: bold, lists, quotes, code, links and mentions.

import { h, safeLink } from "../dom.js";
import { slackDate } from "../when.js";
import { emoji, withEmoji } from "./emoji.js";

const RULES = [
  [/`([^`\n]+)`/, (found) => h("code", {}, plain(found[1]))],
  [/<([^<>\n]+)>/, (found, names) => angle(found[1], names)],
  [
    /(?<![\w*])\*(?=\S)([^*\n]*[^*\s])\*(?![\w*])/,
    (found, names) => h("strong", {}, inline(found[1], names)),
  ],
  [
    /(?<![\w_])_(?=\S)([^\n]*?[^_\s])_(?![\w_])/,
    (found, names) => h("em", {}, inline(found[1], names)),
  ],
  [
    /(?<![\w~])~(?=\S)([^~\n]*[^~\s])~(?![\w~])/,
    (found, names) => h("s", {}, inline(found[1], names)),
  ],
  [/:([a-z0-9_+-]+(?:::skin-tone-\d)?):/, (found) => emoji(found[1]) ?? found[0]],
];

/** The nodes of a whole text. */
export function mrkdwn(text, names) {
  return String(text ?? "")
    .split("```")
    .flatMap((piece, index) => {
      if (index % 2 === 0) return lines(piece, names);
      return h("pre", {}, h("code", {}, plain(piece.replace(/^\n|\n$/g, ""))));
    });
}

/** A text object of Block Kit: mrkdwn or plain_text. */
export function textObject(object, names) {
  if (!object) return [];
  if (object.type === "mrkdwn") return mrkdwn(object.text, names);
  return [object.emoji === false ? object.text : withEmoji(object.text)];
}

/** The bare words of a text object, for labels that cannot hold nodes. */
export function words(object) {
  if (!object) return "";
  if (object.type !== "mrkdwn")
    return object.emoji === false ? object.text : withEmoji(object.text);
  return h("div", {}, mrkdwn(object.text, { user: () => null, channel: () => null })).textContent;
}

/** Entities back to characters; Slack has only these three. */
export function plain(text) {
  return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}

const KINDS = [
  ["quote", /^(?:&gt;|>) ?/],
  ["list", /^\s*• ?/],
];

function lines(text, names) {
  const runs = [];
  for (const line of text.replace(/^\n|\n$/g, "").split("\n")) {
    const [kind, mark] = KINDS.find(([, pattern]) => pattern.test(line)) ?? ["text", /^/];
    if (runs.at(-1)?.kind !== kind) runs.push({ kind, lines: [] });
    runs.at(-1).lines.push(line.replace(mark, ""));
  }
  return runs.flatMap((run) => block(run, names));
}

function block(run, names) {
  if (run.kind === "quote") return h("blockquote", {}, inline(run.lines.join("\n"), names));
  if (run.kind === "list")
    return h(
      "ul",
      {},
      run.lines.map((line) => h("li", {}, inline(line, names))),
    );
  return inline(run.lines.join("\n"), names);
}

/** The nodes of one run of text, the mark that begins first taken first. */
export function inline(text, names) {
  const nodes = [];
  let rest = text;
  while (rest) {
    const first = earliest(rest);
    if (!first) break;
    if (first.found.index) nodes.push(plain(rest.slice(0, first.found.index)));
    nodes.push(first.make(first.found, names));
    rest = rest.slice(first.found.index + first.found[0].length);
  }
  if (rest) nodes.push(plain(rest));
  return nodes.flat();
}

function earliest(text) {
  let best = null;
  for (const [pattern, make] of RULES) {
    const found = pattern.exec(text);
    if (found && (best === null || found.index < best.found.index)) best = { found, make };
  }
  return best;
}

function angle(inside, names) {
  const [target, label] = splitOnce(inside, "|");
  if (target.startsWith("@")) return userMention(target.slice(1), label, names);
  if (target.startsWith("#")) return channelMention(target.slice(1), label, names);
  if (target.startsWith("!")) return special(target.slice(1), label, names);
  return link(plain(target), label === null ? plain(target) : inline(label, names));
}

export function userMention(id, label, names) {
  const name = names.user(id) ?? label ?? id;
  return h("span", { class: names.me === id ? "mention mine" : "mention" }, `@${name}`);
}

export function channelMention(id, label, names) {
  const name = `#${names.channel(id) ?? label ?? id}`;
  const href = names.channelLink?.(id);
  return href
    ? h("a", { class: "mention", href, "data-route": true }, name)
    : h("span", { class: "mention" }, name);
}

function special(target, label, names) {
  const [kind, ...rest] = target.split("^");
  if (kind === "date") return dateMention(rest, label, names);
  if (kind === "subteam") return h("span", { class: "mention" }, label ?? `@${rest[0]}`);
  return h("span", { class: "mention" }, `@${label ?? kind}`);
}

function dateMention([seconds, pattern, address], label, names) {
  const text = Number.isFinite(Number(seconds))
    ? slackDate(seconds, pattern ?? "", names.zone)
    : label;
  return address ? link(plain(address), text) : h("span", {}, text ?? "");
}

/** A link that opens beside the page; an address that is not one stays text. */
export function link(address, label) {
  const href = safeLink(address);
  if (!href) return h("span", {}, label);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, label);
}

function splitOnce(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}
