// The small computation that a busy server asks of visitors before an order; people notice a short wait and nothing else.

/** @returns what the header Gesso-Work takes: the challenge with its answer */
export function doWork(challenge: string, bits: number): Promise<string> {
  const solver = new Worker(new URL('./work-solver.ts', import.meta.url), { type: 'module' })
  return new Promise<string>((resolve, reject) => {
    solver.addEventListener('message', ({ data }: MessageEvent<string>) => resolve(`${challenge}.${data}`))
    solver.addEventListener('error', () => reject(new Error('the computation could not be done')))
    solver.postMessage({ challenge, bits })
  }).finally(() => solver.terminate())
}
