// One policy text as it is read: headings, facts, clauses, promises with the way to their evidence, tables.

import { ShieldCheck } from 'lucide-react'
import type { Policy } from '../api.ts'
import { addressOf } from '../shell/places.ts'
import { useWords } from '../words/words.ts'

type Block = Policy['blocks'][number]

export function PolicyBlocks({ blocks }: { blocks: readonly Block[] }) {
  return (
    <div className="grid min-w-0 gap-4">
      {blocks.map((block, index) => (
        <One key={index} block={block} />
      ))}
    </div>
  )
}

function One({ block }: { block: Block }) {
  const { t } = useWords()
  if (block.kind === 'heading') return <h2 className="mt-4 font-serif text-22 font-medium text-balance">{block.text}</h2>
  if (block.kind === 'paragraph') {
    return (
      <p className="text-pretty">
        {block.legal && <span className="text-ink-3 mr-2 align-[0.1em] text-12">{t('policies.legal')}</span>}
        <WithLinks text={block.text} />
      </p>
    )
  }
  if (block.kind === 'list') {
    return (
      <ul className="list-disc pl-5">
        {block.items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    )
  }
  return block.kind === 'promise' ? <Promised block={block} /> : <Table block={block} />
}

/** `[words](/place)` leads to a place of this site; nothing else is a link. */
function WithLinks({ text }: { text: string }) {
  return text.split(/(\[[^\]]+\]\(\/[\w/-]+\))/).map((part, index) => {
    const [, words, place] = /^\[([^\]]+)\]\((\/[\w/-]+)\)$/.exec(part) ?? []
    if (!words || !place) return part
    return (
      <a key={index} className="text-action underline underline-offset-2" href={addressOf(place)}>
        {words}
      </a>
    )
  })
}

function Promised({ block }: { block: Extract<Block, { kind: 'promise' }> }) {
  const { t } = useWords()
  return (
    <div className="border-done grid gap-1.5 border-l-2 pl-3">
      {block.sentences.map((sentence) => (
        <p key={sentence} className="font-serif text-pretty">
          {sentence}
        </p>
      ))}
      <a href={`${addressOf('/trust')}#${block.rule}`} className="text-action flex w-fit items-center gap-1.5 text-14 underline underline-offset-2">
        <ShieldCheck size={16} strokeWidth={1.75} aria-hidden="true" />
        {t('policies.evidence')}
      </a>
    </div>
  )
}

function Table({ block }: { block: Extract<Block, { kind: 'table' }> }) {
  return (
    <div className="min-w-0 overflow-x-auto" tabIndex={0} role="group" aria-label={block.head.join(', ')}>
      <table className="w-full text-14">
        <thead>
          <tr className="border-line-2 border-b">
            {block.head.map((cell) => (
              <th key={cell} scope="col" className="py-1.5 pr-4 text-left font-medium">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row) => (
            <tr key={row.join()} className="border-line border-b align-top">
              {row.map((cell, index) => (
                <td key={index} className="py-1.5 pr-4">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
