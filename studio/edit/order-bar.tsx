// Below the picture: what to do with it, how much of it may change, what stays as it is, and Create.

import { Lock, LockOpen } from 'lucide-react'
import { useState } from 'react'
import type { ModelCard } from '../api.ts'
import { Button } from '../design/button.tsx'
import { Modal } from '../design/modal.tsx'
import { WordsBox } from '../make/prompt-box.tsx'
import { useLabelFacts } from '../server-state.ts'
import { createKeys } from '../shell/screen.ts'
import { useStore } from '../stores.ts'
import { useWords } from '../words/words.ts'
import { changeWork, kit, work } from './editor-state.ts'
import { ExtendFields } from './extend.tsx'
import { createEdit, enlargedSize, faultShown, mayEnlarge, refusal, sendingNow, wholeAsked } from './order.ts'
import { Slider } from './tools.tsx'
import { sizeOf, type Version } from './tree.ts'

interface BarProps {
  version: Version
  card: ModelCard | undefined
}

export const wordsId = 'edit-words'

export function OrderBar({ version, card }: BarProps) {
  const { t, language } = useWords()
  const now = useStore(work)
  const busy = useStore(sendingNow)
  const fault = useStore(faultShown)
  const refused = useStore(refusal)
  const [factor, setFactor] = useState(2)
  const send = (whole = false) => createEdit(work.get(), version, card, { whole, factor })
  const model = card?.title[language] ?? ''
  const most = card?.sizes.largest ?? 0
  const larger = enlargedSize(sizeOf(version), factor)
  const tooLarge = now.mode === 'enlarge' && !mayEnlarge(larger)
  return (
    <form
      id="edit-order"
      aria-label={t(`edit.modes.${now.mode}`)}
      className="border-line bg-paper grid grid-cols-[minmax(0,1fr)_auto] items-end gap-3 border-t p-3 wide:grid-cols-[minmax(0,1fr)_20rem_auto] wide:items-end wide:px-4"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <div className="col-span-2 grid min-w-0 gap-2 wide:col-span-1">
        {now.mode === 'paint' && (
          <WordsBox id={wordsId} label={t('edit.words')} placeholder={t('edit.wordsHint')} text={now.words} onText={(words) => changeWork({ words })} onCreate={send} lines={{ least: 1, most: 4 }} wrong={fault === 'words' ? t('edit.needWords') : undefined} />
        )}
        {now.mode === 'extend' && <ExtendFields version={version} card={card} />}
        {now.mode === 'vary' && (
          <p className="text-14">
            <span className="text-ink-2">{t('edit.varyHint')}</span> <q className="font-serif text-16">{version.generation.prompt}</q>
          </p>
        )}
        {now.mode === 'enlarge' && <EnlargeFields version={version} factor={factor} onFactor={setFactor} />}
        <Promise version={version} card={card} />
      </div>
      {now.mode === 'paint' || now.mode === 'vary' ? <Much card={card} /> : <span />}
      <div className="grid gap-1">
        <Button type="submit" kind="action" size="large" disabled={busy || tooLarge} aria-describedby="edit-create-note" className="wide:min-w-36">
          {busy ? t('edit.sending') : t('edit.create')}
        </Button>
        <span id="edit-create-note" className="text-ink-3 hidden text-center text-12 wide:block">
          {createKeys}
        </span>
      </div>
      {(fault === 'reference' || fault === 'mask' || fault === 'size') && (
        <p role="alert" className="text-stop text-14 col-span-2 wide:col-span-3">
          {fault === 'reference' ? t('edit.noReference') : fault === 'mask' ? t('edit.noMask') : t('edit.tooLarge', { model, most, ...sizeOf(version) })}
        </p>
      )}
      {refused !== undefined && (
        <p role="alert" className="bg-stop-wash text-stop rounded-control px-3 py-2 text-14 col-span-2 wide:col-span-3">
          {t('edit.orderFailed', { why: refused || t('edit.noAnswer') })}
        </p>
      )}
      <WholeQuestion onWhole={() => send(true)} />
    </form>
  )
}

