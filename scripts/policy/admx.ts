// Group Policy templates: the ADMX with what is written where, and the ADML with its words. One policy for each key, and one more
// under "Recommended" for each that may be recommended. No other template is referred to: Intune takes it alone.
import { POLICY_KEYS, type PolicyKey } from '../../protocol/policy/keys'
import { limitsOf } from './limits'
import { document, el, type Xml } from './xml'

export const ROOT = 'Software\\Policies\\Viaduct'
const NAMESPACE = 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions'

/** A key, as enforced or as recommended. */
export interface AdmxPolicy {
  readonly key: PolicyKey
  readonly id: string
  /** Of the element that is typed in; a switch has none. */
  readonly valueId: string
  readonly registryKey: string
  /** Outermost first. */
  readonly categories: readonly string[]
}

const plain = (name: string): string => name.replace(/[.-]/g, '_')

function policyOf(key: PolicyKey, isRecommended: boolean): AdmxPolicy {
  const id = plain(key.name) + (isRecommended ? '_recommended' : '')
  const topic = key.section === null ? [] : [`viaduct_${key.path[0]}`]
  return {
    key,
    id,
    valueId: `${id}_value`,
    registryKey: isRecommended ? `${ROOT}\\Recommended` : ROOT,
    categories: isRecommended ? ['viaduct', 'viaduct_recommended'] : ['viaduct', ...topic],
  }
}

export const ADMX_POLICIES: readonly AdmxPolicy[] = [
  ...POLICY_KEYS.map(key => policyOf(key, false)),
  ...POLICY_KEYS.filter(({ meta }) => meta.canRecommend).map(key => policyOf(key, true)),
]

const SECTIONS = new Map(
  POLICY_KEYS.flatMap(({ section, path: [top] }) => (section === null ? [] : [[top, section]])),
)
const VERSIONS = [...new Set(POLICY_KEYS.map(({ meta }) => meta.since))]
const supported = (since: string): string => `SUPPORTED_${since.replaceAll('.', '_')}`
const ref = (what: string): string => `$(string.${what})`

function elementOf({ key, valueId, registryKey }: AdmxPolicy): Xml {
  const { min, max, maxLength, choices } = limitsOf(key)
  const where = { id: valueId, valueName: key.name }
  switch (key.kind) {
    case 'count':
      return el('decimal', { ...where, minValue: min, maxValue: max, required: 'true' })
    case 'choice':
      return el(
        'enum',
        { ...where, required: 'true' },
        ...choices.map(choice =>
          el('item', { displayName: ref(`${plain(key.name)}_${plain(choice)}`) }, el('value', {}, el('string', {}, choice))),
        ),
      ) // biome-ignore format: one item
    case 'list':
    case 'counts':
      return el('list', { id: valueId, key: `${registryKey}\\${key.name}`, valuePrefix: '' })
    case 'document':
      return el('multiText', { ...where, maxLength, required: 'true' })
    default:
      return el('text', { ...where, maxLength, required: 'true' })
  }
}

function policyXml(policy: AdmxPolicy): Xml {
  const { key, id, registryKey, categories } = policy
  const isSwitch = key.kind === 'switch'
  const words = plain(key.name)
  const attributes = {
    name: id,
    class: 'Both',
    displayName: ref(words),
    explainText: ref(`${words}_explain`),
    key: registryKey,
    ...(isSwitch ? { valueName: key.name } : { presentation: `$(presentation.${id})` }),
  }
  const state = (name: string, value: number) => el(name, {}, el('decimal', { value }))
  return el(
    'policy',
    attributes,
    el('parentCategory', { ref: categories.at(-1) ?? '' }),
    el('supportedOn', { ref: supported(key.meta.since) }),
    ...(isSwitch
      ? [state('enabledValue', 1), state('disabledValue', 0)]
      : [el('elements', {}, elementOf(policy))]),
  )
}

export const admx = (): string =>
  document(
    el(
      'policyDefinitions',
      { xmlns: NAMESPACE, revision: '1.0', schemaVersion: '1.0' },
      el('policyNamespaces', {}, el('target', { prefix: 'viaduct', namespace: 'Viaduct.Policies' })),
      el('resources', { minRequiredRevision: '1.0', fallbackCulture: 'en-US' }),
      el(
        'supportedOn',
        {},
        el(
          'definitions',
          {},
          ...VERSIONS.map(one =>
            el('definition', { name: supported(one), displayName: ref(supported(one)) }),
          ),
        ),
      ),
      el(
        'categories',
        {},
        el('category', { name: 'viaduct', displayName: ref('viaduct') }),
        ...[...SECTIONS.keys(), 'recommended'].map(top =>
          el(
            'category',
            { name: `viaduct_${top}`, displayName: ref(`viaduct_${top}`) },
            el('parentCategory', { ref: 'viaduct' }),
          ),
        ),
      ),
      el('policies', {}, ...ADMX_POLICIES.map(policyXml)),
    ),
  )

function presentationOf({ key, id, valueId }: AdmxPolicy): Xml | null {
  const label = key.meta.title
  const refId = valueId
  const box = (inside: Xml) => el('presentation', { id }, inside)
  switch (key.kind) {
    case 'switch':
      return null
    case 'count':
      return box(el('decimalTextBox', { refId }, label))
    case 'choice':
      return box(el('dropdownList', { refId, noSort: 'true' }, label))
    case 'list':
    case 'counts':
      return box(el('listBox', { refId }, label))
    case 'document':
      return box(el('multiTextBox', { refId, defaultHeight: 10 }, label))
    default:
      return box(el('textBox', { refId }, el('label', {}, label)))
  }
}

const explained = ({ kind, meta }: PolicyKey): string => {
  const how = kind === 'document' ? `\n\nJSON, as in: ${JSON.stringify(meta.example)}` : ''
  const notYet =
    meta.status === 'used' ? '' : '\n\nThis version checks and shows this setting, and does not use it yet.'
  return `${meta.description}${how}${notYet}`
}

export const adml = (): string => {
  const string = (id: string, words: string): Xml => el('string', { id }, words)
  const strings = [
    string('viaduct', 'Viaduct'),
    ...VERSIONS.map(version => string(supported(version), `Viaduct ${version} and later`)),
    ...[...SECTIONS].map(([top, title]) => string(`viaduct_${top}`, title)),
    string('viaduct_recommended', 'Recommended, people may change it'),
    ...POLICY_KEYS.flatMap(key => [
      string(plain(key.name), key.meta.title),
      string(`${plain(key.name)}_explain`, explained(key)),
      ...limitsOf(key).choices.map(choice => string(`${plain(key.name)}_${plain(choice)}`, choice)),
    ]),
  ]
  return document(
    el(
      'policyDefinitionResources',
      { xmlns: NAMESPACE, revision: '1.0', schemaVersion: '1.0' },
      el('displayName', {}, 'Viaduct'),
      el('description', {}, 'Settings of Viaduct for organisations'),
      el(
        'resources',
        {},
        el('stringTable', {}, ...strings),
        el('presentationTable', {}, ...ADMX_POLICIES.map(presentationOf).filter(one => one !== null)),
      ),
    ),
  )
}
