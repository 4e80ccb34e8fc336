"""Inputs for R7: bytes that are no request, or that two parsers could read differently, each with the statuses that are right for it."""
import json
import random

from load import feedback_item

REFUSED = (400,)
LARGE = (400, 413)
KEEPS = {200, 201, 404, 405, 422}      # framing was understood: the next request may be answered
SMUGGLED = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
BODY = feedback_item()[2]
SIZE = b"Content-Length: %d" % len(BODY)
CHUNKS = b"Transfer-Encoding: chunked"
CONTROL = [bytes([code]) for code in (*range(9), *range(10, 32), 127)]   # all but the tab
SEPARATORS = [bytes([code]) for code in b'()<>@,;\\"/[]?={} ']


def post(*lines, body=b"", first=b"POST /v1/feedback HTTP/1.1"):
    return b"\r\n".join((first, b"Host: a", b"Content-Type: application/json", *lines)) + b"\r\n\r\n" + body


def get(target=b"/v1/config", *lines, version=b"HTTP/1.1", method=b"GET"):
    return b"\r\n".join((method + b" " + target + b" " + version, b"Host: a", *lines)) + b"\r\n\r\n"


def chunked(*chunks, end=b"0\r\n\r\n"):
    return post(CHUNKS, body=b"".join(chunks) + end)


def shown(data):
    return ascii(data.decode("latin-1"))[1:-1]


def lengths():
    wrong = [b"+5", b"-5", b"-0", b"+0", b"--5", b"5-", b"0x5", b"5x", b"x5", b"5 5", b"5\t5", b"5,5", b"5, 5", b"5,", b",5", b"5;5", b"5.0", b"5e0", b"5_0", b"0b101", b"0o5",
             b"5L", b"'5'", b'"5"', b"(5)", b"5\x0b", b"\x0b5", b"5\xa0", b"\xa05", b"5\0", b"5\r", b"", b"\t", b"NaN", b"null", b"true", b"=5", b"5%", b"%35",
             *(digit.encode() for digit in "۵٥５५"), b"\xb5"]
    for value in wrong:
        yield f"length {shown(value)}", post(b"Content-Length: " + value, body=b"12345"), REFUSED
    for value in (b"9" * 26, b"18446744073709551616", b"18446744073709551621", b"9223372036854775808", b"4294967301"):
        yield f"length {shown(value)}", post(b"Content-Length: " + value), LARGE
    yield "length with zeros before it", post(b"Content-Length: 0005", body=b"12345"), (400, 422)
    yield "two lengths that differ", post(b"Content-Length: 5", b"Content-Length: 6", body=b"12345"), REFUSED
    yield "two lengths, the second none", post(b"Content-Length: 5", b"Content-Length:", body=b"12345"), REFUSED
    yield "the same length twice", post(b"Content-Length: 5", b"Content-Length: 5", body=b"12345"), REFUSED
    yield "the same length twice, another case", post(b"Content-Length: 5", b"CONTENT-LENGTH: 5", body=b"12345"), REFUSED
    for name in (b"Content-Length ", b"Content-Length\t", b"Content-Length\x0b", b"Content Length", b"Content-Length\0", b"\0Content-Length", b"Content-Length;"):
        yield f"name {shown(name)}", post(name + b": 5", body=b"12345"), REFUSED


