// Reads server-sent events from bytes as they come.

/** `hear` gets the data of each event; comments and `[DONE]` are passed over. */
export function eventReader(hear: (data: string) => void): (part: Uint8Array) => void {
  const decoder = new TextDecoder()
  let rest = ''
  return (part) => {
    rest += decoder.decode(part, { stream: true })
    const blocks = rest.split(/\r\n\r\n|\n\n|\r\r/)
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const lines = block.split(/\r\n|\n|\r/).filter((line) => line.startsWith('data:'))
      const data = lines.map((line) => line.slice(5).trimStart()).join('\n')
      if (data && data !== '[DONE]') hear(data)
    }
  }
}
