// Entry of the limited process that reads the labels of what people send.

import type { Bytes } from '../core/ports.ts'
import { answerOnce } from '../pixels/decode.ts'
import { inspectPicture, type OwnLabels } from './inspect.ts'

answerOnce((message: { file: Bytes; own: OwnLabels }) => inspectPicture(message.file, message.own))