def codings():
    wrong = [b"chunked,", b",chunked", b"chunked, chunked", b"identity, chunked", b"chunked, identity", b"gzip, chunked", b"chunked, gzip", b"deflate", b"compress", b"identity",
             b"xchunked", b"x-chunked", b"chunke", b"chunkedd", b"chun ked", b"chunk\ted", b"\x0bchunked", b"chunked\x0b", b"\x0cchunked", b"chunked\x0c", b"\xa0chunked", b"chunked\xa0",
             b"chunked;q=1", b"chunked ; q=1", b'"chunked"', b"'chunked'", b"[chunked]", b"chunked\0", b"\0chunked", b"ch\0unked", b"chunked\r", b"=chunked", b"chunked/1", b"chunked trailers",
             b"trailers", b"cow", b"0", b"", b"null", "ｃｈｕｎｋｅｄ".encode(), "chunkedی".encode()]
    for value in wrong:
        yield f"coding {shown(value)}", post(b"Transfer-Encoding: " + value, body=b"0\r\n\r\n"), REFUSED
        yield f"coding {shown(value)} and a length", post(b"Transfer-Encoding: " + value, SIZE, body=BODY), REFUSED
    for name, lines in (("length and chunks", (SIZE, CHUNKS)), ("chunks and length", (CHUNKS, SIZE)), ("coding twice", (CHUNKS, CHUNKS)), ("coding twice, the second none", (CHUNKS, b"Transfer-Encoding:")),
                        ("coding twice, cow first", (b"Transfer-Encoding: cow", CHUNKS)), ("CHUNKED and length", (b"TRANSFER-ENCODING: CHUNKED", SIZE)), ("chunks and length 0", (CHUNKS, b"Content-Length: 0")),
                        ("folded coding and length", (b"Transfer-Encoding:\r\n chunked", SIZE)), ("length, folded", (b"Content-Length:\r\n 5", CHUNKS))):
        yield name, post(*lines, body=b"0\r\n\r\n"), REFUSED
    yield "chunks in HTTP/1.0", post(CHUNKS, body=b"0\r\n\r\n", first=b"POST /v1/feedback HTTP/1.0"), REFUSED
    yield "chunks of a GET", get(b"/v1/config", CHUNKS) + b"5\r\nhello\r\n0\r\n\r\n", (400, 413)
    for name in (b"Transfer-Encoding ", b"Transfer-Encoding\t", b"Transfer-Encoding\x0b", b"Transfer Encoding", b"Transfer-Encoding\0", b"\0Transfer-Encoding", b":Transfer-Encoding", b'"Transfer-Encoding"',
                 b"Transfer-Encoding;", b"X\nTransfer-Encoding", b"X: y\rTransfer-Encoding", b"X: y\nTransfer-Encoding", b"X: y\n\rTransfer-Encoding", "Transfer-Encodingی".encode()):
        yield f"name {shown(name)}", post(name + b": chunked", SIZE, body=BODY), REFUSED


def chunks():
    for size in (b"-1", b"+5", b"0x5", b"5h", b"g", b"zz", b" 5", b"\t5", b"", b"\0", b"5\0", b"\x0b5", b"5_", b"5.0", b"5,5", b"5\r", b"5\n", b"\n5", "۵".encode(), "５".encode(), b"--5", b"0 5", b"5;a\nb", b"5 5"):
        yield f"chunk size {shown(size)}", chunked(size + b"\r\nhello\r\n"), REFUSED
    for size in (b"f" * 16, b"f" * 18, b"10000000000000005", b"8000000000000000", b"100000000", b"7fffffff"):
        yield f"chunk size {shown(size)}", chunked(size + b"\r\nhello\r\n"), LARGE
    for name, parts, end in (("longer than its size", b"5\r\nhello world\r\n", b"0\r\n\r\n"), ("without its line end", b"5\r\nhello", b"0\r\n\r\n"), ("lines that end in LF", b"5\nhello\n", b"0\n\n"),
                             ("lines that end in CR", b"5\rhello\r", b"0\r\r"), ("data that ends in LF", b"5\r\nhello\n", b"0\r\n\r\n"), ("two line ends after the data", b"5\r\nhello\r\n\r\n", b"0\r\n\r\n"),
                             ("two line ends after the size", b"5\r\n\r\nhello\r\n", b"0\r\n\r\n"), ("last one ends in LF", b"5\r\nhello\r\n", b"0\n\r\n"), ("trailer without a colon", b"5\r\nhello\r\n", b"0\r\nwhat\r\n\r\n"),
                             ("trailer with a NUL", b"5\r\nhello\r\n", b"0\r\nX: a\0b\r\n\r\n"), ("trailer with a space before its colon", b"5\r\nhello\r\n", b"0\r\nX : a\r\n\r\n"),
                             ("a last chunk of letters", b"5\r\nhello\r\n", b"zero\r\n\r\n"), ("a negative last chunk", b"5\r\nhello\r\n", b"-0\r\n\r\n")):
        yield f"chunk {name}", chunked(parts, end=end), REFUSED
    yield "chunk with trailers that frame", chunked(b"5\r\n12345\r\n", end=b"0\r\nContent-Length: 50\r\nTransfer-Encoding: chunked\r\n\r\n"), (400, 422)
    yield "chunk with an extension", chunked(b"5;a=b\r\n12345\r\n"), (400, 422)
    yield "chunk extension of 60,000", chunked(b"5;a=" + b"b" * 60000 + b"\r\n12345\r\n"), (400, 413, 422, 431)
    yield "chunk size with zeros before it", chunked(b"0" * 30 + b"5\r\n12345\r\n"), (400, 413, 422)


