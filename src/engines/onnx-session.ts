// Opens one ONNX graph on the processor, the same way for every engine that draws with such graphs.

import { InferenceSession } from 'onnxruntime-node'

/** Graphs that cannot be loaded, or do not fit each other. */
export class GraphMismatch extends Error {
  override name = 'GraphMismatch'
}

/**
 * `name` is what it is called in errors. Weights laid out anew for this processor draw faster and stand in memory beside
 * those of the file; `frugal` does without. @throws GraphMismatch
 */
export function openSession(file: string, name: string, threads: number, frugal = false): Promise<InferenceSession> {
  return InferenceSession.create(file, {
    executionProviders: ['cpu'],
    // The order of additions depends on the number of threads, and with it the last bits of a picture.
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: frugal ? 'extended' : 'all',
    logSeverityLevel: 4,
    // Threads that wait by spinning halve the speed as soon as anything else runs on these cores.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  }).catch((error: unknown) => {
    throw new GraphMismatch(`${name} cannot be loaded (${(error as Error).message.slice(0, 200)})`)
  })
}
