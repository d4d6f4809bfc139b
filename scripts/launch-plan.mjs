/**
 * Owns the decision how the app is started on this machine: with or without sandbox, window or headless call.
 * Pure; must not start anything.
 */

/**
 * @typedef {object} LaunchPlan
 * @property {string[]} args for the Electron executable
 * @property {string[]} notes lines to tell the user first
 */

/** @param {string[]} args */
const hasVerb = args => args.some(argument => !argument.startsWith('-'))

/**
 * @param {object} machine
 * @param {string} machine.root the app's folder
 * @param {string[]} machine.args what the user passed
 * @param {NodeJS.Platform} machine.platform
 * @param {number | undefined} machine.uid undefined where there are no user ids (Windows)
 * @param {NodeJS.ProcessEnv} machine.env
 * @returns {LaunchPlan}
 */
export function launchPlan({ root, args, platform, uid, env }) {
  const notes = []
  const isRoot = platform === 'linux' && uid === 0
  // Electron ends before any JavaScript runs as root with the sandbox on; only the caller may decide to drop it.
  if (isRoot) notes.push('running as root: Chromium’s sandbox is off (--no-sandbox)')
  const isHeadless = platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY
  const callsInstead = isHeadless && !hasVerb(args)
  if (callsInstead) notes.push('no display here: making a headless 10-second call to the Test Agent instead')
  const verb = callsInstead ? ['call', 'test-agent', '--seconds', '10'] : []
  return { args: [...(isRoot ? ['--no-sandbox'] : []), root, ...verb, ...args], notes }
}

/**
 * Splits the command line of `npm start -- …`: `--retry` is for the scripts, the rest for the app.
 * @param {string[]} argv
 */
export const splitArguments = argv => ({
  retry: argv.includes('--retry'),
  args: argv.filter(argument => argument !== '--retry'),
})
