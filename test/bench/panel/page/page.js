/**
 * A call and, if wanted, the panel of a first day: statistics ten times a second, all of it drawn anew each time, and a meter for
 * every animation frame.
 */
import { openSignaling } from '../../../lab/plain/signaling.js'
import { firstPacket } from '../../../lab/plain/watch.js'
import { WAYS } from '../../../lab/plain/ways.js'

const FIRST_MS = 15_000
const NAIVE_STATS_MS = 100
const KEPT = 600

/** @typedef {Record<string, number>} Row */

/** @param {RTCStatsReport} stats @returns {Row} */
function rowOf(stats) {
  /** @type {Row} */
  const row = {}
  for (const stat of stats.values()) {
    for (const [name, value] of Object.entries(stat)) {
      if (typeof value === 'number') row[`${stat.type} ${name}`] = value
    }
  }
  return row
}

/** @param {readonly number[]} values */
function lineOf(values) {
  const most = Math.max(...values, 1)
  return values.map((value, at) => `${(at * 140) / KEPT} ${22 - (20 * value) / most}`).join('L')
}

/** @param {RTCPeerConnection} connection */
function naiveFigures(connection) {
  const panel = document.getElementById('panel')
  /** @type {Row[]} */
  const history = []
  setInterval(async () => {
    history.push(rowOf(await connection.getStats()))
    history.splice(0, history.length - KEPT)
    const names = [
      'jitter',
      'packetsLost',
      'concealedSamples',
      'bytesReceived',
      'jitterBufferDelay',
      'audioLevel',
    ]
    if (panel === null) return
    panel.innerHTML = names
      .map(name => {
        const values = history.map(row => row[`inbound-rtp ${name}`] ?? 0)
        return `<p>${name} ${values.at(-1)}<svg width="140" height="22"><path fill="none" stroke="gray" d="M${lineOf(values)}"/></svg></p>`
      })
      .join('')
  }, NAIVE_STATS_MS)
}

/** @param {readonly MediaStream[]} streams */
function naiveMeter(streams) {
  const context = new AudioContext()
  const meters = streams.map(stream => {
    const analyser = context.createAnalyser()
    context.createMediaStreamSource(stream).connect(analyser)
    const bar = document.body.appendChild(document.createElement('div'))
    bar.style.cssText = 'height: 8px; background: teal; margin: 4px'
    return { analyser, bar, samples: new Float32Array(analyser.fftSize) }
  })
  const draw = () => {
    for (const { analyser, bar, samples } of meters) {
      analyser.getFloatTimeDomainData(samples)
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
      bar.style.width = `${Math.min(100, 300 * Math.sqrt(power))}%`
    }
    requestAnimationFrame(draw)
  }
  draw()
}

/**
 * Makes a call that lasts until the window closes; resolves with whether sound arrives.
 * @param {{ url: string, agent: string, isNaive: boolean }} order
 */
async function benchCall({ url, agent, isNaive }) {
  const microphone = await navigator.mediaDevices.getUserMedia({ audio: true })
  const { line, servers } = await openSignaling(url)
  /** @type {RTCPeerConnection[]} */
  const made = []
  const hear = (/** @type {RTCPeerConnection} */ connection) => {
    made.push(connection)
    connection.addEventListener('track', ({ track }) => {
      const stream = new MediaStream([track])
      const element = new Audio()
      element.srcObject = stream
      element.play()
      Object.assign(globalThis, { element })
      if (isNaive) naiveMeter([microphone, stream])
    })
  }
  const start = { line, servers, microphone, agent, callId: crypto.randomUUID(), made: hear }
  await WAYS.get('trickle')?.begin(start)
  const [connection] = made
  if (connection === undefined) return false
  if (isNaive) naiveFigures(connection)
  return (await firstPacket(connection, performance.now(), FIRST_MS)) !== null
}

Object.assign(globalThis, { benchCall })
