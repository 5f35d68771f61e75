package jackfield.bench.jvm;

/** One measurement in a JVM of its own: {@code One FIGURE SIDE SECONDS} prints how many in a second. */
public final class One {
    private One() {}

    /** See the class. */
    public static void main(String[] args) throws Exception {
        double rate = figure(args[0]).measure(Side.named(args[1]), Long.parseLong(args[2]));
        System.out.println(Math.round(rate));
        // Event loops and hosts may still live; what was asked for is said.
        Runtime.getRuntime().halt(0);
    }

    private static Figure figure(String name) {
        return switch (name) {
            case "netty" -> new NettyEcho();
            case "http" -> new Http();
            case "ping-pong" -> new PingPong();
            default -> throw new IllegalArgumentException("a figure is netty, http or ping-pong, not " + name);
        };
    }
}
