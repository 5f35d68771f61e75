package jackfield.socket.open;

/**
 * What is waited for on one socket.
 *
 * @param events bits of {@link jackfield.engine.base.Poll}; ERR and HUP are always waited for
 */
public record Interest(OpenSocket socket, int events) {}
