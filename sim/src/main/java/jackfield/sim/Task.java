package jackfield.sim;

/** What an actor does. */
@FunctionalInterface
public interface Task {
    /** Runs on the actor's thread. What it throws fails the world's run. */
    void run() throws Exception;
}
