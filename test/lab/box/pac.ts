// The company's server of proxy scripts, broken in each way. Run: pac.ts ADDRESS PORT. The path says how.
import { createServer } from 'node:http'

const [address = '', port = ''] = process.argv.slice(2)

const SCRIPTS: Readonly<Record<string, string>> = {
  '/throws.pac': 'function FindProxyForURL(url, host) { throw new Error("out of order") }',
  '/loops.pac': 'function FindProxyForURL(url, host) { while (true) {} }',
}

createServer((request, response) => {
  if (request.url === '/silent.pac') return
  const script = SCRIPTS[request.url ?? '']
  if (script === undefined) return void response.writeHead(404).end()
  response.writeHead(200, { 'content-type': 'application/x-ns-proxy-autoconfig' }).end(script)
}).listen(Number(port), address, () => console.log('the scripts are served'))
