// Says over the mat what became of an order; nobody is taken away from their painting.

import { X } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import type { Generation } from '../api.ts'
import { Button, SignButton } from '../design/button.tsx'
import { isFinal } from '../pictures/pages.ts'
import { useHistory } from '../server-state.ts'
import { goTo } from '../shell/places.ts'
import { useWide } from '../shell/screen.ts'
import { speak } from '../shell/speaking.ts'
import { useStore } from '../stores.ts'
import { useWords } from '../words/words.ts'
import { comparing } from './compare.tsx'
import { awaited } from './order.ts'
import type { Version } from './tree.ts'
import { Running } from './versions.tsx'

interface ReadyProps {
  running: readonly Generation[]
  versions: readonly Version[]
  parent: string
}

export function Ready({ running, versions, parent }: ReadyProps) {
  const { t } = useWords()
  const wide = useWide()
  const ids = useStore(awaited)
  const { generations } = useHistory()
  const ended = useMemo(() => generations.find((one) => ids.includes(one.id) && isFinal(one) && one.state !== 'cancelled'), [generations, ids])
  const done = versions.find(({ generation }) => generation.id === ended?.id)
  const failed = ended !== undefined && ended.state !== 'finished'
  const putAway = () => awaited.set((all) => all.filter((id) => id !== ended?.id))
  const told = ended && (failed || done) ? ended.id : undefined
  useEffect(() => {
    if (told) speak(failed ? t('job.failed') : t('edit.ready'))
  }, [told, failed, t])
  const first = running[0]
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-0 grid justify-items-center gap-2 p-3">
      {!wide && first && (
        <div className="pointer-events-auto w-full max-w-96">
          <Running generation={first} />
        </div>
      )}
      {told && (
        <div data-ready={done?.image.id ?? ''} className={`rounded-card shadow-float border-line appear pointer-events-auto flex max-w-full flex-wrap items-center gap-x-3 gap-y-1 border px-3 py-2 ${failed ? 'bg-stop-wash text-stop' : 'bg-paper'}`}>
          {done && <img src={done.image.small_url} alt="" className="rounded-picture size-10 object-contain" />}
          <p className="min-w-0 text-14">{failed ? ended?.error?.message : t('edit.ready')}</p>
          {done && (
            <>
              <Button
                kind="action"
                onClick={() => {
                  putAway()
                  goTo(`/edit/${done.image.id}`)
                }}
              >
                {t('edit.show')}
              </Button>
              {done.image.id !== parent && (
                <Button
                  onClick={() => {
                    putAway()
                    comparing.set(done.image.id)
                  }}
                >
                  {t('edit.compare')}
                </Button>
              )}
            </>
          )}
          <SignButton label={t('edit.later')} onClick={putAway}>
            <X size={18} strokeWidth={1.75} aria-hidden="true" />
          </SignButton>
        </div>
      )}
    </div>
  )
}
