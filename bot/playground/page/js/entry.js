// What is in a control, in the shape of Slack's own state: {"type", "selected_option", ...}.

const SINGLE = [
  "selected_user",
  "selected_conversation",
  "selected_channel",
  "selected_date",
  "selected_time",
  "selected_date_time",
  "value",
  "rich_text_value",
];
const SEVERAL = ["selected_users", "selected_conversations", "selected_channels", "files"];

/** What the playground's server wants as the value of an entry; null is empty. */
export function wireValue(entry) {
  if ("plain" in entry) return entry.plain; // rich text is sent as the words that were typed
  if ("selected_option" in entry) return entry.selected_option?.value ?? null;
  if ("selected_options" in entry)
    return (entry.selected_options ?? []).map((option) => option.value);
  for (const name of SINGLE) if (name in entry) return entry[name] ?? null;
  for (const name of SEVERAL) if (name in entry) return entry[name] ?? [];
  return null;
}

/** The options of a menu as groups: [{label, options}], label null where there are no groups. */
export function groupsOf(element) {
  if (element.option_groups)
    return element.option_groups.map((group) => ({ label: group.label, options: group.options }));
  return [{ label: null, options: element.options ?? [] }];
}
