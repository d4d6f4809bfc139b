// `npm run lab:rotation -- [--minutes 10] [--json FILE]`: one call on TCP 443 alone, whose relay credentials live for 60 s.
//
// Every credential that allocates is a user name of its own in coturn's log, and says when it expires. The call must have
// replaced each before that, and nothing may have dropped: no recovery but the moves that rotation itself is. What was
// concealed is known for the whole call alone (the report has no figure per move), so the bound on each is held against
// the whole, divided by the rotations: what is found is at least what they added.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { REGIONS } from './addresses'
import type { Outcome } from './callers/outcome'
import { complaint, HEADER, rowOf, textOf } from './judge'
import { longRun } from './long'
import { callInWorld } from './measure'
import { rotation, TURN_TTL_SECONDS } from './profiles/long'
import { credentialsIn, lapses } from './services/coturn-log'

/** Concealed sound that one rotation may add. */
const CONCEALED_MS_MAX = 40

/** Milliseconds of sound that were made up over the whole call. */
const concealedMs = ({ concealedPct }: Outcome, seconds: number): number | null =>
  concealedPct === null ? null : Math.round(concealedPct * seconds * 10)

await longRun('lab:rotation', 10, async (minutes, tools) => {
  const profile = rotation(minutes)
  let used: ReturnType<typeof credentialsIn> = []
  const outcome = await callInWorld(profile, 'viaduct', 1, tools, ({ folder }) => {
    used = credentialsIn(REGIONS.map(region => readFileSync(join(folder, `coturn-${region}.log`), 'utf8')))
  })
  console.log(HEADER)
  console.log(textOf(rowOf(profile, 'viaduct', 1, outcome)))
  const rotations = Math.max(0, used.length - 1)
  const drops = outcome.recoveries.filter(({ cause }) => cause !== 'rotation').length
  const concealed = concealedMs(outcome, profile.seconds)
  const each = concealed === null || rotations === 0 ? null : Math.round(concealed / rotations)
  console.log(
    `${minutes} min: ${rotations} rotations at coturn, ${drops} drops, longest silence ${outcome.silenceMs ?? '-'} ms, ` +
      `at most ${each ?? '-'} ms concealed per rotation`,
  )
  const why = complaint(profile, outcome)
  const complaints = [
    ...(why === null ? [] : [why]),
    ...lapses(used, TURN_TTL_SECONDS, profile.seconds),
    ...(drops === 0 ? [] : [`${drops} recoveries, where nothing died`]),
    ...(each !== null && each > CONCEALED_MS_MAX
      ? [`${each} ms concealed per rotation, not ${CONCEALED_MS_MAX}`]
      : []),
  ]
  return { document: { rotations, drops, concealedMs: concealed, outcome }, complaints }
})
