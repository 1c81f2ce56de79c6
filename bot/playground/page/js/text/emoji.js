// The names of common emoji; a name that is not here is shown as it was written.

const NAMES = `
smile 😄|slightly_smiling_face 🙂|grinning 😀|grin 😁|joy 😂|wink 😉|blush 😊|thinking_face 🤔|neutral_face 😐
disappointed 😞|cry 😢|sob 😭|worried 😟|confused 😕|open_mouth 😮|sunglasses 😎|hugging_face 🤗|raised_eyebrow 🤨
thumbsup 👍|+1 👍|thumbsdown 👎|-1 👎|ok_hand 👌|clap 👏|raised_hands 🙌|wave 👋|pray 🙏|muscle 💪|point_right 👉
point_left 👈|point_up ☝️|point_down 👇|raised_hand ✋|handshake 🤝|eyes 👀|speaking_head_in_silhouette 🗣️
busts_in_silhouette 👥|bust_in_silhouette 👤|heart ❤️|blue_heart 💙|green_heart 💚|sparkles ✨|star ⭐|star2 🌟|fire 🔥
tada 🎉|confetti_ball 🎊|trophy 🏆|medal 🏅|seedling 🌱|herb 🌿|deciduous_tree 🌳|sunny ☀️|cloud ☁️|umbrella ☔|snowflake ❄️
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎|warning ⚠️
no_entry ⛔|no_entry_sign 🚫|exclamation ❗|question ❓|grey_question ❔|bangbang ‼️|information_source ℹ️|bulb 💡
lock 🔒|unlock 🔓|closed_lock_with_key 🔐|key 🔑|shield 🛡️|bell 🔔|no_bell 🔕|mega 📣|loudspeaker 📢|speech_balloon 💬
thought_balloon 💭|envelope ✉️|email 📧|incoming_envelope 📨|inbox_tray 📥|outbox_tray 📤|package 📦|link 🔗|paperclip 📎
pushpin 📌|round_pushpin 📍|calendar 📅|date 📅|spiral_calendar_pad 🗓️|clock1 🕐|clock3 🕒|clock9 🕘|alarm_clock ⏰
stopwatch ⏱️|timer_clock ⏲️|hourglass ⌛|hourglass_flowing_sand ⏳|watch ⌚|zzz 💤|coffee ☕|tea 🍵|cake 🍰
bar_chart 📊|chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|clipboard 📋|memo 📝|pencil 📝|pencil2 ✏️
page_facing_up 📄|bookmark_tabs 📑|books 📚|book 📖|newspaper 📰|file_folder 📁|open_file_folder 📂|card_index 📇
mag 🔍|mag_right 🔎|hammer_and_wrench 🛠️|wrench 🔧|gear ⚙️|computer 💻|iphone 📱|phone ☎️|telephone_receiver 📞
hospital 🏥|stethoscope 🩺|pill 💊|syringe 💉|ambulance 🚑|microscope 🔬|dna 🧬|house 🏠|school 🏫|office 🏢
arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrows_counterclockwise 🔄|repeat 🔁|rewind ⏪|fast_forward ⏩
black_square_for_stop ⏹️|arrow_forward ▶️|double_vertical_bar ⏸️|heavy_plus_sign ➕|heavy_minus_sign ➖
red_circle 🔴|large_blue_circle 🔵|large_orange_circle 🟠|large_yellow_circle 🟡|large_green_circle 🟢|white_circle ⚪
black_circle ⚫|small_blue_diamond 🔹|small_orange_diamond 🔸|one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣
seven 7️⃣|eight 8️⃣|nine 9️⃣|zero 0️⃣|keycap_ten 🔟|100 💯|new 🆕|free 🆓|ok 🆗|robot_face 🤖|wheelchair ♿|rocket 🚀
compass 🧭|dart 🎯|balance_scale ⚖️|scales ⚖️|ballot_box 🗳️|ballot_box_with_ballot 🗳️|game_die 🎲|jigsaw 🧩|art 🎨
microphone 🎤|headphones 🎧|movie_camera 🎥|camera 📷|tv 📺|bicyclist 🚴|walking 🚶|runner 🏃|rainbow 🌈|ear 👂|brain 🧠
`;

const CHARACTERS = new Map(
  NAMES.trim()
    .split(/[|\n]/)
    .map((entry) => entry.trim().split(" "))
    .filter((entry) => entry.length === 2),
);

/** The character for a name without its colons, or null. */
export function emoji(name) {
  return CHARACTERS.get(name.replace(/::skin-tone-\d$/, "")) ?? null;
}

/** The text with :names: put as characters. */
export function withEmoji(text) {
  return text.replace(
    /:([a-z0-9_+-]+(?:::skin-tone-\d)?):/g,
    (whole, name) => emoji(name) ?? whole,
  );
}
