import { notYet, type Row } from './row.ts'
export const catalogue: readonly Row[] = ['A19','B18','B22','C02','C16','D13','F11','G05','J06','J12','K05','L07','M01','M05','P01','P05'].map((id) => ({ id, part: 'charter', kind: 'promise', what: '', clash: 'x', kept: notYet('') }))
