// One call on its way: started, stopped, answered or in trouble, with the buttons for it.

import { Play, Square } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Trouble } from '../api.ts'
import { Button } from '../design/button.tsx'
import { queries } from '../server-state.ts'
import { speak } from '../shell/speaking.ts'
import { useWords } from '../words/words.ts'

export interface Running<Answered> {
  busy: boolean
  trouble: string | undefined
  answered: Answered | undefined
  run(): Promise<void>
  stop(): void
}

export function useRunning<Answered extends { status: number }>(carryOut: (signal: AbortSignal) => Promise<Answered>, stoppedSaying: string): Running<Answered> {
  const { t } = useWords()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string>()
  const [answered, setAnswered] = useState<Answered>()
  const waiting = useRef<AbortController>(undefined)
  useEffect(() => () => waiting.current?.abort(), [])
  return {
    busy,
    trouble,
    answered,
    stop: () => waiting.current?.abort(),
    async run() {
      const stop = new AbortController()
      waiting.current = stop
      setBusy(true)
      setTrouble(undefined)
      try {
        const answer = await carryOut(stop.signal)
        setAnswered(answer)
        speak(t('dev.answeredSaid', { status: answer.status }))
      } catch (error) {
        setTrouble(stop.signal.aborted ? stoppedSaying : (error instanceof Trouble && error.message) || t('dev.unreachable'))
      }
      setBusy(false)
      void queries.invalidateQueries({ queryKey: ['generations'] })
    },
  }
}

export function RunButtons({ running, why, stopHint }: { running: Pick<Running<unknown>, 'busy' | 'run' | 'stop'>; why: string | false | undefined; stopHint?: string }) {
  const { t } = useWords()
  return (
    <div className="flex flex-wrap gap-2">
      <Button kind="action" size="large" className="grow" disabled={running.busy} why={why} onClick={() => void running.run()}>
        <Play size={18} strokeWidth={1.75} aria-hidden="true" />
        {running.busy ? t('dev.running') : t('dev.run')}
      </Button>
      {running.busy && (
        <Button size="large" onClick={running.stop} title={stopHint}>
          <Square size={16} strokeWidth={2} aria-hidden="true" />
          {t('dev.stop')}
        </Button>
      )}
    </div>
  )
}
