"""A handheld that shares no code with phuctra: enrols, pushes a bundle, pulls its feed, and checks every
signature of the hub. Needs `cryptography` and `http-message-signatures`.

Usage: independent.py HUB-URL CODE
"""

import base64
import hashlib
import hmac
import json
import sys
import urllib.error
import urllib.request

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from http_message_signatures import HTTPMessageSigner, HTTPSignatureKeyResolver, algorithms

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def raw(public):
    return public.public_bytes(Encoding.Raw, PublicFormat.Raw)


def identity(key):
    return hashlib.sha256(key).hexdigest()[:32]


def decode(code):
    """The ten secret bytes and the first sixty bits of SHA-256 of the hub's key."""
    letters = code.replace("-", "")
    assert len(letters) == 30
    number = 0
    for letter in letters:
        number = number << 5 | LETTERS.index(letter)
    check = number & 1023
    fingerprint = number >> 10 & (1 << 60) - 1
    digest = hashlib.sha256(letters[:28].encode()).digest()
    assert check == int.from_bytes(digest[:2], "big") >> 6, "the code's check letters"
    return (number >> 70).to_bytes(10, "big"), fingerprint


def fields(text, opening):
    lines = text.split("\n")
    assert lines[0] == opening, lines[0]
    return dict(line.split(": ", 1) for line in lines[1:] if line)


def check_signed(text, key):
    """The hub signs all lines before the last one."""
    before, _, signature = text.rpartition("signature: ")
    Ed25519PublicKey.from_public_bytes(key).verify(bytes.fromhex(signature.strip()), before.encode())


def entry(key, device, number, previous, kind, body):
    header = (
        "phuctra-entry/1\n"
        f"device: {device}\n"
        "epoch: 1\n"
        f"seq: {number}\n"
        f"previous: {previous}\n"
        f"kind: {kind}\n"
        f"body-length: {len(body)}\n"
        f"body-sha256: {hashlib.sha256(body).hexdigest()}\n"
    ).encode()
    signature = key.sign(header).hex()
    framed = header + f"signature: {signature}\n\n".encode() + body + b"\n"
    return framed, hashlib.sha256(header).hexdigest()


def refused(request):
    try:
        urllib.request.urlopen(request)
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())
    raise AssertionError("it was not refused")


class Resolver(HTTPSignatureKeyResolver):
    def __init__(self, key):
        self.key = key

    def resolve_private_key(self, key_id):
        return self.key

    def resolve_public_key(self, key_id):
        return self.key.public_key()


def signed(url, key, device):
    nonce = requests.get(url.split("/v1/")[0] + "/v1/nonce", timeout=10).json()["nonce"]
    request = requests.Request("GET", url).prepare()
    digest = base64.b64encode(hashlib.sha256(b"").digest()).decode()
    request.headers["Content-Digest"] = f"sha-256=:{digest}:"
    signer = HTTPMessageSigner(
        signature_algorithm=algorithms.ED25519, key_resolver=Resolver(key)
    )
    signer.sign(
        request,
        key_id=device,
        nonce=nonce,
        tag="phuctra",
        label="sig1",
        include_alg=True,
        use_existing_digest=True,
        covered_component_ids=("@method", "@path", "@query", "content-digest"),
    )
    return request


def main(url, code):
    secret, fingerprint = decode(code)
    key = Ed25519PrivateKey.generate()
    public = raw(key.public_key())
    device = identity(public)
    shared = hashlib.sha256(b"phuctra-code/1\n" + secret).digest()
    proof = hmac.new(shared, b"phuctra-enrolment/1\n" + public, hashlib.sha256).hexdigest()
    request = {"version": 1, "key": public.hex(), "proof": proof}
    answer = requests.post(url + "/v1/enrolments", json=request, timeout=10)
    assert answer.status_code == 200, answer.text
    hub = bytes.fromhex(answer.json()["hub"])
    assert int.from_bytes(hashlib.sha256(hub).digest()[:8], "big") >> 4 == fingerprint
    certificate = answer.json()["certificate"]
    check_signed(certificate, hub)
    lines = fields(certificate, "phuctra-certificate/1")
    assert lines["key"] == public.hex() and lines["device"] == device
    again = requests.post(url + "/v1/enrolments", json=request, timeout=10)
    assert again.json() == answer.json(), "the same code and key give the same certificate"

    stamp = {
        "version": 1,
        "time": "2026-06-16T12:41:05+07:00",
        "clock": "ok",
        "boot": "0a1b2c3d",
        "monotonic": 1,
        "person": lines["person"],
    }
    bundle, previous = b"phuctra-bundle/1\n", hashlib.sha256(public).hexdigest()
    bodies = [
        ("device-configured", {**stamp, "inspector": lines["person"]}),
        ("device-enrolled", {**stamp, "certificate": certificate, "hub": hub.hex(), "address": url}),
        ("a-later-kind", {**stamp, "note": "thứ mới"}),
    ]
    for number, (kind, body) in enumerate(bodies, 1):
        framed, previous = entry(
            key, device, number, previous, kind, json.dumps(body, ensure_ascii=False).encode()
        )
        bundle += framed
    name = hashlib.sha256(bundle).hexdigest()
    receipts = [
        requests.put(f"{url}/v1/bundles/{name}", data=bundle, timeout=10) for _ in range(2)
    ]
    assert [each.status_code for each in receipts] == [200, 200], receipts[0].text
    assert receipts[0].content == receipts[1].content, "the receipt is the same again"
    check_signed(receipts[0].text, hub)
    receipt = fields(receipts[0].text, "phuctra-receipt/1")
    assert receipt["seq"] == "3" and receipt["head"] == previous
    altered = bundle.replace(b"a-later-kind", b"a-later-kinD".lower(), 1)[:-2] + b"x\n"
    bad = hashlib.sha256(altered).hexdigest()
    assert requests.put(f"{url}/v1/bundles/{bad}", data=altered, timeout=10).status_code in (400, 403)

    request = signed(f"{url}/v1/feed?after=0", key, device)
    session = requests.Session()
    page = session.send(request, timeout=10)
    assert page.status_code == 200, page.text
    head, _, content = page.content.partition(b"\n\n")
    check_signed(head.decode() + "\n", hub)
    told = fields(head.decode() + "\n", "phuctra-feed/1")
    assert told["device"] == device and int(told["length"]) == len(content)
    assert told["sha256"] == hashlib.sha256(content).hexdigest()
    assert fields(json.loads(content)["receipt"], "phuctra-receipt/1")["seq"] == "3"
    assert session.send(request, timeout=10).status_code == 401, "a nonce is good once"
    print(f"ok {device} {told['cursor']}")


if __name__ == "__main__":
    main(*sys.argv[1:])
