// Which builder draws which Block Kit element.

import { h } from "../dom.js";
import { button, feedbackButtons, iconButton, overflow } from "./buttons.js";
import { checkboxes, radioButtons } from "./choices.js";
import { datepicker, datetimepicker, timepicker } from "./dates.js";
import { fileInput } from "./files.js";
import { email, number, plainText, richTextInput, url } from "./inputs.js";
import {
  externalSelect,
  multiChannelsSelect,
  multiConversationsSelect,
  multiExternalSelect,
  multiStaticSelect,
  multiUsersSelect,
} from "./multi.js";
import { channelsSelect, conversationsSelect, staticSelect, usersSelect } from "./selects.js";

const BUILDERS = {
  button,
  workflow_button: button,
  icon_button: iconButton,
  feedback_buttons: feedbackButtons,
  overflow,
  static_select: staticSelect,
  users_select: usersSelect,
  conversations_select: conversationsSelect,
  channels_select: channelsSelect,
  external_select: externalSelect,
  multi_static_select: multiStaticSelect,
  multi_external_select: multiExternalSelect,
  multi_users_select: multiUsersSelect,
  multi_conversations_select: multiConversationsSelect,
  multi_channels_select: multiChannelsSelect,
  radio_buttons: radioButtons,
  checkboxes,
  datepicker,
  timepicker,
  datetimepicker,
  plain_text_input: plainText,
  number_input: number,
  email_text_input: email,
  url_text_input: url,
  rich_text_input: richTextInput,
  file_input: fileInput,
};

/** Radio buttons and check boxes are named as a group, everything else by a label. */
export const isGroup = (element) => ["radio_buttons", "checkboxes"].includes(element.type);

export function drawElement(control) {
  const build = BUILDERS[control.element.type];
  return build
    ? build(control)
    : h(
        "span",
        { class: "unknown" },
        `(a ${control.element.type}, which Local Slack does not show)`,
      );
}
