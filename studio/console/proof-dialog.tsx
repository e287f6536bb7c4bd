// Proving again who one is, by any way that leads to the account, before something dangerous is done.

import { useState } from 'react'
import { Button } from '../design/button.tsx'
import { TextField } from '../design/field.tsx'
import { Modal } from '../design/modal.tsx'
import { useStore } from '../stores.ts'
import { useWords } from '../words/words.ts'
import { proofAsked, useActing } from './acting.ts'
import { askConfirmCode, confirmByPasskey, confirmMe, type Me } from './calls.ts'
import { TroubleLine } from './parts.tsx'

export function ProofDialog({ me }: { me: Me | undefined }) {
  const asked = useStore(proofAsked)
  return asked && me ? <Ways me={me} onGiven={asked.given} onRefused={asked.refused} /> : null
}

function Ways({ me, onGiven, onRefused }: { me: Me; onGiven: () => void; onRefused: () => void }) {
  const { t } = useWords()
  const { act, busy, trouble } = useActing()
  const ways = [me.password && 'password', me.second_factor && 'app', me.mail && 'mail', me.phone && 'phone', me.passkeys.length > 0 && 'passkey'].filter((way) => typeof way === 'string' && way !== '') as Array<'password' | 'app' | 'mail' | 'phone' | 'passkey'>
  const [way, setWay] = useState(ways[0])
  const [text, setText] = useState('')
  const [ticket, setTicket] = useState<string>()
  const sends = way === 'mail' || way === 'phone'
  async function prove(): Promise<void> {
    if (sends && !ticket) return setTicket(await act(() => askConfirmCode(way)))
    const given = await act(async () => {
      if (way === 'passkey') await confirmByPasskey()
      else await confirmMe(way === 'password' ? { password: text } : sends ? { ticket, code: text } : { code: text })
      return true
    })
    if (given) onGiven()
  }
  const asksText = way !== 'passkey' && (!sends || ticket)
  return (
    <Modal title={t('console.prove')} closeLabel={t('app.close')} onClose={onRefused}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void prove()
        }}
      >
        <p className="text-ink-2">{t('console.proveHint')}</p>
        {ways.length > 1 && (
          <div className="flex flex-wrap gap-2">
            {ways.map((one) => (
              <Button
                key={one}
                aria-pressed={one === way}
                kind={one === way ? 'plain' : 'quiet'}
                onClick={() => {
                  setWay(one)
                  setText('')
                  setTicket(undefined)
                }}
              >
                {t(`console.proofs.${one}`)}
              </Button>
            ))}
          </div>
        )}
        {asksText && (
          <TextField
            key={way}
            label={way === 'password' ? t('entry.password') : t('entry.code')}
            type={way === 'password' ? 'password' : 'text'}
            inputMode={way === 'password' ? undefined : 'numeric'}
            autoComplete={way === 'password' ? 'current-password' : 'one-time-code'}
            autoFocus
            required
            text={text}
            onText={setText}
          />
        )}
        <TroubleLine text={trouble} />
        <Button type="submit" kind="action" size="large" disabled={busy} why={way === undefined && t('app.fillFirst')}>
          {sends && !ticket ? t('entry.sendCode') : t('console.goOn')}
        </Button>
      </form>
    </Modal>
  )
}
