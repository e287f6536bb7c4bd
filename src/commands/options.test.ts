import { afterEach, describe, expect, it, vi } from 'vitest'
import { runCli } from '../cli.ts'

afterEach(() => vi.restoreAllMocks())

async function told(words: string[]): Promise<[code: number, sentence: string]> {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  return [await runCli(words), said.mock.calls.flat().join(' ')]
}

describe('an option that a command does not know', () => {
  it.each([
    [['draw', 'x', '--no-colour'], 'There is no option --no-colour here. Options: --out, '],
    [['draw', 'x', '-q'], 'There is no option -q here.'],
    [['engines', 'add', 'c.yaml', 'e', '--models', 'a'], 'There is no option --models here. Options: --driver, '],
    [['engines', 'list', '--jsn=1'], 'There is no option --jsn here. Options: --charter, --server, --key, --json. See gesso engines list --help.'],
    [['backup', '--too', '/x'], 'There is no option --too here.'],
  ])('ends %j with 2, by its name', async (words, sentence) => {
    const [code, said] = await told(words)
    expect([code, said]).toEqual([2, expect.stringContaining(sentence)])
  })

  it('takes short names, one word for two, and whatever stands after a lone --', async () => {
    const [code, said] = await told(['draw', '-n', '2', '--modelFolder', '/nowhere', '--seed', 'x', '--', '--colour'])
    expect([code, said]).toEqual([2, expect.stringContaining('--seed must be a number')])
  })
})
