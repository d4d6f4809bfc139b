// The browser build of simple-peer: the same library without Node polyfills, and its connection, which its types hide.
declare module 'simple-peer/simplepeer.min.js' {
  import type { Instance, Options } from 'simple-peer'

  interface Opened extends Instance {
    readonly _pc: RTCPeerConnection
  }
  const SimplePeer: new (options: Options) => Opened
  export default SimplePeer
}
