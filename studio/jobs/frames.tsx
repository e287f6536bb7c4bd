// The reserved places of an order's pictures, at their true shape: empty, then previews, then the picture itself.

import { useState } from 'react'
import type { Generation } from '../api.ts'
import { PictureActions } from '../pictures/picture-actions.tsx'
import { PictureImage } from '../pictures/picture-image.tsx'
import { view } from '../pictures/viewed.ts'
import { useWords } from '../words/words.ts'

interface FramesProps {
  words: string
  width: number
  height: number
  pictures: number
  previews: Array<string | undefined>
  /** Absent while the order is on its way. */
  generation?: Generation
  hidden: ReadonlySet<string>
  busy: boolean
}

export function Frames({ words, width, height, pictures, previews, generation, hidden, busy }: FramesProps) {
  const images = generation?.images ?? []
  const ended = generation?.state === 'finished'
  const numbers = Array.from({ length: pictures }, (_, number) => number).filter((number) => {
    const image = images.find((one) => one.number === number)
    return ended ? image !== undefined && !hidden.has(image.id) : true
  })
  const columns = numbers.length > 1 ? 'grid-cols-2' : 'grid-cols-1'
  return (
    <ul className={`grid ${columns} gap-3`}>
      {numbers.map((number) => {
        const image = images.find((one) => one.number === number)
        return (
          <li key={number} className="grid min-w-0 content-start justify-items-center gap-2">
            <Frame words={words} width={width} height={height} number={number} preview={previews[number]} image={image} busy={busy} alone={numbers.length === 1} />
            {image && generation && <PictureActions made={{ image, generation }} narrow={numbers.length > 1} />}
          </li>
        )
      })}
    </ul>
  )
}

interface FrameProps {
  words: string
  width: number
  height: number
  number: number
  preview: string | undefined
  image: Generation['images'][number] | undefined
  busy: boolean
  alone: boolean
}

function Frame({ words, width, height, number, preview, image, busy, alone }: FrameProps) {
  const { t } = useWords()
  const [painted, setPainted] = useState(false)
  const ratio = width / height
  const place = { aspectRatio: `${width} / ${height}`, width: `min(100%, calc(${alone ? 62 : 44}dvh * ${ratio}))` }
  const fill = 'absolute inset-0 size-full object-cover'
  const inside = (
    <>
      {preview && !painted && <img src={preview} alt={image ? '' : t('job.preview', { words })} className={fill} />}
      {image && (
        <PictureImage
          image={image}
          src={image.url}
          alt={words}
          width={width}
          height={height}
          decoding="async"
          className={`${fill} transition-opacity duration-[var(--develop)] ${painted ? '' : 'opacity-0'}`}
          onLoad={() => setPainted(true)}
        />
      )}
    </>
  )
  if (image) {
    return (
      <button
        type="button"
        data-picture={image.id}
        aria-label={t('picture.open', { words })}
        className="on-picture bg-sunk rounded-picture relative block cursor-zoom-in overflow-hidden"
        style={place}
        onClick={() => view(image.id)}
      >
        {inside}
      </button>
    )
  }
  const waiting = busy && !preview ? 'pulse' : ''
  return (
    <div
      className={`bg-sunk rounded-picture relative overflow-hidden ${waiting}`}
      style={place}
      role={preview ? undefined : 'img'}
      aria-label={preview ? undefined : t('job.reserved', { number: number + 1 })}
    >
      {inside}
    </div>
  )
}
