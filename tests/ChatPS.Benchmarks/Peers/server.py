"""A plain chat server to compare with: one select loop, what a client is owed is gathered and sent once a turn.
server.py prints its port and runs until it is killed. Anybody may log in."""
import select
import socket


class Client:
    def __init__(self, connection):
        self.socket = connection
        self.name = None
        self.incoming = b""
        self.outgoing = bytearray()


def frame(payload):
    return b"%02d%s" % (len(payload), payload)


clients = {}


def handle(client, payload):
    if payload.startswith(b"MSG ") and client.name:
        said = frame(client.name + b": " + payload[4:])
        for other in clients.values():
            if other.name:
                other.outgoing += said
    elif payload.startswith(b"LOGIN "):
        client.name = payload.split(b" ")[1]
        client.outgoing += frame(b"Welcome, " + client.name + b"!")
    else:
        client.outgoing += frame(b"NO - not understood")


def receive(client):
    data = client.socket.recv(65536)
    if not data:
        raise ConnectionError
    data = client.incoming + data
    at, end = 0, len(data)
    while end - at >= 2:
        length = (data[at] - 48) * 10 + data[at + 1] - 48
        if end - at - 2 < length:
            break
        handle(client, data[at + 2:at + 2 + length])
        at += 2 + length
    client.incoming = data[at:]


def flush(client):
    try:
        del client.outgoing[:client.socket.send(client.outgoing)]
    except BlockingIOError:
        pass


def attempt(action, client):
    try:
        action(client)
    except OSError:
        clients.pop(client.socket.fileno(), None)
        client.socket.close()


def accept(listener):
    try:
        while True:
            connection, _ = listener.accept()
            connection.setblocking(False)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            clients[connection.fileno()] = Client(connection)
    except BlockingIOError:
        pass


server = socket.socket()
server.bind(("127.0.0.1", 0))
server.listen(4096)
server.setblocking(False)
print(server.getsockname()[1], flush=True)
while True:
    waiting = [number for number, client in clients.items() if client.outgoing]
    ready, room, _ = select.select([server.fileno(), *clients], waiting, [])
    for number in room:
        attempt(flush, clients[number])
    for number in ready:
        if number == server.fileno():
            accept(server)
        elif number in clients:
            attempt(receive, clients[number])
    for client in list(clients.values()):
        if client.outgoing:
            attempt(flush, client)
