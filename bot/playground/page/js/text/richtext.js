// rich_text blocks as DOM nodes: sections, lists, quotes and preformatted text.

import { h } from "../dom.js";
import { slackDate } from "../when.js";
import { emoji } from "./emoji.js";
import { channelMention, link, userMention } from "./mrkdwn.js";

const STYLES = [
  ["code", "code"],
  ["bold", "strong"],
  ["italic", "em"],
  ["strike", "s"],
  ["underline", "u"],
];

export function richText(block, names) {
  return (block.elements ?? []).map((element) => part(element, names));
}

function part(element, names) {
  const children = () => (element.elements ?? []).map((each) => inline(each, names));
  switch (element.type) {
    case "rich_text_list":
      return list(element, names);
    case "rich_text_quote":
      return h("blockquote", {}, children());
    case "rich_text_preformatted":
      return h("pre", {}, h("code", {}, children()));
    default:
      return h("p", {}, children());
  }
}

function list(element, names) {
  const ordered = element.style === "ordered";
  const indent = Math.min(element.indent ?? 0, 8);
  const start = ordered && element.offset ? String(element.offset + 1) : null;
  return h(
    ordered ? "ol" : "ul",
    { class: `indent-${indent}`, start },
    element.elements.map((item) =>
      h(
        "li",
        {},
        (item.elements ?? []).map((each) => inline(each, names)),
      ),
    ),
  );
}

function inline(element, names) {
  return styled(leaf(element, names), element.style ?? {});
}

function leaf(element, names) {
  switch (element.type) {
    case "text":
      return element.text;
    case "link":
      return link(element.url, element.text ?? element.url);
    case "emoji":
      return emoji(element.name) ?? `:${element.name}:`;
    case "user":
      return userMention(element.user_id, null, names);
    case "channel":
      return channelMention(element.channel_id, null, names);
    case "usergroup":
      return h("span", { class: "mention" }, `@${element.usergroup_id}`);
    case "broadcast":
      return h("span", { class: "mention" }, `@${element.range}`);
    case "date":
      return slackDate(element.timestamp, element.format ?? element.fallback ?? "", names.zone);
    case "color":
      return h("code", {}, element.value);
    default:
      return "";
  }
}

function styled(node, style) {
  return STYLES.reduce((inner, [name, tag]) => (style[name] ? h(tag, {}, inner) : inner), node);
}
