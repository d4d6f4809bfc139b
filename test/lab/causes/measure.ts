// One cause in one world: produced, witnessed, then called and checked with the packaged app. Must not know how rows read.

import { GATEWAY } from '../addresses'
import { checkWithViaduct } from '../callers/check'
import { callWithViaduct } from '../callers/viaduct'
import type { Tools } from '../measure'
import { ACCESS } from '../profiles/base'
import { LAB_AGENT } from '../services/services'
import { buildWorld, type World } from '../world'
import type { Cause } from './cause'
import { type CauseRow, emptyRow, rowOf } from './judge'
import { heardFrom } from './witnesses'

/** A call that works has sounded by then; one that should not have connected is found out. */
const TALK_SECONDS = { works: 3, fails: 9 } as const

/** The rules beside those of the lab. */
export const policyOf = ({ proxy, agent }: Cause): object => ({
  ...(proxy === null ? {} : { proxy }),
  ...(agent === null
    ? {}
    : { agents: [{ id: agent, name: 'Another agent', backend: 'viaduct', url: `wss://${GATEWAY.name}/` }] }),
})

/** Asks the cause's witness at its time. Null: it confirms, or there is none. */
async function doubtOf(
  cause: Cause,
  when: 'before' | 'after',
  world: World,
  tools: Tools,
): Promise<string | null> {
  const { witness } = cause
  return witness?.when === when ? heardFrom(witness, world, tools.certificates.rootFile) : null
}

async function nameIn(world: World, cause: Cause, run: number, tools: Tools): Promise<CauseRow> {
  await cause.produce?.(world)
  const before = await doubtOf(cause, 'before', world, tools)
  const { app } = tools.programs
  const order = {
    seconds: cause.seconds ?? TALK_SECONDS[cause.call === 'works' ? 'works' : 'fails'],
    proxy: null,
    rules: policyOf(cause),
    password: cause.password,
    agent: cause.agent ?? LAB_AGENT,
    active: () => undefined,
    ended: () => undefined,
  }
  const told = await callWithViaduct(world, app, order)
  const report = await checkWithViaduct(world, app, order)
  return rowOf(cause, run, { told, report }, before ?? (await doubtOf(cause, 'after', world, tools)))
}

/** The world in which a cause can be produced. */
export function buildCauseWorld(
  { firewall, differences, proxyAsks }: Cause,
  seed: number,
  { certificates }: Pick<Tools, 'certificates'>,
): Promise<World> {
  const shape = { family: 'ipv4', access: ACCESS, seed } as const
  return buildWorld({ shape, firewall, certificates, turnTtlSeconds: null, proxyAsks, differences })
}

async function inWorld(
  cause: Cause,
  seed: number,
  tools: Pick<Tools, 'certificates'>,
  work: (world: World) => Promise<CauseRow>,
): Promise<CauseRow> {
  let world: World | null = null
  try {
    world = await buildCauseWorld(cause, seed, tools)
    return await work(world)
  } catch (error) {
    return emptyRow(cause, seed, 'failed', `the lab itself: ${(error as Error).message}`)
  } finally {
    world?.remove()
  }
}

/**
 * Produces a cause in a world of its own and has it named. Never rejects.
 * @param look is shown the world and the row before the world is removed
 */
export const nameCause = (
  cause: Cause,
  run: number,
  tools: Tools,
  look: (world: World, row: CauseRow) => void = () => undefined,
): Promise<CauseRow> =>
  inWorld(cause, run, tools, async world => {
    const row = await nameIn(world, cause, run, tools)
    look(world, row)
    return row
  })

/** Produces a cause and asks its witness alone, without the app. Never rejects. */
export const witnessCause = (cause: Cause, tools: Pick<Tools, 'certificates'>): Promise<CauseRow> =>
  inWorld(cause, 1, tools, async world => {
    const { witness } = cause
    await cause.produce?.(world)
    if (witness?.when !== 'before')
      return emptyRow(cause, 1, 'skipped', 'nobody can witness it before a call')
    const doubt = await heardFrom(witness, world, tools.certificates.rootFile)
    const row = emptyRow(cause, 1, 'failed', doubt ?? '')
    return doubt === null ? { ...row, verdict: 'passed', why: null } : row
  })
