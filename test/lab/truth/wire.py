#!/usr/bin/env python3
"""Notes the headers of what a call puts on the wire, so that an app's figures can be held against those of nobody it knows.

  wire.py NAMESPACE...   prints "ready", and when its input ends one JSON list with, per namespace:
                         rtp: [ms, out, ssrc, seq, timestamp, payloadBytes]  (RFC 3550 section 5.1; the tag of SRTP is in payloadBytes)
                         stun: [ms, out, transaction, isRequest]             (binding requests and answers, RFC 8489 section 5)
                         tagBytes: of SRTP, by what DTLS agreed on (RFC 5764 section 4.1.2, RFC 7714); null where that was not seen

IPv4 and UDP only; relayed packets too, where they come in ChannelData (RFC 8656 section 12.4). What is inside is encrypted, and not kept.
`ms` is CLOCK_MONOTONIC, `out` is 1 for what is sent.
"""

import os
import sys
import time

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "ears"))
from listening import PACKET_HOST, PACKET_OUTGOING, listen  # noqa: E402: after its folder is known

PACKET_BYTES_MAX = 65536
UDP = 17
STUN_COOKIE = b"\x21\x12\xa4\x42"
BINDING = {b"\x00\x01": True, b"\x01\x01": False}
# The answer to the extension use_srtp: one profile, no key identifier.
USE_SRTP = {b"\x00\x0e\x00\x05\x00\x02\x00\x01\x00": 10, b"\x00\x0e\x00\x05\x00\x02\x00\x07\x00": 16}


def payload_of(packet):
    if len(packet) < 28 or packet[0] >> 4 != 4 or packet[9] != UDP:
        return b""
    offset = (packet[0] & 15) * 4
    data = packet[offset + 8 : int.from_bytes(packet[2:4], "big")]
    # RFC 7983, section 7: 64 to 79 is a channel.
    if len(data) > 4 and 64 <= data[0] <= 79:
        return data[4 : 4 + int.from_bytes(data[2:4], "big")]
    return data


def take(notes, at, out, data):
    if len(data) < 12:
        return
    if data[4:8] == STUN_COOKIE:
        if data[:2] in BINDING:
            notes["stun"].append([at, out, data[8:20].hex(), BINDING[data[:2]]])
    elif 20 <= data[0] <= 63:
        for answer, tag in USE_SRTP.items():
            if answer in data:
                notes["tagBytes"] = tag
    # RFC 5761, section 4: 64 to 95 is RTCP.
    elif 128 <= data[0] <= 191 and not 64 <= data[1] & 127 <= 95:
        header = 12 + 4 * (data[0] & 15)
        if data[0] & 16:
            header += 4 + 4 * int.from_bytes(data[header + 2 : header + 4], "big")
        seq, stamp, ssrc = (int.from_bytes(data[a:b], "big") for a, b in ((2, 4), (4, 8), (8, 12)))
        notes["rtp"].append([at, out, ssrc, seq, stamp, len(data) - header])


def nothing():
    return {"rtp": [], "stun": [], "tagBytes": None}


def hear(notes, _ear, _device, kind, packet):
    if kind in (PACKET_HOST, PACKET_OUTGOING):
        take(notes, round(time.monotonic_ns() / 1e6, 2), int(kind == PACKET_OUTGOING), payload_of(packet))


listen(sys.argv[1:], nothing, hear, PACKET_BYTES_MAX)
