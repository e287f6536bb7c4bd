// Lets an engine draw as many pictures at once as it can, and lets those who wait take turns: one picture each.

export interface Gate {
  /** Waits for its turn, then works. A wait ends with the signal's reason when it aborts. */
  run<T>(lane: string, signal: AbortSignal, work: () => Promise<T>): Promise<T>
  drawing(): number
  waiting(): number
}

interface Waiting {
  lane: string
  turn: number
  begin(): void
}

/** Start-time fair queueing: a lane's next picture comes after the pictures that other lanes wait for already. */
export function createGate(concurrency: number): Gate {
  const line: Waiting[] = []
  const lastTurns = new Map<string, number>()
  let now = 0
  let drawing = 0

  function beginNext(): void {
    while (drawing < concurrency && line.length > 0) {
      const first = line.reduce((best, one) => (one.turn < best.turn ? one : best))
      line.splice(line.indexOf(first), 1)
      now = Math.max(now, first.turn)
      drawing++
      first.begin()
    }
    // Nobody's past counts when nobody waits.
    if (line.length === 0 && drawing === 0) lastTurns.clear()
  }

  function turnCame(lane: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn = Math.max(now, (lastTurns.get(lane) ?? -1) + 1)
      lastTurns.set(lane, turn)
      const leave = () => {
        line.splice(line.indexOf(waiting), 1)
        reject(signal.reason as Error)
      }
      const begin = () => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      const waiting: Waiting = { lane, turn, begin }
      signal.addEventListener('abort', leave, { once: true })
      line.push(waiting)
      beginNext()
    })
  }

  return {
    async run(lane, signal, work) {
      signal.throwIfAborted()
      await turnCame(lane, signal)
      try {
        return await work()
      } finally {
        drawing--
        beginNext()
      }
    },
    drawing: () => drawing,
    waiting: () => line.length,
  }
}
