// What a file's key may look like, so that no key can leave its folder.

const keyShape = /^[a-z0-9_-]{1,100}(\/[a-z0-9_-]{1,100}){0,5}$/
const prefixShape = /^[a-z0-9_/-]{0,600}$/

/** @throws RangeError; the sentence holds nothing of the key */
export function checkKey(key: string): string {
  if (!keyShape.test(key)) throw new RangeError('a file key is made of a-z, 0-9, _ and -, in at most six parts joined by /')
  return key
}

/** @throws RangeError */
export function checkPrefix(prefix: string): string {
  if (!prefixShape.test(prefix)) throw new RangeError('a prefix of file keys is made of a-z, 0-9, _, - and /')
  return prefix
}
