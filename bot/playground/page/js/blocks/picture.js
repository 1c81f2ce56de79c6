// Pictures: only this server's own are shown; one from elsewhere is a link with its words.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { link, words } from "../text/mrkdwn.js";

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** The path on this server, or null when the picture lives somewhere else. */
export function ownPath(address) {
  try {
    const url = new URL(address, location.href);
    const here =
      url.origin === location.origin ||
      (LOOPBACK.includes(url.hostname) && url.port === location.port);
    return here ? url.pathname + url.search : null;
  } catch {
    return null;
  }
}

export function pictureBlock(block) {
  const title = words(block.title);
  return h(
    "figure",
    { class: "picture" },
    title ? h("figcaption", {}, title) : null,
    picture(block.image_url ?? block.slack_file?.url, block.alt_text, "wide-picture"),
  );
}

export function smallPicture(element, look) {
  return picture(element.image_url ?? element.slack_file?.url, element.alt_text, look);
}

/** A file shared with a message: shown if it is a picture, else a link. */
export function sharedFile(file) {
  const path = ownPath(file.url);
  if (path && file.mimetype?.startsWith("image/")) {
    return h(
      "figure",
      { class: "picture" },
      file.title ? h("figcaption", {}, file.title) : null,
      h("img", { class: "wide-picture", src: path, alt: file.alt || file.title || file.name }),
    );
  }
  return h(
    "p",
    { class: "file" },
    icon("file"),
    " ",
    path ? h("a", { href: path, download: file.name }, file.title || file.name) : file.name,
  );
}

function picture(address, alt, look) {
  const path = address && ownPath(address);
  if (path) return h("img", { class: look, src: path, alt: alt ?? "" });
  return h(
    "span",
    { class: "picture-elsewhere" },
    icon("picture"),
    ` ${alt ?? "Picture"} `,
    address ? link(address, "(picture elsewhere)") : null,
  );
}
