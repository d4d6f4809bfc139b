// The registry as reg.exe prints it, written by the rules of the templates: a value for a setting, a key for a list.
import type { PolicyKey } from '../../../protocol/policy/keys'

const ROOT = 'HKEY_LOCAL_MACHINE\\Software\\Policies\\Viaduct'

function valueLine({ name, kind }: PolicyKey, value: unknown): string {
  if (kind === 'switch') return `    ${name}    REG_DWORD    0x${value === true ? 1 : 0}`
  if (kind === 'count') return `    ${name}    REG_DWORD    0x${Number(value).toString(16)}`
  if (kind !== 'document') return `    ${name}    REG_SZ    ${value}`
  return `    ${name}    REG_MULTI_SZ    ${JSON.stringify(value, null, 2).split('\n').join('\\0')}`
}

/** @param below '' or `\Recommended` */
export function registryText(said: readonly (readonly [PolicyKey, unknown])[], below = ''): string {
  const isList = ({ kind }: PolicyKey): boolean => kind === 'list' || kind === 'counts'
  const lists = said.filter(([key]) => isList(key))
  const values = said.filter(([key]) => !isList(key)).map(([key, value]) => valueLine(key, value))
  const listKeys = lists.flatMap(([{ name }, value]) => [
    '',
    `${ROOT}${below}\\${name}`,
    ...(Array.isArray(value) ? value : []).map((one, n) => `    ${n + 1}    REG_SZ    ${one}`),
  ])
  return ['', `${ROOT}${below}`, ...values, ...listKeys, ''].join('\r\n')
}
