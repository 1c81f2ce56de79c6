// Times as people here read them: the zone is the person's own, the clock is the demo's.

const PARTS = {
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
};

function format(date, zone, options) {
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }).format(date);
}

/** The moment of a Slack time stamp such as 1700000000.000100. */
export function fromTs(ts) {
  return new Date(Number(String(ts).split(".")[0]) * 1000);
}

export function time(date, zone) {
  return format(date, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

export function day(date, zone) {
  return format(date, zone, { weekday: "long", day: "numeric", month: "long" });
}

export function dayAndTime(date, zone) {
  return format(date, zone, PARTS);
}

export function full(date, zone) {
  return format(date, zone, { ...PARTS, weekday: "long", month: "long", year: "numeric" });
}

/** YYYY-MM-DDTHH:mm on the wall clock of a zone, as datetime-local inputs want it. */
export function toLocal(date, zone) {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    })
      .formatToParts(date)
      .map((part) => [part.type, part.value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

/** The moment at which the wall clock of a zone shows a datetime-local value. */
export function fromLocal(local, zone) {
  const asUtc = Date.parse(`${local}:00Z`);
  let guess = asUtc;
  // Twice, because the offset at the first guess may be that of the other side of a clock change.
  for (let round = 0; round < 2; round += 1) {
    guess = asUtc - (Date.parse(`${toLocal(new Date(guess), zone)}:00Z`) - guess);
  }
  return new Date(guess);
}

const DATE_WORDS = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
};

/** Slack's date formatting: "{date_short} at {time}" with the moment put in. */
export function slackDate(seconds, pattern, zone) {
  const date = new Date(Number(seconds) * 1000);
  return pattern.replace(/\{(\w+?)(?:_pretty)?\}/g, (whole, name) =>
    DATE_WORDS[name] ? format(date, zone, DATE_WORDS[name]) : whole,
  );
}
