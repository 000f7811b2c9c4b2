"""A second verifier of exports, written from docs/ledger-format.md alone: it shows that the document suffices.

    python3 second_verifier.py EXPORT PUBLIC_KEY_PEM
    python3 second_verifier.py --batch FOLDER   every NAME.jsonl in it, each with the key NAME.pem; one line a file

Python's standard library only, which has no Ed25519: the verification of RFC 8032 stands at the end.
Memory stays constant: lines are read one by one, and the tree is kept as the roots of its full subtrees.
"""

import base64
import hashlib
import json
import re
import sys
from pathlib import Path

LONGEST_LINE = 64 * 1024 * 1024
EVENT_START = b'{"event":'
EVENT_END = re.compile(rb',"hash":"(.{64})"\}', re.DOTALL)
HIDDEN = re.compile(rb'\{"hidden":([1-9][0-9]*),"hash":"([0-9a-f]{64})"\}')
CLOSING = re.compile(rb'\{"statement":(\{.*\}),"signature":"([A-Za-z0-9+/=]{88})"\}', re.DOTALL)
HASH = re.compile(r"[0-9a-f]{64}")
MOST = 2**53 - 1
KEY = re.compile(rb'"([ !#-\[\]-~]*)":')
TEXT = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
BARE = re.compile(rb'[^\x00-\x20",:\[\]{}]+')
EVENT_KEYS = {
    "previous": rb'"[0-9a-f]{64}"', "sequence": rb"[1-9][0-9]*", "tenantId": rb'"[^"\\]*"',
    "type": rb'"[^"\\]*"', "version": rb"1", "why": rb'".*"',
}  # fmt: skip
FILTERS = [set(), {"executionId"}, {"since"}, {"until"}, {"since", "until"}]
SIGNATURE = re.compile(rb"[A-Za-z0-9+/]{86}==")
STATEMENT_KEYS = {
    "filter": dict, "first": int, "last": int, "tenantId": str, "count": int, "hidden": int,
    "head": str, "hashesSha256": str, "exportedAt": str, "keyId": str,
}  # fmt: skip


class Finding(Exception):
    """The first thing that does not hold, by the document's code, and the sequence it was found at."""

    def __init__(self, code, sequence=None):
        super().__init__(code)
        self.code = code
        self.sequence = sequence


def verify(export, pem):
    """Goes through an export once."""
    with open(export, "rb") as file:
        lines = lines_of(file)
        header_line = next(lines, None)
        if header_line is None:
            raise Finding("export.empty")
        stretch = Stretch(read_header(header_line), lines)
        for line in lines:
            closing = CLOSING.fullmatch(line)
            if closing:
                if next(lines, None) is not None:
                    raise Finding("export.after_end")
                statement = read_closing(closing, pem)
                stretch.compare(statement, header_line)
                return {"ok": True, "events": stretch.count, "head": stretch.head}
            stretch.take(line)
        raise Finding("export.unfinished")


def lines_of(file):
    """Lines as bytes without their ends; what is no UTF-8 or too long ends the reading."""
    while line := file.readline(LONGEST_LINE + 1):
        if line.endswith(b"\n"):
            line = line[:-1]
        elif len(line) > LONGEST_LINE:
            raise Finding("export.line_too_long")
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            raise Finding("export.not_utf8") from None
        yield line


def read_header(line):
    header = parse(line)
    if not isinstance(header, dict) or "steadyhand_export" not in header:
        raise Finding("export.not_an_export")
    if not is_one(header["steadyhand_export"]):
        raise Finding("export.unsupported_version")
    if not is_stretch(header):
        raise Finding("export.not_an_export")
    return header


def is_stretch(said):
    """Whether the four keys are there, and a frontier where, and only where, the stretch is one of time."""
    if any(type(said.get(key)) is not STATEMENT_KEYS[key] for key in ("filter", "first", "last", "tenantId")):
        return False
    if set(said["filter"]) not in FILTERS or not all(isinstance(value, str) for value in said["filter"].values()):
        return False
    if not is_of_time(said["filter"]):
        return "frontier" not in said
    frontier = said.get("frontier")
    is_list = isinstance(frontier, list) and all(isinstance(root, str) and HASH.fullmatch(root) for root in frontier)
    return is_list and said["first"] >= 1 and len(frontier) == bin(said["first"] - 1).count("1")


def is_of_time(filters):
    return "since" in filters or "until" in filters


