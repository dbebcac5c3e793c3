"""A plain client to compare with. client.py PORT rtt|calls|chunks COUNT prints messages per second.

rtt     sends one message and awaits its echo, again and again
calls   one send() a message, and reads what is there every so often, as a script that says many things does
chunks  hands the socket 64 KiB of ready frames at a time: no message exists by itself
"""
import select
import socket
import sys
import time

CHUNK = 64 * 1024


def frame(payload):
    return b"%02d%s" % (len(payload), payload)


class Client:
    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""
        self.got = 0
        self.socket.sendall(frame(b"LOGIN python pw"))
        while self.got == 0:
            self.read()
        self.got = 0

    def read(self):
        """Reads once and counts whole frames, each taken out as bytes of its own."""
        data = self.rest + self.socket.recv(CHUNK)
        at, end = 0, len(data)
        while end - at >= 2:
            length = (data[at] - 48) * 10 + data[at + 1] - 48
            if end - at - 2 < length:
                break
            payload = data[at + 2:at + 2 + length]
            assert not payload.startswith(b"NO")
            at += 2 + length
            self.got += 1
        self.rest = data[at:]

    def rtt(self, count):
        message = frame(b"MSG 0123456789abcdef")
        for sent in range(1, count + 1):
            self.socket.sendall(message)
            while self.got < sent:
                self.read()

    def calls(self, count):
        for number in range(1, count + 1):
            self.socket.sendall(frame(b"MSG " + str(number).encode()))
            if number % 64 == 0:
                while select.select([self.socket], [], [], 0)[0]:
                    self.read()
        while self.got < count:
            self.read()

    def chunks(self, count):
        data = memoryview(frame(b"MSG 0123456789abcdef") * count)
        self.socket.setblocking(False)
        at = 0
        while self.got < count:
            more = [self.socket] if at < len(data) else []
            readable, writable, _ = select.select([self.socket], more, [])
            if readable:
                self.read()
            if writable:
                at += self.socket.send(data[at:at + CHUNK])


client = Client(int(sys.argv[1]))
many = int(sys.argv[3])
if sys.argv[2] == "rtt":
    client.rtt(1000)
    client.got = 0
begin = time.perf_counter()
getattr(client, sys.argv[2])(many)
print(many / (time.perf_counter() - begin))
