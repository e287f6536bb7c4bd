// Renders every drawing of every object to raw RGBA files with an index: `node art/render.mjs <work folder>`.
import fs from 'node:fs';
import path from 'node:path';
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { listObjects } from './objects.mjs';
import { judgeSources, painterSources } from './sources.mjs';

const work = process.argv[2] ?? process.env.PAINTER_WORK ?? 'work';
const modules = new URL('../node_modules/', import.meta.url).pathname;

const slug = (text) =>
  text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[’'“”.!]/g, '')
    .replace(/&/g, 'and').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

function iconReader(pack, size) {
  const set = JSON.parse(fs.readFileSync(path.join(modules, pack, 'icons.json')));
  const byName = new Map();
  for (const name of Object.keys(set.icons)) byName.set(name.replaceAll('-', ''), set.icons[name]);
  for (const [name, alias] of Object.entries(set.aliases ?? {})) {
    const parent = set.icons[alias.parent];
    if (parent) byName.set(name.replaceAll('-', ''), parent);
  }
  return (object) => {
    const icon = byName.get(slug(object.label).replaceAll('-', ''));
    if (!icon) return undefined;
    const width = icon.width ?? set.width ?? 32;
    const height = icon.height ?? set.height ?? 32;
    const box = `${icon.left ?? 0} ${icon.top ?? 0} ${width} ${height}`;
    return Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${size}" height="${size}" viewBox="${box}">${icon.body}</svg>`,
    );
  };
}

function fileReader(pack) {
  return (object) => {
    const code = object.code;
    const candidates = [code, `${code}-fe0f`, code.replaceAll('-fe0f', '')];
    const found = candidates.map((name) => path.join(modules, pack, 'assets', `${name}.webp`)).find(fs.existsSync);
    return found && fs.readFileSync(found);
  };
}

async function renderSource(name, source, objects, size, folder) {
  const reader = source.kind === 'webp' ? fileReader(source.pack) : iconReader(source.pack, size);
  const file = fs.openSync(path.join(folder, `${name}.rgba`), 'w');
  const hash = createHash('sha256');
  let count = 0;
  for (const object of objects) {
    const drawing = reader(object);
    if (!drawing) continue;
    try {
      const pixels = await sharp(drawing)
        .resize(size, size, { fit: 'contain', background: { r: 0, g: 0, b: 0, alpha: 0 } })
        .ensureAlpha().raw().toBuffer();
      fs.writeSync(file, pixels);
      hash.update(pixels);
      object.drawings[name] = count++;
    } catch (error) {
      console.warn(`${name}: ${object.label}: ${error.message}`);
    }
  }
  fs.closeSync(file);
  return { count, sha256: hash.digest('hex') };
}

async function renderAll(sources, size, folder) {
  fs.mkdirSync(folder, { recursive: true });
  let objects = listObjects();
  const summary = {};
  for (const [name, source] of Object.entries(sources)) {
    summary[name] = await renderSource(name, source, objects, size, folder);
    console.log(folder, name, summary[name].count);
  }
  objects = objects.filter((object) => Object.keys(object.drawings).length > 0);
  fs.writeFileSync(path.join(folder, 'index.json'), JSON.stringify({ size, summary, objects }));
  return objects.length;
}

console.log('painter objects', await renderAll(painterSources, 256, path.join(work, 'bank')));
console.log('judge objects', await renderAll(judgeSources, 96, path.join(work, 'judge-bank')));
