package jackfield.drill.python;

/** Python's {@code None}. */
enum None {
    NONE
}
