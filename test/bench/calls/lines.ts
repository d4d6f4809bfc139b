// What idle warm lines cost a gateway: a real gateway process on loopback, and as many clients, each with a session and one
// connected, silent peer. Knows the protocol's line messages and nothing of the app.
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import wrtc from '@roamhq/wrtc'
import { HELLO, openSocket } from '../../gateway/signaling-client'
import { pause } from '../start/figures'
import type { Row } from './rows'

const READY = /listening on (\S+)/
const READY_MS = 20_000
const LINE_MS = 10_000
/** After the lines are there: garbage and compilation of their set-up are not what idling costs. */
const SETTLE_MS = 10_000
/** Linux counts CPU time in these (getconf CLK_TCK). */
const TICKS_PER_SECOND = 100

interface Cost {
  readonly rssMb: number
  /** Of one core. */
  readonly cpuPct: number
}

const ticksOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return Number(fields[11]) + Number(fields[12])
}
const rssMbOf = (pid: number): number =>
  (Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024) / 1e6

async function costOf(pid: number, seconds: number): Promise<Cost> {
  await pause(SETTLE_MS)
  const before = ticksOf(pid)
  await pause(seconds * 1000)
  const cpuSeconds = (ticksOf(pid) - before) / TICKS_PER_SECOND
  return { rssMb: rssMbOf(pid), cpuPct: (100 * cpuSeconds) / seconds }
}

function startGateway(sessions: number): Promise<{ child: ChildProcess; url: string }> {
  const words = ['--import', 'tsx', 'gateway/cli.ts', '--port', '0', '--max-sessions', `${sessions}`]
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'ignore'] })
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the gateway did not start')), READY_MS)
    child.once('exit', status => reject(new Error(`the gateway ended with ${status}`)))
    let said = ''
    child.stdout.setEncoding('utf8').on('data', text => {
      said += text
      const url = READY.exec(said)?.[1]
      if (url === undefined) return
      clearTimeout(late)
      resolve({ child, url })
    })
  })
}

/** A peer as the app's is before a call: one audio section, no microphone, a data channel. */
async function openLine(url: string, n: number): Promise<() => void> {
  const client = await openSocket(url)
  client.send(HELLO)
  await client.next('welcome')
  const pc = new wrtc.RTCPeerConnection({ iceServers: [] })
  pc.addTransceiver('audio')
  pc.createDataChannel('viaduct')
  const lineId = `bench-line-${n}`
  const connected = new Promise<void>(resolve => {
    pc.onconnectionstatechange = () => pc.connectionState === 'connected' && resolve()
  })
  await pc.setLocalDescription(await pc.createOffer())
  pc.onicecandidate = ({ candidate }) => {
    if (candidate === null) return
    const { candidate: text, sdpMid, sdpMLineIndex } = candidate
    client.send({ type: 'line.candidate', lineId, candidate: { candidate: text, sdpMid, sdpMLineIndex } })
  }
  client.send({ type: 'line.open', lineId, sdp: pc.localDescription?.sdp ?? '' })
  const refused = new Promise<never>((_, reject) =>
    client.onMessage(message => {
      if (message.type === 'line.end') reject(new Error(`the gateway refused line ${n}: ${message.reason}`))
    }),
  )
  const answer = await Promise.race([client.next('line.answer', () => true, LINE_MS), refused])
  await pc.setRemoteDescription({ type: 'answer', sdp: answer.sdp })
  const late = pause(LINE_MS).then(() => {
    throw new Error(`line ${n} did not connect`)
  })
  await Promise.race([connected, late])
  return () => {
    pc.close()
    client.close()
  }
}

/** Rows of memory and CPU, with lines (`ours`) and without any (`plain`); not judged. Rejects when lines cannot be had. */
export async function measureLines(count: number, seconds: number): Promise<Row[]> {
  const { child, url } = await startGateway(2 * count)
  const pid = child.pid ?? 0
  const close: (() => void)[] = []
  try {
    // Its code for a line is compiled and its heap has grown before the first reading.
    for (let n = 0; n < 5; n += 1) (await openLine(url, n))()
    const none = await costOf(pid, seconds)
    for (let n = 0; n < count; n += 1) close.push(await openLine(url, 1000 + n))
    const all = await costOf(pid, seconds)
    const row = (what: string, key: keyof Cost): Row => ({
      metric: `gateway with ${count} idle lines against none: ${what}`,
      ours: all[key],
      plain: none[key],
      ...{ ratio: none[key] === 0 ? null : all[key] / none[key], n: 1, aim: null, ok: null },
    })
    return [row('memory, MB', 'rssMb'), row('CPU, % of one core', 'cpuPct')]
  } finally {
    for (const one of close) one()
    child.kill('SIGTERM')
  }
}
