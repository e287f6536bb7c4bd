// A small program with sd-server's arguments, HTTP shape and output (protocols F.1, F.2): draws patches of colour.

import { parseArgs } from 'node:util'
import { createServer, type ServerResponse } from 'node:http'
import { pictureFile } from './picture.ts'

const { values } = parseArgs({
  args: process.argv.slice(2),
  strict: false,
  options: { 'listen-ip': { type: 'string' }, 'listen-port': { type: 'string' }, 'disable-image-metadata': { type: 'boolean' }, 'step-milliseconds': { type: 'string' } },
})
const stepMilliseconds = Number(values['step-milliseconds'] ?? 5)

interface Job {
  id: string
  status: 'queued' | 'generating' | 'completed' | 'failed' | 'cancelled'
  body: any
  file?: Buffer
}

const jobs = new Map<string, Job>()
let line: Promise<void> = Promise.resolve()

const send = (reply: ServerResponse, status: number, body: unknown): void => void reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** One at a time, as the real one does; its bar goes to standard output and is written over and over in one line. */
async function work(job: Job): Promise<void> {
  if (job.status === 'cancelled') return
  job.status = 'generating'
  const { prompt, negative_prompt, seed, sample_params, lora, width, height, strength = 0.75, init_image, mask_image } = job.body
  const steps = sample_params.sample_steps
  process.stdout.write('  |==================================================| 12/12 - 99.00it/s\n')
  for (let step = 1; step <= steps; step++) {
    await pause(stepMilliseconds)
    process.stdout.write(`\r  |${'='.repeat(step)}${' '.repeat(steps - step)}| ${step}/${steps} - 0.01s/it`)
  }
  process.stdout.write('\n')
  const decode = (text: string) => Buffer.from(text, 'base64')
  const given = init_image && { file: decode(init_image), strength, mask: mask_image && decode(mask_image) }
  job.file = await pictureFile([prompt, negative_prompt, seed, steps, sample_params.guidance.txt_cfg, lora], width, height, given)
  job.status = 'completed'
}

const server = createServer((request, reply) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    const path = request.url ?? ''
    if (path === '/sdcpp/v1/capabilities') return send(reply, 200, { model: 'stand-in', supported_modes: ['img_gen'], features: { cancel_queued: true, cancel_generating: false } })
    if (path === '/sdcpp/v1/img_gen') {
      const body = JSON.parse(Buffer.concat(parts).toString())
      if (body.embed_image_metadata !== false || !values['disable-image-metadata']) return send(reply, 400, { error: 'this stand-in wants no metadata in pictures' })
      const job: Job = { id: `job-${jobs.size}`, status: 'queued', body }
      jobs.set(job.id, job)
      line = line.then(() => work(job)).catch(() => void (job.status = 'failed'))
      return send(reply, 202, { id: job.id, kind: 'img_gen', status: 'queued', created: 0, poll_url: `/sdcpp/v1/jobs/${job.id}` })
    }
    const [, id, cancel] = /^\/sdcpp\/v1\/jobs\/([^/]+)(\/cancel)?$/.exec(path) ?? []
    const job = jobs.get(id ?? '')
    if (!job) return send(reply, 404, { error: 'unknown' })
    if (cancel && job.status === 'generating') return send(reply, 409, { error: 'generating jobs cannot be interrupted yet' })
    if (cancel) job.status = 'cancelled'
    const result = job.file ? { output_format: 'png', images: [{ index: 0, b64_json: job.file.toString('base64') }] } : null
    send(reply, 200, { id: job.id, kind: 'img_gen', status: job.status, created: 0, queue_position: 0, result, error: null })
  })
})
// Loading takes a moment, as it does with a real model.
await pause(100)
server.listen(Number(values['listen-port']), String(values['listen-ip']))
