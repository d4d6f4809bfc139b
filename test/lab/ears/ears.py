#!/usr/bin/env python3
"""Listens to what arrives in namespaces, so that silence is measured where sound is heard and not where an app believes it is.

  ears.py NAMESPACE...   prints "ready", notes every arriving packet that can carry sound, and when its input ends prints one
                         JSON list of arrival times (milliseconds of CLOCK_MONOTONIC) per namespace.

Not noted: loopback, what is sent, what comes to an address that the interface no longer has (neighbours go on sending
there for seconds), STUN (RFC 8489 section 5; checks also run on paths without sound), DNS, and bare TCP
acknowledgements. Only times are kept, never content.
"""

import fcntl
import struct
import sys
import time

from listening import PACKET_HOST, listen

SIOCGIFADDR = 0x8915  # linux/sockios.h
HEADER_BYTES = 160
STUN_COOKIE = b"\x21\x12\xa4\x42"
TCP, UDP = 6, 17


def is_for(ear, device, packet):
    """Whether an IPv4 packet goes to the address that the device has now. The lab gives each device one, and moves no IPv6."""
    if packet[0] >> 4 != 4:
        return True
    try:
        answer = fcntl.ioctl(ear, SIOCGIFADDR, struct.pack("256s", device.encode()))
    except OSError:  # it has none
        return False
    return answer[20:24] == packet[16:20]


def may_be_sound(packet):
    version = packet[0] >> 4 if packet else 0
    if version == 4:
        offset, protocol = (packet[0] & 15) * 4, packet[9]
        length = int.from_bytes(packet[2:4], "big")
    elif version == 6:
        offset, protocol = 40, packet[6]
        length = 40 + int.from_bytes(packet[4:6], "big")
    else:
        return False
    if protocol == UDP:
        payload = packet[offset + 8 :]
        return int.from_bytes(packet[offset : offset + 2], "big") != 53 and payload[4:8] != STUN_COOKIE
    return protocol == TCP and length > offset + (packet[offset + 12] >> 4) * 4


def take(heard, ear, device, kind, packet):
    if kind == PACKET_HOST and may_be_sound(packet) and is_for(ear, device, packet):
        heard.append(round(time.monotonic_ns() / 1e6, 1))


listen(sys.argv[1:], list, take, HEADER_BYTES)
