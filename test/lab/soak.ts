// `npm run lab:soak -- [--minutes 30] [--json FILE]`: one long call on a link that stutters all the time and never dies.
//
// A false failover is a final move away from a path that still delivered within a second. Here every path delivers all the
// time: the longest hold-up of the link is 300 ms, and no rule changes. So every final move is a false one, whatever the app
// thought, and the aim is none. `alarms` are doubts that came to nothing; they cost nothing and are only told.
import { complaint, HEADER, rowOf, textOf } from './judge'
import { longRun } from './long'
import { callInWorld } from './measure'
import { soak } from './profiles/long'

await longRun('lab:soak', 30, async (minutes, tools) => {
  const profile = soak(minutes)
  const outcome = await callInWorld(profile, 'viaduct', 1, tools)
  console.log(HEADER)
  console.log(textOf(rowOf(profile, 'viaduct', 1, outcome)))
  const { recoveries, alarms, concealedPct, silenceMs } = outcome
  const falseFailovers = recoveries.length
  console.log(
    `${minutes} min: ${falseFailovers} false failovers, ${alarms ?? '-'} alarms, longest silence ${silenceMs ?? '-'} ms, ` +
      `${concealedPct ?? '-'} % concealed`,
  )
  const why = complaint(profile, outcome)
  const complaints = [
    ...(why === null ? [] : [why]),
    ...(falseFailovers === 0 ? [] : [`${falseFailovers} final moves, where no path ever died`]),
  ]
  return { document: { falseFailovers, outcome }, complaints }
})
