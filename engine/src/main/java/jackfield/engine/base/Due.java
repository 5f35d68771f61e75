package jackfield.engine.base;

/** What an {@link Alarm} rings for. */
public interface Due {
    /** The deadline has been reached; the alarm is no longer armed and may be armed again. */
    void onDue(long now);
}
