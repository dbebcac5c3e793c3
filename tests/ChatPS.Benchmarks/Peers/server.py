"""A plain chat server to compare with: one loop over select or epoll, what a client is owed is gathered and sent once a turn.
server.py select|epoll prints its port and runs until it is killed. Anybody may log in."""
import select
import socket
import sys


class Client:
    def __init__(self, connection):
        self.socket = connection
        self.name = None
        self.incoming = b""
        self.outgoing = bytearray()


def frame(payload):
    return b"%02d%s" % (len(payload), payload)


clients = {}
names = {}
owed = set()


def owe(client, payload):
    client.outgoing += payload
    owed.add(client)


def handle(client, payload):
    if payload.startswith(b"MSG ") and client.name:
        said = frame(client.name + b": " + payload[4:])
        for other in names.values():
            owe(other, said)
    elif payload.startswith(b"W ") and client.name:
        _, name, text = payload.split(b" ", 2)
        owe(names[name], frame(client.name + b" whispers: " + text))
        owe(client, frame(b"OK - whispered to " + name))
    elif payload.startswith(b"LOGIN "):
        client.name = payload.split(b" ")[1]
        names[client.name] = client
        owe(client, frame(b"Welcome, " + client.name + b"!"))
    else:
        owe(client, frame(b"NO - not understood"))


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
        names.pop(client.name, None)
        client.socket.close()


def flush_all():
    """What is still owed afterwards waits for room."""
    for client in list(owed):
        attempt(flush, client)
        if not client.outgoing or client.socket.fileno() < 0:
            owed.discard(client)


def accept(listener, come=lambda number: None):
    try:
        while True:
            connection, _ = listener.accept()
            connection.setblocking(False)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            clients[connection.fileno()] = Client(connection)
            come(connection.fileno())
    except BlockingIOError:
        pass


def serve_select(server):
    while True:
        waiting = [client.socket.fileno() for client in owed]
        ready, _, _ = select.select([server.fileno(), *clients], waiting, [])
        for number in ready:
            if number == server.fileno():
                accept(server)
            elif number in clients:
                attempt(receive, clients[number])
        flush_all()


def serve_epoll(server):
    poll = select.epoll()
    poll.register(server.fileno(), select.EPOLLIN)
    while True:
        for number, _ in poll.poll(0.001 if owed else None):
            if number == server.fileno():
                accept(server, lambda new: poll.register(new, select.EPOLLIN))
            elif number in clients:
                attempt(receive, clients[number])
        flush_all()


listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen(4096)
listener.setblocking(False)
print(listener.getsockname()[1], flush=True)
(serve_epoll if sys.argv[1] == "epoll" else serve_select)(listener)
