/**
 * Which network a plain JDK socket belongs to: networks are registered here, scopes and addresses decide.
 *
 * <p>Holds the only static state of this module. It is empty until somebody registers a network, and then asked in
 * this order: the scope of the thread ({@link jackfield.socket.route.NetworkHost#run}), the address, and if neither
 * says anything the platform's own sockets.
 */
@NullMarked
package jackfield.socket.route;

import org.jspecify.annotations.NullMarked;
