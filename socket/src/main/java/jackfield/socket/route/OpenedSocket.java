package jackfield.socket.route;

/**
 * A routed socket that is open, and where it was opened.
 *
 * @param api the JDK's class it stands for, {@code Socket} say
 * @param address what it was bound or connected to, {@code 10.0.0.2:80} say
 * @param openedAt its stack trace is that of the call that opened it
 */
public record OpenedSocket(String api, String address, Throwable openedAt) {
    @Override
    public String toString() {
        return api + " " + address;
    }
}
