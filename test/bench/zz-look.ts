import { openApp, policyFile } from '../e2e/app'
import { startRelay } from '../e2e/relay'
import { startSlowRoad } from '../fakes/slow-road'
import { pause, spreadOf } from './start/figures'
import { startRemoteGateway } from './start/gateway'

const relay = await startRelay()
const media = await startSlowRoad(relay.port, 10, 443)
const gateway = await startRemoteGateway(relay.turn(media.port))
const signaling = await startSlowRoad(Number(new URL(gateway.url).port), 10)
const agents = [{ id: 'remote', name: 'Remote Agent', url: `ws://127.0.0.1:${signaling.port}/` }]
async function dials(policy: object, size: number | null, n: number, look = false) {
  const app = await openApp({
    extra: ['--policy', policyFile({ version: 1, agents, routes: { force: 'relay-tls' }, ...policy })],
  })
  const { page } = app
  await page.addInitScript(
    `{ const N = RTCPeerConnection; window.RTCPeerConnection = class extends N { constructor(c) { super(${size === null ? 'c' : `{...c, iceCandidatePoolSize: ${size}}`}) } } }`,
  )
  await page.reload()
  await page.getByText('Remote Agent').first().waitFor({ timeout: 10_000 })
  await pause(2_000)
  for (let i = 0; i <= n; i += 1) {
    if (look && i === n)
      await page.evaluate(() => {
        const seen: unknown[] = []
        const w = window as unknown as { seen: unknown[] }
        w.seen = seen
        let last = ''
        const step = () => {
          const m = document.querySelector('main')
          const r = m?.getBoundingClientRect()
          const kids = [...(m?.children ?? [])]
            .map(c => `${c.className}:${Math.round(c.getBoundingClientRect().height)}`)
            .join(' ')
          const now = `${Math.round(r?.height ?? -1)} ${kids} | ${(m as HTMLElement | null)?.innerText.slice(0, 70).replace(/\s+/g, ' ')}`
          if (now !== last) seen.push(`${Math.round(performance.now())} ${now}`)
          last = now
          requestAnimationFrame(step)
        }
        step()
      })
    await page.getByRole('button', { name: /^call/i }).first().click()
    await page.getByRole('button', { name: /^end/i }).waitFor({ timeout: 15_000 })
    await pause(1_000)
    if (look && i === n)
      console.log(
        JSON.stringify(await page.evaluate(() => (window as unknown as { seen: string[] }).seen), null, 1),
      )
    await page.getByRole('button', { name: /^end/i }).click()
    await page.getByRole('button', { name: /close/i }).last().click()
    await pause(1_500)
  }
  const reports = await page.evaluate(() =>
    (
      window as unknown as {
        viaduct: { listRecentCalls(): Promise<{ timings: Record<string, number>; path: unknown }[]> }
      }
    ).viaduct.listRecentCalls(),
  )
  await app.close()
  console.log(
    JSON.stringify(policy),
    size,
    JSON.stringify(spreadOf(reports.slice(0, n).map(r => r.timings.firstMediaMs ?? NaN))),
    JSON.stringify(reports[0]?.timings),
    JSON.stringify(reports[0]?.path),
  )
}
await dials({}, null, 5)
await dials({}, 1, 5)
await dials({ warmLine: true }, null, 3, true)
await media.close()
await signaling.close()
gateway.close()
relay.stop()
process.exit(0)
