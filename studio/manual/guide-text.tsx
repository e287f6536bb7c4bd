// One guide as it is read: headings that can be linked to, code that can be copied, links that stay inside.

import { Link as LinkSign } from 'lucide-react'
import type { ReactNode } from 'react'
import { CodeBlock } from '../developers/code-block.tsx'
import { addressOf } from '../shell/places.ts'
import { useWords } from '../words/words.ts'
import { addressIn, readInline, type Block } from './markdown.ts'
import { goToGuide } from './places.ts'

export function GuideText({ blocks }: { blocks: readonly Block[] }) {
  return blocks.map((block, at) => <One key={at} block={block} />)
}

const names: Record<string, 'dev.shell' | 'dev.kindsLong.node'> = { sh: 'dev.shell', js: 'dev.kindsLong.node' }

function One({ block }: { block: Block }) {
  const { t } = useWords()
  if (block.kind === 'heading') return <Heading block={block} />
  if (block.kind === 'paragraph') return <p className="text-pretty">{inWords(block.text)}</p>
  if (block.kind === 'code') {
    const name = names[block.language]
    return <CodeBlock name={name ? t(name) : t('dev.text')} code={block.text} />
  }
  if (block.kind === 'list') {
    const List = block.ordered ? 'ol' : 'ul'
    return (
      <List className={`grid gap-1 pl-5 ${block.ordered ? 'list-decimal' : 'list-disc'}`}>
        {block.items.map((item) => (
          <li key={item}>{inWords(item)}</li>
        ))}
      </List>
    )
  }
  return <Table block={block} />
}

function Heading({ block: { level, id, text } }: { block: Extract<Block, { kind: 'heading' }> }) {
  const { t } = useWords()
  const Name = level <= 2 ? 'h3' : 'h4'
  return (
    <Name id={id} className={`group flex scroll-mt-20 items-baseline gap-2 font-serif font-medium text-balance ${level <= 2 ? 'mt-6 text-22' : 'mt-3 text-18'}`}>
      <span className="min-w-0">{inWords(text)}</span>
      {id && (
        <a href={`#${id}`} aria-label={t('dev.linkTo', { title: text })} title={t('dev.linkTo', { title: text })} className="text-ink-3 hover:text-action coarse:min-h-11 inline-flex min-h-6 min-w-6 items-center justify-center opacity-60 group-hover:opacity-100 focus-visible:opacity-100">
          <LinkSign size={16} strokeWidth={1.75} aria-hidden="true" />
        </a>
      )}
    </Name>
  )
}

function Table({ block: { head, rows } }: { block: Extract<Block, { kind: 'table' }> }) {
  return (
    <div className="min-w-0 overflow-x-auto" tabIndex={0} role="group" aria-label={head.join(', ')}>
      <table className="w-full text-14">
        <thead>
          <tr className="border-line-2 border-b">
            {head.map((cell) => (
              <th key={cell} scope="col" className="py-1.5 pr-4 text-left font-medium">
                {inWords(cell)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join()} className="border-line border-b align-top">
              {row.map((cell, at) => (
                <td key={at} className="py-1.5 pr-4">
                  {inWords(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function inWords(text: string): ReactNode[] {
  return readInline(text).map((part, at) => {
    if (part.kind === 'code') return <code key={at} className="bg-sunk rounded-control px-1 font-mono text-[0.9em] break-words">{part.text}</code>
    if (part.kind === 'strong') return <strong key={at} className="font-medium">{part.text}</strong>
    return part.kind === 'link' ? <Link key={at} text={part.text} to={part.to} /> : part.text
  })
}

const linkClass = 'text-action underline underline-offset-2'

function Link({ text, to }: { text: string; to: string }) {
  const address = addressIn(to)
  if (!address) return text
  if ('outside' in address) {
    return (
      <a href={address.outside} target="_blank" rel="noreferrer" className={linkClass}>
        {text}
      </a>
    )
  }
  const { place, hash } = address
  if (place === '') return <a href={`#${hash}`} className={linkClass}>{text}</a>
  return (
    <a href={addressOf(place) + (hash && `#${hash}`)} onClick={goToGuide(place, hash)} className={linkClass}>
      {text}
    </a>
  )
}
