// What the picture library may do in this program: three file formats from memory, one thread, bounded sizes.

import sharp from 'sharp'

sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadPngBuffer', 'VipsForeignLoadJpegBuffer', 'VipsForeignLoadWebpBuffer'] })
sharp.concurrency(1)
sharp.cache(false)

/** Pixels of the largest picture that is opened: 8192 x 8192. */
export const mostPixels = 67_108_864
