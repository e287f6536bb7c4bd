// The playground: a call made by a form, shown as code, carried out under the session, with all that came back.

import type { Model } from '../api.ts'
import { TroubleLine } from '../console/parts.tsx'
import { PlaceNote } from '../engines/place-note.tsx'
import { useSession } from '../server-state.ts'
import { useWords } from '../words/words.ts'
import { Answer } from './answer.tsx'
import { callOf, fieldsOf, isWrong, rangeOf, type Field } from './call.ts'
import { codeOf } from './code.ts'
import { NoModels } from './no-models.tsx'
import { OtherGround } from './other-ground.tsx'
import { carryOut } from './run.ts'
import { RunButtons, useRunning } from './running.tsx'
import { ShownCall } from './shown-call.tsx'
import { useWish, type Wished } from './wish.ts'
import { WishForm } from './wish-form.tsx'

export function Playground() {
  const { t } = useWords()
  const wished = useWish()
  const { model, other } = wished
  return (
    <>
      <p className="text-ink-2 max-w-[44rem] text-pretty">{t('dev.intro')}</p>
      {other ? <OtherGround key={other.id} {...wished} model={other} /> : model ? <Ground {...wished} model={model} /> : <NoModels />}
    </>
  )
}

function Ground(wished: Wished & { model: Model }) {
  const { t } = useWords()
  const { wish, model, prompt } = wished
  const session = useSession()
  const mostPictures = session?.limits.pictures ?? 1
  const call = callOf(wish, { model, prompt, origin: location.origin, withKey: session?.access !== 'owner' })
  const wrong = [...fieldsOf(model.card, wish)].some((field) => isWrong(typedIn(wished, field), rangeOf(field, model.card, mostPictures)))
  const why = prompt.trim() === '' ? t('make.promptEmpty') : wrong ? t('dev.wrongFirst') : !session?.scopes.includes('images:make') && t('dev.mayNot')
  const running = useRunning((signal) => carryOut(call, wish.picture, signal), t('dev.stopped'))
  return (
    <div className="wide:grid-cols-[22rem_minmax(0,1fr)] grid min-w-0 items-start gap-6">
      <section aria-label={t('dev.form')} className="bg-paper border-line rounded-card grid min-w-0 gap-4 border p-4">
        <WishForm {...wished} mostPictures={mostPictures} />
        <PlaceNote />
        <RunButtons running={running} why={why} stopHint={t('dev.stopHint')} />
      </section>
      <div className="grid min-w-0 gap-6">
        <ShownCall codeOf={(kind) => codeOf(kind, call)} withKey={call.withKey} file={call.picture} />
        <TroubleLine text={running.trouble} />
        {running.answered && <Answer answered={running.answered} words={prompt} micro={model.price_micro} />}
      </div>
    </div>
  )
}

const typedIn = ({ wish }: Wished, field: Field): string => (field === 'picture' ? '' : wish[field])
