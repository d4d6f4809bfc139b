// A sound card for the desktop that is all software: what the microphone gives and what the speaker is given stand side by side
// in one recording, sample by sample, because all of it is one null sink with four channels. Linux, PulseAudio.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startIn } from '../net/house'
import { startService } from '../services/service'

/** Channels of the recording. */
export const CHANNELS = { count: 4, speaker: 0, voice: 3 } as const
const MAP = 'front-left,front-right,rear-left,rear-right'
const FORMAT = ['--rate=48000', '--format=s16le', `--channels=${CHANNELS.count}`, `--channel-map=${MAP}`]

/** The microphone hears the speaker, as on a desk: 26 dB quieter, 20 ms later. PulseAudio's volume is the cube root of a factor. */
const ECHO = { volume: Math.round(65_536 * 0.05 ** (1 / 3)), ms: 20 }

/**
 * The speaker is the front pair. The voice goes to the rear pair; to its left alone goes the echo, and the left is what the
 * microphone takes. The right is recorded as the voice.
 */
const MODULES = (socket: string): string =>
  [
    `load-module module-null-sink sink_name=card rate=48000 channels=${CHANNELS.count} channel_map=${MAP}`,
    'load-module module-remap-sink sink_name=speaker master=card channels=2 channel_map=front-left,front-right master_channel_map=front-left,front-right remix=no',
    'load-module module-remap-sink sink_name=voice master=card channels=2 channel_map=front-left,front-right master_channel_map=rear-left,rear-right remix=no',
    'load-module module-remap-sink sink_name=echo master=card channels=1 channel_map=mono master_channel_map=rear-left remix=no',
    'load-module module-remap-source source_name=microphone master=card.monitor channels=1 channel_map=mono master_channel_map=rear-left remix=no',
    `load-module module-loopback source=speaker.monitor sink=echo latency_msec=${ECHO.ms} adjust_time=0 channels=1`,
    `set-sink-volume echo ${ECHO.volume}`,
    'set-default-sink speaker',
    'set-default-source microphone',
    `load-module module-native-protocol-unix socket=${socket} auth-anonymous=1`,
    '',
  ].join('\n')
const SETTINGS = [
  'default-sample-rate = 48000',
  'alternate-sample-rate = 48000',
  'high-priority = yes',
  '',
].join('\n')

const PROGRAMS = ['pulseaudio', 'parec', 'paplay']

/** Sentences about what the card needs and this machine lacks. */
export function whatCardLacks(): readonly string[] {
  const missing = PROGRAMS.filter(program => spawnSync(program, ['--version']).error !== undefined)
  if (missing.length === 0) return []
  return [`The sound card needs ${missing.join(', ')} (Debian: apt-get install pulseaudio pulseaudio-utils).`]
}

export interface Card {
  /** What a program that uses it is started with. */
  readonly env: NodeJS.ProcessEnv
  /** Plays a wave file into the microphone; resolves at its end. */
  speak(file: string): Promise<void>
  /** Ends the recording and gives it. */
  stop(): Promise<Buffer>
}

/** Starts the card in a namespace, and recording it. Everything ends with the namespace. */
export async function startCard(namespace: string, folder: string): Promise<Card> {
  const home = join(folder, 'pulse')
  mkdirSync(join(home, '.config', 'pulse'), { recursive: true, mode: 0o700 })
  writeFileSync(join(home, '.config', 'pulse', 'daemon.conf'), SETTINGS)
  const socket = join(home, 'socket')
  writeFileSync(join(home, 'modules'), MODULES(socket))
  const words = ['-n', '--daemonize=no', '--use-pid-file=no', '--exit-idle-time=-1', '--log-target=stderr']
  await startService({
    name: 'pulseaudio',
    namespace,
    command: 'env',
    args: [
      ...[`HOME=${home}`, `XDG_RUNTIME_DIR=${home}`, 'pulseaudio', ...words],
      ...['--log-level=info', '-F', join(home, 'modules')],
    ],
    ready: /Daemon startup complete/,
    logFile: join(folder, 'pulseaudio.log'),
  })
  const env = { PATH: process.env.PATH, HOME: home, PULSE_SERVER: `unix:${socket}` }
  // Its short latency makes the card's block short: what a client is told of the card's delay is then true to 5 ms.
  const recorder = startIn(namespace, 'parec', ['--device=card.monitor', '--latency-msec=5', ...FORMAT], env)
  const recorded: Buffer[] = []
  recorder.stdout?.on('data', chunk => recorded.push(chunk))
  const closed = new Promise<void>(resolve => recorder.once('close', () => resolve()))
  return {
    env: { PULSE_SERVER: env.PULSE_SERVER },
    speak: file =>
      new Promise((resolve, reject) => {
        const player = startIn(namespace, 'paplay', ['--device=voice', file], env)
        player.once('error', reject)
        player.once('close', status =>
          status === 0 ? resolve() : reject(new Error(`paplay ended with ${status}`)),
        )
      }),
    stop: async () => {
      recorder.kill('SIGTERM')
      await closed
      return Buffer.concat(recorded)
    },
  }
}
