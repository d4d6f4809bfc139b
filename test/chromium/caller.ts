// One caller in the browser: the page's media room on one side, a gateway's signaling on the other, and the wire between.
// Knows no scenario; does what a call machine would ask, when a scenario asks for it.
import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import type { SpareFact } from '../../protocol/facts'
import type { AttemptPlan } from '../../protocol/ice'
import type { MediaEvent } from '../../renderer/media'
import { planOf } from '../fixtures/plans'
import { HELLO, openSocket, type TestClient } from '../gateway/signaling-client'
import type { Arrival, Reading } from './page/main'

type Told<T extends MediaEvent['type']> = Extract<MediaEvent, { type: T }>

export interface Caller {
  openMicrophone(): Promise<void>
  mute(muted: boolean): Promise<void>
  /** Starts an attempt; the first one starts the call. `over`: what differs from a plain plan. */
  start(attempt: number, over?: Partial<AttemptPlan>): Promise<void>
  /** What main would say of peers before any call. */
  spare(fact: SpareFact): Promise<void>
  /** This attempt carries the sound from now on, here and at the gateway. */
  go(attempt: number): Promise<void>
  /** The same here alone: a call's first attempt needs no word to the gateway. */
  carry(attempt: number): Promise<void>
  accept(attempt: number, sdp: string): Promise<void>
  end(attempt: number): Promise<void>
  hush(): Promise<void>
  release(): Promise<void>
  read(): Promise<Reading>
  arrival(peer: number): Promise<Arrival | null>
  /** How often the page told this. */
  count(type: MediaEvent['type']): number
  /** The first event that fits, past or future. */
  heard<T extends MediaEvent['type']>(type: T, attempt?: number): Promise<Told<T>>
  close(): Promise<void>
}

const BOUND_MS = 8_000

/** Everything the page told, and a way to wait for more. */
function createEar() {
  const events: MediaEvent[] = []
  const listeners = new Set<() => void>()
  const fits = (event: MediaEvent, type: string, attempt?: number) =>
    event.type === type && (attempt === undefined || ('attempt' in event && event.attempt === attempt))
  return {
    count: (type: MediaEvent['type']) => events.filter(event => event.type === type).length,
    take: (event: MediaEvent) => {
      events.push(event)
      for (const listener of [...listeners]) listener()
    },
    heard: <T extends MediaEvent['type']>(type: T, attempt?: number): Promise<Told<T>> =>
      new Promise((settle, reject) => {
        const late = setTimeout(() => {
          const said = events.map(event => event.type).join(' ')
          reject(new Error(`no ${type} within ${BOUND_MS} ms; the page said: ${said}`))
        }, BOUND_MS)
        const check = () => {
          const found = events.find(event => fits(event, type, attempt))
          if (found === undefined) return
          clearTimeout(late)
          listeners.delete(check)
          settle(found as Told<T>)
        }
        listeners.add(check)
        check()
      }),
  }
}

/** Carries offers and candidates to the gateway, answers and candidates to the page. */
function bridge(page: Page, client: TestClient, callId: string) {
  let started = false
  client.onMessage(message => {
    if (message.type === 'attempt.answer')
      void page.evaluate(({ attempt, sdp }) => window.lab.media.acceptAnswer(attempt, sdp), message)
    if (message.type === 'line.answer')
      void page.evaluate(fact => window.lab.media.hearSpare(fact), {
        type: 'spare.answered' as const,
        id: message.lineId,
        sdp: message.sdp,
      })
    if (message.type === 'line.candidate')
      void page.evaluate(fact => window.lab.media.hearSpare(fact), {
        type: 'spare.candidate' as const,
        id: message.lineId,
        candidate: message.candidate,
      })
    if (message.type === 'attempt.candidate')
      void page.evaluate(
        ({ attempt, candidate }) => window.lab.media.addCandidate(attempt, candidate),
        message,
      )
  })
  let line = ''
  return (event: MediaEvent): void => {
    if (event.type === 'line.offered') {
      line = event.id
      client.send({ type: 'line.open', lineId: line, sdp: event.sdp })
    }
    if (event.type === 'line.candidate')
      client.send({ type: 'line.candidate', lineId: event.id, candidate: event.candidate })
    if (event.type === 'peer.adopted') {
      started = true
      client.send({
        type: 'call.start',
        callId,
        agent: 'test-agent',
        attempt: event.attempt,
        adopt: line,
      })
    }
    if (event.type === 'peer.candidate') {
      const { attempt, candidate } = event
      client.send({ type: 'attempt.candidate', callId, attempt, candidate })
    }
    if (event.type !== 'peer.offered') return
    const { attempt, sdp } = event
    if (started) client.send({ type: 'attempt.offer', callId, attempt, sdp })
    else client.send({ type: 'call.start', callId, agent: 'test-agent', attempt, sdp })
    started = true
  }
}

export interface CallerOptions {
  readonly browser: Browser
  readonly pageUrl: string
  /** `null`: nobody answers but the scenario itself. */
  readonly gatewayUrl: string | null
}

async function connect(page: Page, url: string, callId: string) {
  const client = await openSocket(url)
  client.send(HELLO)
  await client.next('welcome')
  return { client, carry: bridge(page, client, callId) }
}

/** Opens the page in a context of its own. */
export async function openCaller({ browser, pageUrl, gatewayUrl }: CallerOptions): Promise<Caller> {
  const callId = randomUUID()
  const context = await browser.newContext({ permissions: ['microphone'] })
  const page = await context.newPage()
  const ear = createEar()
  const line = gatewayUrl === null ? null : await connect(page, gatewayUrl, callId)
  await page.exposeFunction('told', (event: MediaEvent) => {
    ear.take(event)
    line?.carry(event)
  })
  await page.goto(pageUrl)
  let goes = 0
  return {
    openMicrophone: () => page.evaluate(() => window.lab.media.openMicrophone()),
    mute: muted => page.evaluate(value => window.lab.media.muteMicrophone(value), muted),
    start: (attempt, over = {}) =>
      page.evaluate(plan => window.lab.media.startPeer(plan), planOf(attempt, over)),
    spare: fact => page.evaluate(told => window.lab.media.hearSpare(told), fact),
    go: async attempt => {
      goes += 1
      line?.client.send({ type: 'go', callId, attempt, n: goes })
      await page.evaluate(
        order => {
          window.lab.media.listen(order.attempt, order.n, 'left')
          window.lab.media.carry(order.attempt)
        },
        { attempt, n: goes },
      )
    },
    carry: attempt => page.evaluate(n => window.lab.media.carry(n), attempt),
    accept: (attempt, sdp) =>
      page.evaluate(answer => window.lab.media.acceptAnswer(answer.attempt, answer.sdp), { attempt, sdp }),
    end: async attempt => {
      line?.client.send({ type: 'attempt.end', callId, attempt })
      await page.evaluate(n => window.lab.media.endPeer(n), attempt)
    },
    hush: () => page.evaluate(() => window.lab.media.hush()),
    release: () => page.evaluate(() => window.lab.media.release()),
    read: () => page.evaluate(() => window.lab.read()),
    arrival: peer => page.evaluate(at => window.lab.arrival(at), peer),
    count: ear.count,
    heard: ear.heard,
    close: async () => {
      line?.client.close()
      await context.close()
    },
  }
}
