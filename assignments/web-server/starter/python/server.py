"""Web server. The hand-out (README.md) says what it has to do."""

import socket

PORT = 8080

with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("", PORT))
    listener.listen(5)
    print(f"http://localhost:{PORT}/")
    while True:
        browser, _ = listener.accept()
        with browser:
            request = browser.recv(4096).decode()
            print(request.partition("\r\n")[0])
            # Your part: answer with the page, with the file that is asked for, or with 404.
