// What was learnt about each network, seen from the rest of main.
export { openMemoryFile } from './file'
export { createForgetfulMemory, createNetworkMemory, type NetworkMemory, type Place } from './memory'
