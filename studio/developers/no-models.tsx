// While the server has not told its models, or when it could not be asked.

import { TroubleLine } from '../console/parts.tsx'
import { Loading } from '../jobs/stage.tsx'
import { useModelsAway } from '../server-state.ts'
import { useWords } from '../words/words.ts'

export function NoModels() {
  const { t } = useWords()
  return useModelsAway() ? <TroubleLine text={t('dev.unreachable')} /> : <Loading />
}
