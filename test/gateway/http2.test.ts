// Over TLS: one HTTP/2 connection carries the stream down and every post up; WebSocket upgrades still find HTTP/1.1.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type ClientHttp2Session, type ClientHttp2Stream, connect } from 'node:http2'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { STREAM_HEADER } from '../../gateway/server/event-stream'
import { frameText, SUBPROTOCOL } from '../../protocol/signaling'
import { HELLO } from './signaling-client'
import { type Started, start } from './start'

let gateway: Started
const folder = mkdtempSync(join(tmpdir(), 'viaduct-http2-'))
const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]

beforeAll(async () => {
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1']
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  execFileSync('openssl', ['req', '-x509', ...kind, '-keyout', keyFile, '-out', certFile, ...names], {
    stdio: 'ignore',
  })
  gateway = await start({ tls: { key: readFileSync(keyFile), cert: readFileSync(certFile) } })
})
afterAll(async () => {
  await gateway?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Collects what a stream says, until it contains this. */
function until(stream: ClientHttp2Stream, piece: string): Promise<string> {
  let text = ''
  stream.setEncoding('utf8')
  return new Promise((resolve, reject) => {
    stream.on('error', reject)
    stream.on('data', (more: string) => {
      text += more
      if (text.includes(piece)) resolve(text)
    })
  })
}

const statusOf = (
  session: ClientHttp2Session,
  headers: Record<string, string>,
  body: string,
): Promise<number> =>
  new Promise((resolve, reject) => {
    const stream = session.request({ ':method': 'POST', ':path': '/', ...headers })
    stream.on('error', reject)
    stream.on('response', response => resolve(Number(response[':status'])))
    stream.end(body)
  })

test('a stream and its posts share one connection', async () => {
  const session = connect(`https://127.0.0.1:${gateway.port}`, { ca: readFileSync(certFile) })
  const down = session.request({ ':path': '/', accept: 'text/event-stream' })
  const opened = await until(down, '"stream":')
  const name = /"stream":"([^"]+)"/.exec(opened)?.[1] ?? ''
  const welcome = until(down, '"type":"welcome"')
  expect(await statusOf(session, { [STREAM_HEADER]: name }, frameText(0, 0, JSON.stringify(HELLO)))).toBe(204)
  expect(await welcome).toContain('"resumed":false')
  expect(await statusOf(session, { [STREAM_HEADER]: name }, 'x'.repeat(300_000))).toBe(413)
  session.destroy()
})

test('a WebSocket is still upgraded', async () => {
  const socket = new WebSocket(`wss://127.0.0.1:${gateway.port}/`, [SUBPROTOCOL], {
    ca: readFileSync(certFile),
  })
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  socket.send(frameText(0, 0, JSON.stringify(HELLO)))
  const text = await new Promise<string>(resolve => socket.once('message', data => resolve(String(data))))
  expect(text).toContain('"type":"welcome"')
  socket.terminate()
})
