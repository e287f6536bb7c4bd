// The mat: the picture, the mask over it, and everything that is done to the mask by hand or by keys.

import { useCallback, useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { useStore } from '../stores.ts'
import { useWords } from '../words/words.ts'
import { BoxFrame, boxFrame, moveBox } from './box-frame.tsx'
import { addStep, hidden, kit, work } from './editor-state.ts'
import { createMaskLayer, type LiveStroke, type MaskLayer } from './mask-layer.ts'
import type { Point, Size } from './mask-steps.ts'
import { watchPointers, type PointerWork } from './pointers.ts'
import { placeOf, scaleOf, view, zoomed, type Margins } from './view-of.ts'

export const colours = { usual: [44, 62, 158], other: [226, 98, 20] } as const

/** The layer of the picture that is open: what is sent, saved and asked whether it is empty. */
export const layer: { now: MaskLayer | undefined } = { now: undefined }

interface MatProps {
  picture: { id: string; url: string; words: string } & Size
  /** Painting has a meaning now. */
  paints: boolean
  /** Room to leave round the picture, in its own pixels. */
  margins?: Margins
  children?: ReactNode
}

export function Mat({ picture, paints, margins, children }: MatProps) {
  const { t } = useWords()
  const mat = useRef<HTMLDivElement>(null)
  const overlay = useRef<HTMLCanvasElement>(null)
  const room = useRoom(mat)
  const now = useStore(view)
  const { tool } = useStore(kit)
  const place = placeOf(now, room, picture, margins)
  const [lasso, setLasso] = useState<readonly Point[]>([])
  useMask(overlay, picture, place.width / picture.width)
  usePointers(mat, overlay, picture, room, paints, setLasso)
  useWheel(mat, picture, room)
  const out = useStore(hidden) || !paints
  return (
    <div
      ref={mat}
      role="application"
      tabIndex={0}
      aria-label={t('edit.mat', { words: picture.words })}
      aria-describedby="mat-keys"
      data-mat
      className={`bg-mat relative min-h-0 min-w-0 touch-none overflow-hidden outline-offset-[-2px] select-none ${tool === 'hand' || !paints ? 'cursor-grab' : 'cursor-crosshair'}`}
      onKeyDown={(event) => paints && tool === 'box' && moveBox(event, picture)}
      onFocus={() => tool === 'box' && boxFrame.set((frame) => frame ?? undefined)}
    >
      <span id="mat-keys" className="sr-only">
        {t('edit.matKeys')}
      </span>
      <div className="absolute" style={place} data-scale={place.width / picture.width}>
        <img src={picture.url} alt="" draggable={false} className={`rounded-picture size-full ${place.width / picture.width > 2 ? '[image-rendering:pixelated]' : ''}`} />
        <canvas ref={overlay} data-mask className={`absolute inset-0 size-full ${out ? 'invisible' : ''}`} aria-hidden="true" />
        {paints && <LassoLine points={lasso} picture={picture} />}
        {paints && tool === 'box' && <BoxFrame picture={picture} scale={place.width / picture.width} />}
        {children}
      </div>
      {paints && <Cursor mat={mat} scale={place.width / picture.width} />}
    </div>
  )
}

function useRoom(mat: React.RefObject<HTMLDivElement | null>): Size {
  const [room, setRoom] = useState<Size>({ width: 600, height: 400 })
  useLayoutEffect(() => {
    const box = mat.current
    if (!box) return
    const measure = () => setRoom({ width: box.clientWidth, height: box.clientHeight })
    measure()
    const watching = new ResizeObserver(measure)
    watching.observe(box)
    return () => watching.disconnect()
  }, [mat])
  return room
}

function useMask(overlay: React.RefObject<HTMLCanvasElement | null>, picture: MatProps['picture'], scale: number): void {
  const { steps } = useStore(work)
  const { soft, opacity, swapped, hatch } = useStore(kit)
  const { id, width, height } = picture
  const line = Math.min(16, Math.max(1, Math.round(1.5 / scale)))
  useLayoutEffect(() => {
    const canvas = overlay.current
    if (canvas) layer.now = createMaskLayer(canvas, { width, height })
    return () => void (layer.now = undefined)
  }, [overlay, id, width, height])
  useEffect(() => {
    layer.now?.show(steps, { colour: swapped ? colours.other : colours.usual, opacity, hatch, line }, soft)
  }, [steps, soft, opacity, swapped, hatch, line, id, width, height])
}

function usePointers(mat: React.RefObject<HTMLDivElement | null>, overlay: React.RefObject<HTMLCanvasElement | null>, picture: Size, room: Size, paints: boolean, setLasso: (points: readonly Point[]) => void): void {
  const latest = useRef({ picture, room, paints })
  latest.current = { picture, room, paints }
  const pointOf = useCallback((event: PointerEvent): Point => {
    const box = overlay.current?.getBoundingClientRect()
    const { picture: size } = latest.current
    if (!box) return [0, 0, 1]
    const pressure = event.pointerType === 'pen' && kit.get().pressure ? Math.max(0.15, event.pressure) : 1
    return [((event.clientX - box.left) / box.width) * size.width, ((event.clientY - box.top) / box.height) * size.height, pressure]
  }, [overlay])
  useEffect(() => {
    if (!mat.current) return
    const hand = handOf(setLasso)
    const worker: PointerWork = {
      ...hand,
      pointOf,
      moves: (event) => !latest.current.paints || kit.get().tool === 'hand' || mat.current?.dataset['space'] === 'down' || event.button === 1,
      pan({ x, y, factor, at }) {
        const box = mat.current?.getBoundingClientRect()
        if (!box) return
        const moved = { ...view.get(), scale: scaleOf(view.get(), latest.current.room, latest.current.picture), x: view.get().x + x, y: view.get().y + y }
        const middle = { x: at.x - box.left - box.width / 2, y: at.y - box.top - box.height / 2 }
        view.set(factor === 1 ? { ...moved, scale: view.get().scale } : zoomed(moved, factor, middle, latest.current.room, latest.current.picture))
      },
    }
    return watchPointers(mat.current, worker)
  }, [mat, pointOf, setLasso])
}

/** What one pointer does, by the tool that is in hand. */
function handOf(setLasso: (points: readonly Point[]) => void): Pick<PointerWork, 'begin' | 'draw' | 'end' | 'cancel'> {
  let stroke: LiveStroke | undefined
  let line: Point[] | undefined
  let corner: Point | undefined
  return {
    begin(point, event) {
      const { tool, brush, eraser } = kit.get()
      const add = tool !== 'eraser' && !(event.altKey && tool !== 'brush')
      if (tool === 'brush' || tool === 'eraser') {
        stroke = { kind: 'stroke', add, size: tool === 'brush' ? brush : eraser, points: [point] }
        layer.now?.grow(stroke, 0)
      } else if (tool === 'lasso') setLasso((line = [point]))
      else corner = point
      return true
    },
    draw(points) {
      if (stroke) {
        const from = stroke.points.length
        stroke.points.push(...points)
        layer.now?.grow(stroke, from)
      } else if (line) setLasso([...line.splice(0, line.length, ...line, ...points), ...points])
      else if (corner) boxFrame.set(frameBetween(corner, points.at(-1) ?? corner))
    },
    end() {
      if (stroke) addStep({ ...stroke, points: stroke.points.map(rounded) })
      if (line && line.length > 2) addStep({ kind: 'lasso', add: true, points: line.map(rounded) })
      const frame = corner && boxFrame.get()
      if (frame && frame.width > 1 && frame.height > 1) addStep({ kind: 'box', add: true, ...frame })
      this.cancel()
    },
    cancel() {
      if (stroke) layer.now?.drop()
      if (line) setLasso([])
      if (corner) boxFrame.set(undefined)
      stroke = line = corner = undefined
    },
  }
}

const rounded = ([x, y, pressure]: Point): Point => [Math.round(x * 10) / 10, Math.round(y * 10) / 10, Math.round(pressure * 100) / 100]
const frameBetween = (one: Point, other: Point) => ({
  left: Math.min(one[0], other[0]),
  top: Math.min(one[1], other[1]),
  width: Math.abs(one[0] - other[0]),
  height: Math.abs(one[1] - other[1]),
})

function useWheel(mat: React.RefObject<HTMLDivElement | null>, picture: Size, room: Size): void {
  useEffect(() => {
    const box = mat.current
    if (!box) return
    const turned = (event: WheelEvent): void => {
      event.preventDefault()
      const rect = box.getBoundingClientRect()
      const at = { x: event.clientX - rect.left - rect.width / 2, y: event.clientY - rect.top - rect.height / 2 }
      view.set((now) => zoomed(now, Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), at, room, picture))
    }
    // React's own wheel listeners may not keep the page from scrolling.
    box.addEventListener('wheel', turned, { passive: false })
    return () => box.removeEventListener('wheel', turned)
  }, [mat, picture, room])
}

