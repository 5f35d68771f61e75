package jackfield.drill.script;

/**
 * One timed event.
 *
 * @param line the line it begins on, from 1
 * @param text what the script says, as written; several lines when it goes on over them
 */
public record Step(int line, String text, Time start, Event event) {}
