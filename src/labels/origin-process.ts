// Entry of the limited process that reads the history of a picture that was sent.

import type { Bytes, ImageFormat } from '../core/ports.ts'
import { answerOnce } from '../pixels/decode.ts'
import { readOrigin } from './read-origin.ts'

answerOnce((message: { file: Bytes; format: ImageFormat }) => readOrigin(message.file, message.format))
