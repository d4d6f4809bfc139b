#!/usr/bin/env python3
"""A userspace network link: two TUN devices in two namespaces, and between them delay, jitter, loss, reordering and rate.

Owns packets in flight and their fate; must not know profiles or firewalls. Python because TUN needs an ioctl that Node lacks,
and because this kernel family often comes without netem. Only the standard library is used.

  link.py run SPEC       SPEC: {"links": [{"name", "seed", "settings", "ends": [{"ns", "dev"}, {"ns", "dev"}]}]}
                         prints "ready" when the devices exist; then one JSON per line on standard input changes a link:
                         {"link": NAME, "settings": {...}} (only what is named changes). Ends when its input ends.
  link.py simulate SPEC  SPEC: {"seed", "settings", "packets": [[arrivalMs, bytes], ...]}
                         prints the departure of each in milliseconds, null where lost. The same model, without a network.

Settings, all for each direction alone: delayMs, jitterMs (uniform, order kept), lossPct, burstEveryMs and burstMs (means of
exponential times; everything in a burst is lost), spikeEveryMs (mean of exponential times) and spikeMs (nothing leaves for so
long, then all of it at once, as Wi-Fi does), reorderPct and reorderMs (those come later than their followers), rateKbps
(0: no limit) and queueMs (what would wait longer is dropped).
"""

import ctypes
import fcntl
import heapq
import itertools
import json
import os
import random
import select
import struct
import sys
import time

TUNSETIFF = 0x400454CA  # linux/if_tun.h
IFF_TUN, IFF_NO_PI = 0x0001, 0x1000
CLONE_NEWNET = 0x40000000  # linux/sched.h
PACKET_BYTES_MAX = 65536
READS_PER_TURN = 64

DEFAULTS = {
    "delayMs": 0,
    "jitterMs": 0,
    "lossPct": 0,
    "burstEveryMs": 0,
    "burstMs": 0,
    "spikeEveryMs": 0,
    "spikeMs": 0,
    "reorderPct": 0,
    "reorderMs": 0,
    "rateKbps": 0,
    "queueMs": 1000,
}


class Direction:
    """Decides for each packet of one direction when it leaves, if it does. Deterministic for a seed and arrival times."""

    def __init__(self, seed, settings):
        self.random = random.Random(seed)
        self.settings = {**DEFAULTS, **settings}
        self.busy_until = 0.0
        self.last_departure = 0.0
        self.burst = None
        self.spike = None

    def change(self, settings):
        self.settings.update(settings)
        self.burst = None
        self.spike = None

    def departure(self, now, size):
        """Milliseconds at which a packet of `size` bytes that arrives at `now` leaves, or None when it is lost."""
        s = self.settings
        if self.random.random() * 100 < s["lossPct"] or self.in_burst(now):
            return None
        if s["rateKbps"] > 0:
            sent = max(self.busy_until, now) + size * 8 / s["rateKbps"]
            if sent - now > s["queueMs"]:
                return None
            self.busy_until = sent
        else:
            sent = now
        leaves = self.after_spike(sent) + s["delayMs"]
        if s["jitterMs"] > 0:
            leaves += self.random.uniform(0, s["jitterMs"])
        if s["reorderPct"] > 0 and self.random.random() * 100 < s["reorderPct"]:
            return leaves + s["reorderMs"]
        self.last_departure = max(self.last_departure, leaves)
        return self.last_departure

    def in_burst(self, now):
        s = self.settings
        if s["burstEveryMs"] <= 0 or s["burstMs"] <= 0:
            return False
        if self.burst is None:
            self.burst = self.next_burst(now)
        while now >= self.burst[1]:
            self.burst = self.next_burst(self.burst[1])
        return now >= self.burst[0]

    def after_spike(self, now):
        """When a packet that is ready now may leave: at once, or when the spike that holds it is over."""
        s = self.settings
        if s["spikeEveryMs"] <= 0 or s["spikeMs"] <= 0:
            return now
        if self.spike is None:
            self.spike = now + self.random.expovariate(1 / s["spikeEveryMs"])
        while now >= self.spike + s["spikeMs"]:
            self.spike += s["spikeMs"] + self.random.expovariate(1 / s["spikeEveryMs"])
        return self.spike + s["spikeMs"] if now >= self.spike else now

    def next_burst(self, after):
        start = after + self.random.expovariate(1 / self.settings["burstEveryMs"])
        return (start, start + self.random.expovariate(1 / self.settings["burstMs"]))


def simulate(spec):
    direction = Direction(spec["seed"], spec["settings"])
    return [direction.departure(arrival, size) for arrival, size in spec["packets"]]


def enter_namespace(name):
    handle = os.open(f"/var/run/netns/{name}", os.O_RDONLY)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.setns(handle, CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), f"cannot enter the namespace {name}")
    os.close(handle)


def open_tun(end):
    """The device stays in its namespace; its descriptor works from anywhere."""
    enter_namespace(end["ns"])
    tun = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH22x", end["dev"].encode(), IFF_TUN | IFF_NO_PI))
    return tun


def now_ms():
    return time.monotonic_ns() / 1e6


class Link:
    """Two descriptors and the two directions between them."""

    def __init__(self, spec):
        self.ends = [open_tun(end) for end in spec["ends"]]
        self.directions = [Direction(spec["seed"] * 2 + way, spec["settings"]) for way in (0, 1)]

    def change(self, settings):
        for direction in self.directions:
            direction.change(settings)


def take(link, way, flying, counter):
    """Reads what waits at one end and books its departures."""
    source, target = link.ends[way], link.ends[1 - way]
    for _ in range(READS_PER_TURN):
        try:
            packet = os.read(source, PACKET_BYTES_MAX)
        except OSError:  # nothing more, or the device is down
            return
        leaves = link.directions[way].departure(now_ms(), len(packet))
        if leaves is not None:
            heapq.heappush(flying, (leaves, next(counter), target, packet))


def deliver(flying):
    """Writes what is due; returns the seconds until the next, or None."""
    while flying:
        wait = flying[0][0] - now_ms()
        if wait > 0:
            return wait / 1000
        _, _, target, packet = heapq.heappop(flying)
        try:
            os.write(target, packet)
        except OSError:  # a device that is down loses packets, as a cable does
            pass
    return None


def commands(text, links):
    """Carries out the complete lines of `text`; returns the incomplete rest."""
    *lines, rest = text.split("\n")
    for line in lines:
        command = json.loads(line)
        links[command["link"]].change(command["settings"])
    return rest


def run(spec):
    try:  # Late packets would be the link's own jitter.
        os.nice(-15)
    except OSError:
        pass
    links = {one["name"]: Link(one) for one in spec["links"]}
    ways = {link.ends[way]: (link, way) for link in links.values() for way in (0, 1)}
    flying, counter, text = [], itertools.count(), ""
    watched = [0, *ways]
    print("ready", flush=True)
    while True:
        ready, _, _ = select.select(watched, [], [], deliver(flying))
        for handle in ready:
            if handle != 0:
                take(*ways[handle], flying, counter)
                continue
            chunk = os.read(0, 65536)
            if not chunk:
                return
            text = commands(text + chunk.decode(), links)


if __name__ == "__main__":
    verb, argument = sys.argv[1], json.loads(sys.argv[2])
    if verb == "simulate":
        print(json.dumps(simulate(argument)))
    else:
        run(argument)
