// Runs beside the page: looks for the answer to a server's challenge, so that typing and scrolling go on meanwhile.

const triesAtOnce = 512

interface Task {
  challenge: string
  bits: number
}

addEventListener('message', ({ data }: MessageEvent<Task>) => {
  void solve(data).then((answer) => postMessage(answer))
})

/** The first number whose SHA-256 with the challenge begins with so many zero bits. */
async function solve({ challenge, bits }: Task): Promise<string> {
  const encoder = new TextEncoder()
  for (let from = 0; ; from += triesAtOnce) {
    const answers = Array.from({ length: triesAtOnce }, (_, index) => (from + index).toString(36))
    const digests = await Promise.all(answers.map((answer) => crypto.subtle.digest('SHA-256', encoder.encode(`${challenge}.${answer}`))))
    const found = answers.find((_, index) => leadingZeros(new Uint8Array(digests[index] ?? new ArrayBuffer(0))) >= bits)
    if (found !== undefined) return found
  }
}

function leadingZeros(bytes: Uint8Array): number {
  let zeros = 0
  for (const byte of bytes) {
    if (byte !== 0) return zeros + Math.clz32(byte) - 24
    zeros += 8
  }
  return zeros
}
