// Camera and screen: each asked for by itself, used for one picture, and let go when the panel closes.

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { gesso, take } from '../api.ts'
import { Button } from '../design/button.tsx'
import { Modal } from '../design/modal.tsx'
import { useWords } from '../words/words.ts'

export type Device = 'camera' | 'screen'

interface CaptureProps {
  device: Device
  onPicture: (file: File) => void
  onClose: () => void
}

export function Capture({ device, onPicture, onClose }: CaptureProps) {
  const { t, language } = useWords()
  const client = useQueryClient()
  // Looked at anew each time: a yes may have been taken back elsewhere.
  const { data } = useQuery({ queryKey: ['consents'], queryFn: () => take(gesso.GET('/v1/consents')), staleTime: 0 })
  const asked = data?.devices.find((one) => one.device === device)
  const [failed, setFailed] = useState('')
  if (!asked) return null
  const allow = () =>
    take(gesso.POST('/v1/consents', { body: { matter: device, allowed: true, digest: asked.digest, language } })).then(
      (answer) => client.setQueryData(['consents'], answer),
      (error: unknown) => {
        setFailed(error instanceof Error ? error.message : '')
        void client.invalidateQueries({ queryKey: ['consents'] })
      },
    )
  return (
    <Modal title={device === 'camera' ? t('edit.cameraAsk') : t('edit.screenAsk')} closeLabel={device === 'camera' ? t('edit.closeCamera') : t('app.close')} onClose={onClose}>
      {asked.allowed ? (
        <Live device={device} onPicture={onPicture} onClose={onClose} />
      ) : (
        <>
          <p>{asked.text[language]}</p>
          {failed && (
            <p role="alert" className="text-stop text-14">
              {failed}
            </p>
          )}
          <div className="grid grid-cols-2 gap-2">
            <Button size="large" onClick={() => void allow()}>
              {t('edit.allow')}
            </Button>
            <Button size="large" onClick={onClose}>
              {t('edit.notNow')}
            </Button>
          </div>
        </>
      )}
    </Modal>
  )
}

const openDevice = (device: Device): Promise<MediaStream> =>
  device === 'camera' ? navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1920 } } }) : navigator.mediaDevices.getDisplayMedia({ video: true })

function Live({ device, onPicture, onClose }: CaptureProps) {
  const { t } = useWords()
  const video = useRef<HTMLVideoElement>(null)
  const [stream, setStream] = useState<MediaStream | 'failed'>()
  useEffect(() => {
    let over = false
    let own: MediaStream | undefined
    openDevice(device).then(
      (found) => {
        own = found
        if (over) found.getTracks().forEach((track) => track.stop())
        else setStream(found)
      },
      () => setStream('failed'),
    )
    return () => {
      over = true
      own?.getTracks().forEach((track) => track.stop())
    }
  }, [device])
  useEffect(() => {
    if (video.current && stream instanceof MediaStream) video.current.srcObject = stream
  }, [stream])
  if (stream === 'failed') {
    return (
      <p role="alert" className="text-stop">
        {t('edit.deviceFailed', { why: t('edit.deviceNone') })}
      </p>
    )
  }
  const shoot = () => {
    const { current } = video
    if (!current?.videoWidth) return
    const canvas = document.createElement('canvas')
    canvas.width = current.videoWidth
    canvas.height = current.videoHeight
    canvas.getContext('2d')?.drawImage(current, 0, 0)
    canvas.toBlob((file) => {
      if (file) onPicture(new File([file], device, { type: 'image/jpeg' }))
      onClose()
    }, 'image/jpeg', 0.92)
  }
  return (
    <div className="grid gap-3">
      <video ref={video} autoPlay playsInline muted aria-label={device === 'camera' ? t('edit.addCamera') : t('edit.addScreen')} className="bg-mat aspect-video w-full rounded-control object-contain" />
      <Button kind="action" size="large" disabled={!stream} onClick={shoot}>
        {t('edit.take')}
      </Button>
    </div>
  )
}
