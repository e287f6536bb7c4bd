// The five shapes as drawn outlines.

import { ratios, type Shape } from '../make/shapes.ts'

export function RatioIcon({ shape, size = 24 }: { shape: Shape; size?: number }) {
  const [across, down] = ratios[shape]
  const unit = 18 / Math.max(across, down)
  const width = across * unit
  const height = down * unit
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="1.75">
      <rect x={12 - width / 2} y={12 - height / 2} width={width} height={height} rx="1.5" />
    </svg>
  )
}
