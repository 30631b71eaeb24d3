# SPDX-License-Identifier: BSD-2-Clause
# Sockets, epoll, event and timer descriptors, descriptor passing. Prints the same on every Linux ABI.
import asyncio, array, ctypes, errno, os, select, signal, socket, struct, threading

def check(name, value):
    print(name, value, flush=True)

async def echo():
    async def serve(reader, writer):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.close()
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async def client(n):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        payload = bytes([n]) * 200000
        writer.write(payload)
        await writer.drain()
        got = await reader.readexactly(len(payload))
        writer.close()
        return got == payload
    check("asyncio echo", await asyncio.gather(*(client(n) for n in range(8))))
    server.close()

asyncio.run(echo())

a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
r, w = os.pipe()
socket.send_fds(a, [b"fds"], [w])
data, fds, flags, addr = socket.recv_fds(b, 16, 4)
os.write(fds[0], b"through a passed descriptor")
check("scm_rights", (data, len(fds), os.read(r, 100)))
creds = b.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
check("peercred uid", struct.unpack("3i", creds)[1])

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
check("so_type", s.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE) == socket.SOCK_STREAM)
check("so_domain", s.getsockopt(socket.SOL_SOCKET, 39) == socket.AF_INET)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
check("so_reuseaddr", s.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR))
try:
    s.connect(("127.0.0.1", 1))
except OSError as e:
    check("connect", errno.errorcode[e.errno])
s.close()
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
e = s.connect_ex(("127.0.0.1", 1))
p = select.poll()
p.register(s, select.POLLOUT)
p.poll(2000)
check("so_error", errno.errorcode.get(s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) or e))

u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
u.bind(("127.0.0.1", 0))
u.sendto(b"datagram", u.getsockname())
check("udp", u.recvfrom(100)[0])
path = "/tmp/lxsock"
if os.path.exists(path):
    os.unlink(path)
un = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
un.bind(path)
check("unix name", un.getsockname())
cl = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
cl.sendto(b"to a path", path)
check("unix dgram", un.recvfrom(100)[0])
os.unlink(path)
six = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
check("v6only", six.getsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY))

ep = select.epoll()
r, w = os.pipe()
ep.register(r, select.EPOLLIN)
try:
    ep.register(r, select.EPOLLIN)
except FileExistsError:
    check("epoll twice", "EEXIST")
check("epoll idle", ep.poll(0.05))
os.write(w, b"x")
check("epoll in", [e for f, e in ep.poll(1)] == [select.EPOLLIN] or ep.poll(1))
ep.modify(r, select.EPOLLIN | select.EPOLLET)
check("epoll et", len(ep.poll(0.2)))
check("epoll et again", len(ep.poll(0.05)))
ep.unregister(r)
try:
    ep.unregister(r)
except FileNotFoundError:
    check("epoll gone", "ENOENT")
f = os.open("/etc/passwd", os.O_RDONLY)
try:
    ep.register(f, select.EPOLLIN)
except PermissionError:
    check("epoll file", "EPERM")

libc = ctypes.CDLL(None, use_errno=True)
fd = libc.eventfd(5, os.O_NONBLOCK)
check("eventfd", struct.unpack("Q", os.read(fd, 8))[0])
try:
    os.read(fd, 8)
except BlockingIOError:
    check("eventfd empty", "EAGAIN")
t = libc.timerfd_create(1, 0)
spec = struct.pack("4q", 0, 0, 0, 50000000)
check("timerfd_settime", libc.timerfd_settime(t, 0, spec, None))
check("timerfd", struct.unpack("Q", os.read(t, 8))[0])

a, b = socket.socketpair()
check("select", [len(x) for x in select.select([a], [a], [], 0.1)])
b.close()
check("recv eof", a.recv(10))
try:
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    a.send(b"x"); a.send(b"y")
except BrokenPipeError:
    check("epipe", "EPIPE")
