import { expect, it } from 'vitest'
import { nearness } from '../../../main/signaling/near'

it.each([
  'ws://127.0.0.1:8080/viaduct',
  'wss://10.1.2.3/',
  'wss://172.16.0.1/',
  'wss://172.31.255.1/',
  'wss://192.168.1.1:8443/',
  'wss://169.254.7.7/',
  'wss://100.64.0.1/',
  'wss://[::1]/',
  'wss://[fd12:3456::1]/',
  'wss://[fe80::1]/',
  'wss://gateway/',
  'ws://localhost/',
  'wss://voice.corp/',
  'wss://voice.internal/',
])('%s is near', url => expect(nearness(url)).toBe('near'))

it.each([
  'wss://voice.example.com/',
  'wss://172.32.0.1/',
  'wss://100.128.0.1/',
  'wss://11.0.0.1/',
  'wss://[2001:db8::1]/',
  'wss://corp.example/',
])('%s is far', url => expect(nearness(url)).toBe('far'))
