// The last minute of the live figures, one entry each time new figures arrive. Owns no measurement.
import { useEffect, useState } from 'react'
import type { Quality } from '../../../protocol/report'
import { SPARK_POINTS } from '../../ui'
import type { LiveFigures } from '../props'

export function useHistory(live: LiveFigures | null): readonly Quality[] {
  const [history, setHistory] = useState<readonly Quality[]>([])
  useEffect(() => {
    if (live) setHistory(before => [...before.slice(1 - SPARK_POINTS), live.quality])
  }, [live])
  return history
}