class Stretch:
    """What the lines between header and closing line have said so far."""

    def __init__(self, header, lines):
        self.rest = lines
        self.tenant = header["tenantId"]
        self.execution = header["filter"].get("executionId")
        self.first = header["first"]
        is_everything = self.execution is None and not is_of_time(header["filter"])
        self.last = 0 if is_everything else self.first - 1
        self.count = 0
        self.hidden = 0
        self.head = None
        self.hashes = hashlib.sha256()
        self.frontier = [bytes.fromhex(root) for root in header.get("frontier", [])]

    def take(self, line):
        if line.startswith(EVENT_START):
            self.take_event(line)
            return
        hidden = HIDDEN.fullmatch(line)
        if not hidden:
            raise Finding("export.malformed", self.last + 1)
        sequence, digest = int(hidden[1]), hidden[2].decode()
        if sequence > MOST:
            raise Finding("export.malformed", self.last + 1)
        self.check_place(sequence, digest)
        self.hidden += 1
        self.append(digest)

    def take_event(self, line):
        end = EVENT_END.fullmatch(line[-75:])
        if not end:
            raise Finding("ledger.hash_missing", self.last + 1)
        text, digest = line[len(EVENT_START) : -75], end[1].decode("utf-8", "replace")
        if hashlib.sha256(text).hexdigest() != digest:
            raise Finding("ledger.edited", self.last + 1)
        event = parse_event(text)
        if event is None:
            raise Finding("ledger.malformed", self.last + 1)
        sequence = event["sequence"]
        if event["tenantId"] != self.tenant:
            raise Finding("ledger.other_tenant", sequence)
        self.check_place(sequence, digest)
        before = "0" * 64 if sequence == 1 else self.head
        if before is not None and event["previous"] != before:
            raise Finding("ledger.rechained", sequence)
        if self.execution is not None and event.get("executionId") != self.execution:
            raise Finding("export.wrong_execution", sequence)
        self.count += 1
        self.append(digest)

    def check_place(self, sequence, digest):
        expected = self.last + 1
        if sequence > expected:
            if any(sequence_of(line) == expected for line in self.rest):
                raise Finding("ledger.swapped", sequence)
            raise Finding("ledger.head_cut" if expected == 1 else "ledger.dropped", sequence)
        if sequence < expected:
            claims_place = sequence == self.last and digest != self.head
            raise Finding("ledger.inserted" if claims_place else "ledger.doubled", sequence)

    def append(self, digest):
        self.last += 1
        self.head = digest
        self.hashes.update(digest.encode() + b"\n")
        root, left = bytes.fromhex(digest), self.last - 1
        while left % 2 == 1 and self.execution is None:
            root = joined(self.frontier.pop(), root)
            left //= 2
        if self.execution is None:
            self.frontier.append(root)

    def root(self):
        """In lower-case hex, or None in an export of one execution, which has no root."""
        if self.execution is not None:
            return None
        *others, root = self.frontier
        for left in reversed(others):
            root = joined(left, root)
        return root.hex()

    def compare(self, statement, header_line):
        if statement["last"] != self.last:
            raise Finding("ledger.tail_cut" if statement["last"] > self.last else "ledger.inserted", self.last)
        if statement["first"] != self.first:
            raise Finding("ledger.head_cut", self.first)
        if self.count == 0:
            raise Finding("export.empty")
        said = [statement["head"], statement["hashesSha256"]]
        if said != [self.head, self.hashes.hexdigest()]:
            raise Finding("ledger.rechained", self.last)
        if "root" in statement and statement["root"] != self.root():
            raise Finding("ledger.rechained", self.last)
        if [statement["count"], statement["hidden"]] != [self.count, self.hidden]:
            raise Finding("export.contradicts", self.last)
        if self.hidden and self.execution is None:
            raise Finding("export.contradicts", self.last)
        if header_line != header_of(statement):
            raise Finding("export.contradicts", self.last)


def sequence_of(line):
    """The sequence of a line with a text, otherwise unchecked: enough to tell that events were swapped."""
    event = parse_event(line[len(EVENT_START) : -75]) if line.startswith(EVENT_START) else None
    return event["sequence"] if event else None


