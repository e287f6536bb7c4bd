// Batches: a file of requests handed in, how far each is, its answers and errors as files.

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useActing } from '../console/acting.ts'
import { Badge, Line, TroubleLine } from '../console/parts.tsx'
import { Button, buttonClass } from '../design/button.tsx'
import { dateAndTime } from '../pictures/dates.ts'
import { Section } from '../shell/page.tsx'
import { useWords } from '../words/words.ts'
import { CodeBlock } from './code-block.tsx'
import { FileField } from './file-field.tsx'
import * as calls from './standing-calls.ts'

const unfinished: Array<calls.Batch['status']> = ['validating', 'in_progress', 'finalizing', 'cancelling']
const askEvery = 4000

export function Batches() {
  const { t } = useWords()
  const { act, busy, trouble } = useActing()
  const { data: batches = [], error, isPending } = useQuery({
    queryKey: ['console', 'batches'],
    queryFn: calls.listBatches,
    retry: false,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.some(({ status }) => unfinished.includes(status)) ? askEvery : false),
  })
  return (
    <>
      <p className="text-ink-2 max-w-[44rem] text-pretty">{t('dev.batchesIntro')}</p>
      <TroubleLine text={error ? error.message || t('dev.unreachable') : trouble} />
      {!error && (
        <>
          <Section title={t('dev.names.batches')}>
            {batches.length === 0 && <p className="text-ink-2">{isPending ? t('app.loading') : t('dev.noBatches')}</p>}
            <ul>
              {batches.map((batch) => (
                <One key={batch.id} batch={batch} busy={busy} onCancel={() => void act(() => calls.cancelBatch(batch.id))} />
              ))}
            </ul>
          </Section>
          <NewBatch busy={busy} onStart={(file) => act(() => calls.startBatch(file))} />
        </>
      )}
    </>
  )
}

const tones = { completed: 'good', failed: 'bad', expired: 'bad', cancelled: 'plain', cancelling: 'plain', validating: 'careful', in_progress: 'careful', finalizing: 'careful' } as const

function One({ batch, busy, onCancel }: { batch: calls.Batch; busy: boolean; onCancel: () => void }) {
  const { t, language } = useWords()
  const { id, status, request_counts: counts, output_file_id: answers, error_file_id: errors } = batch
  return (
    <Line
      actions={
        <>
          {answers && (
            <a className={buttonClass()} href={calls.fileAddressOf(answers)} download={`${id}.jsonl`}>
              {t('dev.answersFile')}
            </a>
          )}
          {errors && (
            <a className={buttonClass()} href={calls.fileAddressOf(errors)} download={`${id}-errors.jsonl`}>
              {t('dev.errorsFile')}
            </a>
          )}
          {(status === 'validating' || status === 'in_progress') && (
            <Button kind="stop" disabled={busy} onClick={onCancel}>
              {t('dev.cancelBatch')}
            </Button>
          )}
        </>
      }
    >
      <p className="flex flex-wrap items-center gap-2" data-batch={status}>
        <code className="min-w-0 text-14 break-all">{id}</code>
        <Badge tone={tones[status]}>{t(`dev.batchStates.${status}`)}</Badge>
      </p>
      <p className="text-ink-2 text-14 tabular-nums">
        {dateAndTime(new Date(batch.created_at * 1000), language)} · {t('dev.lines', { done: counts.completed, failed: counts.failed, total: counts.total })}
      </p>
      {batch.errors?.data.map(({ line, message }) => (
        <p key={`${line} ${message}`} className="text-stop text-14">
          {line === null ? message : t('dev.inLine', { line, message })}
        </p>
      ))}
    </Line>
  )
}

const example = `{"custom_id": "fox", "method": "POST", "url": "/v1/images/generations", "body": {"prompt": "a red fox"}}
{"custom_id": "boat", "method": "POST", "url": "/v1/images/generations", "body": {"prompt": "a blue boat", "seed": 7}}`

function NewBatch({ busy, onStart }: { busy: boolean; onStart: (file: File) => Promise<calls.Batch | undefined> }) {
  const { t } = useWords()
  const [file, setFile] = useState<File>()
  async function start(chosen: File): Promise<void> {
    if (await onStart(chosen)) setFile(undefined)
  }
  return (
    <Section title={t('dev.newBatch')}>
      <FileField label={t('dev.requestsFile')} accept=".jsonl,application/jsonl,text/plain" file={file} onFile={setFile} />
      <CodeBlock name={t('dev.requestsExample')} code={example} />
      <Button kind="action" className="justify-self-start" disabled={busy} why={!file && t('dev.fileFirst')} onClick={() => file && void start(file)}>
        {t('dev.startBatch')}
      </Button>
    </Section>
  )
}
