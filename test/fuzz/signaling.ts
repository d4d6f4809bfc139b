// `npm run fuzz:signaling -- --frames 2000000 [--seed N]`: hostile frames against the client's parser and session. Fails on a crash, on
// a frame that takes more than 50 ms, and on a heap that grows.
import { Command } from 'commander'
import { wholeUpTo } from '../lab/options'
import { play } from './play'

/** One frame in work, and what the collector leaves for later. */
const GROWTH_MAX_MB = 32

const { frames, seed } = new Command('fuzz:signaling')
  .option('--frames <n>', 'how many', wholeUpTo(100_000_000), 200_000)
  .option('--seed <n>', 'to play a run again', wholeUpTo(2 ** 31), Date.now() % 2 ** 31)
  .parse()
  .opts<{ frames: number; seed: number }>()

console.log(`seed ${seed}`)
const played = await play(frames, seed)
const { heapMb, slowest, hangs } = played
const table = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, count]) => `  ${String(count).padStart(9)} ${name}`)
    .join('\n')
console.log(
  `${played.frames} frames in ${(played.tookMs / 1000).toFixed(1)} s, ${played.sessions} sessions, ${played.facts} facts`,
)
console.log(table(played.kinds))
console.log(`failures named\n${table(played.failures)}`)
console.log(
  `slowest ${slowest.ms.toFixed(1)} ms of processor time (${slowest.kind}, frame ${slowest.frame}), ${hangs} over 50 ms`,
)
console.log(
  `heap ${heapMb.first.toFixed(1)} MB first, ${heapMb.most.toFixed(1)} MB most, ${heapMb.last.toFixed(1)} MB last; 0 crashes`,
)
process.exitCode = hangs > 0 || heapMb.most - heapMb.first > GROWTH_MAX_MB ? 1 : 0
