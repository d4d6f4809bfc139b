// What the organisation has set: who says it, every key with its value, what was not taken and why.
import { useState } from 'react'
import type { PolicyReport } from '../../../protocol/policy-report'
import { policyText, words } from '../../copy'
import { Button, SettingsGroup, SettingsRow, SettingsSection, Skeleton, Toast } from '../../ui'
import { useHotkeys } from '../hooks/use-hotkeys'
import { useToast } from '../hooks/use-toast'
import { modKey } from '../model/keyboard'
import type { PolicyView, SettingView } from '../model/settings'
import type { AppActions } from '../props'

const { settings: text } = words

interface OrganisationProps {
  readonly policy: PolicyReport | null
  readonly view: PolicyView | null
  readonly mac: boolean
  readonly copy: AppActions['copy']
}

const Rows = ({ label, rows }: { label: string; rows: readonly SettingView[] }) => (
  <SettingsGroup label={label}>
    {rows.map(({ key, ...row }) => (
      <SettingsRow key={key} {...row} />
    ))}
  </SettingsGroup>
)

const Problems = ({ problems }: Pick<PolicyView, 'problems'>) => (
  <ul className="group problems" aria-label={text.problems}>
    {problems.map(({ say, exact }) => (
      <li className="srow" key={exact}>
        <div className="lb">
          <b>{say}</b>
          <code>{exact}</code>
        </div>
      </li>
    ))}
  </ul>
)

function Lead({ say, sources }: PolicyView) {
  return (
    <>
      {say}
      {sources.map(source => (
        <code key={source}>{source}</code>
      ))}
    </>
  )
}

export function Organisation({ policy, view, mac, copy }: OrganisationProps) {
  const [rest, setRest] = useState<'folded' | 'shown'>('folded')
  const { said, confirm } = useToast()
  const give = policy && (() => confirm(words.failed.copied, copy(policyText(policy))))
  useHotkeys('settings', mac, give ? { copy: give } : {})
  if (view === null || give === null)
    return (
      <SettingsSection id="organisation" title={text.organisation}>
        <Skeleton rows={3} label={text.loading} />
      </SettingsSection>
    )
  const isShown = rest === 'shown'
  return (
    <SettingsSection id="organisation" title={text.organisation} lead={<Lead {...view} />}>
      {view.problems.length > 0 && <Problems problems={view.problems} />}
      {view.set.length > 0 && <Rows label={text.set} rows={view.set} />}
      {isShown && <Rows label={text.rest} rows={view.rest} />}
      <div className="acts">
        <Button
          tone="ghost"
          size="sm"
          expanded={isShown}
          onClick={() => setRest(isShown ? 'folded' : 'shown')}
        >
          {isShown ? text.hideRest : text.showRest({ count: view.rest.length })}
        </Button>
        <Button tone="ghost" size="sm" icon="copy" hint={modKey('C', mac)} onClick={give}>
          {text.copy}
        </Button>
      </div>
      <div className="toasts" role="status">
        {said !== null && <Toast>{said}</Toast>}
      </div>
    </SettingsSection>
  )
}