function LassoLine({ points, picture }: { points: readonly Point[]; picture: Size }) {
  if (points.length < 2) return null
  const path = points.map(([x, y]) => `${x},${y}`).join(' ')
  return (
    <svg viewBox={`0 0 ${picture.width} ${picture.height}`} className="pointer-events-none absolute inset-0 size-full" fill="none" aria-hidden="true">
      <polyline points={path} stroke="#1d1a16" strokeWidth="3" vectorEffect="non-scaling-stroke" />
      <polyline points={path} stroke="#fff" strokeWidth="1.5" strokeDasharray="6 4" vectorEffect="non-scaling-stroke" />
    </svg>
  )
}

/** A ring as large as the brush, where the mouse or pen is. */
function Cursor({ mat, scale }: { mat: React.RefObject<HTMLDivElement | null>; scale: number }) {
  const { tool, brush, eraser } = useStore(kit)
  const ring = useRef<HTMLDivElement>(null)
  const size = (tool === 'brush' ? brush : eraser) * scale
  useEffect(() => {
    const box = mat.current
    if (!box) return
    const follow = (event: PointerEvent): void => {
      const rect = box.getBoundingClientRect()
      const { current } = ring
      if (!current) return
      current.style.opacity = event.type === 'pointerleave' || event.pointerType === 'touch' ? '0' : '1'
      current.style.transform = `translate(${event.clientX - rect.left}px, ${event.clientY - rect.top}px) translate(-50%, -50%)`
    }
    box.addEventListener('pointermove', follow)
    box.addEventListener('pointerleave', follow)
    return () => {
      box.removeEventListener('pointermove', follow)
      box.removeEventListener('pointerleave', follow)
    }
  }, [mat])
  if (tool !== 'brush' && tool !== 'eraser') return null
  return <div ref={ring} aria-hidden="true" className="pointer-events-none absolute top-0 left-0 rounded-full border border-[#fff] opacity-0 outline outline-[#1d1a16]" style={{ width: size, height: size }} />
}