def joined(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def header_of(statement):
    names = [key for key in ("filter", "first", "frontier", "last", "tenantId") if key in statement]
    keys = {"steadyhand_export": 1} | {key: statement[key] for key in names}
    return json.dumps(keys, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def read_closing(closing, pem):
    text, signature = closing[1], closing[2]
    statement = parse(text)
    if not isinstance(statement, dict) or any(type(statement.get(k)) is not t for k, t in STATEMENT_KEYS.items()):
        raise Finding("export.malformed")
    if not is_stretch(statement):
        raise Finding("export.malformed")
    if statement["keyId"] != hashlib.sha256(re.sub(rb"[\r\n]", b"", pem)).hexdigest()[:16]:
        raise Finding("export.other_key")
    raw = base64.b64decode(signature) if SIGNATURE.fullmatch(signature) else b""
    # Other digits with the same bits would be another text for the same signature.
    if base64.b64encode(raw) != signature or not signature_holds(public_key_of(pem), text, raw):
        raise Finding("export.signature_wrong")
    return statement


def parse_event(text):
    """What places an event of version 1, from the top level of its text alone, or None."""
    values, at, before = {}, 0, None
    while at < len(text) - 1:
        key = KEY.match(text, at + 1) if text[at : at + 1] == (b"," if at else b"{") else None
        if not key or (before is not None and key[1] <= before):
            return None
        at = end_of_value(text, key.end())
        if at is None:
            return None
        before = key[1]
        values[before.decode()] = text[key.end() : at]
    if text[at:] != b"}" or any(not re.fullmatch(form, values.get(key, b""), re.DOTALL) for key, form in EVENT_KEYS.items()):
        return None
    execution = values.get("executionId", b'""')
    if not re.fullmatch(rb'"[^"\\]*"', execution) or int(values["sequence"]) > MOST:
        return None
    unquoted = {key: values[key][1:-1].decode() for key in ("previous", "tenantId")}
    return unquoted | {"sequence": int(values["sequence"]), "executionId": execution[1:-1].decode()}


def end_of_value(text, at):
    """Just past a text, a number or word, or brackets with all that is within; None where there is none of them."""
    flat = TEXT.match(text, at) or BARE.match(text, at)
    if flat:
        return flat.end()
    depth = 0
    while True:
        token = text[at : at + 1]
        if depth and token == b'"':
            quoted = TEXT.match(text, at)
            if not quoted:
                return None
            at = quoted.end()
            continue
        if token <= b" " or (not depth and token not in (b"{", b"[")):
            return None
        depth += {b"{": 1, b"[": 1, b"}": -1, b"]": -1}.get(token, 0)
        at += 1
        if depth == 0:
            return at


def is_one(value):
    return type(value) is int and value == 1


def parse(text):
    """Strict JSON, or None: Python alone would also take NaN and Infinity. Numbers count by their value."""
    try:
        return json.loads(text.decode("utf-8"), parse_constant=refuse_constant, parse_int=number, parse_float=number)
    except (ValueError, RecursionError):
        return None


def number(digits):
    value = float(digits)
    return int(value) if value.is_integer() and abs(value) <= MOST else value


def refuse_constant(name):
    raise ValueError(f"{name} is no JSON")


# Ed25519 after RFC 8032, 5.1: points are (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
SPKI_PREFIX = bytes.fromhex("302a300506032b6570032100")


def public_key_of(pem):
    body = re.fullmatch(rb"\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----\s*", pem)
    der = base64.b64decode(body[1]) if body else b""
    if len(der) != 44 or not der.startswith(SPKI_PREFIX):
        raise SystemExit("Cannot read the public key: it is no PEM (SPKI) of an Ed25519 key")
    return der[len(SPKI_PREFIX) :]


def signature_holds(key, message, signature):
    """Whether R = SB - hA, compared as bytes, with S below the group's order."""
    point, s = decompress(key), int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or point is None or s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    negated = (-point[0] % P, point[1], point[2], -point[3] % P)
    return compress(add(multiply(s, BASE), multiply(h, negated))) == signature[:32]


def add(one, other):
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def multiply(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def compress(point):
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def decompress(encoded):
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


BASE = decompress((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def answer(export, pem):
    try:
        return verify(export, pem)
    except Finding as finding:
        place = {} if finding.sequence is None else {"sequence": finding.sequence}
        return {"ok": False, "code": finding.code} | place


def main(arguments):
    if len(arguments) != 2:
        raise SystemExit(__doc__)
    if arguments[0] == "--batch":
        for export in sorted(Path(arguments[1]).glob("*.jsonl")):
            found = answer(export, export.with_suffix(".pem").read_bytes())
            print(json.dumps({"file": export.name} | found))
        return 0
    found = answer(arguments[0], Path(arguments[1]).read_bytes())
    print(json.dumps(found))
    return 0 if found["ok"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
