// Chooses which emoji count as objects the painter can draw, with their English and Chinese labels.
import fs from 'node:fs';

const groups = new Set([0, 1, 3, 4, 5, 6, 7]);
// Writing, clock faces and family portraits draw badly at this size and say little.
const unwanted = /o’clock|-thirty|skin tone|^(man|woman|men|women|person|people|boy|girl)[: ,].+|famil|kiss:|couple|\bhair\b|beard|holding hands|^(deaf|mage|elf|genie|merperson|superhero|supervillain)$|bust|silhouette|mahjong|restroom|litter box sign|^man$ in|ATM|input|Japanese (symbol|dolls|post)|hot springs|name badge|love hotel|foggy|place of worship/;
const welcome = new Set(['person in lotus position', 'man dancing', 'woman dancing', 'people with bunny ears']);

const read = (path) => JSON.parse(fs.readFileSync(new URL(`../node_modules/emojibase-data/${path}`, import.meta.url)));

export function listObjects() {
  const chinese = new Map(read('zh/data.json').map((entry) => [entry.hexcode, entry]));
  return read('en/data.json')
    .filter((entry) => groups.has(entry.group))
    .filter((entry) => welcome.has(entry.label) || !unwanted.test(entry.label))
    .map((entry) => ({
      code: entry.hexcode.toLowerCase(),
      label: entry.label,
      tags: entry.tags ?? [],
      chinese: chinese.get(entry.hexcode)?.label ?? '',
      chineseTags: chinese.get(entry.hexcode)?.tags ?? [],
      group: entry.group,
      subgroup: entry.subgroup,
      drawings: {},
    }));
}
