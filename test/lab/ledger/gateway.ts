// The lab's gateway with the scripted agent in the Test Agent's place. Takes the words of `gateway serve`; a process of its own.
import { parseArgs } from 'node:util'
import { readServeOptions, SERVE_DEFAULTS } from '../../../gateway/cli-options'
import { startGateway } from '../../../gateway/gateway'
import { findPrompts, loadPrompts } from '../../../gateway/media/prompts'
import { scripted } from './agent'
import { SCHEDULE } from './schedule'

const text = { type: 'string' } as const
const { values } = parseArgs({
  options: {
    host: text,
    port: text,
    agent: { ...text, multiple: true },
    'tls-key': text,
    'tls-cert': text,
    'public-address': text,
    'turn-secret-file': text,
    'turn-url': { ...text, multiple: true },
    'turn-ttl': text,
  },
})

/** Frames of the greeting from its first loud one on: an answer begins with sound, not with a breath. */
const LOUD_BYTES = 60
const { greeting } = loadPrompts(findPrompts())
const loud = greeting.findIndex(({ payload }) => payload.length > LOUD_BYTES)
/** A piece without a pause. */
const speech = greeting.slice(loud, loud + 30)

const given = (name: string, value: string | undefined) => (value === undefined ? {} : { [name]: value })
const log = (level: string, line: string) => console.error(`${new Date().toISOString()} ${level} ${line}`)
const config = readServeOptions(
  {
    ...SERVE_DEFAULTS,
    host: values.host ?? SERVE_DEFAULTS.host,
    port: values.port ?? SERVE_DEFAULTS.port,
    agent: values.agent ?? [],
    turnUrl: values['turn-url'] ?? [],
    ...given('tlsKey', values['tls-key']),
    ...given('tlsCert', values['tls-cert']),
    ...given('publicAddress', values['public-address']),
    ...given('turnSecretFile', values['turn-secret-file']),
  },
  'lab',
  log,
)
const { port } = await startGateway({ ...config, agent: scripted(SCHEDULE, speech) })
console.log(`the scripted gateway is listening on ${port}`)