def headers():
    for letter in CONTROL + SEPARATORS:
        yield f"{shown(letter)} in a name", get(b"/v1/config", b"X" + letter + b"Y: a"), REFUSED
    for letter in CONTROL:
        yield f"{shown(letter)} in a value", get(b"/v1/config", b"X: a" + letter + b"b"), REFUSED
    for name, line in (("without a colon", b"what is this"), ("only a colon", b":"), ("without a name", b": x"), ("a name and a tab", b"X\t: a"), ("a Persian name", "سلام: x".encode()), ("that begins with NUL", b"\0X: a")):
        yield f"line {name}", get(b"/v1/config", line), REFUSED
    yield "space before the first header", b"GET /v1/config HTTP/1.1\r\n Host: a\r\n\r\n", REFUSED
    yield "tab before the first header", b"GET /v1/config HTTP/1.1\r\n\tHost: a\r\n\r\n", REFUSED
    yield "a folded value", get(b"/v1/config", b"X: a\r\n b"), (200, 400)       # RFC 9112 section 5.2 allows both
    yield "lines that end in LF", b"GET /v1/config HTTP/1.1\nHost: a\n\n", (400, 408)
    yield "lines that end in CR", b"GET /v1/config HTTP/1.1\rHost: a\r\r", (400, 408)
    yield "one line that ends in LF", b"GET /v1/config HTTP/1.1\r\nHost: a\nX: y\r\n\r\n", REFUSED
    yield "an end of LF CR LF", b"GET /v1/config HTTP/1.1\r\nHost: a\r\n\n\r\n", REFUSED


def hosts():
    yield "no host", b"GET /v1/config HTTP/1.1\r\n\r\n", REFUSED
    for extra in (b"Host: b", b"Host: a", b"HOST: a", b"Host:"):
        yield f"another {shown(extra)}", get(b"/v1/config", extra), REFUSED
    for host in (b"a, b", b"a b", b"a/b", b"a@b", b"user:pass@a", b"a:b", b"a:80:80", b"a:99999999999999999999", b"[::1", b"::1", b"[::1]x", b"[a]", b"http://a", b"a?b", b"a#b", b"a\\b", b'"a"', b"<a>", b"a;b=c/", b"a%",
                 b"a%zz", b"\xff", "سرو".encode(), b"a\x7f", b":80", b"a:-1", b"[]", b"[1.2.3.4]"):
        yield f"host {shown(host)}", b"GET /v1/config HTTP/1.1\r\nHost: " + host + b"\r\n\r\n", REFUSED
    for host in (b"a", b"help.shop.example:443", b"[::1]:8080", b"127.0.0.1", b"a_b.example", b"xn--mgba3a.example", b"a."):
        yield f"good host {shown(host)}", b"GET /v1/config HTTP/1.1\r\nHost: " + host + b"\r\n\r\n", (200,)