/** What the server keeps to, in as many words; nothing more where it cannot. */
function Promise({ version, card }: BarProps) {
  const { t, language } = useWords()
  const now = useStore(work)
  const { swapped } = useStore(kit)
  const marks = useLabelFacts()
  const { width, height } = sizeOf(version)
  const shrinks = card !== undefined && Math.max(width, height) > card.sizes.largest
  const foreign = version.generation.imported_at !== null && marks !== undefined
  const [kept, text] =
    now.mode === 'enlarge'
      ? [true, t('edit.enlargePromise')]
      : shrinks && card
        ? [false, t('edit.promiseTooLarge', { model: card.title[language], most: card.sizes.largest })]
        : now.mode === 'extend'
          ? [true, t('edit.extendPromise')]
          : now.mode === 'vary'
            ? [false, t('edit.wholePromise')]
            : foreign
              ? [true, t('edit.promiseMarks')]
              : [true, swapped ? t('edit.promiseOther') : t('edit.promise')]
  const Sign = kept ? Lock : LockOpen
  return (
    <p data-promise className={`flex items-start gap-1.5 text-14 ${kept ? 'text-done' : 'text-ink-2'}`}>
      <Sign size={16} strokeWidth={1.75} aria-hidden="true" className="mt-0.5 shrink-0" />
      {text}
    </p>
  )
}

function Much({ card }: { card: ModelCard | undefined }) {
  const { t } = useWords()
  const { mode, strength, pictures } = useStore(work)
  const of = mode === 'vary' ? 'vary' : 'paint'
  const most = Math.min(4, card?.mostPictures ?? 1)
  return (
    <div className="flex min-w-0 items-end gap-4">
      <div className="grow">
        <Slider label={t('edit.strength')} value={Math.round(strength[of] * 100)} least={5} most={100} step={5} said={`${Math.round(strength[of] * 100)} %`} disabled={card?.abilities.strength === false} onValue={(value) => changeWork({ strength: { ...strength, [of]: value / 100 } })} />
      </div>
      {most > 1 && (
        <label className="grid gap-1 text-14 font-medium">
          {t('edit.count')}
          <select className="border-line-2 bg-paper rounded-control min-h-9 border px-2 text-16 font-normal coarse:min-h-11" value={Math.min(pictures, most)} onChange={(event) => changeWork({ pictures: Number(event.target.value) })}>
            {Array.from({ length: most }, (_, at) => (
              <option key={at}>{at + 1}</option>
            ))}
          </select>
        </label>
      )}
    </div>
  )
}

function EnlargeFields({ version, factor, onFactor }: { version: Version; factor: number; onFactor: (factor: number) => void }) {
  const { t } = useWords()
  const size = sizeOf(version)
  const larger = enlargedSize(size, factor)
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 text-14 font-medium">{t('edit.factor')}</legend>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        {[1.5, 2, 3, 4].map((one) => (
          <label key={one} className="flex min-h-9 items-center gap-2 tabular-nums coarse:min-h-11">
            <input type="radio" name="factor" className="accent-action size-4.5" checked={factor === one} onChange={() => onFactor(one)} />
            {t('edit.times', { factor: one })}
          </label>
        ))}
      </div>
      <p className={`text-14 tabular-nums ${mayEnlarge(larger) ? 'text-ink-2' : 'text-stop'}`} role="status">
        {mayEnlarge(larger) ? t('edit.becomes', { ...size, newWidth: larger.width, newHeight: larger.height }) : t('edit.enlargeTooLarge', { ...larger })}
      </p>
    </fieldset>
  )
}

function WholeQuestion({ onWhole }: { onWhole: () => void }) {
  const { t } = useWords()
  const open = useStore(wholeAsked)
  if (!open) return null
  const close = () => wholeAsked.set(false)
  return (
    <Modal title={t('edit.whole.title')} closeLabel={t('app.close')} onClose={close}>
      <p>{t('edit.whole.ask')}</p>
      <div className="grid grid-cols-2 gap-2">
        <Button
          size="large"
          onClick={() => {
            close()
            onWhole()
          }}
        >
          {t('edit.whole.yes')}
        </Button>
        <Button
          size="large"
          onClick={() => {
            close()
            requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-mat]')?.focus())
          }}
        >
          {t('edit.whole.paint')}
        </Button>
      </div>
    </Modal>
  )
}
