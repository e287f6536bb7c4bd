// Draws a list of orders with a checkpoint exactly as the engine would: `node draw.mjs <checkpoint> <orders.json> <pixels.rgb>`.
// An order: {"prompt", "without"?, "seed"?, "reference"? (number of bytes into <orders>.rgb), "strength"?, "steps"?}.
import fs from 'node:fs';
import { loadCheckpoint } from '../src/engines/painter/checkpoint.ts';
import { drawPicture, prepareGround } from '../src/engines/painter/draw.ts';
import { openGraphs } from '../src/engines/painter/graphs.ts';
import { createTokenizer } from '../src/engines/painter/tokenizer.ts';

const [folder, orderFile, pixelFile] = process.argv.slice(2);
const { index, shift, tokenizer } = await loadCheckpoint(folder);
const shape = { ...index, shift };
const graphs = await openGraphs(folder, shape, Number(process.env.PAINTER_THREADS ?? 1));
const read = createTokenizer(tokenizer, index);
const orders = JSON.parse(fs.readFileSync(orderFile, 'utf8'));
const side = index.pixel_size;
const area = side * side * 3;
const references = fs.existsSync(`${orderFile}.rgb`) ? fs.readFileSync(`${orderFile}.rgb`) : undefined;
const out = fs.openSync(pixelFile, 'w');

const before = process.cpuUsage();
let taken = 0;
for (const order of orders) {
  const job = {
    seeds: [], words: read(order.prompt).ids, without: read(order.without ?? '').ids, width: side, height: side,
    steps: order.steps ?? index.default_steps, guidance: index.default_guidance, previewsUntil: 0,
    reference: order.reference === undefined ? undefined : { rgb: references.subarray(order.reference, order.reference + area), strength: order.strength },
  };
  const start = performance.now();
  const ground = await prepareGround(graphs, job);
  const { rgb } = await drawPicture(graphs, shape, job, ground, order.seed ?? 1, async () => undefined);
  taken += performance.now() - start;
  fs.writeSync(out, rgb);
}
fs.closeSync(out);
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({
  version: index.version, pictures: orders.length, seconds: taken / 1000 / orders.length, cpu_seconds: (user + system) / 1e6 / orders.length, memory_mb: process.memoryUsage().rss / 1e6,
}));
