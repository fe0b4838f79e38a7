// What one types as formatting in Telegram's box: **bold**, __italic__, ~~struck~~, ||hidden||, `code` and ```blocks```.

const PAIRS = [["```", "pre"], ["`", "code"], ["**", "bold"], ["__", "italic"], ["~~", "strikethrough"], ["||", "spoiler"]];
const BARE = new Set(["pre", "code"]);

/** The keys that put marks around what is selected, for both platforms' boxes. */
export const TELEGRAM_MARKS = { b: "**", i: "__", e: "`" };
export const SLACK_MARKS = { b: "*", i: "_", e: "`" };

/** The text without its marks, and Telegram's entities in their place. */
export function typed(text) {
  const entities = [];
  const walk = (piece, start) => {
    let out = "";
    let at = 0;
    while (at < piece.length) {
      const found = PAIRS.find(([mark]) => piece.startsWith(mark, at));
      const end = found ? piece.indexOf(found[0], at + found[0].length) : -1;
      const inner = end < 0 ? "" : piece.slice(at + found[0].length, end);
      if (!inner.trim()) {
        out += piece[at];
        at += 1;
        continue;
      }
      const [mark, type] = found;
      const language = type === "pre" ? inner.match(/^([\w+-]+)\n/)?.[1] : undefined;
      const raw = type === "pre" ? inner.slice(language?.length ?? 0).replace(/^\n|\n$/g, "") : inner;
      const place = entities.length;
      const words = BARE.has(type) ? raw : walk(raw, start + out.length);
      entities.splice(place, 0, { type, offset: start + out.length, length: words.length, ...(language && { language }) });
      out += words;
      at = end + mark.length;
    }
    return out;
  };
  const words = walk(text, 0);
  return { text: words, entities: entities.length ? entities : null };
}

/** The other way: a text with its entities as one would have typed it. What has no marks stands plain. */
export function marked(text, entities) {
  const marks = [];
  for (const { type, offset, length, language } of entities) {
    const mark = PAIRS.find(([, name]) => name === type)?.[0];
    if (!mark) continue;
    marks.push([offset, mark + (language ? `${language}\n` : "")]);
    marks.unshift([offset + length, mark]);
  }
  // What ends where another begins comes first; what is inside ends before what is around it.
  return marks
    .map((mark, order) => [...mark, order])
    .sort((one, other) => other[0] - one[0] || other[2] - one[2])
    .reduce((words, [at, mark]) => words.slice(0, at) + mark + words.slice(at), text);
}
