package jackfield.link.linux;

import jackfield.link.LinkException;

/** Turns an errno of the way to a device into the sentence and the command that help. */
final class Trouble {
    static final String DEVICE = "/dev/net/tun";

    private Trouble() {}

    static LinkException notLinux(String system) {
        return new LinkException("TUN and TAP devices need Linux, and this is " + system + ".", "a link in memory");
    }

    static LinkException noNativeAccess() {
        return new LinkException(
                "This JVM does not let Jackfield call the C library, which TUN and TAP need.",
                "java --enable-native-access=jackfield.link (or =ALL-UNNAMED on the class path)");
    }

    /** {@code /dev/net/tun} could not be opened. */
    static LinkException noDevice(int errno) {
        return switch (errno) {
            case Libc.ENOENT, Libc.ENODEV, Libc.ENXIO ->
                new LinkException(
                        "There is no " + DEVICE + " here.",
                        "sudo modprobe tun (in a container: --device " + DEVICE + " --cap-add NET_ADMIN)");
            case Libc.EPERM, Libc.EACCES ->
                new LinkException(
                        "No right to open " + DEVICE + ".",
                        "sudo chmod 666 " + DEVICE + " (in a container: --device " + DEVICE + " --cap-add NET_ADMIN)");
            default -> new LinkException("Opening " + DEVICE + " failed: " + Libc.errnoName(errno) + ".", "");
        };
    }

    /** The kernel would not give us the device; {@code exists} tells whether an interface of that name is there. */
    static LinkException refused(TunTapConfig config, int errno, boolean exists) {
        String device = "device '" + config.name() + "'";
        return switch (errno) {
            case Libc.EPERM, Libc.EACCES ->
                exists
                        ? new LinkException(
                                "The " + device + " belongs to another user.",
                                "sudo ip tuntap del dev " + config.name() + " mode " + config.mode() + " && "
                                        + addCommand(config))
                        : new LinkException(
                                "No right to make the " + config.mode() + " " + device + ".", addCommand(config));
            case Libc.EBUSY ->
                new LinkException(
                        "The " + device + " is in use by another program.",
                        "ip -details link show dev " + config.name() + ", or another name");
            case Libc.EINVAL ->
                exists
                        ? new LinkException(
                                "The " + device + " exists and is no " + config.mode() + " device of one queue.",
                                "ip -details link show dev " + config.name() + ", or another name")
                        : new LinkException(
                                "The kernel takes '" + config.name() + "' for no " + config.mode() + " device's name.",
                                "another name, such as " + config.mode() + "0");
            default -> new LinkException("Opening the " + device + " failed: " + Libc.errnoName(errno) + ".", "");
        };
    }

    private static String addCommand(TunTapConfig config) {
        return "sudo ip tuntap add dev " + config.name() + " mode " + config.mode() + " user $USER && sudo ip link set "
                + config.name() + " up";
    }

    /** A step of setting up the kernel's side failed; {@code command} is what does the same by hand. */
    static LinkException setup(String what, int errno, String command) {
        String why = errno == Libc.EPERM || errno == Libc.EACCES
                ? "no right to do so"
                : errno == Libc.EBUSY ? "the device is busy" : Libc.errnoName(errno);
        return new LinkException("Could not " + what + ": " + why + ".", command);
    }

    static LinkException noNamespace(String name, int errno) {
        return switch (errno) {
            case Libc.ENOENT ->
                new LinkException("There is no network namespace '" + name + "'.", "sudo ip netns add " + name);
            case Libc.EPERM, Libc.EACCES ->
                new LinkException(
                        "No right to enter the network namespace '" + name + "'.",
                        "sudo ip netns exec " + name + " su $USER -c '...', or run as root");
            default ->
                new LinkException(
                        "Entering the network namespace '" + name + "' failed: " + Libc.errnoName(errno) + ".", "");
        };
    }

    static LinkException noNamespaceOfItsOwn(int errno) {
        boolean mayNot = errno == Libc.EPERM || errno == Libc.EACCES;
        return new LinkException(
                mayNot
                        ? "No right to make a network namespace."
                        : "Making a network namespace failed: " + Libc.errnoName(errno) + ".",
                mayNot ? "run as root" : "");
    }

    static LinkException gone(String name, int errno) {
        return new LinkException(
                "The device '" + name + "' is gone" + (errno == 0 ? "." : " (" + Libc.errnoName(errno) + ")."), "");
    }
}
