// Words to the numbers that the text encoder takes, by the checkpoint's own tokenizer.json.

import { Tokenizer } from '@huggingface/tokenizers'
import type { CheckpointIndex } from './checkpoint.ts'

/** `ids` has always `text_length` numbers: the null token alone for words that hold nothing. */
export interface Tokens {
  ids: BigInt64Array
  /** Whether the words were longer than the model reads. */
  cut: boolean
}

export function createTokenizer(definition: object, index: CheckpointIndex): (words: string) => Tokens {
  const tokenizer = new Tokenizer(definition, {})
  const { pad_token_id: pad, null_token_id: none, text_length: length } = index
  return (words) => {
    // Someone may write "[PAD]": the tokens that steer the model are not theirs to give.
    const ids = tokenizer.encode(words, { add_special_tokens: false }).ids.filter((id: number) => id !== pad && id !== none)
    const kept = ids.length > 0 ? ids : [none]
    return { ids: BigInt64Array.from({ length }, (_, place) => BigInt(kept[place] ?? pad)), cut: ids.length > length }
  }
}
