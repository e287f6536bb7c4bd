// Entry of the limited process that decodes what people send.

import type { Bytes } from '../core/ports.ts'
import { answerOnce, decodePicture } from './decode.ts'

answerOnce((message: { file: Bytes }) => decodePicture(message.file))