def first_lines():
    for version in (b"HTTP/9.9", b"HTTP/1.2", b"HTTP/0.9", b"HTTP/2.0", b"HTTP/2", b"HTTP/3", b"http/1.1", b"HTTP/11", b"HTTP/1.", b"HTTP/.1", b"HTTP/1.10", b"HTTP/01.1", b"HTTP/1.1x", b"HTTP/1,1", b"HTP/1.1",
                    b"HTTPS/1.1", b"HTTP /1.1", b"HTTP/ 1.1", b"HTTP/-1.1", b"HTTP/1.1\0", "HTTP/۱.۱".encode(), b"ICAP/1.0", b"RTSP/1.0", b"HTTP/1.1 HTTP/1.1", b"HTTP/1.1 ", b"HTTP/1.1\t", b""):
        yield f"version {shown(version)}", get(version=version), REFUSED
    for letter in CONTROL + [b"\t", b"("]:
        yield f"{shown(letter)} in the method", get(method=b"G" + letter + b"T"), REFUSED
        yield f"{shown(letter)} in the address", get(b"/v1/con" + letter + b"fig"), REFUSED if letter != b"(" else (404,)
    for name, line in (("no version", b"GET /v1/config"), ("two spaces", b"GET  /v1/config HTTP/1.1"), ("two spaces at the end", b"GET /v1/config  HTTP/1.1"), ("tabs between", b"GET\t/v1/config\tHTTP/1.1"),
                       ("a space first", b" GET /v1/config HTTP/1.1"), ("no method", b"/v1/config HTTP/1.1"), ("no address", b"GET HTTP/1.1"), ("no address, two spaces", b"GET  HTTP/1.1"), ("a space in the address", b"GET /v1/con fig HTTP/1.1"),
                       ("only a method", b"GET"), ("a header", b"Host: a")):
        yield f"first line with {name}", line + b"\r\nHost: a\r\n\r\n", REFUSED
    for method in (b"get", b"Get", b"BREW", b"PROPFIND", b"TRACE", b"PUT", b"PATCH", b"M-SEARCH", b"!#$%&'*+-.^_`|~"):
        yield f"method {shown(method)}", get(method=method), (405,)
    yield "method of 5,000 letters", get(method=b"A" * 5000), (400, 405, 414, 431)
    yield "host and port", get(b"a:80", method=b"CONNECT"), REFUSED
    yield "star", get(b"*", method=b"OPTIONS"), REFUSED
    yield "an empty line first", b"\r\n" + get(), (200, 400)
    yield "a line feed first", b"\n" + get(), REFUSED


def addresses():
    for target in (b"http://a/v1/config", b"https://a/v1/config", b"http:/v1/config", b"v1/config", b"?a", b"#a", b"*", b"\\v1\\config", b"a:80", b"%2fv1/config",
                   b"/v1/config%", b"/v1/config%2", b"/v1/config%zz", b"/v1/config%2g", b"/v1/config%g2", b"/v1/config%%", b"/v1/config%u0041", b"/v1/config%-1", b"/v1/config%00", b"/%00", b"/%0", b"/v1/%", b"/v1/%2"):
        yield f"address {shown(target)}", get(target), REFUSED
    for target in (b"/../../etc/passwd", b"/%2e%2e/%2e%2e/etc/passwd", b"/..%2f..%2fetc/passwd", b"/%252e%252e/etc/passwd", b"//etc/passwd", b"//a/v1/config", b"/./v1/config", b"/v1/../v1/config", b"/v1/config/", b"/v1/config;a",
                   b"/V1/CONFIG", b"/v1\\config", b"/%c0%ae%c0%ae/etc/passwd", b"/%ff", b"/v1%2fconfig%2f", b"/%5c", b"/v1/config%20", b"/v1/config%0d%0aX:%20y", b"/v1/config%0a", b"/%e2%80%ae", b"/index.html%3f", b"/shop.db", b"/.git/config"):
        yield f"address {shown(target)}", get(target), (404,)
    for target in (b"/\xff", b"/\xd8\xb3", b"/\x80"):
        yield f"address {shown(target)}", get(target), (400, 404)


def sizes():
    yield "address of 60,000", get(b"/" + b"a" * 60000), (414,)
    yield "query of 60,000", get(b"/v1/config?" + b"a" * 60000), (414,)
    yield "address of 2,049", get(b"/" + b"a" * 2048), (414,)
    yield "header of 60,000", get(b"/v1/config", b"X: " + b"a" * 60000), (431,)
    yield "name of 60,000", get(b"/v1/config", b"X" * 60000 + b": a"), (431,)
    yield "1,000 headers", get(b"/v1/config", *[b"X: a"] * 1000), (431,)
    yield "65 headers", get(b"/v1/config", *[b"X: a"] * 64), (431,)
    yield "GET with a body", get(b"/v1/config", b"Content-Length: 5") + b"12345", (413,)
    yield "body cut off", post(b"Content-Length: 9000", body=b"{"), (400, 408, 422)
    yield "body too large", post(b"Content-Length: 100000"), (413,)
    yield "chunks too large", chunked(b"4000\r\n" + b"a" * 0x4000 + b"\r\n", b"4000\r\n" + b"a" * 0x4000 + b"\r\n"), (413,)


