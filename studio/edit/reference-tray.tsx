// The tray of references in the form: pictures that were dropped, pasted, chosen or taken, kept sealed with the draft.

import { Camera, ClipboardPaste, FolderOpen, MonitorUp, Trash2, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { gesso, take, type ModelCard } from '../api.ts'
import { Button, SignButton } from '../design/button.tsx'
import { brought, references, trayOpen } from '../make/references.ts'
import { useStore } from '../stores.ts'
import { useWords } from '../words/words.ts'
import { Capture, type Device } from './capture.tsx'
import { keepReferences, openReferences, toPicture } from './references.ts'
import { Slider } from './tools.tsx'

type Trouble = 'edit.notAPicture' | 'edit.tooManyBytes' | 'edit.nothingToPaste'

export function ReferenceTray({ card }: { card: ModelCard }) {
  const { t } = useWords()
  const { pictures, strength } = useStore(references)
  const files = useStore(brought)
  const [trouble, setTrouble] = useState<Trouble>()
  const [device, setDevice] = useState<Device>()
  useEffect(() => void openReferences(), [])
  useEffect(() => {
    if (files.length === 0) return
    brought.set([])
    void addAll(files).then(setTrouble)
  }, [files])
  const taken = (card as { references?: number }).references ?? 1
  return (
    <section aria-label={t('edit.references')} className="border-line rounded-card grid gap-3 border p-3">
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-14 font-medium">{t('edit.references')}</h3>
        <SignButton label={pictures.length > 0 ? t('edit.referencesAway') : t('edit.closeTray')} onClick={() => (keepReferences({ pictures: [] }), trayOpen.set(false))}>
          <X size={18} strokeWidth={1.75} aria-hidden="true" />
        </SignButton>
      </div>
      {pictures.length === 0 && <p className="text-ink-2 text-14">{t('edit.referencesHint')}</p>}
      {pictures.length > 0 && (
        <ul className="grid grid-cols-3 gap-2">
          {pictures.map((picture, at) => (
            <li key={picture.slice(-64) + at} className="bg-mat relative grid aspect-square place-items-center overflow-hidden rounded-control">
              <img src={picture} alt={t('edit.reference', { number: at + 1 })} className="size-full object-contain" />
              <Button className="absolute top-1 right-1 px-0!" aria-label={t('edit.removeReference', { number: at + 1 })} onClick={() => keepReferences({ pictures: pictures.filter((_, other) => other !== at) })}>
                <Trash2 size={16} strokeWidth={1.75} aria-hidden="true" />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Ways onFiles={(chosen) => void addAll(chosen).then(setTrouble)} onTrouble={setTrouble} onDevice={setDevice} />
      {device && <Capture device={device} onPicture={(file) => void addAll([file]).then(setTrouble)} onClose={() => setDevice(undefined)} />}
      {trouble && (
        <p role="alert" className="text-stop text-14">
          {t(trouble)}
        </p>
      )}
      {pictures.length > taken && <p className="text-wait text-14">{t('edit.onlyFirst', { count: taken })}</p>}
      {pictures.length > 0 && card.abilities.strength !== false && (
        <Slider label={t('edit.referenceStrength')} value={Math.round(strength * 100)} least={5} most={100} step={5} said={`${Math.round(strength * 100)} %`} hint={t('edit.strengthHint')} onValue={(value) => keepReferences({ strength: value / 100 })} />
      )}
    </section>
  )
}

/** What could not be taken, if anything. */
async function addAll(files: readonly File[]): Promise<Trouble | undefined> {
  let trouble: Trouble | undefined
  for (const file of files) {
    const picture = await toPicture(file).catch(() => undefined)
    if (!picture) trouble = 'edit.notAPicture'
    else if (!keepReferences({ pictures: [...references.get().pictures, picture] })) trouble = 'edit.tooManyBytes'
  }
  return trouble
}

interface WaysProps {
  onFiles: (files: readonly File[]) => void
  onTrouble: (trouble: Trouble | undefined) => void
  onDevice: (device: Device) => void
}

function Ways({ onFiles, onTrouble, onDevice }: WaysProps) {
  const { t } = useWords()
  const input = useRef<HTMLInputElement>(null)
  const { data } = useQuery({ queryKey: ['consents'], queryFn: () => take(gesso.GET('/v1/consents')), staleTime: 0 })
  const may = (device: Device, able: boolean) => able && data?.devices.some((one) => one.device === device)
  const sign = { size: 18, strokeWidth: 1.75, 'aria-hidden': true } as const
  const paste = async () => {
    const items = await navigator.clipboard.read().catch(() => [])
    const files = await Promise.all(items.flatMap((item) => item.types.filter((type) => type.startsWith('image/')).slice(0, 1).map(async (type) => new File([await item.getType(type)], 'pasted', { type }))))
    onTrouble(files.length === 0 ? 'edit.nothingToPaste' : undefined)
    onFiles(files)
  }
  return (
    <div className="flex flex-wrap gap-1.5">
      <input ref={input} type="file" accept="image/png,image/jpeg,image/webp" multiple hidden onChange={(event) => (onTrouble(undefined), onFiles([...(event.target.files ?? [])]), (event.target.value = ''))} />
      <Button onClick={() => input.current?.click()}>
        <FolderOpen {...sign} />
        {t('edit.addFile')}
      </Button>
      {typeof navigator.clipboard?.read === 'function' && (
        <Button onClick={() => void paste()}>
          <ClipboardPaste {...sign} />
          {t('edit.addPaste')}
        </Button>
      )}
      {may('camera', 'mediaDevices' in navigator) && (
        <Button onClick={() => onDevice('camera')}>
          <Camera {...sign} />
          {t('edit.addCamera')}
        </Button>
      )}
      {may('screen', typeof navigator.mediaDevices?.getDisplayMedia === 'function') && (
        <Button onClick={() => onDevice('screen')}>
          <MonitorUp {...sign} />
          {t('edit.addScreen')}
        </Button>
      )}
    </div>
  )
}
