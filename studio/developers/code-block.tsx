// Code to be read and copied.

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '../design/button.tsx'
import { speak } from '../shell/speaking.ts'
import { useWords } from '../words/words.ts'

export function CodeBlock({ name, code, low = false }: { name: string; code: string; low?: boolean }) {
  return (
    <div className="border-line rounded-control min-w-0 overflow-hidden border">
      <div className="bg-sunk border-line flex items-center justify-between gap-2 border-b py-1 pr-1 pl-3">
        <span className="text-ink-2 min-w-0 text-14 break-words">{name}</span>
        {navigator.clipboard && <CopyButton text={code} name={name} />}
      </div>
      <pre className={`bg-paper overflow-auto p-3 font-mono text-14 leading-relaxed ${low ? 'max-h-[24rem]' : ''}`} tabIndex={0} role="region" aria-label={name} data-code={name}>
        {code}
      </pre>
    </div>
  )
}

function CopyButton({ text, name }: { text: string; name: string }) {
  const { t } = useWords()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    const timer = copied ? setTimeout(() => setCopied(false), 2500) : undefined
    return () => clearTimeout(timer)
  }, [copied])
  async function copy(): Promise<void> {
    setCopied(false)
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
      speak(t('picture.copied'))
    } catch {
      speak(t('dev.copyFailed'))
    }
  }
  const said = copied ? t('dev.copied') : t('dev.copy')
  return (
    <Button kind="quiet" className="shrink-0" aria-label={`${said}: ${name}`} onClick={() => void copy()}>
      {copied ? <Check size={16} strokeWidth={1.75} aria-hidden="true" /> : <Copy size={16} strokeWidth={1.75} aria-hidden="true" />}
      {said}
    </Button>
  )
}
