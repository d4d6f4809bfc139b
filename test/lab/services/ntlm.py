#!/usr/bin/env python3
"""An NTLM helper for squid that takes one account, by NTLMv2 alone (MS-NLMP sections 2.2.1 and 3.3.2).

squid's own fake helper sends a challenge that Chromium refuses, and samba's needs a domain. Speaks squid's protocol on standard
input and output: `YR <type 1>` is answered `TT <type 2>`, `KK <type 3>` by `AF <user>` or `NA <why>`.
Run: ntlm.py DOMAIN USER PASSWORD-FILE
"""
import base64
import hashlib
import hmac
import os
import struct
import sys

SIGNATURE = b"NTLMSSP\0"
# Unicode, request target, NTLM, always sign, target is a domain, extended session security, target info.
FLAGS = 0x1 | 0x4 | 0x200 | 0x8000 | 0x10000 | 0x80000 | 0x800000


def md4(data):
    """RFC 1320; OpenSSL 3 has left it out."""

    def roll(value, bits):
        value &= 0xFFFFFFFF
        return (value << bits | value >> (32 - bits)) & 0xFFFFFFFF

    rounds = (
        (lambda x, y, z: x & y | ~x & z, 0, range(16), (3, 7, 11, 19)),
        (lambda x, y, z: x & y | x & z | y & z, 0x5A827999, [i % 4 * 4 + i // 4 for i in range(16)], (3, 5, 9, 13)),
        (
            lambda x, y, z: x ^ y ^ z,
            0x6ED9EBA1,
            (0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15),
            (3, 9, 11, 15),
        ),
    )
    padded = data + b"\x80" + b"\0" * ((55 - len(data)) % 64) + struct.pack("<Q", len(data) * 8)
    state = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476]
    for at in range(0, len(padded), 64):
        words = struct.unpack("<16I", padded[at : at + 64])
        a, b, c, d = state
        for mix, add, order, shifts in rounds:
            for step, index in enumerate(order):
                a, b, c, d = d, roll(a + mix(b, c, d) + words[index] + add, shifts[step % 4]), b, c
        state = [(old + new) & 0xFFFFFFFF for old, new in zip(state, (a, b, c, d))]
    return struct.pack("<4I", *state)


def wide(text):
    return text.encode("utf-16-le")


def field(message, at):
    """A security buffer: length, room, offset."""
    length, _, offset = struct.unpack_from("<HHI", message, at)
    return message[offset : offset + length]


def challenge_message(domain, nonce):
    target = wide(domain)
    pair = lambda kind, value: struct.pack("<HH", kind, len(value)) + value
    info = pair(2, target) + pair(1, wide("PROXY")) + pair(0, b"")
    head = 48
    return (
        SIGNATURE
        + struct.pack("<IHHII", 2, len(target), len(target), head, FLAGS)
        + nonce
        + b"\0" * 8
        + struct.pack("<HHI", len(info), len(info), head + len(target))
        + target
        + info
    )


def is_right(message, nonce, account):
    """Whether a type 3 message proves the password of the account, in NTLMv2."""
    domain, user, password = account
    response = field(message, 20)
    told_domain, told_user = (field(message, at).decode("utf-16-le") for at in (28, 36))
    if told_user.lower() != user.lower() or told_domain.lower() not in ("", domain.lower()) or len(response) < 44:
        return False
    key = hmac.new(md4(wide(password)), wide(told_user.upper() + told_domain), hashlib.md5).digest()
    proof = hmac.new(key, nonce + response[16:], hashlib.md5).digest()
    return hmac.compare_digest(proof, response[:16])


def main():
    domain, user, file = sys.argv[1:4]
    with open(file, encoding="utf-8") as opened:
        account = (domain, user, opened.read())
    nonce = b""
    for line in sys.stdin:
        word, _, rest = line.strip().partition(" ")
        if word == "YR":
            nonce = os.urandom(8)
            print("TT", base64.b64encode(challenge_message(domain, nonce)).decode(), flush=True)
        elif word == "KK":
            right = is_right(base64.b64decode(rest), nonce, account)
            print(f"AF {user}" if right else "NA refused", flush=True)
        else:
            print("BH unknown", flush=True)


if __name__ == "__main__":
    main()
