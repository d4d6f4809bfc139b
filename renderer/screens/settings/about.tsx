// What this app is: exact, for whoever is asked.
import { words } from '../../copy'
import { SettingsGroup, SettingsRow, SettingsSection } from '../../ui'
import type { AppState } from '../props'

const { settings: text } = words

export const About = ({ app }: { app: AppState['app'] }) => (
  <SettingsSection id="about" title={text.about}>
    {app !== null && (
      <SettingsGroup label={text.about}>
        <SettingsRow name={words.app.name} hint={text.version} value={app.version} locked={false} />
        <SettingsRow name={text.runtime} hint={app.platform} value={app.runtime} locked={false} />
      </SettingsGroup>
    )}
  </SettingsSection>
)
