// Entry of the limited process that opens pictures sent with an order.

import type { Bytes, UploadLimits } from '../core/ports.ts'
import { answerOnce } from './decode.ts'
import { openUploads } from './open-uploads.ts'

answerOnce((message: { files: Bytes[]; limits: UploadLimits }) => openUploads(message.files, message.limits))
