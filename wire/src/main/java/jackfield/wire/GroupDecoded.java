package jackfield.wire;

/** What decoding a message about groups gives: a {@link GroupQuery}, or why there is none. */
public sealed interface GroupDecoded permits GroupQuery, Malformed {}
