// The call of a form as code, in one of three tongues, with what it needs where it runs.

import { useId, useState } from 'react'
import { Choices } from '../design/choice.tsx'
import { useWords } from '../words/words.ts'
import { CodeBlock } from './code-block.tsx'
import { codeKinds, type CodeKind } from './code.ts'
import { PlaceLink } from './place-link.tsx'

interface ShownCallProps {
  codeOf: (kind: CodeKind) => string
  withKey: boolean
  /** Name of a file that is sent along. */
  file: string | undefined
}

export function ShownCall({ codeOf, withKey, file }: ShownCallProps) {
  const { t } = useWords()
  const [kind, setKind] = useState<CodeKind>('curl')
  const id = useId()
  return (
    <section aria-labelledby={id} className="grid min-w-0 gap-3">
      <h2 id={id} className="font-serif text-22 font-medium">
        {t('dev.same')}
      </h2>
      <div className="max-w-[24rem]">
        <Choices labelledBy={id} value={kind} choices={codeKinds.map((value) => ({ value, label: t(`dev.kinds.${value}`) }))} onChoose={setKind} />
      </div>
      <CodeBlock name={t(`dev.kindsLong.${kind}`)} code={codeOf(kind)} />
      <p className="text-ink-2 text-14">
        {withKey ? t('dev.keyNeeded') : t('dev.keyFree')} {withKey && <PlaceLink to="/console/keys">{t('dev.keys')}</PlaceLink>}
        {file !== undefined && ` ${t('dev.pictureBeside', { name: file })}`}
      </p>
    </section>
  )
}
