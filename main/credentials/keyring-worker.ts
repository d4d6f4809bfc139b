// The one door to `keytar`, and the entry of a utility process of its own: a keyring that shows a prompt blocks the calls
// and, after four of them, all file access of the process that made them. That must not be main.

import keytar from 'keytar'
import { parse } from '../../protocol/parse'
import { type KeyringReply, type KeyringRequest, type KeyringResult, requestSchema } from './messages'
import { troubleOf } from './trouble'

/** The name under which every secret of this product stands in the keyring. */
const SERVICE = 'Viaduct'
/**
 * libsecret answers "nothing" for a locked keyring as for a secret that was never kept. This item of ours, which holds
 * nothing secret, tells them apart: where it can be read or written, the keyring is open.
 */
const PROBE = { account: 'keyring-probe', value: 'open' } as const

/** `process.parentPort` of an Electron utility process, as far as it is used. */
export interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
  postMessage(reply: KeyringReply): void
}

const OK: KeyringResult = { state: 'ok' }
const MISSING: KeyringResult = { state: 'missing' }

/** `missing` where the keyring is open; rejects with what keeps it closed. */
async function missingIfOpen(): Promise<KeyringResult> {
  if (process.platform !== 'linux') return MISSING
  if ((await keytar.getPassword(SERVICE, PROBE.account)) === PROBE.value) return MISSING
  await keytar.setPassword(SERVICE, PROBE.account, PROBE.value)
  return MISSING
}

/** Carries out one request. Never rejects. (No list of accounts: `findCredentials` kills its process on a locked keyring.) */
export async function perform(request: KeyringRequest): Promise<KeyringResult> {
  try {
    if (request.op === 'get') {
      const secret = await keytar.getPassword(SERVICE, request.account)
      return secret === null ? await missingIfOpen() : { state: 'ok', secret }
    }
    if (request.op === 'delete') {
      return (await keytar.deletePassword(SERVICE, request.account)) ? OK : await missingIfOpen()
    }
    // What is there and cannot be read is somebody's secret still: reading it fails here, before anything is written.
    await keytar.getPassword(SERVICE, request.account)
    await keytar.setPassword(SERVICE, request.account, request.secret)
    return OK
  } catch (error) {
    return troubleOf(error)
  }
}

/** Says that it listens, and answers every request that comes over a port. What is no request gets no answer. */
export function serve(port: ParentPort): void {
  port.on('message', ({ data }) => {
    const request = parse(requestSchema, data)
    if (!request.success) return
    void perform(request.data).then(result => port.postMessage({ id: request.data.id, result }))
  })
  port.postMessage({ ready: true })
}

const parentPort: ParentPort | undefined = Reflect.get(process, 'parentPort')
if (parentPort) serve(parentPort)
