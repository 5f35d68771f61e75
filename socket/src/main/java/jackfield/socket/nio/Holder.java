package jackfield.socket.nio;
enum Holder { SOCKET_CHANNEL, SERVER_SOCKET_CHANNEL, DATAGRAM }
