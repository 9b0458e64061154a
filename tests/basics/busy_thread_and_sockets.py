# A thread that computes all the time keeps no other one from hearing of its socket.
import socket
import threading
import time

server = socket.create_server(('localhost', 0))
stop = threading.Event()
heard = threading.Event()


def spin():
    while not stop.is_set():
        pass


def connect():
    time.sleep(0.05)
    socket.create_connection(server.getsockname()).close()


def accept():
    server.accept()[0].close()
    heard.set()


threads = [threading.Thread(target=spin), threading.Thread(target=connect)]
for thread in threads:
    thread.start()
server.accept()[0].close()
print('the main thread heard')
stop.set()
for thread in threads:
    thread.join()

thread = threading.Thread(target=accept)
thread.start()
client = socket.create_connection(server.getsockname())
end = time.monotonic() + 20
while not heard.is_set() and time.monotonic() < end:
    pass
print('the other one heard', heard.is_set())
thread.join()
client.close()
server.close()
