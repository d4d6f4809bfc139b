// The door of the component library.
export { Button, ControlButton, IconButton } from './basics/button'
export { SearchField, Switch, TextField } from './basics/field'
export { Icon } from './basics/icon'
export { Dot, EmptyState, Skeleton, Toast } from './basics/marks'
export { Modal } from './basics/modal'
export { type Choice, Select } from './basics/select'
export {
  SettingsControl,
  SettingsGroup,
  SettingsRow,
  SettingsSection,
  SettingsSwitch,
} from './basics/settings'
export { Viaduct } from './frame/viaduct'
export { AppWindow, Rail, type RailPlace, Titlebar } from './frame/window'
export { type GraphPoint, graphOf } from './health/graph-geometry'
export { EventList, type HealthEvent, type Metric, MetricRow, Verdict } from './health/metrics'
export { type Bars, QualityBars } from './health/quality-bars'
export { QualityGraph } from './health/quality-graph'
export { ResponseBars } from './health/response-bars'
export { sparkPoints } from './health/sparkline'
export { PathBadge } from './path/path-badge'
export { type Span, SpanDiagram, type SpanNode } from './path/span-diagram'
export { DecisionLine, ProgressLine, type Step, StepList } from './path/steps'
export { LevelMeter } from './voice/level-meter'
export { type Levels, SILENT } from './voice/levels'
export { PresenceRing } from './voice/presence-ring'
export { follow, type RingState, tickLength } from './voice/ring-geometry'
export { Voiceprint } from './voice/voiceprint'
export { voiceprint } from './voice/voiceprint-geometry'
