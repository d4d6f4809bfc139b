// A gateway that is not ours to mend: another version, or one that takes no call. Our signaling over TLS, without any media.
// Run: odd-gateway.ts MODE KEY CERT. Must not know what is expected.
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { createServer } from 'node:tls'
import { polite, type Script, startScriptedGateway, welcome } from '../../fakes/scripted-gateway'

const [mode = '', key = '', cert = ''] = process.argv.slice(2)

const refusing =
  (name: 'agent_offline' | 'agent_refused'): Script =>
  (message, client) => {
    if (message.type !== 'call.start') return polite(message, client)
    client.say({ type: 'error', callId: message.callId, failure: { name, detail: 'the lab says so' } })
  }
const SCRIPTS: Readonly<Record<string, Script>> = {
  'version-99': (message, client) => {
    if (message.type === 'hello') client.say({ ...welcome(), version: 99 } as ReturnType<typeof welcome>)
  },
  offline: refusing('agent_offline'),
  refuses: refusing('agent_refused'),
}

const { url } = await startScriptedGateway({
  script: SCRIPTS[mode] ?? polite,
  intercept: (request, response) => {
    if (request.url !== '/health') return false
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}')
    return true
  },
})
const port = Number(new URL(url).port)
createServer({ key: readFileSync(key), cert: readFileSync(cert), ALPNProtocols: ['http/1.1'] }, socket => {
  const inner = connect(port, '127.0.0.1')
  const end = () => {
    socket.destroy()
    inner.destroy()
  }
  for (const one of [socket, inner]) one.on('error', end).on('close', end)
  socket.pipe(inner).pipe(socket)
}).listen(443, '::', () => console.log('the odd gateway is listening on 443'))
