// docs/policy.md: what administrators read. The keys and the problems come from the schema and the catalogue, the rest is here.
import { FAILURES } from '../../protocol/catalogue'
import { NO_POLICY } from '../../protocol/policy'
import { POLICY_KEYS, type PolicyKey, valueIn } from '../../protocol/policy/keys'
import { POLICY_PROBLEMS } from '../../protocol/policy-report'
import { failureCopy } from '../../renderer/copy'
import { limitsOf } from './limits'

const cell = (words: string): string => words.replaceAll('|', '\\|').replaceAll('\n', ' ')
const code = (value: unknown): string =>
  `\`${cell(typeof value === 'string' ? value : JSON.stringify(value))}\``

function kindWords(key: PolicyKey): string {
  const { min, max, choices } = limitsOf(key)
  switch (key.kind) {
    case 'switch':
      return '`true` or `false`'
    case 'count':
      return `a whole number, ${min} to ${max}`
    case 'choice':
      return choices.map(code).join(', ')
    case 'text':
      return 'a text'
    case 'list':
      return 'a list of texts'
    case 'counts':
      return 'a list of numbers'
    case 'document':
      return 'JSON'
  }
}

function row(key: PolicyKey): string {
  const { title, description, since, canRecommend, status, example } = key.meta
  const value = valueIn(NO_POLICY, key)
  const cells = [
    `\`${key.name}\``,
    `**${cell(title)}.** ${cell(description)}${status === 'used' ? '' : ` *${status[0]?.toUpperCase()}${status.slice(1)}.*`}`,
    kindWords(key),
    value === null ? 'not set' : code(value),
    code(JSON.stringify(example)),
    canRecommend ? 'yes' : 'no',
    since,
  ]
  return `| ${cells.join(' | ')} |`
}

function topic(top: string): string {
  const keys = POLICY_KEYS.filter(({ path }) => path[0] === top)
  return keys.map(row).join('\n')
}

const HEAD = `| Key | What it does | Values | By default | Example | Can be recommended | Since |
| --- | --- | --- | --- | --- | --- | --- |`

function keyTables(): string {
  const tops = [...new Set(POLICY_KEYS.map(({ path }) => path[0]))]
  const single = tops.filter(top =>
    POLICY_KEYS.some(({ path, section }) => path[0] === top && section === null),
  )
  const groups = tops.filter(top => !single.includes(top))
  const titleOf = (top: string): string => POLICY_KEYS.find(({ path }) => path[0] === top)?.section ?? top
  return [
    `### Single keys\n\n${HEAD}\n${single.map(topic).join('\n')}`,
    ...groups.map(top => `### ${titleOf(top)} (\`${top}\`)\n\n${HEAD}\n${topic(top)}`),
  ].join('\n\n')
}

const problems = (): string =>
  POLICY_PROBLEMS.map(name => {
    const { headline, sentence, it } = failureCopy({ name })
    return `| ${FAILURES[name].code} | \`${name}\` | ${cell(`${headline} ${sentence}`)} | ${cell(it.request ?? '')} |`
  }).join('\n')

const EXAMPLE = {
  version: 1,
  agents: [{ id: 'desk', name: 'Service desk', url: 'wss://voice.corp.example/v1' }],
  proxy: { mode: 'system' },
  routes: { force: 'relay-tls' },
  recommended: { history: { keepDays: 30 } },
}

export const policyPage =
  (): string => `<!-- Made by \`npm run policy:write\` from protocol/policy.ts. Change it there. -->
# Policy

An organisation gives Viaduct its settings by one document, from the place that its system has for that. People cannot write there, and
Viaduct reads no other place: no setting of theirs, no environment variable, no file in their home folder.

\`\`\`json
${JSON.stringify(EXAMPLE, null, 2)}
\`\`\`

\`version\` is 1. \`recommended\` holds keys that people may change once the app has a setting for them; everything else is enforced.

\`viaduct policy\` prints every key with its value, who says so, and what was rejected and why; \`viaduct policy --json\` is the same as one
document. Settings, Organisation shows it in the window. Exit status: 0 nothing was rejected, 1 something was, 2 the command line was wrong.

## Where it is read

The first place in a row goes before the next, key by key.

| System | Places | How often it is looked at |
| --- | --- | --- |
| Linux | \`/etc/viaduct/policy.d/*.json\`, the last name first, then \`/etc/viaduct/policy.json\` | every 1.5 s; a change holds within 5 s |
| Windows | \`HKLM\\Software\\Policies\\Viaduct\`, then \`HKCU\\Software\\Policies\\Viaduct\` | every 30 s; a change holds within 90 s |
| macOS | \`/Library/Managed Preferences/com.viaduct.desktop.plist\`, then the same below the person's name | every 1.5 s; a change holds within 5 s |
| any, where none of these says anything | \`--policy FILE\`, at the start | every 1.5 s (Windows 30 s) |

A running call keeps what it began with: a change holds when the call is over. Nothing needs a restart.

\`--policy FILE\` is for trying a document. It is refused where one of the places above holds anything, even a broken one. Otherwise the
window's settings page and every call report say that settings come from a file, and from which.

**Tried on Linux only.** What reads the registry is tested on texts as \`reg.exe\` prints them, and what reads managed preferences on the
JSON that \`plutil\` makes of them; neither has run on its own system yet. The same holds for the templates below.

## Which value holds

1. What is enforced goes before what is recommended, whichever place says it.
2. Among those, the place that goes first.
3. A key that no place names has its default.

The first word about a key counts **even where it is not valid**: then the default holds, and not what a weaker place says. Lists are taken
whole from one place, not joined. \`viaduct policy\` names, for each key, every place that stands behind.

## What is wrong with it

A document that cannot be understood is not used at all, and that is not the same as none: the computer stays managed, every key that only it
names has its safe default, and the problem has a name. A single bad key costs that key alone.

| Code | Name | What people read | What is asked of you |
| --- | --- | --- | --- |
${problems()}

On Linux the folder, \`policy.d\` and every file must belong to root, must not be writable by group or others, and must not be links. They must be
readable by everybody. A document is UTF-8 without a byte order mark, at most 4 MB, at most 16 levels deep, names no key twice, and holds no control
characters. \`policy.d\` holds at most 100 documents; names that begin with a dot or do not end in \`.json\` are left alone.

## Templates

| File | For |
| --- | --- |
| \`assets/policy/Viaduct.admx\`, \`en-US/Viaduct.adml\` | Group Policy: into the central store |
| \`assets/policy/viaduct-intune.json\` | Intune: a custom configuration for Microsoft Graph, which brings the ADMX along |
| \`assets/policy/viaduct.mobileconfig\` | macOS: Jamf, Intune and others |

Profile and Intune configuration hold every default: take out what you do not mean to enforce.

In the registry a key of the policy is a value of its dotted name, as \`routes.force\`:

| Values | In the registry |
| --- | --- |
| \`true\` or \`false\` | \`REG_DWORD\`, 1 or 0 |
| a whole number | \`REG_DWORD\` |
| a text, one of several words | \`REG_SZ\` |
| JSON | \`REG_SZ\`, or \`REG_MULTI_SZ\` over several lines |
| a list | a key of that name, with the values \`1\`, \`2\`, \`3\` ... of \`REG_SZ\` |
| what is recommended | the same below the key \`Recommended\` |

In a property list groups are dictionaries, as in JSON; \`version\` may be left out.

## Keys

*Accepted, not used yet* says that this version checks and shows a key, and that nothing depends on it.

${keyTables()}
`
