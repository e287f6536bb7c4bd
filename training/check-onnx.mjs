// Holds the exported graphs against PyTorch's answers and times them: `node check-onnx.mjs <checkpoint> [sheet.png]`.
import fs from 'node:fs';
import path from 'node:path';
import * as runtime from 'onnxruntime-node';
import sharp from 'sharp';

const folder = process.argv[2].replace(/\/$/, '');
const reference = `${folder}-reference`;
const { prompts, input_ids: ids, shapes } = JSON.parse(fs.readFileSync(path.join(reference, 'reference.json')));
const settings = JSON.parse(fs.readFileSync(path.join(folder, 'model_index.json')));
const { shift } = JSON.parse(fs.readFileSync(path.join(folder, 'scheduler/scheduler_config.json')));

const [least, most] = settings.guidance_interval ?? [0, 1];

const numbers = (name) => {
  const bytes = fs.readFileSync(path.join(reference, `${name}.f32`));
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
};
const tensor = (data, dims) => new runtime.Tensor('float32', data, dims);
const known = (name) => tensor(numbers(name), shapes[name]);

function compare(label, found, name) {
  const wanted = numbers(name);
  let worst = 0;
  for (let index = 0; index < wanted.length; index++) worst = Math.max(worst, Math.abs(wanted[index] - found.data[index]));
  console.log(`${label}: largest difference ${worst.toExponential(1)}`);
}

const options = { intraOpNumThreads: 2, interOpNumThreads: 1 };
const loadStart = performance.now();
const open = (name) => runtime.InferenceSession.create(path.join(folder, name, 'model.onnx'), options);
const [textEncoder, transformer, encoder, decoder] = await Promise.all(['text_encoder', 'transformer', 'vae_encoder', 'vae_decoder'].map(open));
console.log(`load ${(performance.now() - loadStart).toFixed(0)} ms`);

const tokens = (lists) => new runtime.Tensor('int64', BigInt64Array.from(lists.flat().map(BigInt)), [lists.length, settings.text_length]);
const understood = await textEncoder.run({ input_ids: tokens(ids) });
compare('plan', understood.plan, 'plan');
compare('drawings', understood.visual, 'visual');
const answer = await transformer.run({ latent: known('latent'), time: known('time'), plan: known('plan'), visual: known('visual') });
compare('velocity', answer.velocity, 'velocity');
const half = tensor(numbers('latent').map((value) => value * 0.5), shapes.latent);
compare('decoder', (await decoder.run({ latent: half })).image, 'picture');
compare('encoder', (await encoder.run({ image: known('picture') })).latent, 'encoded');

const repeat = (source, count) => tensor(Float32Array.from({ length: source.data.length * count }, (_, index) => source.data[index % source.data.length]), [source.dims[0] * count, ...source.dims.slice(1)]);
const join = (first, second) => tensor(Float32Array.from([...first.data, ...second.data]), [first.dims[0] + second.dims[0], ...first.dims.slice(1)]);

async function draw(condition, empty, noise, steps, guidance) {
  const count = noise.length / (settings.latent_channels * settings.latent_size ** 2);
  const dims = [count, settings.latent_channels, settings.latent_size, settings.latent_size];
  const plan = join(condition.plan, repeat(empty.plan, count));
  const visual = join(condition.visual, repeat(empty.visual, count));
  const latent = Float32Array.from(noise);
  const times = Array.from({ length: steps + 1 }, (_, step) => 1 - step / steps).map((time) => (shift * time) / (1 + (shift - 1) * time));
  for (let step = 0; step < steps; step++) {
    const guided = times[step] >= least - 1e-6 && times[step] <= most + 1e-6;
    const time = tensor(new Float32Array((guided ? 2 : 1) * count).fill(times[step]), [(guided ? 2 : 1) * count]);
    const { velocity } = guided
      ? await transformer.run({ latent: tensor(Float32Array.from([...latent, ...latent]), [2 * count, ...dims.slice(1)]), time, plan, visual })
      : await transformer.run({ latent: tensor(latent, dims), time, plan: condition.plan, visual: condition.visual });
    for (let index = 0; index < latent.length; index++) {
      const asked = velocity.data[index];
      const unasked = guided ? velocity.data[index + latent.length] : asked;
      latent[index] += (times[step + 1] - times[step]) * (unasked + guidance * (asked - unasked));
    }
  }
  return (await decoder.run({ latent: tensor(latent, dims) })).image;
}

const nothing = Array(settings.text_length).fill(0);
nothing[0] = settings.null_token_id;
const empty = await textEncoder.run({ input_ids: tokens([nothing]) });
const noise = numbers('noise');
const drawn = await draw(understood, empty, noise, settings.default_steps, settings.default_guidance);
compare('whole pictures', drawn, 'drawn');

const single = { plan: tensor(understood.plan.data.slice(0, understood.plan.data.length / ids.length), [1, understood.plan.dims[1]]), visual: tensor(understood.visual.data.slice(0, understood.visual.data.length / ids.length), [1, ...understood.visual.dims.slice(1)]) };
const one = noise.slice(0, noise.length / ids.length);
const times = [];
const before = process.cpuUsage();
for (let round = 0; round < 5; round++) {
  const start = performance.now();
  await textEncoder.run({ input_ids: tokens([ids[0]]) });
  await draw(single, empty, one, settings.default_steps, settings.default_guidance);
  times.push(performance.now() - start);
}
const { user, system } = process.cpuUsage(before);
console.log(`one picture, ${settings.default_steps} steps: ${times.map((time) => time.toFixed(0)).join(', ')} ms, ${((user + system) / 5000).toFixed(0)} ms of CPU each; memory ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`);

if (process.argv[3]) {
  const size = settings.pixel_size;
  const tiles = prompts.map((_, place) => {
    const pixels = Buffer.alloc(size * size * 3);
    for (let channel = 0; channel < 3; channel++) {
      for (let index = 0; index < size * size; index++) {
        const value = drawn.data[(place * 3 + channel) * size * size + index];
        pixels[index * 3 + channel] = Math.round(Math.min(255, Math.max(0, (value + 1) * 127.5)));
      }
    }
    return { input: pixels, raw: { width: size, height: size, channels: 3 }, left: place * size, top: 0 };
  });
  await sharp({ create: { width: size * tiles.length, height: size, channels: 3, background: 'white' } }).composite(tiles).png().toFile(process.argv[3]);
}
