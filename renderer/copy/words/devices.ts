// Words of the devices: in the settings, beside the directory and in a call.

export const deviceWords = {
  devices: {
    title: 'Devices',
    sound: 'Sound',
    microphone: 'Microphone',
    speaker: 'Speaker',
    ringer: 'Ringer',
    ringerHint: 'Plays here even when a headset is connected.',
    level: 'Level',
    levelHint: 'Speak normally, aim for the middle.',
    levelLabel: 'Microphone level',
    levelOff: 'Test to see your level',
    levelOn: 'Speak to see your level',
    test: 'Test',
    stop: 'Stop',
    testLabel: 'Test the microphone',
    stopLabel: 'Stop testing the microphone',
    play: 'Play sound',
    playLabel: { speaker: 'Play a sound from the speaker', ringer: 'Play a sound from the ringer' },
    echo: 'Cancel echo',
    echoHint: 'Keeps the agent from hearing itself. Off is for headsets only.',
    noise: 'Remove background noise',
    noiseHint: 'Takes effect at once, in a call too.',
    gain: 'Adjust the level by itself',
    gainHint: 'Evens out quiet and loud voices.',
    testCall: 'Test call',
    testCallHint: 'Calls the Test Agent, which repeats what you say.',
    callTestAgent: 'Call Test Agent',
    system: 'System default',
    systemIs: (name: string) => `System default, ${name}`,
    unnamed: 'another device',
    numbered: (n: number) => `Device ${n}`,
    away: (name: string) => `${name}, unplugged`,
    instead: {
      microphone: (missing: string, now: string) =>
        `${missing} is unplugged. Viaduct listens to ${now} until it is back.`,
      speaker: (missing: string, now: string) =>
        `${missing} is unplugged. Viaduct plays on ${now} until it is back.`,
      ringer: (missing: string, now: string) =>
        `${missing} is unplugged. Viaduct rings on ${now} until it is back.`,
    },
    openSystemSettings: 'Open system settings',
  },
} as const
