// Who belongs to the account: roles, invitations, handing it over.

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../design/button.tsx'
import { fieldClass, PickField, TextField } from '../design/field.tsx'
import { dateAndTime } from '../pictures/dates.ts'
import { Section } from '../shell/page.tsx'
import { useWords } from '../words/words.ts'
import { useActing } from './acting.ts'
import * as calls from './calls.ts'
import type { PartProps } from './console-page.tsx'
import { Badge, Line, TroubleLine } from './parts.tsx'

const given = ['admin', 'developer', 'viewer'] as const
type Given = (typeof given)[number]

export function Members({ me, account }: PartProps) {
  const { t } = useWords()
  const manages = account.role === 'owner' || account.role === 'admin'
  if (account.kind === 'individual') return <p>{t('console.membersNone')}</p>
  return (
    <>
      <People me={me} account={account} manages={manages} />
      {manages && <Inviting />}
    </>
  )
}

function People({ me, account, manages }: PartProps & { manages: boolean }) {
  const { t } = useWords()
  const { act, busy, trouble } = useActing()
  const { data: members = [] } = useQuery({ queryKey: ['console', 'members', account.id], queryFn: calls.listMembers })
  return (
    <Section title={t('console.names.members')}>
      <ul>
        {members.map((member) => {
          const name = member.name || member.mail || member.person
          const isOwner = member.role === 'owner'
          const self = member.person === me.id
          return (
            <Line
              key={member.person}
              actions={
                !isOwner && (
                  <>
                    {manages && !self && (
                      <select
                        aria-label={t('console.roleOf', { name })}
                        className={`${fieldClass} w-auto!`}
                        disabled={busy}
                        value={member.role}
                        onChange={(event) => void act(() => calls.setRole(member.person, event.target.value as Given))}
                      >
                        {given.map((role) => (
                          <option key={role} value={role}>
                            {t(`console.roles.${role}`)}
                          </option>
                        ))}
                      </select>
                    )}
                    {account.role === 'owner' && (
                      <Button disabled={busy} onClick={() => void act(() => calls.offerOwnership(member.person))}>
                        {t('console.handOver')}
                        <span className="sr-only">: {name}</span>
                      </Button>
                    )}
                    {(manages || self) && (
                      <Button kind="stop" disabled={busy} onClick={() => void act(() => calls.removeMember(member.person)).then(() => self && location.reload())}>
                        {t(self ? 'console.leave' : 'console.takeOut')}
                        <span className="sr-only">: {name}</span>
                      </Button>
                    )}
                  </>
                )
              }
            >
              <p className="flex flex-wrap items-center gap-2">
                {name} {isOwner && <Badge tone="good">{t('console.roles.owner')}</Badge>}
              </p>
              {member.mail && member.name && <p className="text-ink-2 text-14">{member.mail}</p>}
            </Line>
          )
        })}
      </ul>
      <TroubleLine text={trouble} />
    </Section>
  )
}

function Inviting() {
  const { t, language } = useWords()
  const { act, busy, trouble } = useActing()
  const { data: open = [] } = useQuery({ queryKey: ['console', 'invitations'], queryFn: calls.listInvitations })
  const [mail, setMail] = useState('')
  const [role, setRole] = useState<Given>('developer')
  return (
    <Section title={t('console.invite')}>
      <form
        className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_auto_auto] sm:items-end"
        onSubmit={(event) => {
          event.preventDefault()
          void act(() => calls.invite(mail.trim(), role)).then((sent) => sent && setMail(''))
        }}
      >
        <TextField label={t('entry.mail')} type="email" autoComplete="off" required text={mail} onText={setMail} />
        <PickField label={t('console.role')} value={role} onPick={(next) => setRole(next as Given)}>
          {given.map((one) => (
            <option key={one} value={one}>
              {t(`console.roles.${one}`)}
            </option>
          ))}
        </PickField>
        <Button type="submit" className="min-h-9" disabled={busy} why={mail === '' && t('app.fillFirst')}>
          {t('console.send')}
        </Button>
      </form>
      <p className="text-ink-2 text-14">{t(`console.roleMeans.${role}`)}</p>
      <TroubleLine text={trouble} />
      <ul>
        {open.map((invitation) => (
          <Line
            key={invitation.id}
            actions={
              <Button disabled={busy} onClick={() => void act(() => calls.withdrawInvitation(invitation.id))}>
                {t('console.withdraw')}
                <span className="sr-only">: {invitation.mail}</span>
              </Button>
            }
          >
            {invitation.mail} <span className="text-ink-2 text-14">{t('console.invitedUntil', { role: t(`console.roles.${invitation.role}`), time: dateAndTime(new Date(invitation.expires_at), language) })}</span>
          </Line>
        ))}
      </ul>
    </Section>
  )
}
