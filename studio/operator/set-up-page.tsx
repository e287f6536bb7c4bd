// First start: the operator answers the questions that make a charter, reads what will be published, and saves it.

import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { components } from '../../client/index.ts'
import { gesso, take } from '../api.ts'
import { useActing } from '../console/acting.ts'
import { TroubleLine } from '../console/parts.tsx'
import { Button } from '../design/button.tsx'
import { fieldClass, Label } from '../design/field.tsx'
import { PolicyBlocks } from '../policies/policy-blocks.tsx'
import { Page, Section } from '../shell/page.tsx'
import { useWords } from '../words/words.ts'

type Question = components['schemas']['SetUp']['questions'][number]
type Preview = components['schemas']['SetUpPreview']
type Answers = Record<string, string>

export function SetUpPage() {
  const { t, language } = useWords()
  const [answers, setAnswers] = useState<Answers>({})
  const { data, isError } = useQuery({
    queryKey: ['set-up', language, answers],
    queryFn: () => take(gesso.POST('/v1/set-up/questions', { body: { answers, language } })),
    placeholderData: (before) => before,
    retry: false,
    staleTime: 0,
  })
  const { act, busy, trouble } = useActing()
  const [preview, setPreview] = useState<Preview>()
  const [saved, setSaved] = useState(false)

  async function look(event: FormEvent): Promise<void> {
    event.preventDefault()
    setPreview(await act(() => take(gesso.POST('/v1/set-up/preview', { body: { answers, language } }))))
  }

  const change = (id: string, value: string): void => {
    setAnswers({ ...answers, [id]: value })
    setPreview(undefined)
  }
  if (isError) return <Page title={t('setup.title')}>{t('setup.notYours')}</Page>
  return (
    <Page title={t('setup.title')} intro={t('setup.intro')}>
      {data && !saved && (
        <Section title={t('setup.questions')}>
          {data.elsewhere && <p>{t('setup.elsewhere', { file: data.file })}</p>}
          <form className="grid gap-4" onSubmit={(event) => void look(event)} data-set-up>
            {data.questions.map((question) => (
              <One key={question.id} question={question} value={answers[question.id] ?? question.usual ?? ''} onChange={(value) => change(question.id, value)} />
            ))}
            <TroubleLine text={preview ? undefined : trouble} />
            <Button type="submit" disabled={busy} className="w-fit">
              {t('setup.look')}
            </Button>
          </form>
        </Section>
      )}
      {preview && !saved && (
        <Section title={t('setup.follows')}>
          <p className="text-ink-2 text-14">{t('setup.followsHint', { count: preview.promises })}</p>
          {preview.texts.map(({ id, title, blocks }) => (
            <details key={id} className="min-w-0">
              <summary className="text-action cursor-pointer py-1.5">{title}</summary>
              <PolicyBlocks blocks={blocks} />
            </details>
          ))}
          <details>
            <summary className="text-action cursor-pointer py-1.5">{t('setup.file')}</summary>
            <pre className="overflow-x-auto text-14" tabIndex={0} aria-label={t('setup.file')}>
              {preview.yaml}
            </pre>
          </details>
          <TroubleLine text={trouble} />
          <Button kind="action" className="w-fit" disabled={busy || data?.elsewhere} onClick={() => void act(() => take(gesso.POST('/v1/set-up', { body: { answers, language } }))).then((done) => setSaved(done !== undefined))}>
            {t('setup.save')}
          </Button>
        </Section>
      )}
      {saved && (
        <Section title={t('setup.saved')}>
          <p role="status" data-saved>
            {t('setup.savedText', { file: data?.file ?? '' })}
          </p>
          <p>{t('setup.later')}</p>
        </Section>
      )}
    </Page>
  )
}

function One({ question, value, onChange }: { question: Question; value: string; onChange: (value: string) => void }) {
  const { id, kind, ask, hint, choices } = question
  const field = `set-up-${id}`
  const picks = kind === 'yes-no' ? (['no', 'yes'] as const).map((one) => ({ value: one, words: one })) : choices
  return (
    <div className="grid min-w-0 gap-1">
      <Label htmlFor={field}>{ask}</Label>
      {picks.length > 0 ? (
        <select id={field} className={fieldClass} value={value} onChange={(event) => onChange(event.target.value)}>
          {picks.map((pick) => (
            <option key={pick.value} value={pick.value}>
              {pick.words}
            </option>
          ))}
        </select>
      ) : (
        <input id={field} className={fieldClass} value={value} aria-describedby={hint ? `${field}-hint` : undefined} onChange={(event) => onChange(event.target.value)} />
      )}
      {hint && (
        <p id={`${field}-hint`} className="text-ink-2 text-14">
          {hint}
        </p>
      )}
    </div>
  )
}
