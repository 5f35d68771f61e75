package jackfield.cli.demo.picture;

/** One of the two that talk: a host's name and its address as text. */
public record Party(String name, String address) {}