def expectations():
    taken = (400, 417, 422)
    for value in (b"100-continue", b"100-CONTINUE", b"200-ok", b"100-continue, 100-continue", b"", b"x"):
        yield f"expect {shown(value)}", post(b"Expect: " + value, b"Content-Length: 5", body=b"12345"), taken
    yield "expect, too large", post(b"Expect: 100-continue", b"Content-Length: 100000"), (413,)
    yield "expect twice, length and chunks", post(b"Expect: 100-continue", b"Expect: 100-continue", SIZE, CHUNKS), REFUSED
    for line in (b"Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__", b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", b"Upgrade: TLS/1.0\r\nConnection: Upgrade",
                 b"Connection: Host", b"Connection: close, keep-alive", b"Connection: keep-alive, close, x", b"Connection:", b"Proxy-Connection: keep-alive", b"TE: trailers", b"Trailer: Content-Length"):
        yield f"asks for {shown(line)[:40]}", get(b"/v1/config", line), (200, 400)


def other_protocols():
    yield "TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(32) + b"\r\n\r\n", REFUSED
    yield "HTTP/2 preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", REFUSED
    yield "PROXY line", b"PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n" + get(), REFUSED
    yield "PROXY version 2", b"\r\n\r\n\x00\r\nQUIT\n\x21\x11\x00\x0c" + bytes(12) + get(), REFUSED
    for name, data in (("SSH", b"SSH-2.0-OpenSSH_9.2"), ("SMTP", b"EHLO a"), ("Redis", b"*1\r\n$4\r\nPING"), ("SOCKS", b"\x05\x01\x00"), ("memcached", b"stats"), ("zeros", bytes(64)), ("all bytes", bytes(range(256))), ("JSON", json.dumps({"a": 1}).encode())):
        yield name, data + b"\r\n\r\n", REFUSED
    dice = random.Random(7)
    for i in range(12):
        yield f"chance {i}", bytes(dice.randrange(256) for _ in range(dice.randrange(8, 200))) + b"\r\n\r\n", REFUSED


# Several requests at once: the statuses of all answers, in their order. None: the last may be missing.
PIPELINES = {
    "good, then two lengths": (get() + post(b"Content-Length: 5", b"Content-Length: 6", body=b"12345"), [200, 400]),
    "good, then length and chunks": (get() + post(SIZE, CHUNKS, body=b"0\r\n\r\n"), [200, 400]),
    "good, then no host": (get() + b"GET /v1/config HTTP/1.1\r\n\r\n", [200, 400]),
    "good, good, then noise": (get() + get() + b"\0\0\0\r\n\r\n", [200, 200, 400]),
    "not found, then folded length beside chunks": (get(b"/nothing") + post(b"Content-Length:\r\n 5", CHUNKS, body=b"0\r\n\r\n"), [404, 400]),
    "a body, then noise where the next begins": (post(b"Content-Length: 5", body=b"12345") + b"\x01\r\n\r\n", [422, 400]),
    "one byte less than the body": (post(b"Content-Length: 4", body=b"12345") + get(), [422, 405]),            # the next method is "5GET"
    "a chunked body, then good": (chunked(b"5\r\n12345\r\n") + get(), [422, 200]),
    "a chunked body, then noise": (chunked(b"5\r\n12345\r\n") + b"\x02\r\n\r\n", [422, 400]),
    "close, then good": (get(b"/v1/config", b"Connection: close") + get(), [200]),
    "HTTP/1.0, then good": (get(version=b"HTTP/1.0") + get(), [200]),
    "another origin with a body, then good": (post(b"Origin: https://evil.example", b"Content-Length: 5", body=b"12345") + get(), [403]),
    "wrong method with a body, then good": (get(b"/v1/config", b"Content-Length: 5", method=b"PUT") + b"12345" + get(), [405]),
    "not found with a body, then good": (get(b"/nothing", b"Content-Length: 5", method=b"POST") + b"12345" + get(), [404]),
    "HEAD, then good": (get(method=b"HEAD") + get(), [200, 200]),
    "three good": (get() * 3, [200, 200, 200]),
}

CASES = {name: (data, right) for group in (lengths, codings, chunks, headers, hosts, first_lines, addresses, sizes, expectations, other_protocols) for name, data, right in group()}
