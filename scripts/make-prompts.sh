#!/bin/sh
# Makes the spoken prompts and the caller clip from text. Needs flite, sox and opusenc; writes into assets/.
# Opus files get a fixed serial and no date, so that the same tools make the same files.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# speak VOICE STRETCH TEXT NAME: speech without silence around it, 48 kHz mono 16 bit, peak at -3 dBFS
speak() {
  flite -voice "$1" --setf "duration_stretch=$2" -t "$3" -o "$work/raw.wav"
  sox -D "$work/raw.wav" -r 48000 -c 1 -b 16 "$work/$4.wav" \
    silence 1 0.01 0.5% fade t 0.005 reverse silence 1 0.01 0.5% fade t 0.02 reverse norm -3
}

# prompt NAME: 20 ms frames, mono, 32 kbit/s
prompt() {
  opusenc --quiet --speech --bitrate 32 --framesize 20 --serial 1 --discard-comments --discard-pictures \
    "$work/$1.wav" "assets/prompts/$1.opus"
}

mkdir -p assets/prompts assets/sounds
speak slt 0.7 "Hello, this is the test agent. Say something." greeting
speak slt 0.9 "Thank you. Goodbye." goodbye
prompt greeting
prompt goodbye

# 2.5 s of pause (the greeting is not talked over), speech, pause up to 7 s: looped, it is one turn after another.
# The pauses hold the faint noise of a room, as a microphone's do: digital silence is what a dead one gives.
speak rms 0.88 "Hello agent, can you hear me?" caller
sox -D "$work/caller.wav" "$work/padded.wav" pad 2.5 7
sox -D -R -n -r 48000 -c 1 -b 16 "$work/room.wav" synth 7 brownnoise gain -48
sox -D -m -v 1 "$work/padded.wav" -v 1 "$work/room.wav" "$work/clip.wav"
sox -D "$work/clip.wav" -b 16 assets/sounds/caller-clip.wav trim 0 7
