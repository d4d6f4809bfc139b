// A custom configuration for Intune, as Microsoft Graph takes it (deviceManagement/deviceConfigurations): the template itself, and
// every setting that has a default, at that default, for an administrator to change or take out.
import { NO_POLICY } from '../../protocol/policy'
import { valueIn } from '../../protocol/policy/keys'
import { ADMX_POLICIES, type AdmxPolicy, admx } from './admx'
import { escaped } from './xml'

const CONFIG = './Device/Vendor/MSFT/Policy/Config/Viaduct~Policy'
const INSTALL = './Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/Viaduct/Policy/Viaduct'
/** What stands between the parts of a list, as Windows wants it. */
const BETWEEN = '&#xF000;'

const setting = (displayName: string, description: string, omaUri: string, value: string) => ({
  '@odata.type': '#microsoft.graph.omaSettingString',
  displayName,
  description,
  omaUri,
  value,
})

function wordsOf(value: unknown): string {
  if (!Array.isArray(value)) return escaped(typeof value === 'object' ? JSON.stringify(value) : String(value))
  return value.flatMap((one, n) => [String(n + 1), escaped(String(one))]).join(BETWEEN)
}

function valueOfPolicy({ key, valueId }: AdmxPolicy, value: unknown): string {
  if (key.kind === 'switch') return value === true ? '<enabled/>' : '<disabled/>'
  const words = key.kind === 'document' ? escaped(JSON.stringify(value)) : wordsOf(value)
  return `<enabled/><data id="${valueId}" value="${words}"/>`
}

export function intune(): string {
  const settings = ADMX_POLICIES.flatMap(policy => {
    const { key, id, registryKey, categories } = policy
    const value = valueIn(NO_POLICY, key)
    // A list of nothing is what its absence means.
    const isNothing = value === null || (Array.isArray(value) && value.length === 0)
    if (isNothing || registryKey.endsWith('Recommended')) return []
    const uri = `${[CONFIG, ...categories].join('~')}/${id}`
    return [setting(`Viaduct: ${key.meta.title}`, key.meta.description, uri, valueOfPolicy(policy, value))]
  })
  const install = setting('Viaduct: template', 'The ADMX that the settings below refer to.', INSTALL, admx())
  const profile = {
    '@odata.type': '#microsoft.graph.windows10CustomConfiguration',
    displayName: 'Viaduct',
    description: 'Settings of Viaduct. Take out what is not to be enforced.',
    omaSettings: [install, ...settings],
  }
  return `${JSON.stringify(profile, null, 2)}\n`
}
