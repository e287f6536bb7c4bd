// Prompts that the model draws well: a click fills the box and starts nothing.

import { speak } from '../shell/speaking.ts'
import { languageOf, useWords } from '../words/words.ts'
import { changeDraft } from './draft-store.ts'
import { focusPrompt, useCard } from './ordering.ts'

/** Drawn by the painter from the very words; see bench/style-samples.ts. */
const samples = import.meta.glob<string>('./samples/example-*.webp', { eager: true, query: '?url', import: 'default' })

export function Examples({ compact = false }: { compact?: boolean }) {
  const { t, language } = useWords()
  const card = useCard()
  const examples = card?.examples.slice(0, compact ? 3 : 6) ?? []
  if (card ? examples.length === 0 : compact) return null
  const fill = (prompt: string) => {
    changeDraft({ prompt })
    focusPrompt()
    speak(t('make.filled'))
  }
  const look = compact
    ? 'border-line bg-ground rounded-full border px-3 py-1 text-14 text-ink-2 hover:border-line-2 hover:text-ink coarse:min-h-11'
    : 'border-line bg-paper hover:border-line-2 rounded-card grid content-start overflow-hidden border text-left transition-colors duration-[var(--press)]'
  return (
    <section aria-labelledby="examples-title" className="grid gap-2">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h2 id="examples-title" className={compact ? 'text-14 font-medium' : 'text-16 font-medium'}>
          {t('make.examples')}
        </h2>
        {!compact && <p className="text-14 text-ink-3">{t('make.examplesHint')}</p>}
      </div>
      <ul className={compact ? 'flex flex-wrap gap-2' : 'grid grid-cols-[repeat(auto-fill,minmax(min(8.5rem,100%),1fr))] gap-2 wide:grid-cols-3 wide:gap-4'}>
        {examples.map((example) => (
          <li key={example.en} className="grid">
            <button type="button" className={look} lang={languageOf(example[language])} onClick={() => fill(example[language])}>
              {compact ? example[language] : <Example words={example[language]} sample={samples[`./samples/example-${example.en.replaceAll(' ', '-')}.webp`]} />}
            </button>
          </li>
        ))}
        {!card && [1, 2, 3, 4, 5, 6].map((place) => <Coming key={place} />)}
      </ul>
    </section>
  )
}

/** The place of an example, until it is known what the model draws well. */
function Coming() {
  return (
    <li className="border-line bg-paper rounded-card overflow-hidden border" aria-hidden="true">
      <div className="bg-mat">
        <div className="mx-auto aspect-square w-full max-w-56" />
      </div>
      <div className="px-3 py-2.5 font-serif text-16 wide:px-4 wide:text-18">&nbsp;</div>
    </li>
  )
}

/** Another model than the one in the box has words alone. */
function Example({ words, sample }: { words: string; sample: string | undefined }) {
  return (
    <>
      {sample && (
        <span className="bg-mat block">
          <img src={sample} alt="" width={240} height={240} loading="lazy" decoding="async" className="mx-auto aspect-square w-full max-w-56" />
        </span>
      )}
      <span className="px-3 py-2.5 font-serif text-16 text-pretty wide:px-4 wide:text-18">{words}</span>
    </>
  )
}
