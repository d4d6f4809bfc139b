// The app itself on a managed desktop: updates, look, hotkeys, sign-in, testing.
import { z } from 'zod'
import { futureKey, key, section } from './key'

const httpsUrl = z.url({ protocol: /^https$/ }).max(500)
const version = z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/, 'a version as 1.2.3')

export const appKeys = {
  updates: section('Updates', {
    enabled: futureKey(z.boolean().default(true), {
      title: 'Updates',
      description: 'Whether Viaduct updates itself. Off: another tool installs new versions.',
      example: false,
    }),
    feed: futureKey(httpsUrl.optional(), {
      title: 'Update feed',
      description: 'The HTTPS folder that new versions come from. Without it the one this package was built with.',
      example: 'https://updates.corp.example/viaduct/',
    }),
    channel: futureKey(z.enum(['stable', 'slow', 'preview']).default('stable'), {
      title: 'Update channel',
      description: 'Which versions are offered.',
      canRecommend: true,
      example: 'slow',
    }),
    pin: futureKey(z.string().regex(/^\d{1,5}\.(\d{1,5}|x)(\.(\d{1,5}|x))?$/, 'as 1.2.3, 1.2.x or 1.x').optional(), {
      title: 'Version to stay on',
      description: 'The version, or the row of versions, beyond which nothing is installed.',
      example: '1.2.x',
    }),
    minimumVersion: futureKey(version.optional(), {
      title: 'Minimum version',
      description: 'An older version updates without waiting for the install window or the days of deferral.',
      example: '1.2.0',
    }),
    rollbackTo: futureKey(version.optional(), {
      title: 'Roll back to',
      description: 'A signed older version that takes the place of a newer one.',
      example: '1.1.4',
    }),
    deferDays: futureKey(z.number().int().min(0).max(90).default(0), {
      title: 'Days of deferral',
      description: 'How many days after its release a version is installed.',
      canRecommend: true,
      example: 7,
    }),
    window: futureKey(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'as 00:00-04:00').optional(), {
      title: 'Install window',
      description: 'The hours, local time, in which an update may restart Viaduct. Never during a call.',
      canRecommend: true,
      example: '00:00-04:00',
    }),
  }).prefault({}),
  branding: section('Branding', {
    pack: futureKey(z.string().min(1).max(500).optional(), {
      title: 'Branding pack',
      description: 'The file or HTTPS address of the signed pack with name, mark, colours and help links.',
      example: 'https://assets.corp.example/viaduct/brand.zip',
    }),
  }).prefault({}),
  hotkeys: section('Hotkeys', {
    global: futureKey(z.boolean().default(true), {
      title: 'Hotkeys from any app',
      description: 'Whether Viaduct listens for its hotkeys while another app is in front.',
      canRecommend: true,
      example: false,
    }),
    letters: futureKey(z.boolean().default(true), {
      title: 'Single-letter hotkeys',
      description: 'Whether single letters act inside the window, as M to mute.',
      canRecommend: true,
      example: false,
    }),
  }).prefault({}),
  signIn: section('Sign-in', {
    required: futureKey(z.boolean().default(false), {
      title: 'Sign-in before the first call',
      description: 'Whether the person signs in with the organisation before anything but the Test Agent can be called.',
      example: true,
    }),
    issuer: futureKey(httpsUrl.optional(), {
      title: 'OpenID issuer',
      description: 'The address of the organisation’s sign-in service.',
      example: 'https://login.corp.example/',
    }),
    clientId: futureKey(z.string().min(1).max(200).optional(), {
      title: 'OpenID client',
      description: 'The name under which Viaduct is known there. It is public; there is no secret.',
      example: 'viaduct-desktop',
    }),
    scopes: futureKey(z.array(z.string().regex(/^[!#-[\]-~]+$/).max(200)).max(30).default(['openid']), {
      title: 'OpenID scopes',
      description: 'What is asked for at sign-in.',
      example: ['openid', 'voice.call'],
    }),
  }).prefault({}),
  developer: section('Testing', {
    testing: key(z.boolean().default(false), {
      title: 'Testing switches',
      description: 'Allows remote debugging and a microphone from a file on a managed computer.',
      example: true,
    }),
  }).prefault({}),
} // biome-ignore format: one key reads as one paragraph
