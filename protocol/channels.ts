// The names of the window <-> main contract, alone and zod-free, because the sandboxed preload is one small file.
// protocol/ipc.ts gives each name its shapes.

/** Window asks, main answers. Each is one handler in main and one method of the bridge. */
export const REQUESTS = [
  'startApp',
  'listAgents',
  'readPolicy',
  'listCalls',
  'readCall',
  'saveCall',
  'eraseCall',
  'restoreCall',
  'eraseHistory',
  'openLink',
  'takeOffer',
  'leaveOffer',
  'askMicrophone',
  'openBackend',
  'planAttempt',
  'startCall',
  'offerAttempt',
  'sendCandidate',
  'endAttempt',
  'goAttempt',
  'askRedundancy',
  'answerConsent',
  'holdCall',
  'pressKey',
  'sendMessage',
  'recallConversation',
  'saveTranscript',
  'rateCall',
  'endBackend',
  'offerLine',
  'sendLineCandidate',
  'dropSpare',
  'reportRelay',
  'wayToRelay',
  'explainFailure',
  'checkNetwork',
  'lastNetworkReport',
  'saveNetworkReport',
  'answerProxy',
  'answerProbe',
  'publishCall',
  'keepCall',
  'finishCall',
  'readPreferences',
  'keepPreferences',
  'controlWindow',
  'openSystemSettings',
] as const

/** Main tells, the window listens: `backendFact` becomes the bridge's `onBackendFact(listener)`. */
export const EVENTS = [
  'backendFact',
  'conversationFact',
  'spareFact',
  'networkFact',
  'checkFact',
  'proxyFact',
  'pageProbe',
  'windowFact',
  'policyFact',
  'command',
] as const

/**
 * What main sends back for a request. A refusal is a value: Electron prints a handler's exception with its stack, and no
 * stack may reach a person's terminal.
 */
export type Reply = { readonly value: unknown } | { readonly refused: true }

export type RequestName = (typeof REQUESTS)[number]
export type EventName = (typeof EVENTS)[number]

/** The IPC channel of a name. */
export const channelOf = (name: RequestName | EventName): string => `viaduct:${name}`
