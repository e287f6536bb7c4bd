// What a model of another kind answers: words as they come, a sound or a video to play, and the answer itself.

import { useEffect, useId } from 'react'
import { useWords } from '../words/words.ts'
import { AnswerFacts } from './answer.tsx'
import { CodeBlock } from './code-block.tsx'
import type { Heard, OtherAnswered } from './other-run.ts'
import { sayBody } from './run.ts'

export function OtherAnswer({ answered, heard, micro }: { answered: OtherAnswered | undefined; heard: Heard | undefined; micro: number }) {
  const { t } = useWords()
  const id = useId()
  const plays = answered?.plays
  useEffect(() => () => {
    if (plays?.address.startsWith('blob:')) URL.revokeObjectURL(plays.address)
  }, [plays])
  if (!answered && !heard) return null
  const text = answered?.text ?? heard?.text
  return (
    <section aria-labelledby={id} className="grid min-w-0 gap-3" data-answer={answered?.status ?? 'coming'}>
      <h2 id={id} className="font-serif text-22 font-medium">
        {t('dev.answer')}
      </h2>
      {answered && <AnswerFacts answered={answered} micro={micro} count={1} />}
      {!answered && (
        <p role="status" className="text-ink-2">
          {heard?.state ? t('dev.videoState', { state: heard.state }) : t('dev.running')}
        </p>
      )}
      {text !== undefined && (
        <p className="bg-sunk rounded-card p-4 break-words whitespace-pre-wrap" data-said>
          {text}
        </p>
      )}
      {plays?.kind === 'audio' && <audio controls src={plays.address} aria-label={t('dev.sound')} className="w-full" />}
      {plays?.kind === 'video' && <video controls src={plays.address} aria-label={t('dev.video')} className="rounded-picture max-h-[32rem] w-full" />}
      {answered && (
        <>
          <CodeBlock name={t('dev.headers')} code={answered.headers.map(([name, value]) => `${name}: ${value}`).join('\n')} />
          {answered.body !== undefined && <CodeBlock name={t('dev.body')} code={sayBody(answered.body)} low />}
        </>
      )}
    </section>
  )
}
